// Writes the tables of README.md from element.json. With --check: fails where they, or the types, say anything else.

import { readFileSync, writeFileSync } from "node:fs";

const at = (path) => new URL(path, import.meta.url);
const element = JSON.parse(readFileSync(at("element.json"), "utf8"));

const code = (text) => `\`${text.replaceAll("|", "\\|")}\``;
const call = ({ name, parameters }) => `${name}(${parameters.map(({ name }) => name).join(", ")})`;

/** Heading and cells of each table. */
const TABLES = {
  attributes: [["attribute", "type"], ({ name, type }) => [name, type]],
  properties: [["property", "type"], ({ name, type, readonly }) => [name, readonly ? `readonly ${type}` : type]],
  methods: [["method", "returns"], (method) => [call(method), method.returns]],
  events: [["event"], ({ name }) => [name]],
  states: [["state"], ({ name }) => [name]],
  parts: [["part"], ({ name }) => [name]],
  slots: [["slot"], ({ name }) => [name]],
};

const row = (cells) => `| ${cells.join(" | ")} |`;

function table(of, [heads, cells]) {
  const rows = element[of].map((one) => row([...cells(one).map(code), one.what]));
  return [row([...heads, ""]), row([...heads, ""].map(() => "---")), ...rows].join("\n");
}

function withTables(text) {
  return Object.entries(TABLES).reduce((text, [of, form]) => {
    const place = new RegExp(`(<!-- ${of} -->)[^]*(<!-- /${of} -->)`);
    if (!place.test(text)) throw new Error(`README.md has no place for ${of}`);
    return text.replace(place, (_, begin, end) => `${begin}\n${table(of, form)}\n${end}`);
  }, text);
}

/** What types/element.d.ts must say, member by member. */
function declarations() {
  const said = ({ what }, line) => `  /** ${what} */\n  ${line}\n`;
  const parameter = ({ name, type, optional }) => `${name}${optional ? "?" : ""}: ${type}`;
  const members = [
    ...element.properties.map((one) => said(one, `${one.readonly ? "readonly " : ""}${one.name}: ${one.type};`)),
    ...element.methods.map((one) => said(one, `${one.name}(${one.parameters.map(parameter).join(", ")}): ${one.returns};`)),
  ];
  return {
    "interface LutineOfferElement": [members.join(""), "}"],
    "interface LutineOfferEventMap": [element.events.map((one) => said(one, `"${one.name}": CustomEvent<${one.type}>;`)).join(""), "}"],
    "type LutineOfferState": [element.states.map(({ name }) => `  | "${name}"`).join("\n"), ";"],
  };
}

function faults(readme, types) {
  const found = withTables(readme) === readme ? [] : ["README.md: run crates/lutine-offer/npm/readme.mjs"];
  for (const [head, [body, end]] of Object.entries(declarations())) {
    const after = types.slice(types.indexOf(`export ${head}`));
    const said = after.slice(after.indexOf("\n") + 1);
    if (!said.startsWith(`${body}${end}`)) found.push(`types/element.d.ts: ${head} must be\n${body}${end}`);
  }
  return found;
}

const readme = readFileSync(at("README.md"), "utf8");
if (process.argv.includes("--check")) {
  const found = faults(readme, readFileSync(at("types/element.d.ts"), "utf8"));
  if (found.length > 0) console.error(`element.json says otherwise than\n${found.join("\n")}`);
  process.exitCode = found.length > 0 ? 1 : 0;
} else {
  writeFileSync(at("README.md"), withTables(readme));
}
