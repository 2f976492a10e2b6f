import vue from "@vitejs/plugin-vue";

// Vue then says, also in what is built, where server and browser have drawn different things.
export default { plugins: [vue()], define: { __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: true } };
