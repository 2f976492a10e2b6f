// Node's require: the module lies beside this file.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { shipped, start } = require("./core.cjs");

start(readFileSync(join(__dirname, "core.wasm")));
const { quote, payout, quoteMany, programmes, createPricer } = shipped(require("./programmes.json"));
module.exports = { quote, payout, quoteMany, programmes, createPricer };
