// Node's require: the module lies beside this file.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { shipped, start } = require("./core.cjs");

const beside = (file) => readFileSync(join(__dirname, file));
start(beside("core.wasm"));
const { quote, payout, quoteMany, programmes, createPricer } = shipped(JSON.parse(beside("programmes.json")));
module.exports = { quote, payout, quoteMany, programmes, createPricer };
