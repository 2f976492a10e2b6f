/**
 * The core without rates: nothing is loaded, and the caller brings the module and the tariff.
 *
 * @packageDocumentation
 */

import type { Lists, Programme } from "./contract.cjs";
import type { CreatedPricer } from "./pricer.cjs";
import type { CompiledModule, ModuleBytes } from "./source.cjs";

export * from "./contract.cjs";
export * from "./many.cjs";
export * from "./pricer.cjs";
export * from "./source.cjs";

/**
 * Starts the module, before the first {@link createPricer}. A second time does nothing.
 *
 * @param source The bytes of `@lutine/core/core.wasm`, or the `WebAssembly.Module` that was compiled from them.
 * @throws Where the source, the first time, is no WebAssembly module of this version of the package.
 * @example
 * import { initialize } from "@lutine/core/slim";
 * initialize(await (await fetch("/assets/core.wasm")).arrayBuffer());
 */
export declare function initialize(source: ModuleBytes | CompiledModule): void;

/**
 * The package's functions over a tariff.
 *
 * @param programmes The programmes: a TOML file each, as JSON.
 * @param lists What they speak of. `@lutine/core/programmes.json` has those that ship with the package.
 * @returns The pricer, or every fault of programmes and lists; their paths begin with the list: `programmes[0].limit`.
 * @throws Before {@link initialize}.
 */
export declare function createPricer(programmes: readonly Programme[], lists: Lists): CreatedPricer;
