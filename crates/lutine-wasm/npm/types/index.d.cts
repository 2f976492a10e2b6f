/**
 * What insuring a parcel costs, what it pays, and whether it can be insured at all: exact to the cent, without a request.
 *
 * Every function is synchronous and none throws on bad data: that is an answer with outcome `"invalid"` and every fault. Sums
 * are {@link Money}: strings, never numbers; only tables by columns have figures, in whole smallest units. The same call has
 * the same answer for ever: the day, `asOf`, is the caller's to give.
 *
 * @packageDocumentation
 */

import type {
  Invalid,
  Lists,
  PayoutAnswer,
  PayoutCall,
  Programme,
  QuoteAnswer,
  QuoteCall,
  Row,
} from "./contract.cjs";
import type { Columns, ManyOptions, ManyQuotes, RowQuotes } from "./many.cjs";
import type { CreatedPricer } from "./pricer.cjs";

export * from "./contract.cjs";
export * from "./many.cjs";
export * from "./pricer.cjs";

/**
 * What it costs to insure the parcels of a shipment: the offers, the best first, and the programmes that decline, each with
 * every reason.
 *
 * @example
 * const answer = quote({
 *   asOf: "2026-11-21",
 *   shipment: {
 *     origin: { country: "US" },
 *     destination: { country: "US" },
 *     insurance: { amount: "249.00", currency: "USD" },
 *     parcels: [{}],
 *   },
 *   programmes: ["house-usd"],
 * });
 * if (answer.outcome === "quoted") {
 *   answer.offers[0]?.total; // { amount: "2.49", currency: "USD" }
 * } else {
 *   answer.errors; // [{ path: "shipment.insurance.amount", code: "malformed-amount", message: "…" }]
 * }
 */
export declare function quote(call: QuoteCall): QuoteAnswer;

/**
 * What a claim pays, step by step, or why it pays nothing: under the programme and revision that an offer named, for the
 * parcel as it was insured.
 *
 * @example
 * const answer = payout({
 *   programme: "house-usd",
 *   revision: "2026-01-01",
 *   shipment, // as it was quoted
 *   loss: { peril: "loss", amount: "249.00", signed: false, shippedOn: "2026-11-22", reportedOn: "2026-12-20" },
 * });
 * if (answer.outcome === "payable") answer.payable; // { amount: "249.00", currency: "USD" }
 */
export declare function payout(call: PayoutCall): PayoutAnswer;

/**
 * Quotes a table of parcels by columns: typed arrays in, typed arrays out. Each row gets the first offer that {@link quote}
 * has for the same parcel, or every reason why there is none.
 *
 * @param columns Amounts in whole smallest units, such as cents; the others one value for all rows, or a dictionary.
 * @example
 * const many = quoteMany(
 *   {
 *     amount: Int32Array.of(24900, 1250),
 *     currency: "USD",
 *     origin: "US",
 *     destination: { values: ["US", "DE"], codes: Uint8Array.of(0, 1) },
 *   },
 *   { asOf: "2026-11-21", programmes: ["house-usd"] },
 * );
 * if (many.outcome === "quoted") many.total; // Float64Array [ 249, 98 ]: 2.49 and 0.98
 */
export declare function quoteMany(columns: Columns, options: ManyOptions): ManyQuotes | Invalid;

/**
 * Quotes a table of parcels by rows. Each gets the first offer that {@link quote} has for the same parcel, or every reason why
 * there is none.
 *
 * @param rows One parcel of one good each; amounts are strings.
 * @example
 * const many = quoteMany(
 *   [{ amount: "249.00", currency: "USD", origin: "US", destination: "US" }],
 *   { asOf: "2026-11-21", programmes: ["house-usd"] },
 * );
 * if (many.outcome === "quoted") many.rows[0]; // { outcome: "quoted", programme: "house-usd", … }
 */
export declare function quoteMany(rows: readonly Row[], options: ManyOptions): RowQuotes | Invalid;

/** Every revision of every programme that ships with this package: a copy, the caller's to change and keep. */
export declare function programmes(): Programme[];

/**
 * The same functions over a merchant's own tariff.
 *
 * @param programmes The programmes: a TOML file each, as JSON.
 * @param lists What they speak of. A list that is absent is the one that ships with this package.
 * @returns The pricer, or every fault of programmes and lists; their paths begin with the list: `programmes[0].limit`.
 * @example
 * const houses = programmes().filter(({ id }) => id === "house-usd");
 * const mine = houses.map((house) => ({ ...house, id: "mine", pricing: [{ kind: "percent" as const, rate: "0.8%" }] }));
 * const created = createPricer(mine);
 * if (created.outcome === "valid") created.pricer.quote(call);
 * else created.errors; // [{ path: "programmes[0].pricing[0].rate", … }]
 */
export declare function createPricer(programmes: readonly Programme[], lists?: Partial<Lists>): CreatedPricer;
