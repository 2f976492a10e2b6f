import { tool } from "../../harness/folders.mjs";
import { run, serve } from "../../harness/processes.mjs";

// What wrangler does before it hands a worker on: bundle it, and keep a WASM file as a module of its own.
const BUNDLE = [
  "worker.mjs", "slim.mjs", "--bundle", "--format=esm", "--conditions=workerd,worker,browser", "--outdir=dist",
  "--out-extension:.js=.mjs", "--loader:.wasm=copy", "--asset-names=[name]", "--log-level=warning",
];

// It says on the control channel on which ports it listens, in any order.
const LISTENS = /(?=.*"socket":"worker","port":(?<worker>\d+))(?=.*"socket":"slim","port":(?<slim>\d+))/s;

export const trials = {
  workerd: async (cwd) => {
    await run(tool("esbuild"), BUNDLE, { cwd });
    const args = ["serve", "workerd.capnp", "--control-fd=1"];
    return serve(tool("workerd"), args, { cwd, ready: LISTENS }, async ({ groups }) => ({
      worker: await report(groups.worker),
      slim: await report(groups.slim),
    }));
  },
};

async function report(port) {
  const response = await fetch(`http://127.0.0.1:${port}/`);
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return response.json();
}
