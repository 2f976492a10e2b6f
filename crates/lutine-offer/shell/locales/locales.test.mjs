// Every language says all that English says: the same texts and {placeholders}, in its own plural forms.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const HERE = new URL(".", import.meta.url);
const CATEGORIES = new URL("../../../lutine-programmes/data/categories.toml", HERE);
const SECTIONS = ["card", "dialog", "categories"];
const RIGHT_TO_LEFT = ["ar", "fa", "he", "ur"];
/** What chooses a plural form; a form for one number alone may leave it out ("within two days"). */
const COUNTS = ["count", "days", "hours"];

const tags = readdirSync(HERE).filter((file) => file.endsWith(".json")).map((file) => file.slice(0, -5));
const read = (tag) => JSON.parse(readFileSync(new URL(`${tag}.json`, HERE), "utf8"));
const english = read("en");
const categories = [...readFileSync(CATEGORIES, "utf8").matchAll(/^id = "(.+)"$/gm)].map(([, id]) => id);

const placeholders = (text) => [...text.matchAll(/{([^{}]*)}/g)].map(([, name]) => name).sort();
const names = (object) => Object.keys(object).sort();

/** Of two lists, what the first lacks and what it has too much. */
function differences(have, want) {
  return [
    ...want.filter((name) => !have.includes(name)).map((name) => `${name} is missing`),
    ...have.filter((name) => !want.includes(name)).map((name) => `${name} is not expected`),
  ];
}

/** The plural forms of a language that stand for one number alone. */
function singular(rules) {
  const seen = {};
  for (let count = 1; count <= 200; count += 1) (seen[rules.select(count)] ??= []).push(count);
  const forms = rules.resolvedOptions().pluralCategories;
  return forms.filter((form) => form !== "other" && !(seen[form]?.length > 1));
}

/** What is wrong with the wording itself. */
function textFaults(text) {
  if (typeof text !== "string") return ["is not a text"];
  const faults = [];
  if (text.trim() === "") faults.push("is empty");
  else if (text !== text.trim()) faults.push("has a space at an end");
  if (/['"]/.test(text)) faults.push("has a straight apostrophe or quotation mark");
  if (/[{}]/.test(text.replace(/{\w+}/g, ""))) faults.push("has a brace of no placeholder");
  return faults;
}

/** What a text lacks of its English counterpart. */
function pairFaults(text, master) {
  if (typeof text !== "string") return ["has plural forms where English has none"];
  return differences(placeholders(text), placeholders(master)).map((fault) => `placeholder ${fault}`);
}

function pluralFaults(forms, master, rules) {
  if (typeof forms === "string") return ["has no plural forms"];
  const expected = rules.resolvedOptions().pluralCategories;
  const faults = differences(names(forms), expected).map((fault) => `plural form ${fault}`);
  const alone = singular(rules);
  for (const [form, text] of Object.entries(forms)) {
    const optional = (name) => alone.includes(form) && COUNTS.includes(name);
    const kept = (text) => placeholders(text).filter((name) => !optional(name));
    const found = differences(kept(text), kept(master.other));
    faults.push(...found.map((fault) => `${form}: placeholder ${fault}`));
  }
  return faults;
}

function sectionFaults(section, texts, rules) {
  const master = english[section];
  const faults = differences(names(texts), names(master));
  for (const [key, text] of Object.entries(texts).filter(([key]) => key in master)) {
    const plural = typeof master[key] === "object";
    const found = plural ? pluralFaults(text, master[key], rules) : pairFaults(text, master[key]);
    faults.push(...found.map((fault) => `${key}: ${fault}`));
  }
  return faults;
}

for (const tag of tags) {
  const texts = read(tag);

  test(`${tag}.json has the texts, placeholders and plural forms of English`, () => {
    const rules = new Intl.PluralRules(tag);
    const faults = ["card", "dialog"].flatMap((section) =>
      sectionFaults(section, texts[section] ?? {}, rules).map((fault) => `${tag}.json ${section} ${fault}`));
    assert.deepEqual([...faults, ...differences(names(texts), SECTIONS)], []);
  });

  test(`${tag}.json names every category of goods`, () => {
    const faults = differences(names(texts.categories), tag === "en" ? [] : categories);
    assert.deepEqual(faults.map((fault) => `${tag}.json categories ${fault}`), []);
    const used = Object.entries(texts.categories).filter(([, name]) => placeholders(name).length > 0);
    assert.deepEqual(used, [], "a category's name has no placeholder");
  });

  test(`${tag}.json is typed with care`, () => {
    const faults = SECTIONS.flatMap((section) => Object.entries(texts[section]).flatMap(([key, text]) => {
      const forms = typeof text === "object" ? Object.values(text) : [text];
      return forms.flatMap(textFaults).map((fault) => `${tag}.json ${section} ${key} ${fault}`);
    }));
    assert.deepEqual(faults, []);
  });

  test(`${tag} is a language a browser can format`, () => {
    assert.deepEqual(Intl.getCanonicalLocales(tag), [tag]);
    for (const format of [Intl.NumberFormat, Intl.PluralRules, Intl.ListFormat, Intl.DateTimeFormat]) {
      assert.deepEqual(format.supportedLocalesOf([tag]), [tag], format.name);
    }
  });
}

test("at least 25 languages, three of them right to left", () => {
  assert.ok(tags.length >= 25, `${tags.length} languages`);
  const direction = (locale) => (locale.getTextInfo?.() ?? locale.textInfo).direction;
  const mirrored = tags.filter((tag) => direction(new Intl.Locale(tag)) === "rtl");
  assert.ok(mirrored.length >= 3, mirrored.join(" "));
  assert.deepEqual(mirrored.toSorted(), RIGHT_TO_LEFT.toSorted());
  const words = readFileSync(new URL("../words.js", import.meta.url), "utf8");
  assert.ok(words.includes(`const RIGHT_TO_LEFT = ${JSON.stringify(RIGHT_TO_LEFT).replaceAll(",", ", ")};`), "as in words.js");
});

test("categories.toml is read", () => assert.ok(categories.length > 20, `${categories.length} categories`));
