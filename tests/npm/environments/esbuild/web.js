import wasm from "@lutine/core/core.wasm";
import init, { createPricer, payout, quote, quoteMany } from "@lutine/core/web";

import corpus from "./corpus.mjs";
import { check } from "./vectors.mjs";

// esbuild copies no file for a `new URL`, but it does for an import.
await init(new URL(wasm, import.meta.url));
globalThis.report = check({ createPricer, payout, quote, quoteMany }, corpus);
