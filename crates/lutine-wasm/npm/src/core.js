// The package's functions over the binding. Nothing here decides anything: values become JSON text or typed arrays, the core
// answers, and its answers become values again. Bad data never throws.
import { initSync, Pricer } from "glue";
import { refused } from "./faults.js";
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

/** A pricer of programmes, with the lists that they speak of; those of `shipped` where none is given. */
export function createPricer(programmes, lists, shipped) {
  if (!started) throw new Error("@lutine/core: the WebAssembly is not loaded yet; call and await its init, or initialize, first");
  const tariff = tariffOf(programmes, lists, shipped);
  let binding;
  try {
    binding = new Pricer(tariff);
  } catch (faults) {
    return refused(faults);
  }
  return { outcome: "valid", pricer: pricer(binding, tariff) };
}

function tariffOf(programmes, lists, shipped) {
  try {
    const list = (name) => lists?.[name] ?? shipped?.[name];
    const [categories, carriers, premiumTaxes] = ["categories", "carriers", "premiumTaxes"].map(list);
    return text({ programmes, categories, carriers, premiumTaxes });
  } catch {
    // A getter that throws: no plain data, which the core then says.
    return "";
  }
}

function pricer(binding, tariff) {
  let own = binding;
  const alive = () => {
    if (own === undefined) throw new Error("@lutine/core: this pricer was freed");
    return own;
  };
  return {
    quote: (call) => JSON.parse(alive().quote(text(call))),
    payout: (call) => JSON.parse(alive().payout(text(call))),
    quoteMany: (rows, options) => many(alive(), rows, options),
    programmes: () => JSON.parse(tariff).programmes,
    free: () => {
      own?.free();
      own = undefined;
    },
  };
}

/** The functions over the shipped data, which is read when the first of them is called. */
export function shipped(data) {
  let made;
  const own = () => {
    made ??= createPricer(data.programmes, data).pricer;
    return made;
  };
  return {
    quote: (call) => own().quote(call),
    payout: (call) => own().payout(call),
    quoteMany: (rows, options) => own().quoteMany(rows, options),
    programmes: () => own().programmes(),
    createPricer: (programmes, lists) => createPricer(programmes, lists, data),
  };
}
