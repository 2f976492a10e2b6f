import { createPricer, payout, quote } from "@lutine/core";

import corpus from "../../corpus.mjs";
import { check } from "../../vectors.mjs";

export const config = { runtime: "edge" };

export default () => Response.json(check({ createPricer, payout, quote }, corpus));
