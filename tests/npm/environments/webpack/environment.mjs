import { reportsOfBundle } from "../../harness/bundled.mjs";
import { run } from "../../harness/processes.mjs";

export const trials = {
  "webpack 5": async (cwd) => {
    await run(process.execPath, ["build.mjs"], { cwd });
    return reportsOfBundle(cwd, "server.cjs");
  },
};
