/**
 * The package for pages that load it as it is, without a bundler: `core.wasm` is fetched, and compiled while it arrives.
 *
 * @packageDocumentation
 */

import type { CompiledModule, ModuleBytes } from "./source.cjs";

export * from "./index.cjs";
export * from "./source.cjs";

/**
 * Fetches and starts the module. Once, and awaited before any other function is called: those throw until then.
 *
 * @param source Where it is, or the module itself. Absent: `core.wasm` beside this script.
 * @returns Rejects where the module cannot be fetched or is none.
 * @example
 * import init, { quote } from "@lutine/core/web";
 * await init();
 * const answer = quote(call);
 */
export declare function init(
  source?: URL | string | Response | Promise<Response> | ModuleBytes | CompiledModule,
): Promise<void>;

export default init;
