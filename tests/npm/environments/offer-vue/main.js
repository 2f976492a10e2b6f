import { createSSRApp } from "vue";

import Checkout from "./checkout.vue";
import { given } from "./given.js";

createSSRApp(Checkout, given).mount("#root");
