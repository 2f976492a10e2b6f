// Edge functions: the platform compiles the module.
import { shipped, start } from "./core.js";
import module from "./core.wasm?module";
import data from "./programmes.js";

start(module);
export const { quote, payout, quoteMany, programmes, createPricer } = shipped(data);
