import init, { createPricer, payout, quote, quoteMany } from "@lutine/core/web";

import corpus from "./corpus.mjs";
import { check } from "./vectors.mjs";

await init();
globalThis.report = check({ createPricer, payout, quote, quoteMany }, corpus);
