import * as core from "@lutine/core";

import corpus from "./corpus.mjs";
import { check } from "./vectors.mjs";

console.log(JSON.stringify({ report: check(core, corpus), entry: import.meta.resolve("@lutine/core") }));
