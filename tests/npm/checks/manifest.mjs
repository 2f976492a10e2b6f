// What linters of packages say of the tarballs: whether every entry is found, with its types, from wherever it is asked.

import { MATRIX, tool } from "../harness/folders.mjs";
import { run } from "../harness/processes.mjs";

// What `require` cannot take, each for a reason: a page's module, a WASM file, and a package of modules alone (which Node's
// `require` does take since 20.19). Everything else has to be there for all.
const PROFILES = {
  core: { strict: ["--exclude-entrypoints", "./web", "./core.wasm"], "esm-only": ["--entrypoints", "./web", "./core.wasm"] },
  offer: { "esm-only": ["--entrypoints", ".", "./react", "./vue"] },
};

export const trials = {
  publint: async (tarballs) => {
    for (const tarball of Object.values(tarballs)) await run(tool("publint"), ["run", tarball, "--strict"], { cwd: MATRIX });
    return "all good";
  },
  "are the types wrong?": async (tarballs) => {
    for (const [name, profiles] of Object.entries(PROFILES)) {
      for (const [profile, entries] of Object.entries(profiles)) {
        const options = ["--no-definitely-typed", "--no-emoji", "--format", "ascii", "--profile", profile];
        const said = await run(tool("attw"), [tarballs[name], ...options, ...entries], { cwd: MATRIX });
        // It finds nothing wrong with types that are not there.
        if (said.includes("does not contain types")) throw new Error(said.trim());
      }
    }
    return "no";
  },
};
