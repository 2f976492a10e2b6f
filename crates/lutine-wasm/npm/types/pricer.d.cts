// A tariff of one's own.

import type { Invalid, PayoutAnswer, PayoutCall, Programme, QuoteAnswer, QuoteCall, Row } from "./contract.cjs";
import type { Columns, ManyOptions, ManyQuotes, RowQuotes } from "./many.cjs";

/** What `createPricer` gives: a pricer, or every fault of the tariff. */
export type CreatedPricer = Created | Invalid;

/** The tariff was understood. */
export interface Created {
  /** The tariff was understood. */
  outcome: "valid";
  /** The functions over it. */
  pricer: Pricer;
}

/** The functions of this package over one tariff. They hold no `this`: they can be taken out of it. */
export interface Pricer {
  /** What it costs to insure the parcels of a shipment, and where it cannot be had, why. Never throws on bad data. */
  quote: (call: QuoteCall) => QuoteAnswer;
  /** What a claim pays, step by step, or why it pays nothing. Never throws on bad data. */
  payout: (call: PayoutCall) => PayoutAnswer;
  /** Quotes a table of parcels at once: columns for columns, rows for rows. Never throws on bad data. */
  quoteMany: QuoteMany;
  /** Every revision of every programme of the tariff: a copy, the caller's to keep. */
  programmes: () => Programme[];
  /**
   * Gives back the memory that the tariff takes (some 70 KB), where that cannot wait for the garbage collector; the functions
   * throw after it. A pricer is for keeping: make one for each tariff, not one for each request.
   */
  free: () => void;
}

/** Quotes a table of parcels at once: columns for columns, rows for rows. */
export interface QuoteMany {
  /** A table by columns. Amounts and figures are whole smallest units, such as cents. */
  (columns: Columns, options: ManyOptions): ManyQuotes | Invalid;
  /** A table by rows. Amounts are strings, as everywhere. */
  (rows: readonly Row[], options: ManyOptions): RowQuotes | Invalid;
}
