import { join } from "node:path";

import { tool } from "../../harness/folders.mjs";
import { asked } from "../../harness/runtime.mjs";

const FLAGS = ["run", "--no-remote", "--no-lock", "--no-config", "--node-modules-dir=manual", "--allow-read=."];
const deno = (cwd, file, entry) =>
  asked(tool("deno"), [...FLAGS, file], { cwd, entry, env: { DENO_DIR: join(cwd, ".deno") } });

export const trials = {
  Deno: async (cwd) => ({
    import: await deno(cwd, "app.mjs", "node.js"),
    require: await deno(cwd, "app.cjs", "node.cjs"),
  }),
};
