import { readFileSync } from "node:fs";

import { createPricer, initialize } from "@lutine/core/slim";

import corpus from "./corpus.mjs";
import { check } from "./vectors.mjs";

const read = (entry) => readFileSync(new URL(import.meta.resolve(`@lutine/core/${entry}`)));
initialize(read("core.wasm"));
const { programmes, ...lists } = JSON.parse(read("programmes.json"));
const { pricer } = createPricer(programmes, lists);

// What `@lutine/core` offers, put together by hand.
const core = { ...pricer, createPricer: (programmes, own) => createPricer(programmes, { ...lists, ...own }) };
console.log(JSON.stringify({ report: check(core, corpus), entry: import.meta.resolve("@lutine/core/slim") }));
