// Bundlers and browsers: the module is in the script, and ready when the import is.
import { shipped, start } from "./core.js";
import { module } from "./module.js";
import data from "./programmes.js";

start(module());
export const { quote, payout, quoteMany, programmes, createPricer } = shipped(data);
