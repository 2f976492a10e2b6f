// Tables: columns give columns, rows give rows.

import { quoteMany } from "@lutine/core";
import type { Columns, Invalid, ManyQuotes, Reason, ReasonCode, Row, RowQuotes } from "@lutine/core";
import { same } from "./same.js";

same<keyof Columns, keyof Row>();
same<Reason["code"], ReasonCode>();

const options = { asOf: "2026-11-21", programmes: ["house-usd"] } as const;
const corridor = { currency: "USD", origin: "US", destination: "US" } as const;

const columns = quoteMany({ amount: Float64Array.of(24900), ...corridor }, options);
same<typeof columns, ManyQuotes | Invalid>();

// @ts-expect-error The table may be invalid.
columns.total;
if (columns.outcome === "quoted") {
  columns.total.reduce((sum, total) => sum + total, 0);
  // It is a Float64Array over memory of its own: what is typed closely takes it.
  const own: ReturnType<typeof Float64Array.from> = columns.premium;
  const buffer: ArrayBufferLike = own.buffer;
  void buffer;
  const place = columns.answer[0];
  same<typeof place, number | undefined>();
  const answer = columns.answers[place ?? 0];
  if (answer?.outcome === "quoted") same<typeof answer.scale, number>();
  if (answer?.outcome === "declined") answer.declined[0]?.codes.includes("value-above-limit");
  if (answer?.outcome === "invalid") answer.errors[0]?.code === "malformed-amount";
  // @ts-expect-error Figures stand in the columns.
  answer?.total;
}

// Every kind of column.
quoteMany(
  {
    amount: [24900, 1250],
    currency: { values: ["USD", "JPY"], codes: [0, 1] },
    origin: { values: ["US"], codes: Uint8Array.of(0, 0) },
    destination: { values: ["US", "DE"], codes: Uint16Array.of(0, 1) },
    carrier: { values: [null, "ups"], codes: Uint32Array.of(0, 1) },
    signature: { values: ["none", "adult"], codes: Uint8Array.of(0, 1) },
    content: undefined,
    policyholder: "DE",
  },
  { ...options, exchangeRates: { base: "USD", rates: { JPY: "150" } } },
);
for (const amount of [Int32Array.of(1), Uint32Array.of(1), Uint8Array.of(1), new Float64Array(new SharedArrayBuffer(8))]) {
  quoteMany({ amount, ...corridor }, options);
}

const rows = quoteMany([{ amount: "249.00", ...corridor }], options);
same<typeof rows, RowQuotes | Invalid>();
if (rows.outcome === "quoted") {
  for (const row of rows.rows) {
    switch (row.outcome) {
      case "quoted":
        same<typeof row.total.amount, string>();
        break;
      case "declined":
        row.declined[0]?.programme;
        break;
      case "invalid":
        row.errors[0]?.path;
        break;
      default:
        row satisfies never;
    }
  }
}
declare const orders: readonly { readonly total: string; readonly carrier?: string }[];
quoteMany(orders.map(({ total, carrier }) => ({ amount: total, carrier, ...corridor })), options);

// @ts-expect-error Columns are in smallest units, and never text.
quoteMany({ amount: ["249.00"], ...corridor }, options);
// @ts-expect-error A Float32Array does not hold every cent.
quoteMany({ amount: Float32Array.of(1), ...corridor }, options);
// @ts-expect-error Nor are bigints taken.
quoteMany({ amount: BigInt64Array.of(1n), ...corridor }, options);
// @ts-expect-error Codes are whole numbers.
quoteMany({ amount: [1], ...corridor, carrier: { values: ["ups"], codes: Float64Array.of(0) } }, options);
// @ts-expect-error A column is a value or a dictionary, not a list.
quoteMany({ amount: [1], ...corridor, carrier: ["ups"] }, options);
// @ts-expect-error Every row has a currency.
quoteMany({ amount: [1], ...corridor, currency: { values: ["USD", null], codes: [0] } }, options);
// @ts-expect-error The day must be given.
quoteMany([{ amount: "1", ...corridor }], {});
// @ts-expect-error Rows are in text, as calls are.
export const number: Row = { amount: 249, ...corridor };
// @ts-expect-error A place is a country here.
export const place: Row = { amount: "249.00", currency: "USD", origin: { country: "US" }, destination: "US" };
// @ts-expect-error No such column.
export const weight: Columns = { amount: [1], ...corridor, weight: "1" };
