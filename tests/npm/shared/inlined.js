import { createPricer, payout, quote, quoteMany } from "@lutine/core";

import corpus from "./corpus.mjs";
import { check } from "./vectors.mjs";

globalThis.report = check({ createPricer, payout, quote, quoteMany }, corpus);
