// Tables of parcels: columns as they are, or rows that are put into columns here.
import { encode } from "./rows.js";
import { text } from "./text.js";

const MISSING = 2 ** 32 - 1;

/** Answers a table: columns by columns, rows by rows. What cannot even be looked at is no plain data, as everywhere. */
export function many(binding, given, options) {
  let table;
  try {
    table = Array.isArray(given) ? encode(given) : columns(given);
  } catch {
    // A getter that throws.
    table = { header: undefined, codes: new Uint32Array(), amounts: new Float64Array() };
  }
  if (table.header) table.header.options = options ?? null;
  const answer = ask(binding, table);
  return Array.isArray(given) && answer.outcome === "quoted" ? rows(answer) : answer;
}

function columns(given) {
  const header = { rows: 1, columns: [], worth: false };
  const coded = [];
  let amounts = new Float64Array();
  for (const [name, column] of Object.entries(given ?? {})) {
    if (column === undefined || column === null) continue;
    if (name === "amount" && isList(column)) {
      amounts = numbers(column);
      header.worth = true;
      header.rows = amounts.length;
    } else if (typeof column === "object" && isList(column.values) && isList(column.codes)) {
      coded.push(column.codes);
      header.rows = column.codes.length;
      header.columns.push([name, [...column.values], column.codes.length]);
    } else {
      header.columns.push([name, [column], -1]);
    }
  }
  return { header, codes: joined(coded), amounts };
}

function rows({ answer, answers, premium, tax, total }) {
  const row = (place, index) => {
    const of = answers[place];
    if (of.outcome !== "quoted") return of;
    const money = (units) => ({ amount: written(units, of.scale), currency: of.currency });
    return {
      outcome: "quoted",
      programme: of.programme,
      premium: money(premium[index]),
      tax: money(tax[index]),
      total: money(total[index]),
    };
  };
  return { outcome: "quoted", rows: Array.from(answer, row) };
}

function ask(binding, { header, codes, amounts }) {
  let quotes;
  try {
    quotes = binding.quoteMany(text(header), codes, amounts);
  } catch (errors) {
    // The binding throws its answer as text; anything else is no answer.
    if (typeof errors !== "string") throw errors;
    return { outcome: "invalid", errors: JSON.parse(errors) };
  }
  const answer = {
    outcome: "quoted",
    answer: quotes.answer(),
    answers: JSON.parse(quotes.answers()),
    premium: quotes.premium(),
    tax: quotes.tax(),
    total: quotes.total(),
  };
  quotes.free();
  return answer;
}

const isList = (value) => Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);

/** Amounts as floats; what is no number becomes none, and the core says so. */
function numbers(list) {
  if (list instanceof Float64Array) return list;
  // Of a typed array all are numbers, or all bigints.
  if (ArrayBuffer.isView(list) && typeof list[0] === "number") return new Float64Array(list);
  return Float64Array.from(list, (amount) => (typeof amount === "number" ? amount : NaN));
}

/** All codes behind one another; what is no code becomes one that no value has. */
function joined(lists) {
  if (lists.length === 1 && lists[0] instanceof Uint32Array) return lists[0];
  const all = new Uint32Array(lists.reduce((length, list) => length + list.length, 0));
  let start = 0;
  for (const list of lists) {
    const isCoded = list instanceof Uint8Array || list instanceof Uint16Array || list instanceof Uint32Array;
    const isCode = (code) => Number.isInteger(code) && code >= 0 && code < MISSING;
    all.set(isCoded ? list : Array.from(list, (code) => (isCode(code) ? code : MISSING)), start);
    start += list.length;
  }
  return all;
}

/** Whole smallest units as an amount: 1250 at scale 2 is `12.50`. */
function written(units, scale) {
  const digits = String(units).padStart(scale + 1, "0");
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
