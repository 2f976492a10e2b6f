const core = require("@lutine/core");
const corpus = require("./corpus.json");

// The comparison is a module; the package is not waited for.
import("./vectors.mjs").then(({ check }) => {
  console.log(JSON.stringify({ report: check(core, corpus), entry: require.resolve("@lutine/core") }));
});
