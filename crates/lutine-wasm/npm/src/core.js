// The package's functions over the binding. Nothing here decides anything: values become JSON text or typed arrays, the core
// answers, and its answers become values again. Bad data never throws.
import { initSync, Pricer } from "glue";
import { many } from "./many.js";
import { text } from "./text.js";

let started = false;

/** Starts the module, from its bytes or compiled. */
export function start(module) {
  // A module of another realm (an edge function's sandbox) is none to wasm-bindgen.
  const isForeign = Object.prototype.toString.call(module) === "[object WebAssembly.Module]" && !(module instanceof WebAssembly.Module);
  if (isForeign) Object.setPrototypeOf(module, WebAssembly.Module.prototype);
  initSync({ module });
  started = true;
}

/** A pricer of programmes, with the lists that they speak of. */
export function createPricer(programmes, lists) {
  if (!started) throw new Error("@lutine/core: the WebAssembly is not loaded yet; call and await its init, or initialize, first");
  try {
    const tariff = text({ ...lists, programmes });
    return { outcome: "valid", pricer: pricer(new Pricer(tariff), tariff) };
  } catch (errors) {
    // The binding throws its answer as text; anything else is no answer.
    if (typeof errors !== "string") throw errors;
    return { outcome: "invalid", errors: JSON.parse(errors) };
  }
}

function pricer(binding, tariff) {
  return {
    quote: (call) => JSON.parse(binding.quote(text(call))),
    payout: (call) => JSON.parse(binding.payout(text(call))),
    quoteMany: (rows, options) => many(binding, rows, options),
    programmes: () => JSON.parse(tariff).programmes,
  };
}

/** The functions over the shipped data, which is read when the first of them is called. */
export function shipped(data) {
  let made;
  const own = () => {
    made ??= createPricer(data.programmes, data);
    return made.pricer;
  };
  return {
    quote: (call) => own().quote(call),
    payout: (call) => own().payout(call),
    quoteMany: (rows, options) => own().quoteMany(rows, options),
    programmes: () => own().programmes(),
    createPricer: (programmes, lists) => createPricer(programmes, { ...data, ...lists }),
  };
}
