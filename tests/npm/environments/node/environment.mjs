import { asked } from "../../harness/runtime.mjs";

export const trials = {
  "Node, ESM": async (cwd) => ({ import: await asked(process.execPath, ["app.mjs"], { cwd, entry: "node.js" }) }),
  "Node, CommonJS": async (cwd) => ({ require: await asked(process.execPath, ["app.cjs"], { cwd, entry: "node.cjs" }) }),
  "Node, ./slim": async (cwd) => ({ import: await asked(process.execPath, ["slim.mjs"], { cwd, entry: "slim.js" }) }),
};
