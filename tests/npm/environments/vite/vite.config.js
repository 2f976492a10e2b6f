// Two pages in one build; the package needs no line here.
export default { build: { rollupOptions: { input: ["inlined.html", "web.html"] } } };
