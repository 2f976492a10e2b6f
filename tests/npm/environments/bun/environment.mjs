import { tool } from "../../harness/folders.mjs";
import { asked } from "../../harness/runtime.mjs";

export const trials = {
  Bun: async (cwd) => ({
    import: await asked(tool("bun"), ["app.mjs"], { cwd, entry: "node.js" }),
    require: await asked(tool("bun"), ["app.cjs"], { cwd, entry: "node.cjs" }),
  }),
};
