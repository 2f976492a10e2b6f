import { asked } from "../../harness/runtime.mjs";

const node = (cwd, file, entry) => asked(process.execPath, [file], { cwd, entry });

export const trials = {
  "Node, ESM": async (cwd) => ({ import: await node(cwd, "app.mjs", "node.js") }),
  "Node, CommonJS": async (cwd) => ({ require: await node(cwd, "app.cjs", "node.cjs") }),
  "Node, ./slim": async (cwd) => ({
    import: await node(cwd, "slim.mjs", "slim.js"),
    require: await node(cwd, "slim.cjs", "slim.cjs"),
  }),
};
