import { tool } from "../../harness/folders.mjs";
import { run, serve } from "../../harness/processes.mjs";

// What wrangler does before it hands a worker on: bundle it, and keep a WASM file as a module of its own.
const BUNDLE = [
  "worker.mjs", "--bundle", "--format=esm", "--conditions=workerd,worker,browser", "--outdir=dist",
  "--out-extension:.js=.mjs", "--loader:.wasm=copy", "--asset-names=[name]", "--log-level=warning",
];

export const trials = {
  workerd: async (cwd) => {
    await run(tool("esbuild"), BUNDLE, { cwd });
    const args = ["serve", "workerd.capnp", "--socket-addr=http=127.0.0.1:0", "--control-fd=1"];
    const ready = /"event":"listen","socket":"http","port":(\d+)/;
    return serve(tool("workerd"), args, { cwd, ready }, async ([, port]) => {
      const response = await fetch(`http://127.0.0.1:${port}/`);
      if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
      return { worker: await response.json() };
    });
  },
};
