import { join } from "node:path";

import webpack from "webpack";

const output = { path: join(import.meta.dirname, "dist"), filename: "shop.js" };

webpack({ mode: "production", entry: "./shop.js", output }, (error, stats) => {
  if (!error && !stats.hasErrors() && !stats.hasWarnings()) return;
  console.error(error ?? stats.toString("errors-warnings"));
  process.exitCode = 1;
});
