// The WebAssembly module, from wherever it comes.

/** The module's bytes. */
export type ModuleBytes = ArrayBuffer | ArrayBufferView;

/**
 * A `WebAssembly.Module`. Its type is empty, so that anything would do for it, and not every library has it: here stands what
 * it is not.
 */
export interface CompiledModule {
  /** No text and no bytes: those are compiled here. */
  readonly length?: never;
  /** No bytes. */
  readonly byteLength?: never;
  /** No address. */
  readonly href?: never;
  /** No response. */
  readonly arrayBuffer?: never;
  /** No promise: await it. */
  readonly then?: never;
  /** No module's instance. */
  readonly exports?: never;
}
