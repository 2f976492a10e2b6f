// Rows put into columns, each with a dictionary of its different cells.
import { joined } from "./lists.js";

/** Without these a row is invalid, and not the table: they are there even where no row has a cell. */
const REQUIRED = ["amount", "currency", "origin", "destination"];

/** More than a row has. Whoever names others has invalid rows, and each name would be as long as the table. */
const MOST_COLUMNS = 32;

/** Some rows as a table of columns, and all codes behind one another. */
export function encode(rows) {
  // Rows without a cell have the first value: none.
  const empty = () => ({ values: [null], codes: new Uint32Array(rows.length), known: new Map(), last: undefined, code: 0 });
  const columns = new Map(REQUIRED.map((name) => [name, empty()]));
  const put = (name, value, index) => {
    if (value === undefined || value === null) return;
    let column = columns.get(name);
    if (column === undefined) {
      if (columns.size === MOST_COLUMNS) throw new RangeError(name);
      columns.set(name, (column = empty()));
    }
    if (value !== column.last) {
      column.code = place(column, name, plain(value));
      column.last = value;
    }
    column.codes[index] = column.code;
  };
  for (let index = 0; index < rows.length; index++) {
    try {
      const row = rows[index];
      if (typeof row === "string") throw new TypeError(row);
      for (const name of Object.keys(row ?? {})) put(name, row[name], index);
    } catch {
      // A text, a name too many, a getter that throws: this row is no plain data, and the others go on.
      put("amount", {}, index);
    }
  }
  const codes = joined([...columns.values()].map((column) => column.codes));
  const coded = [...columns].map(([name, { values }]) => [name, values, rows.length]);
  return { header: { form: "rows", rows: rows.length, columns: coded, worth: false }, codes, amounts: new Float64Array() };
}

/** The place of a cell in its column's dictionary. Amounts are seldom the same: looking them up would not pay. */
function place({ values, known }, name, value) {
  const code = known.get(value);
  if (code !== undefined) return code;
  if (name !== "amount") known.set(value, values.length);
  return values.push(value) - 1;
}

/** A cell as JSON can hold it; of what is no cell, an object as such, so that its row is refused and no other. */
function plain(cell) {
  if (typeof cell === "string" || typeof cell === "number" || typeof cell === "boolean") return cell;
  if (typeof cell === "bigint") return Number(cell);
  const json = typeof cell?.toJSON === "function" ? cell.toJSON() : undefined;
  return typeof json === "string" ? json : {};
}
