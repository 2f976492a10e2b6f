// Nothing is loaded and no rates are inside: the caller brings the module and the tariff.
import { createPricer, start } from "./core.js";

export { createPricer };

/** Starts the module, from its bytes or compiled. */
export function initialize(source) {
  start(source);
}
