// Whatever is put in: nothing throws, nothing is broken after it, and a bad row stops no other.

import { run } from "../../harness/processes.mjs";

export const trials = {
  "Rubbish": async (cwd) => (await run(process.execPath, ["rubbish.cjs"], { cwd })).trim(),
};
