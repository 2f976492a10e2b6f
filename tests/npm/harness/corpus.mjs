// The corpus as one file: every vector, and the programmes that those with a tariff of their own are asked of.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { manyOf } from "./rows.mjs";

const filesIn = (folder, ending) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort();

/** Reads the corpus from the repository's `tests` folder. `parse` reads TOML. */
export function readCorpus(tests, parse) {
  const vectors = filesIn(join(tests, "vectors"), ".json").flatMap((file) =>
    // What a person reckoned by hand is a part of the answer, and held elsewhere.
    JSON.parse(readFileSync(join(tests, "vectors", file), "utf8")).map(({ why, figures, ...vector }) => ({
      file,
      ...vector,
      many: manyOf(vector),
    })),
  );
  const programmes = filesIn(join(tests, "programmes"), ".toml").map((file) =>
    asData(parse(readFileSync(join(tests, "programmes", file), "utf8")), file),
  );
  const canary = structuredClone(vectors.find(({ tariff, answer }) => tariff === undefined && answer.offers?.length > 0));
  canary.answer.offers[0].total.amount += "1";
  return { vectors, tariffs: { test: programmes }, canary };
}

/** How many questions of each kind the corpus holds. */
export function countsOf({ vectors }) {
  const count = (kind) => vectors.filter((vector) => vector[kind] !== undefined).length;
  const columns = vectors.filter(({ many }) => many !== undefined && many.units !== null).length;
  return { quotes: count("call"), rows: count("many"), columns, payouts: count("payout"), programmes: count("programmes") };
}

/** TOML has dates and exact integers that JSON has not; a programme is written in strings, lists and small numbers. */
function asData(value, file) {
  const plain = JSON.parse(JSON.stringify(value));
  if (JSON.stringify(Object.entries(plain)) !== JSON.stringify(Object.entries(value)) || holdsDate(value)) {
    throw new Error(`${file} holds what JSON cannot`);
  }
  return plain;
}

function holdsDate(value) {
  if (value instanceof Date || typeof value === "bigint") return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsDate);
}
