// Tables of parcels: columns as they are, or rows that are put into columns (rows.js).
import { refused } from "./faults.js";
import { codesOf, isList, joined, numbersOf } from "./lists.js";
import { encode } from "./rows.js";
import { text } from "./text.js";

/** More would not fit into memory where many of them are wrong. */
const MOST_ROWS = 1_000_000;

/** Answers a table: columns by columns, rows by rows. What cannot even be looked at is no plain data, as everywhere. */
export function many(binding, given, options) {
  let table = { header: "", codes: new Uint32Array(), amounts: new Float64Array() };
  let byRows = false;
  try {
    byRows = Array.isArray(given);
    // First, for a getter of theirs could change the lists.
    const asked = JSON.parse(text(options ?? null));
    const { header, ...lists } = byRows ? encode(within(given)) : columns(given ?? {});
    table = { header: text({ ...header, options: asked }), ...lists };
  } catch (error) {
    if (error instanceof TooMany) return error.answer;
    // A getter that throws, a list that is gone.
  }
  const answer = ask(binding, table);
  return byRows && answer.outcome === "quoted" ? rows(answer) : answer;
}

function columns(given) {
  const header = { form: "columns", rows: 1, columns: [], worth: false };
  const coded = [];
  let amounts = new Float64Array();
  for (const [name, column] of Object.entries(given)) {
    if (column === undefined || column === null) continue;
    if (name === "amount" && isList(column)) {
      amounts = numbersOf(within(column));
      header.worth = true;
      header.rows = amounts.length;
    } else if (typeof column === "object" && isList(column.values) && isList(column.codes)) {
      const codes = codesOf(within(column.codes));
      coded.push(codes);
      header.rows = codes.length;
      header.columns.push([name, [...within(column.values)], codes.length]);
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
    quotes = binding.quoteMany(header, codes, amounts);
  } catch (faults) {
    return refused(faults);
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

class TooMany extends Error {
  constructor(rows) {
    super();
    const message = `has ${rows} rows: ask at most ${MOST_ROWS} at once`;
    this.answer = { outcome: "invalid", errors: [{ path: "", code: "malformed-input", message }] };
  }
}

/** A list, where it is not too long. */
function within(list) {
  if (list.length > MOST_ROWS) throw new TooMany(list.length);
  return list;
}

/** Whole smallest units as an amount: 1250 at scale 2 is `12.50`. */
function written(units, scale) {
  const digits = String(units).padStart(scale + 1, "0");
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
