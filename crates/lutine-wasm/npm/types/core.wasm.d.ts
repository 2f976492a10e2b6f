// Where the platform compiles what is imported: Workers, edge functions.

import type { CompiledModule } from "./source.cjs";

/** The package's one WebAssembly module, for `initialize` of `@lutine/core/slim`. */
declare const module: CompiledModule;
export default module;
