// Rows put into columns, each with a dictionary of its different cells.

/** Without these a row is invalid, and not the table: they are there even where no row has a cell. */
const REQUIRED = ["amount", "currency", "origin", "destination"];

/** Some rows as a table of columns, and all codes behind one another. */
export function encode(rows) {
  // Rows without a cell have the first value: none.
  const empty = () => ({ values: [null], codes: new Uint32Array(rows.length), known: new Map(), last: undefined, code: 0 });
  const columns = new Map(REQUIRED.map((name) => [name, empty()]));
  rows.forEach((row, index) => {
    for (const name in row) {
      const value = row[name];
      if (value === undefined || value === null) continue;
      let column = columns.get(name);
      if (column === undefined) columns.set(name, (column = empty()));
      if (value !== column.last) {
        column.last = value;
        column.code = place(column, name, value);
      }
      column.codes[index] = column.code;
    }
  });
  const codes = new Uint32Array(columns.size * rows.length);
  [...columns.values()].forEach((column, index) => codes.set(column.codes, index * rows.length));
  const coded = [...columns].map(([name, { values }]) => [name, values, rows.length]);
  return { header: { rows: rows.length, columns: coded, worth: false }, codes, amounts: new Float64Array() };
}

/** The place of a cell in its column's dictionary. Amounts are seldom the same: looking them up would not pay. */
function place({ values, known }, name, value) {
  const code = known.get(value);
  if (code !== undefined) return code;
  if (name !== "amount") known.set(value, values.length);
  return values.push(value) - 1;
}
