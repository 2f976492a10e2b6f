import wasm from "@lutine/core/core.wasm";
import data from "@lutine/core/programmes.json";
import { createPricer, initialize } from "@lutine/core/slim";

import corpus from "./corpus.mjs";
import { check } from "./vectors.mjs";

initialize(wasm);
const { programmes, ...lists } = data;
const { pricer } = createPricer(programmes, lists);

// What `@lutine/core` offers, put together by hand.
const core = { ...pricer, createPricer: (programmes, own) => createPricer(programmes, { ...lists, ...own }) };

export default { fetch: () => Response.json(check(core, corpus)) };
