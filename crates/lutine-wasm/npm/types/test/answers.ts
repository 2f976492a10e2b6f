// What callers read: outcomes and codes tell answers apart, and none can be forgotten.

import { payout, quote } from "@lutine/core";
import type {
  Condition,
  ConditionCode,
  CoverKind,
  ErrorCode,
  FieldError,
  Money,
  NothingReason,
  NothingReasonCode,
  Offer,
  PayoutCall,
  PayoutStep,
  Peril,
  QuoteAnswer,
  QuoteCall,
  Reason,
  ReasonCode,
} from "@lutine/core";
import { same } from "./same.js";

declare const call: QuoteCall;
declare const claim: PayoutCall;

const answer = quote(call);
same<typeof answer, QuoteAnswer>();
same<typeof answer.outcome, "quoted" | "invalid">();

// @ts-expect-error Without a look at the outcome there are no offers: the call may be invalid.
answer.offers;
// @ts-expect-error Nor errors.
answer.errors;
// @ts-expect-error No such outcome: where all decline, there are no offers.
answer.outcome === "declined";

if (answer.outcome === "quoted") {
  const [best] = answer.offers;
  same<typeof best, Offer | undefined>();
  // @ts-expect-error There may be no offer.
  best.total;
  if (best) {
    same<typeof best.total, Money>();
    same<typeof best.total.amount, string>();
    same<typeof best.kind, CoverKind>();
    same<typeof best.perils, Peril[]>();
    same<typeof best.taxStatus, "determined" | "none-due" | "not-determined">();
    same<(typeof best.lines)[number]["rule"], "percent" | "minimum" | "band" | "flat" | "step">();
    // @ts-expect-error Sums are text: no arithmetic by accident.
    best.total.amount * 2;
    best.cancellation.withinHours?.toFixed();
    // @ts-expect-error Nothing may be stated.
    best.cancellation.withinHours.toFixed();
  }
  for (const { programme, reasons } of answer.declined) {
    same<typeof programme, string>();
    same<typeof reasons, Reason[]>();
  }
  // @ts-expect-error What a carrier owes may not be known.
  answer.withoutInsurance.parcels[0]?.amount.amount;
} else {
  same<typeof answer.errors, FieldError[]>();
  // @ts-expect-error Not in this outcome.
  answer.offers;
}

/** Every code is handled, or this does not compile. */
export function shown(reason: Reason): string {
  switch (reason.code) {
    case "not-on-sale":
    case "amount-out-of-range":
      return reason.code;
    case "origin-not-served":
      return reason.origin;
    case "destination-not-served":
      return reason.destination;
    case "carrier-not-served":
      return reason.carrier;
    case "category-excluded":
      return `${reason.parcel}, ${reason.item ?? "all"}: ${reason.category}`;
    case "value-above-limit":
      return `${reason.declared.amount} > ${reason.limit.amount} ${reason.limit.currency}`;
    case "no-exchange-rate":
      return `${reason.from} ${reason.to}`;
    case "other-provider-chosen":
      return reason.provider;
    case "currency-not-served":
      return reason.currency;
    case "signature-required":
      return reason.from.amount;
    case "provider-not-chosen":
    case "price-from-insurer":
    case "not-priced":
      return String(reason.parcel);
  }
}

// @ts-expect-error One code is forgotten: nothing is returned for it.
export function condition(of: Condition): string {
  switch (of.code) {
    case "neutral-packaging":
    case "proof-of-value":
    case "carrier-liability":
      return of.code;
    case "signature-required":
      return of.from.amount;
  }
}

/** A table of texts is complete, or this does not compile. */
export const texts: Record<ConditionCode, string> = {
  "neutral-packaging": "",
  "proof-of-value": "",
  "carrier-liability": "",
  "signature-required": "",
  "signature-advised": "",
};

export function parcel(reason: Reason): number {
  // @ts-expect-error Not every reason is about a parcel.
  reason.parcel;
  // @ts-expect-error No such code.
  if (reason.code === "value-too-high") return 0;
  if (reason.code !== "value-above-limit") return -1;
  same<typeof reason.limit, Money>();
  same<Extract<Reason, { code: "value-above-limit" }>, typeof reason>();
  return reason.parcel;
}

// @ts-expect-error No such code.
export const reason: ReasonCode = "value-too-high";
// @ts-expect-error No such code.
export const error: ErrorCode = "bad-amount";

const paid = payout(claim);
same<typeof paid.outcome, "payable" | "nothing" | "invalid">();
switch (paid.outcome) {
  case "payable":
    same<typeof paid.payable, Money>();
    same<typeof paid.steps, PayoutStep[]>();
    for (const step of paid.steps) {
      same<typeof step.amount, Money>();
      if (step.code === "deductible") same<typeof step.rate, string>();
    }
    break;
  case "nothing":
    same<typeof paid.reasons, NothingReason[]>();
    break;
  case "invalid":
    same<typeof paid.errors, FieldError[]>();
    break;
  default:
    paid satisfies never;
}
same<
  NothingReasonCode,
  | "peril-not-covered"
  | "reported-too-early"
  | "reported-too-late"
  | "signature-required"
  | "nothing-lost"
  | "amount-out-of-range"
>();
