import { createPricer, payout, quote, quoteMany } from "@lutine/core";

import corpus from "./corpus.mjs";
import { check } from "./vectors.mjs";

export default { fetch: () => Response.json(check({ createPricer, payout, quote, quoteMany }, corpus)) };
