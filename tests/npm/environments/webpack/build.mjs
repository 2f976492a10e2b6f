import webpack from "webpack";

// Nothing but the defaults: no loader, no experiment. The corpus is larger than what webpack calls a fast page.
const pages = { mode: "production", performance: false, entry: { inlined: "./inlined.js", web: "./web.js" } };
const server = { mode: "production", target: "node", entry: "./server.cjs", output: { filename: "server.cjs" } };

webpack([pages, server], (error, stats) => {
  if (!error && !stats.hasErrors() && !stats.hasWarnings()) return;
  console.error(error ?? stats.toString("errors-warnings"));
  process.exitCode = 1;
});
