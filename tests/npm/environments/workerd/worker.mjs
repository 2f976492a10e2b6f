import { createPricer, payout, quote } from "@lutine/core";

import corpus from "./corpus.mjs";
import { check } from "./vectors.mjs";

export default { fetch: () => Response.json(check({ createPricer, payout, quote }, corpus)) };
