// Makes module and glue as small as they get: without what the shell does not call, and with short names between the two.
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FEATURES, OPTIONS, PASSES, run, STRIP } from "../../lutine-wasm/npm/wasm-opt.mjs";

/**
 * Takes a folder's `<name>.js` and `<name>_bg.wasm` away and answers what is left of them. `bundle` turns the glue's text
 * into the part of it that the shell calls.
 *
 * Leptos brings classes for streams that nobody uses; and wasm-bindgen's names end in hashes, which do not compress.
 */
export async function fit(folder, name, bundle) {
  const [glueFrom, wasmFrom, text, small] =
    [`${name}.js`, `${name}_bg.wasm`, "widget.wat", "small.wasm"].map((file) => join(folder, file));
  const source = modern(await readFile(glueFrom, "utf8"));
  const called = new Set((await bundle(source)).match(/\w+/g));
  const exported = WebAssembly.Module.exports(await WebAssembly.compile(await readFile(wasmFrom))).map(({ name }) => name);
  const roots = exported.filter((name) => called.has(name)).map((name) => ({ name, root: true, export: name }));
  await writeFile(text, JSON.stringify(roots));
  await run("wasm-metadce", [wasmFrom, ...FEATURES, "--graph-file", text, "-o", wasmFrom]);
  await run("wasm-opt", [wasmFrom, ...FEATURES, ...OPTIONS, ...PASSES, "-S", "-o", text]);

  const module = await readFile(text, "utf8");
  const imports = shortNames(module, new RegExp(`^ \\(import "\\./${name}_bg\\.js" "(\\w+)"`, "gm"));
  const exports = shortNames(module, /^ \(export "(\w+)"/gm);
  const renamed = module
    .replace(new RegExp(`^( \\(import "\\./${name}_bg\\.js" ")(\\w+)`, "gm"), (_, before, name) => before + imports.get(name))
    .replace(/^( \(export ")(\w+)/gm, (_, before, name) => before + exports.get(name));
  await writeFile(text, renamed);
  await run("wasm-opt", [text, ...FEATURES, ...OPTIONS, "-Oz", "--converge", "--skip-pass=memory-packing", ...STRIP, "-o", small]);

  // An import in the glue is one field of an object: from its name to a closing brace as far in.
  const fitted = source
    .replace(/^ {8}(__wb\w+)(: function[\s\S]*?^ {8}\}.*,\n)/gm, (_, name, rest) => (imports.has(name) ? imports.get(name) + rest : ""))
    .replace(/\bwasm\.(\w+)/g, (_, name) => `wasm.${exports.get(name) ?? name}`);
  const [glue, wasm] = [await bundle(fitted), await readFile(small)];
  for (const file of [glueFrom, wasmFrom, text, small]) await rm(file);
  return { glue, wasm };
}

/** The glue without its help for browsers that are older than any the style sheet works in. */
function modern(glue) {
  return glue
    .replace(/\(typeof FinalizationRegistry === 'undefined'\)\s*\? \{.*\}\s*: /g, "")
    .replace(/^if \(!\('encodeInto' in [\s\S]*?^\}\n/m, "")
    .replace(/ else \{\s*console\.warn\('using deprecated[^}]*\}/g, "");
}

/** A short name for everything that the pattern finds. */
function shortNames(text, pattern) {
  return new Map([...text.matchAll(pattern)].map(([, name], index) => [name, `_${index.toString(36)}`]));
}
