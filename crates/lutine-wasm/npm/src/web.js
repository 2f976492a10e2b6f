// Pages that fetch the module beside this file, compiled while it arrives.
import { shipped, start } from "./core.js";
import data from "./programmes.js";

export const { quote, payout, quoteMany, programmes, createPricer } = shipped(data);

/** Fetches and starts the module; a source of the caller's own is taken instead of the file beside this one. */
export async function init(source = new URL("./core.wasm", import.meta.url)) {
  const given = await source;
  const fetched = typeof given === "string" || given instanceof URL ? await fetch(given) : given;
  start(typeof Response === "function" && fetched instanceof Response ? await compiled(fetched) : fetched);
}

export default init;

async function compiled(response) {
  if (!response.ok) throw new Error(`@lutine/core/web: ${response.url} answers ${response.status}`);
  // Servers that do not know the type of WASM files would make streaming fail.
  const streams = WebAssembly.compileStreaming && response.headers.get("content-type") === "application/wasm";
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}
