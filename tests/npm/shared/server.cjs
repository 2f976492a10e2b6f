const core = require("@lutine/core");

const corpus = require("./corpus.mjs").default;
const { check } = require("./vectors.mjs");

console.log(JSON.stringify(check(core, corpus)));
