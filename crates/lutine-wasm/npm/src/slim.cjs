// The slim entry for require.
const { createPricer, start } = require("./core.cjs");

module.exports = { createPricer, initialize: (source) => start(source) };
