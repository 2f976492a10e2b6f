import resolve from "@rollup/plugin-node-resolve";

const output = { dir: "dist", format: "es" };

export default [
  { input: ["inlined.js", "web.js"], output, plugins: [resolve({ browser: true })] },
  { input: "server.js", output, plugins: [resolve()] },
];
