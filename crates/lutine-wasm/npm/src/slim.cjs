// The slim entry for require.
const { createPricer, start } = require("./core.js");

module.exports = { createPricer, initialize: (source) => start(source) };
