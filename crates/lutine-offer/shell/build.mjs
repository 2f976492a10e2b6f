// Bundles the shell and puts it beside the widget, where the page finds both: embed/v1/.
// Trunk runs this after a build, with its output in TRUNK_STAGING_DIR.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { FEATURES, PASSES, run, STRIP } from "../../lutine-wasm/npm/wasm-opt.mjs";

/** The first versions with light-dark(), which the style sheet needs. */
const CSS_TARGET = ["chrome123", "firefox120", "safari17.5"];

const staging = process.env.TRUNK_STAGING_DIR;
const embed = join(staging, "embed/v1");
await mkdir(embed, { recursive: true });
await build({
  entryPoints: [fileURLToPath(new URL("lutine.js", import.meta.url))],
  outfile: join(embed, "lutine.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  loader: { ".css": "text" },
  plugins: [minifyCss()],
});
await shrink("lutine-offer.js", "lutine-offer_bg.wasm");
await compress();

/**
 * Writes glue and module without what the shell does not call: Leptos brings classes for streams that nobody uses.
 * What then crosses between the two gets short names: wasm-bindgen's end in hashes, which do not compress.
 */
async function shrink(glue, wasm) {
  const [glueFrom, wasmFrom, text] = [join(staging, glue), join(staging, wasm), join(staging, "widget.wat")];
  const source = await readFile(glueFrom, "utf8");
  const called = new Set((await bundle(source)).match(/\w+/g));
  const exported = WebAssembly.Module.exports(await WebAssembly.compile(await readFile(wasmFrom))).map(({ name }) => name);
  const roots = exported.filter((name) => called.has(name)).map((name) => ({ name, root: true, export: name }));
  await writeFile(text, JSON.stringify(roots));
  await run("wasm-metadce", [wasmFrom, ...FEATURES, "--graph-file", text, "-o", wasmFrom]);
  await run("wasm-opt", [wasmFrom, ...FEATURES, ...PASSES, "-S", "-o", text]);

  const module = await readFile(text, "utf8");
  const imports = shortNames(module, /^ \(import "\.\/lutine-offer_bg\.js" "(\w+)"/gm);
  const exports = shortNames(module, /^ \(export "(\w+)"/gm);
  const renamed = module
    .replace(/^( \(import "\.\/lutine-offer_bg\.js" ")(\w+)/gm, (_, before, name) => before + imports.get(name))
    .replace(/^( \(export ")(\w+)/gm, (_, before, name) => before + exports.get(name));
  await writeFile(text, renamed);
  await run("wasm-opt", [text, ...FEATURES, "-Oz", "--converge", "--skip-pass=memory-packing", ...STRIP, "-o", join(embed, wasm)]);

  // An import in the glue is one field of an object: from its name to a closing brace as far in.
  const fitted = source
    .replace(/^ {8}(__wb\w+)(: function[\s\S]*?^ {8}\}.*,\n)/gm, (_, name, rest) => (imports.has(name) ? imports.get(name) + rest : ""))
    .replace(/\bwasm\.(\w+)/g, (_, name) => `wasm.${exports.get(name) ?? name}`);
  await writeFile(join(embed, glue), await bundle(fitted));
  for (const file of [glueFrom, wasmFrom, text]) await rm(file);
}

/** Beside each file its brotli, for servers that send it as it stands. */
async function compress() {
  for (const file of ["lutine.js", "lutine-offer.js", "lutine-offer_bg.wasm"]) {
    const path = join(embed, file);
    await writeFile(`${path}.br`, brotliCompressSync(await readFile(path)));
  }
}

/** A short name for everything that the pattern finds. */
function shortNames(text, pattern) {
  return new Map([...text.matchAll(pattern)].map(([, name], index) => [name, `_${index.toString(36)}`]));
}

/** The part of the glue that the shell calls. */
async function bundle(contents) {
  const { outputFiles } = await build({
    stdin: { contents: `export { default, Lutine } from "glue"` },
    plugins: [{
      name: "glue",
      setup({ onResolve, onLoad }) {
        onResolve({ filter: /^glue$/ }, () => ({ path: "glue", namespace: "glue" }));
        onLoad({ filter: /./, namespace: "glue" }, () => ({ contents }));
      },
    }],
    // Neither has an effect on what is not used; without this esbuild must keep both.
    define: { "Symbol.dispose": "undefined" },
    pure: ["FinalizationRegistry"],
    write: false,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
  });
  return outputFiles[0].text;
}

/** The style sheet is a string in the shell; this takes its spaces out first. */
function minifyCss() {
  return {
    name: "minify-css",
    setup({ onLoad }) {
      onLoad({ filter: /\.css$/ }, async ({ path }) => {
        const { outputFiles } = await build({ entryPoints: [path], minify: true, write: false, target: CSS_TARGET });
        return { contents: outputFiles[0].text.trim(), loader: "text" };
      });
    },
  };
}
