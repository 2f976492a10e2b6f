// How wasm-opt is called wherever WebAssembly is made small. It is the npm package binaryen's, which setup puts on PATH.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** What rustc's wasm32-unknown-unknown turns on. */
export const FEATURES = ["bulk-memory", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext"]
  .map((feature) => `--enable-${feature}`);

/** Chosen by the bytes after brotli. */
export const PASSES = ["--merge-similar-functions", "--flatten", "--rereloop", "-Oz", "-Oz", "--converge", "--reorder-functions-by-name"];

export const STRIP = ["--strip-debug", "--strip-producers", "--strip-target-features"];

export const run = promisify(execFile);
