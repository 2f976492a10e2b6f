// What linters of packages say of the tarball: whether every entry is found, with its types, from wherever it is asked.

import { MATRIX, tool } from "../harness/folders.mjs";
import { run } from "../harness/processes.mjs";

// A page's module and a WASM file are nothing that `require` could take; everything else has to be there for all.
const MODULES = ["./web", "./core.wasm"];
const PROFILES = {
  strict: ["--exclude-entrypoints", ...MODULES],
  "esm-only": ["--entrypoints", ...MODULES],
};

export const trials = {
  publint: async (tarball) => {
    await run(tool("publint"), ["run", tarball, "--strict"], { cwd: MATRIX });
    return "all good";
  },
  "are the types wrong?": async (tarball) => {
    for (const [profile, entries] of Object.entries(PROFILES)) {
      const options = ["--no-definitely-typed", "--no-emoji", "--format", "ascii", "--profile", profile];
      const said = await run(tool("attw"), [tarball, ...options, ...entries], { cwd: MATRIX });
      // It finds nothing wrong with types that are not there.
      if (said.includes("does not contain types")) throw new Error(said.trim());
    }
    return "no";
  },
};
