// The schemas of the core, brought into the form in which json-schema-to-typescript says it well: every definition once, by
// its name in TypeScript, without what types cannot say (patterns, bounds, which fields go together).

import { readFileSync } from "node:fs";

const FOLDER = new URL("../../../lutine-core/schema/", import.meta.url);
/** Those that callers write: what is absent there may be `undefined` too, and lists may be read-only. */
const INPUTS = ["quote-call", "row", "payout-call", "programme", "lists"];
const FILES = ["quote-call", "quote-answer", "row", "many-answer", "payout-call", "payout-answer", "programme", "lists"];

/** Names in TypeScript that are not the definition's own; `file/definition` where two files mean different things. */
const NAMES = {
  nothing: "NothingPayable",
  step: "PayoutStep",
  conditionCode: "ProgrammeCondition",
  "programme/claims": "ProgrammeClaims",
};

/** Lists of words that stand inside an object, by that object and field. */
const WORDS = {
  "Offer.kind": "CoverKind",
  "Offer.taxStatus": "TaxStatus",
  "Line.kind": "LineKind",
  "Line.rule": "LineRule",
  "OfferedParcel.categoryFrom": "CategoryFrom",
  "Loss.peril": "Peril",
  "Programme.kind": "CoverKind",
  "PremiumTax.transit": "Transit",
};

/** Sentences of descriptions that are for readers of schemas, and for callers over HTTP. */
const ELSEWHERE = /(?<=^|[.?] )(What this schema|The reader|Over HTTP)\b.*?(?:\.(?= |$)|$)/g;

const pascal = (name) => name[0].toUpperCase() + name.slice(1);
const isNamed = (schema) => Boolean(schema.properties || schema.patternProperties || schema.oneOf || schema.enum);

/** What a type can say of a schema: the measure of whether two are the same. */
function shape(schema) {
  const { properties, patternProperties, items } = schema;
  const each = (map) => map && Object.fromEntries(Object.entries(map).map(([name, value]) => [name, shape(value)]));
  return {
    ...(schema.$ref ? { $ref: schema.$ref } : { type: schema.type }),
    const: schema.const,
    enum: schema.enum,
    required: properties && schema.required,
    closed: schema.additionalProperties,
    properties: each(properties),
    patternProperties: each(patternProperties),
    items: items && shape(items),
    oneOf: alternatives(schema)?.map(shape),
  };
}

/** The types that a schema is one of; those that only say which fields go together are none. */
function alternatives(schema) {
  const list = schema.oneOf ?? (schema.properties ? undefined : schema.anyOf);
  return list?.every((one) => one.$ref || one.const !== undefined || one.properties) ? list : undefined;
}

/** Every definition of every schema by its name in TypeScript, in the order of the files. */
export function definitions() {
  const found = new Map();
  for (const file of FILES) {
    const root = JSON.parse(readFileSync(new URL(`${file}.schema.json`, FOLDER), "utf8"));
    const context = { file, defs: root.$defs, isInput: INPUTS.includes(file), found };
    define(root.title, root, context);
    for (const [name, schema] of Object.entries(root.$defs).filter(([, schema]) => isNamed(schema))) {
      define(nameOf(name, file), schema, context);
    }
  }
  return new Map([...found].map(([name, { type }]) => [name, type]));
}

const nameOf = (name, file) => NAMES[`${file}/${name}`] ?? NAMES[name] ?? pascal(name);

function define(name, schema, context) {
  const known = context.found.get(name);
  const shown = JSON.stringify(shape(schema));
  if (known && known.shape !== shown) {
    throw new Error(`two schemas mean different things by ${name}: ${known.shape} and, in ${context.file}, ${shown}`);
  }
  if (known) return;
  // Its place comes before those that are found in it.
  const entry = { shape: shown };
  context.found.set(name, entry);
  entry.type = { ...converted(schema, name, context), title: name, description: explained(schema) };
}

/** A schema as the generator takes it; a named one becomes its name, and a plain string stays one. */
function converted(schema, path, context) {
  const description = said(schema.description);
  if (schema.$ref) {
    const name = schema.$ref.slice("#/$defs/".length);
    const target = context.defs[name];
    if (isNamed(target)) return { description, tsType: nameOf(name, context.file) };
    const plain = converted(target, path, context);
    return { ...plain, description: [description, form(name, target)].filter(Boolean).join(" ") || undefined };
  }
  const union = alternatives(schema);
  if (union) return { description, oneOf: union.map((one) => alternative(one, path, context)) };
  if (schema.enum) {
    if (!path.includes(".")) return { type: "string", enum: schema.enum };
    const name = WORDS[path];
    if (!name) throw new Error(`${context.file}: the words of ${path} need a name`);
    define(name, schema, context);
    return { description, tsType: name };
  }
  if (schema.const !== undefined) return { description, const: schema.const };
  if (schema.type === "array") {
    const items = converted(schema.items, `${path}.*`, context);
    const of = items.tsType ?? (items.oneOf ? "string" : items.type);
    return { description, tsType: `${context.isInput ? "readonly " : ""}${of}[]` };
  }
  if (schema.type === "object") return object(schema, path, context);
  return { description, type: schema.type };
}

function object(schema, path, context) {
  const { required = [], patternProperties } = schema;
  const each = (map, convert) =>
    Object.fromEntries(Object.entries(map ?? {}).map(([name, value]) => [name, convert(name, value)]));
  const properties = each(schema.properties, (name, value) => {
    const type = converted(value, `${path}.${name}`, context);
    return required.includes(name) || !context.isInput ? type : orUndefined(type);
  });
  const patterns = each(patternProperties, (name, value) => converted(value, `${path}.*`, context));
  if (schema.additionalProperties !== false) throw new Error(`${context.file}: ${path} takes unknown fields`);
  return {
    description: said(schema.description),
    type: "object",
    additionalProperties: false,
    required,
    properties,
    ...(patternProperties && { patternProperties: patterns }),
  };
}

/**
 * One of several types. What it is stands with the field that tells it apart: there editors show it, all of them as a list as
 * long as it is not known which.
 */
function alternative(schema, path, context) {
  const type = converted(schema, path, context);
  const [tag, word] = Object.entries(type.properties ?? {}).find(([, field]) => field.const !== undefined) ?? [];
  if (tag) type.properties[tag] = { ...word, description: `- \`${word.const}\`: ${schema.description}` };
  return { ...type, description: undefined };
}

/** The generator has no word for it, so what a type is goes in beside it. */
function orUndefined({ description, ...type }) {
  return { description, anyOf: [type, { tsType: "undefined" }] };
}

/** What a description says to callers of this package. */
function said(description) {
  return description?.replace(ELSEWHERE, "").trim();
}

/** How a plain string is written, with examples. That something is an id, its own description says. */
function form(name, { description, pattern, examples = [] }) {
  if (!pattern || name === "slug") return undefined;
  return examples.length === 0 ? description : `${description} For example ${examples.map((one) => `\`"${one}"\``).join(", ")}.`;
}

/** A description for those who read types: neither of schemas nor of other entrances; each word of a long list has a line. */
function explained({ description: whole, enum: words }) {
  const description = said(whole);
  const isWord = (word) => words?.includes(word);
  if (!words?.every((word) => description?.includes(word)) || !description.startsWith(`${words[0]}:`)) return description;
  const list = description.replace(/(^| )((?:[a-z-]+, )*[a-z-]+): /g, (match, space, names) =>
    names.split(", ").every(isWord) ? `\n- ${names.split(", ").map((name) => `\`${name}\``).join(", ")}: ` : match,
  );
  return list.trim();
}
