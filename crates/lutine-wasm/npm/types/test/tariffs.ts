// A merchant's own tariff.

import { createPricer, programmes, type Invalid, type Pricer, type Programme } from "@lutine/core";
import { same } from "./same.js";

const mine = {
  id: "mine",
  revision: "2026-01-01",
  valid: { from: "2026-01-01" },
  insurer: "house",
  title: "Mine",
  currency: "USD",
  kind: "insurance",
  rounding: "half-up",
  perils: ["loss", "damage"],
  source: ["assumed"],
  limit: { default: "5000.00", origin: { GB: "4000.00" } },
  pricing: [
    { kind: "percent", rate: "1.25%", minimum: "1.00", corridor: "domestic" },
    { kind: "bands", bands: [{ upTo: "100.00", amount: "1.00" }, { rate: "1%" }] },
    { kind: "step", step: "100.00", amount: "1.00", free: "100.00" },
    { kind: "flat", amount: "2.00", category: ["apparel"] },
    { kind: "insurer" },
  ],
  conditions: ["proof-of-value"],
  signature: { unsignedLimit: "200.00" },
  texts: { en: { summary: "Up to {cover}.", fine: "…" } },
} as const satisfies Programme;

const created = createPricer([mine, ...programmes()], { premiumTaxes: [] });
// @ts-expect-error The tariff may be invalid.
created.pricer;
if (created.outcome === "valid") {
  same<typeof created.pricer, Pricer>();
  const { quote, quoteMany } = created.pricer;
  same<ReturnType<typeof quote>["outcome"], "quoted" | "invalid">();
  const rows = quoteMany([{ amount: "1", currency: "USD", origin: "US", destination: "US" }], { asOf: "2026-11-21" });
  if (rows.outcome === "quoted") rows.rows.length;
  const columns = quoteMany({ amount: [1], currency: "USD", origin: "US", destination: "US" }, { asOf: "2026-11-21" });
  if (columns.outcome === "quoted") columns.total.length;
} else {
  same<typeof created, Invalid>();
}

// @ts-expect-error A list of them.
createPricer(mine);
// @ts-expect-error A share is text, in percent.
export const rate: Programme = { ...mine, pricing: [{ kind: "percent", rate: 0.0125 }] };
// @ts-expect-error A share is what a percent case must have.
export const percent: Programme = { ...mine, pricing: [{ kind: "percent", amount: "1.00" }] };
// @ts-expect-error No such way to round.
export const rounding: Programme = { ...mine, rounding: "down" };
// @ts-expect-error No such field.
export const typo: Programme = { ...mine, limits: { default: "1.00" } };
// @ts-expect-error A wording has a summary.
export const wording: Programme = { ...mine, texts: { en: { title: "…" } } };
// @ts-expect-error No such transit.
createPricer([mine], { premiumTaxes: [{ country: "DE", rate: "19%", transit: "international", source: "…" }] });
