// What callers write: what the core would refuse does not compile, as far as types can say it.

import { payout, quote, type Insurance, type PayoutCall, type QuoteCall, type Signature } from "@lutine/core";

const call: QuoteCall = {
  asOf: "2026-11-21",
  shipment: {
    origin: { country: "US", region: "CA", postalCode: "94117" },
    destination: { country: "US" },
    carrier: "usps",
    service: "usps_priority",
    insurance: { amount: "200", currency: "USD", content: "t-shirts", category: "apparel", provider: "fedex" },
    signature: "adult",
    reference: "A-1001/1",
    parcels: [
      { reference: "Box1" },
      { insurance: { currency: "USD", items: [{ amount: "12.50", reference: "1", content: "socks" }] }, signature: "none" },
    ],
  },
  policyholder: { country: "DE" },
  programmes: ["house-usd"],
  exchangeRates: { base: "USD", rates: { EUR: "0.92" } },
};
quote(call);

// A checkout has what it has: `undefined` is absent, and lists may be read-only.
declare const cart: { readonly lines: readonly { readonly amount: string }[]; carrier?: string; country: string | undefined };
quote({
  asOf: "2026-11-21",
  shipment: {
    origin: { country: "US" },
    destination: { country: "US" },
    carrier: cart.carrier,
    insurance: { currency: "USD", items: cart.lines },
    parcels: [{}],
  },
  policyholder: cart.country === undefined ? undefined : { country: cart.country },
});
const fixed = {
  asOf: "2026-11-21",
  shipment: {
    origin: { country: "US" },
    destination: { country: "US" },
    insurance: { amount: "1", currency: "USD" },
    signature: "standard",
    parcels: [{}],
  },
  programmes: ["house-usd"],
} as const;
quote(fixed);

// @ts-expect-error A number is no amount.
export const number: Insurance = { amount: 200, currency: "USD" };
// @ts-expect-error Nor is a bigint.
export const bigint: Insurance = { amount: 200n, currency: "USD" };
// @ts-expect-error An amount has a currency.
export const without: Insurance = { amount: "200" };
// @ts-expect-error Fields that the contract does not have are refused.
export const unknown: Insurance = { amount: "200", currency: "USD", declaredValue: "200" };
// @ts-expect-error Null is not absent.
export const absent: Insurance = { amount: null, currency: "USD" };
// @ts-expect-error No such word.
export const word: Signature = "indirect";
// @ts-expect-error The core reads no clock: the day must be given.
quote({ shipment: call.shipment });
// @ts-expect-error As text, and not as a Date.
quote({ ...call, asOf: new Date() });
// @ts-expect-error Rates are no numbers.
quote({ ...call, exchangeRates: { base: "USD", rates: { EUR: 0.92 } } });
// @ts-expect-error A country is in an object.
quote({ ...call, policyholder: "DE" });
// @ts-expect-error A call is an object, not its text.
quote(JSON.stringify(call));

const claim: PayoutCall = {
  programme: "house-usd",
  revision: "2026-01-01",
  shipment: call.shipment,
  parcel: 1,
  loss: {
    peril: "damage",
    items: [{ index: 0, amount: "12.50" }],
    signed: false,
    shippedOn: "2026-11-22",
    deliveredOn: undefined,
    reportedOn: "2026-12-20",
  },
};
payout(claim);
// @ts-expect-error No such peril.
payout({ ...claim, loss: { ...claim.loss, peril: "delay" } });
// @ts-expect-error Whether somebody signed must be said.
payout({ ...claim, loss: { peril: "loss", amount: "1", shippedOn: "2026-11-22", reportedOn: "2026-12-20" } });
