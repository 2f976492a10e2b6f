const { readFileSync } = require("node:fs");

const { createPricer, initialize } = require("@lutine/core/slim");
const { programmes, ...lists } = require("@lutine/core/programmes.json");
const corpus = require("./corpus.json");

initialize(readFileSync(require.resolve("@lutine/core/core.wasm")));
const { pricer } = createPricer(programmes, lists);

// What `@lutine/core` offers, put together by hand.
const core = { ...pricer, createPricer: (programmes, own) => createPricer(programmes, { ...lists, ...own }) };

// The comparison is a module; the package is not waited for.
import("./vectors.mjs").then(({ check }) => {
  console.log(JSON.stringify({ report: check(core, corpus), entry: require.resolve("@lutine/core/slim") }));
});
