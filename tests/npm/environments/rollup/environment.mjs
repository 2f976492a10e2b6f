import { cpSync } from "node:fs";
import { join } from "node:path";

import { reportsOfBundle } from "../../harness/bundled.mjs";
import { tool } from "../../harness/folders.mjs";
import { run } from "../../harness/processes.mjs";

export const trials = {
  Rollup: async (cwd) => {
    await run(tool("rollup"), ["--config", "rollup.config.mjs", "--failAfterWarnings"], { cwd });
    // Rollup leaves a `new URL` as it is: the file has to be put where it points.
    cpSync(join(cwd, "node_modules", "@lutine", "core", "core.wasm"), join(cwd, "dist", "core.wasm"));
    return reportsOfBundle(cwd, "server.js");
  },
};
