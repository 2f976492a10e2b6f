import { createPricer, payout, quote, quoteMany } from "@lutine/core";

import corpus from "./corpus.mjs";
import { check } from "./vectors.mjs";

console.log(JSON.stringify(check({ createPricer, payout, quote, quoteMany }, corpus)));
