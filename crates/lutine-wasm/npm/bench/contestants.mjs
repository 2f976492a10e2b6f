// All that are measured against one another, in the order of the table. Each has a loop of its own, though some are alike: one
// that several libraries shared would be compiled for all of them, and be slower for each.
import big from "./contestants/big.mjs";
import bigint from "./contestants/bigint.mjs";
import bignumber from "./contestants/bignumber.mjs";
import cents from "./contestants/cents.mjs";
import currency from "./contestants/currency.mjs";
import decimal from "./contestants/decimal.mjs";
import dinero from "./contestants/dinero.mjs";
import { calls, columns, rows } from "./contestants/lutine.mjs";

/** The package's functions make the last three. */
export const contestants = (lutine) =>
  [cents, bigint, currency, dinero, decimal, big, bignumber, ...[columns, rows, calls].map((form) => form(lutine))];
