// Tables of parcels: what quoteMany takes and gives.

import type { ManyAnswer, Money, QuoteCall, RowDeclined, RowInvalid, Signature } from "./contract.cjs";

/**
 * What all rows of a table are asked under, as in a {@link QuoteCall}. Exchange rates make programmes of other currencies offer
 * too, but then each row is answered by itself: a hundred times slower.
 */
export interface ManyOptions extends Pick<QuoteCall, "asOf" | "programmes" | "exchangeRates"> {}

/**
 * A table by columns: the same names as in a {@link Row}. All columns have as many rows; one that has the same value in all
 * of them is that value.
 */
export interface Columns {
  /**
   * What each parcel is worth, in whole smallest units of the currency: 1250 is 12.50 USD, 1250 JPY or 1.250 KWD. Never a
   * part of one: 12.5 makes the row invalid.
   */
  amount: Amounts;
  /** The amounts' currencies: codes of ISO 4217, in capitals. For example `"USD"`. */
  currency: Column;
  /** The countries they leave: codes of ISO 3166-1 alpha-2, in capitals. For example `"US"`. */
  origin: Column;
  /** The countries they go to: codes of ISO 3166-1 alpha-2, in capitals. For example `"DE"`. */
  destination: Column;
  /** The ids of the carriers. Absent: not known, which never declines. */
  carrier?: Column<string | null> | undefined;
  /** What is in the parcels, in the merchant's words. Without a category, their words decide one. */
  content?: Column<string | null> | undefined;
  /** The ids of the categories of the goods, such as jewelry-watches. They go before the content. */
  category?: Column<string | null> | undefined;
  /** The ids of carriers whose own cover is wanted, such as fedex. Then no other programme insures those parcels. */
  provider?: Column<string | null> | undefined;
  /** What the shipments buy at delivery. Absent: none. */
  signature?: Column<Signature | null> | undefined;
  /** The countries in which the policyholders live. Absent: premium tax is not determined. */
  policyholder?: Column<string | null> | undefined;
  /** The merchant's own names for the rows. They change nothing. */
  reference?: Column<string | null> | undefined;
}

/** Whole smallest units of a currency, such as cents; a row each. The fastest is a Float64Array: it is read as it is. */
export type Amounts =
  | Float64Array
  | Uint32Array
  | Int32Array
  | Uint16Array
  | Int16Array
  | Uint8Array
  | Int8Array
  | readonly number[];

/** One value for all rows, or a dictionary. */
export type Column<Value extends string | null = string> = NonNullable<Value> | Dictionary<Value>;

/**
 * A column in which values come again and again.
 *
 * @example
 * // UPS, UPS, DHL, UPS
 * const carrier = { values: ["ups", "dhl-express"], codes: Uint8Array.of(0, 0, 1, 0) };
 */
export interface Dictionary<Value extends string | null = string> {
  /** The different values, at least one. `null` where a row has none, in columns that may be absent. */
  values: readonly Value[];
  /** For each row the place, from 0, of its value in `values`. */
  codes: Uint8Array | Uint16Array | Uint32Array | readonly number[];
}

/** Sums in whole smallest units of a row's currency. A `Float64Array`, which holds all of them exactly. */
export type Figures = ReturnType<Float64ArrayConstructor["of"]>;

/** For each row a place in a list. A `Uint32Array`. */
export type Places = ReturnType<Uint32ArrayConstructor["of"]>;

/**
 * The answers to a table by columns, in its order. Each row has the first offer that `quote` has for the same parcel, or every
 * reason why there is none. A first offer of more than 2^53 - 1 smallest units is declined, `amount-out-of-range`: a number
 * does not hold it.
 *
 * @example
 * for (let row = 0; row < many.total.length; row += 1) {
 *   const answer = many.answers[many.answer[row] ?? 0];
 *   if (answer?.outcome === "quoted") console.log(many.total[row], answer.currency);
 * }
 */
export interface ManyQuotes {
  /** The table was understood; what became of each row, its answer says. */
  outcome: "quoted";
  /** For each row the place, from 0, of its answer in `answers`. */
  answer: Places;
  /** What rows were answered. Rows with the same answer share it; there may be some that no row has. */
  answers: ManyAnswer[];
  /** Premiums before tax, in smallest units of the row's currency; 0 where nothing is offered. */
  premium: Figures;
  /** Premium taxes, in smallest units of the row's currency; 0 where there is none or none is determined. */
  tax: Figures;
  /** What is paid: premium and tax, in smallest units of the row's currency; 0 where nothing is offered. */
  total: Figures;
}

/** The answers to rows, in their order. Rows with the same "no" share one object. */
export interface RowQuotes {
  /** The options were understood; what became of each row, its answer says. */
  outcome: "quoted";
  /** One for each row. */
  rows: RowQuote[];
}

/** What became of a row. */
export type RowQuote = RowOffer | RowDeclined | RowInvalid;

/** There is an offer: the first that `quote` has for the same parcel. All amounts are in the row's currency. */
export interface RowOffer {
  /** There is an offer. */
  outcome: "quoted";
  /** The id of the programme whose offer is the first. */
  programme: string;
  /** The premium, before tax. */
  premium: Money;
  /** The premium tax; zero where there is none or none is determined. */
  tax: Money;
  /** What is paid: premium and tax. */
  total: Money;
}
