// Puts the widget together, where the page finds it: embed/v1/, which moves, and embed/<version>/, which never changes
// and whose every byte is in its integrity.json. Trunk runs this after a build, with its output in TRUNK_STAGING_DIR.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { fit } from "./fit.mjs";

/** The first versions with light-dark(), which the style sheet needs. */
const CSS_TARGET = ["chrome123", "firefox120", "safari17.5"];
/** Loaded when they are needed. */
const CHUNKS = ["dialog.js", "frame.js", "framed.js"];

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const staging = process.env.TRUNK_STAGING_DIR;
const embed = join(staging, "embed");
const locales = (await readdir(here("locales"))).filter((name) => name.endsWith(".json"));
const define = { LOCALES: JSON.stringify(locales.map((name) => name.replace(".json", ""))) };

const files = new Map();
const { glue, wasm } = await fit(staging, "lutine-offer", (contents) => bundle({
  stdin: { contents: 'export { initSync, Lutine } from "glue"; export { Host } from "./host.js";', resolveDir: here(".") },
  plugins: [virtual("glue", contents)],
  // Neither has an effect on what is not used; without this esbuild must keep both.
  define: { ...define, "Symbol.dispose": "undefined" },
  pure: ["FinalizationRegistry"],
}));
files.set("lutine-offer.js", glue).set("lutine-offer_bg.wasm", wasm);
for (const name of CHUNKS) files.set(name, await bundle({ entryPoints: [here(name)], external: ["./lutine.js"] }));
for (const name of locales.filter((name) => name !== "en.json")) {
  files.set(`locales/${name}`, JSON.stringify(JSON.parse(await readFile(here(`locales/${name}`), "utf8"))));
}
for (const name of await readdir(here("themes"))) {
  files.set(`themes/${name}`, await bundle({ entryPoints: [here(`themes/${name}`)], target: CSS_TARGET }));
}

const version = /^version = "(.+)"/m.exec(await readFile(here("../../../Cargo.toml"), "utf8"))[1];
const hashes = Object.fromEntries([...files].map(([name, content]) => [name, hashOf(content)]));
const moving = await shell("null");
const fixed = await shell(JSON.stringify(hashes));
const manifest = { version, files: { "lutine.js": hashOf(fixed), ...hashes } };
await write("v1", [...files, ["lutine.js", moving]]);
await write(version, [...files, ["lutine.js", fixed], ["integrity.json", `${JSON.stringify(manifest, null, 2)}\n`]]);

/** The script tag's own file, with what it checks all others by. */
function shell(integrity) {
  return bundle({ entryPoints: [here("lutine.js")], define: { INTEGRITY: integrity } });
}

async function bundle(options) {
  const { outputFiles } = await build({
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    loader: { ".css": "text" },
    plugins: [],
    ...options,
    ...(options.target ? { loader: {} } : { plugins: [...(options.plugins ?? []), minifyCss()] }),
  });
  return outputFiles[0].text;
}

/** Each file, and beside it its brotli, for servers that send it as it stands. */
async function write(folder, files) {
  await rm(join(embed, folder), { recursive: true, force: true });
  for (const [name, content] of files) {
    const path = join(embed, folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    await writeFile(`${path}.br`, brotliCompressSync(content));
  }
}

function hashOf(content) {
  return `sha384-${createHash("sha384").update(content).digest("base64")}`;
}

/** A module that is no file. */
function virtual(name, contents) {
  return {
    name,
    setup({ onResolve, onLoad }) {
      onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: name, namespace: name }));
      onLoad({ filter: /./, namespace: name }, () => ({ contents }));
    },
  };
}

/** A style sheet is a string in its script; this takes its spaces out first. */
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
