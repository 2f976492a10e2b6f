// Builds the package into a folder: node build.mjs <what wasm-bindgen wrote> <programmes.json> <folder>
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import { build } from "esbuild";
import { FEATURES, OPTIONS, PASSES, run, STRIP } from "./wasm-opt.mjs";

/** The entries that stand on core.js, or core.cjs, as they are. */
const ENTRIES = ["inline.js", "node.js", "node.cjs", "web.js", "slim.js", "slim.cjs", "workerd.js", "edge-light.js"];

const [bound, data, folder] = process.argv.slice(2);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
await optimize(join(bound, "lutine_wasm_bg.wasm"), join(folder, "core.wasm"));
await bundle({ entryPoints: [here("src/core.js")], outfile: join(folder, "core.js"), format: "esm" });
await bundle({ entryPoints: [here("src/core.js")], outfile: join(folder, "core.cjs"), format: "cjs" });
for (const entry of ENTRIES) await cp(here(`src/${entry}`), join(folder, entry));
await inline();
await types();
const root = here("../../../");
for (const file of ["LICENSE-APACHE", "LICENSE-MIT"]) await cp(join(root, file), join(folder, file));
await cp(join(root, "node_modules/fflate/LICENSE"), join(folder, "LICENSE-fflate"));
await cp(here("README.md"), join(folder, "README.md"));
await manifest();

async function optimize(from, to) {
  await run("wasm-opt", [from, ...FEATURES, ...OPTIONS, ...PASSES, ...STRIP, "-o", to]);
}

/** Our code and wasm-bindgen's in one file. Names stay, so that a stack trace can be read. */
async function bundle(options) {
  const glue = join(process.cwd(), bound, "lutine_wasm.js");
  await build({ ...options, alias: { glue }, bundle: true, minifyWhitespace: true, minifySyntax: true, target: "es2022" });
}

/** The module and the data once more as scripts, for what can load nothing else. */
async function inline() {
  // Deflated: half the bytes where a script is not compressed, and less than plain base64 where it is.
  const deflated = deflateRawSync(await readFile(join(folder, "core.wasm")), { level: 9 }).toString("base64");
  await bundle({ entryPoints: [here("src/module.js")], outfile: join(folder, "module.js"), format: "esm", define: { DEFLATED: `"${deflated}"` } });
  const text = (await readFile(data, "utf8")).trim();
  await writeFile(join(folder, "programmes.json"), `${text}\n`);
  await writeFile(join(folder, "programmes.js"), `export default ${text};\n`);
}

/** The types, for importers and requirers alike. */
async function types() {
  for (const file of await readdir(here("types"))) {
    if (/\.d\.c?ts$/.test(file)) await cp(here(`types/${file}`), join(folder, file));
  }
}

/** The package's manifest, with the version of the crates. */
async function manifest() {
  const { scripts, ...shipped } = JSON.parse(await readFile(here("package.json"), "utf8"));
  const version = (await readFile(join(root, "Cargo.toml"), "utf8")).match(/^\[workspace\.package\]\nversion = "(.*)"$/m)[1];
  await writeFile(join(folder, "package.json"), `${JSON.stringify({ ...shipped, version }, null, 2)}\n`);
}
