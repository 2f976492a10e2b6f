import { reportsOfBundle } from "../../harness/bundled.mjs";
import { tool } from "../../harness/folders.mjs";
import { run } from "../../harness/processes.mjs";

const BUNDLE = ["--bundle", "--minify", "--outdir=dist", "--log-level=warning"];

export const trials = {
  esbuild: async (cwd) => {
    const esbuild = (...args) => run(tool("esbuild"), [...args, ...BUNDLE], { cwd });
    await esbuild("inlined.js", "web.js", "--format=esm", "--loader:.wasm=file");
    await esbuild("server.cjs", "--platform=node", "--out-extension:.js=.cjs");
    return reportsOfBundle(cwd, "server.cjs");
  },
};
