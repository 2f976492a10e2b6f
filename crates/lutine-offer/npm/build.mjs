// Builds the package into a folder: node build.mjs <integrity.json of the widget> <folder>
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

import { contractTypes, inputTypes } from "./types.mjs";
import { manifestOf } from "./manifest.mjs";

const [integrity, folder] = process.argv.slice(2);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const read = async (path) => JSON.parse(await readFile(path, "utf8"));

const root = here("../../../");
const element = await read(here("element.json"));
const { version, files } = await read(integrity);

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
await loader();
for (const wrapper of ["react", "vue"]) await bundle(wrapper);
await types();
await cp(here("../shell/themes"), join(folder, "themes"), { recursive: true });
const properties = await read(here("../shell/properties.json"));
await write("custom-elements.json", JSON.stringify(manifestOf(element, properties), null, 2));
for (const file of ["LICENSE-APACHE", "LICENSE-MIT"]) await cp(join(root, file), join(folder, file));
// In the package the guide is beside it.
const readme = await readFile(here("README.md"), "utf8");
await writeFile(join(folder, "README.md"), readme.replaceAll("](../EMBEDDING.md", "](./EMBEDDING.md"));
await cp(here("../EMBEDDING.md"), join(folder, "EMBEDDING.md"));
await write("package.json", JSON.stringify({ ...(await read(here("package.json"))), version }, null, 2));

async function write(name, text) {
  await writeFile(join(folder, name), `${text.trim()}\n`);
}

/** The loader with the hash of the shell that it loads. As it is written: bundlers read the comments in its import(). */
async function loader() {
  const source = await readFile(here("src/index.js"), "utf8");
  const words = { VERSION: version, INTEGRITY: files["lutine.js"] };
  await write("index.js", source.replace(/\b(VERSION|INTEGRITY)\b/g, (word) => JSON.stringify(words[word])));
}

/** A wrapper with the names of the element in it. Names stay, so that a stack trace can be read. */
async function bundle(wrapper) {
  const camel = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  const { outputFiles } = await build({
    entryPoints: [here(`src/${wrapper}.js`)],
    external: [wrapper],
    define: {
      ATTRIBUTE_NAMES: JSON.stringify(element.attributes.map(({ name, type }) => [camel(name), name, type === "boolean" ? 1 : 0])),
      EVENT_NAMES: JSON.stringify(element.events.map(({ name }) => [name, camel(name.replace("lutine:", ""))])),
      METHOD_NAMES: JSON.stringify(element.methods.map(({ name }) => name)),
    },
    bundle: true,
    write: false,
    minifyWhitespace: true,
    minifySyntax: true,
    format: "esm",
    target: "es2022",
  });
  // Next draws such a module on the server and hydrates it; a page of server components may then use it directly.
  const directive = wrapper === "react" ? `"use client";` : "";
  await write(`${wrapper}.js`, directive + outputFiles[0].text);
}

async function types() {
  for (const file of await readdir(here("types"))) {
    if (file.endsWith(".d.ts")) await cp(here(`types/${file}`), join(folder, file));
  }
  await write("inputs.d.ts", inputTypes(element));
  await write("contract.d.ts", contractTypes(await readFile(here("../../lutine-wasm/npm/types/contract.d.cts"), "utf8")));
}
