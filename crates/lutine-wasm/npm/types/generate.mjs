// Writes contract.d.cts from the schemas of the core, which its tests hold against the Rust. With --check: fails where
// the file is not what they say.

import { readFileSync, writeFileSync } from "node:fs";

import { compile } from "json-schema-to-typescript";

import { definitions } from "./schemas.mjs";

const FILE = new URL("contract.d.cts", import.meta.url);
const BANNER = "// Written by generate.mjs from crates/lutine-core/schema: change the schemas, not this file.";
/** Where prose ends; prettier, which the generator runs, leaves comments alone. */
const WIDTH = 118;

/** The types of codes that are written nowhere but in what they tell apart. */
const CODES = { ConditionCode: "Condition", PayoutStepCode: "PayoutStep", NothingReasonCode: "NothingReason" };

const STYLE = {
  bannerComment: "",
  // Two schemas bound a list; a caller's `[]` of many is as good.
  ignoreMinAndMaxItems: true,
  style: { printWidth: 120 },
};

/** One comment as JSDoc, on one line where it fits. */
function comment(indent, text) {
  const width = WIDTH - indent.length - 3;
  if (text.length + 4 <= width && !text.includes("\n")) return `${indent}/** ${text} */`;
  const lines = text.split("\n").flatMap((line) => {
    const wrapped = [""];
    for (const word of line.split(" ")) {
      const last = wrapped.at(-1);
      if (last && last.length + word.length >= width) wrapped.push(line.startsWith("- ") ? `  ${word}` : word);
      else wrapped[wrapped.length - 1] = last ? `${last} ${word}` : word;
    }
    return wrapped;
  });
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`].join("\n");
}

/** Takes out what the generator says of itself, and folds comments. */
function tidy(types) {
  return types.replace(/^( *)\/\*\*\n([^]*?)\n *\*\/$/gm, (_, indent, body) => {
    const text = body.replace(/^ *\* ?/gm, "").replace(/\n*This interface was referenced by [^]*$/, "");
    return comment(indent, text);
  });
}

const types = [];
for (const [name, schema] of definitions()) types.push(tidy(await compile(schema, name, STYLE)).trim());
for (const [name, of] of Object.entries(CODES)) {
  types.push(`/** Every code of {@link ${of}}. */\nexport type ${name} = ${of}["code"];`);
}
const text = `${BANNER}\n\n${types.join("\n\n")}\n`;

if (process.argv.includes("--check")) {
  if (readFileSync(FILE, "utf8") !== text) {
    console.error("contract.d.cts is not what the schemas say: run crates/lutine-wasm/npm/types/generate.mjs");
    process.exitCode = 1;
  }
} else {
  writeFileSync(FILE, text);
}
