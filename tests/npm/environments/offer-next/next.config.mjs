import { dirname } from "node:path";

// Next's own packages lie one folder up; the package that is tried needs no line here.
const root = dirname(import.meta.dirname);

export default { distDir: process.env.DIST, outputFileTracingRoot: root, turbopack: { root } };
