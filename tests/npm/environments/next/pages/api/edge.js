import { createPricer, payout, quote, quoteMany } from "@lutine/core";

import corpus from "../../corpus.mjs";
import { check } from "../../vectors.mjs";

export const config = { runtime: "edge" };

export default () => Response.json(check({ createPricer, payout, quote, quoteMany }, corpus));
