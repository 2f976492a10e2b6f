// How wasm-opt is called wherever WebAssembly is made small. It is the npm package binaryen's, which setup puts on PATH.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** What rustc's wasm32-unknown-unknown turns on. */
export const FEATURES = ["bulk-memory", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext"]
  .map((feature) => `--enable-${feature}`);

/**
 * With every call, chosen by the bytes after brotli. What lies lowest is the end of the stack and never an object, so that an
 * address may be written as a base and an offset.
 */
export const OPTIONS = ["--low-memory-unused", "--one-caller-inline-max-function-size", "20"];

/** Chosen likewise. */
export const PASSES = ["--flatten", "--rereloop", "-Oz", "--merge-similar-functions", "-Oz", "-Oz", "--converge", "--reorder-functions-by-name"];

export const STRIP = ["--strip-debug", "--strip-producers", "--strip-target-features"];

export const run = promisify(execFile);
