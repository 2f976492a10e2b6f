import { createSSRApp } from "vue";
import { renderToString } from "vue/server-renderer";

import Checkout from "./checkout.vue";
import { given } from "./given.js";

export const draw = () => renderToString(createSSRApp(Checkout, given));
