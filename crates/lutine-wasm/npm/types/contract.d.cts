// Written by generate.mjs from crates/lutine-core/schema: change the schemas, not this file.

/** A call for a quote: what does it cost to insure these parcels on this day? */
export interface QuoteCall {
  /**
   * The day, in UTC, that picks each programme's revision. The core reads no clock. A calendar day in UTC, written
   * YYYY-MM-DD, from year 0001 on. For example `"2026-11-21"`.
   */
  asOf: string;
  /** What is shipped, from where to where, and what it is worth. */
  shipment: Shipment;
  /** Who will hold the policy. Absent: premium tax is not determined. */
  policyholder?: Policyholder | undefined;
  /**
   * The ids of the programmes that are asked for, at least one; a repeated id counts once. Absent: every programme on
   * sale on that day.
   */
  programmes?: readonly string[] | undefined;
  /**
   * The rates for programmes whose figures are in another currency than the shipment's. Absent: those programmes
   * decline.
   */
  exchangeRates?: ExchangeRates | undefined;
}

/** What the shipment buys at delivery: none (nobody signs), standard (somebody signs), adult (an adult signs). */
export type Signature = "none" | "standard" | "adult";

/** What is shipped. It has an insurance of its own, or at least one of its parcels has. */
export interface Shipment {
  /** From where. */
  origin: Place;
  /** To where. */
  destination: Place;
  /** The id of the carrier. Absent: not known, which never declines. */
  carrier?: string | undefined;
  /** The carrier's service, such as usps_priority. It does not change the price. */
  service?: string | undefined;
  /** What each parcel without an insurance of its own is worth: the whole amount for each, not divided. */
  insurance?: Insurance | undefined;
  /** What all parcels that say nothing else buy at delivery. Absent: none. */
  signature?: Signature | undefined;
  /** The merchant's own name for the shipment. Absent: empty. */
  reference?: string | undefined;
  /**
   * The parcels, 1 to 1,000, with at most 10,000 items together, those counted that each inherits. One that has no
   * insurance, in a shipment that has none either, is left out of the price.
   */
  parcels: readonly Parcel[];
}

/** One end of the transit. */
export interface Place {
  /**
   * The country, by its two-letter code. A country code of ISO 3166-1 alpha-2, in capitals. For example `"US"`,
   * `"DE"`.
   */
  country: string;
  /** The state or province, such as CA. */
  region?: string | undefined;
  /** The postal code, as it is written there. */
  postalCode?: string | undefined;
}

/** One parcel. What it does not say it takes from the shipment. */
export interface Parcel {
  /** The merchant's own name for the parcel, such as Box1. */
  reference?: string | undefined;
  /**
   * What this parcel is worth, in place of the shipment's insurance. A category that it does not give is inherited.
   */
  insurance?: Insurance | undefined;
  /** What this parcel buys at delivery, in place of the shipment's. */
  signature?: Signature | undefined;
}

/** What a parcel is worth and what is in it: an amount, or items, or both where the amount is the items' sum. */
export interface Insurance {
  /**
   * What the parcel is worth, in the currency beside it; above zero. Where there are items it is their sum, or left
   * out. An amount in units of the currency beside it, as a string and never a number: at most 15 digits before the
   * point, and at most as many after it as the currency has (USD 2, JPY 0, KWD 3). More are refused, not rounded. For
   * example `"200"`, `"12.50"`.
   */
  amount?: string | undefined;
  /**
   * The currency of the amount and of the items: the same in the whole call. A currency code of ISO 4217, in
   * capitals. For example `"USD"`, `"JPY"`.
   */
  currency: string;
  /** What is in the parcel, in the merchant's words. Without a category, its words decide one. */
  content?: string | undefined;
  /** The id of the category of the goods, such as jewelry-watches. It goes before the content. */
  category?: string | undefined;
  /** The id of a carrier whose own cover is wanted, such as fedex. Then no other programme insures the parcel. */
  provider?: string | undefined;
  /** A cart's lines, at least one, and at least one of them above zero. */
  items?: readonly Item[] | undefined;
}

/** One line of a cart. */
export interface Item {
  /** The merchant's own name for the item. */
  reference?: string | undefined;
  /**
   * What the whole line is worth, in the insurance's currency. Zero for a free gift. An amount in units of the
   * currency beside it, as a string and never a number: at most 15 digits before the point, and at most as many after
   * it as the currency has (USD 2, JPY 0, KWD 3). More are refused, not rounded. For example `"200"`, `"12.50"`.
   */
  amount: string;
  /** What it is, in the merchant's words. Without a category, its words decide one. */
  content?: string | undefined;
  /** The id of its category. Without category and content it is what the insurance says. */
  category?: string | undefined;
}

/** Who will hold the policy: only as much as the price needs. */
export interface Policyholder {
  /**
   * Where the policyholder lives. Premium tax follows it and is never guessed from the destination. A country code of
   * ISO 3166-1 alpha-2, in capitals. For example `"US"`, `"DE"`.
   */
  country: string;
}

/** What one unit of a base currency is worth in others. A rate between two others goes through the base. */
export interface ExchangeRates {
  /**
   * The currency of which one unit is meant. A currency code of ISO 4217, in capitals. For example `"USD"`, `"JPY"`.
   */
  base: string;
  /** By currency code: units of that currency for one unit of the base. The base itself is not among them. */
  rates: {
    /** Units of this currency for one unit of the base: a string, above zero, of at most 10 digits in all. */
    [k: string]: string;
  };
}

/**
 * The answer to a call for a quote. Bad input and refusal are answers too; the outcome tells them apart. Later
 * versions may add fields, codes and outcomes; they take none away.
 */
export type QuoteAnswer = Quoted | Invalid;

/** The call was understood. Every programme that was asked is among the offers or the declined. */
export interface Quoted {
  /** The call was understood. */
  outcome: "quoted";
  /**
   * The prices, the best first: least shortfall (cover less what a total loss pays), then the lowest total, then by
   * programme. Empty where every programme declines.
   */
  offers: Offer[];
  /** The programmes that say no, in the order in which they were asked. */
  declined: Declined[];
  /** What the carrier owes anyway. */
  withoutInsurance: Liability;
}

/** The call was not understood. */
export interface Invalid {
  /** The call was not understood. */
  outcome: "invalid";
  /** Every fault of the call at once; at least one. */
  errors: FieldError[];
}

/** An amount of a currency, never negative, with exactly as many decimals as the currency has. */
export interface Money {
  /** The amount in units of the currency, as a string, at the currency's scale (USD 12.50, JPY 1200, KWD 1.250). */
  amount: string;
  /** The amount's currency, by its ISO 4217 code. A currency code of ISO 4217, in capitals. */
  currency: string;
}

/** What may happen to a parcel: loss (it never arrives), theft (it is stolen), damage (it arrives broken). */
export type Peril = "loss" | "theft" | "damage";

/**
 * One programme's price for the whole call, and what it would pay. All amounts are in the shipment's currency; total
 * = premium + tax = the sum of the lines.
 */
export interface Offer {
  /** The programme's id. */
  programme: string;
  /**
   * The day that names the programme's revision: under it the same call has the same price for ever. A calendar day
   * in UTC, written YYYY-MM-DD.
   */
  revision: string;
  /** The id of who carries the risk. */
  insurer: string;
  /** What shoppers see the programme called. */
  title: string;
  /** insurance (a policy of an insurer) or declared-value (a carrier's own promise, never to be called insurance). */
  kind: CoverKind;
  /** What all parcels are covered for together. */
  cover: Money;
  /** All premiums together, before tax. */
  premium: Money;
  /** The premium tax; zero unless the tax status is determined. */
  tax: Money;
  /** What is paid: premium and tax. */
  total: Money;
  /**
   * What is known of the premium tax: determined (there is one, in the total), none-due (there is none on this
   * transit), not-determined (the policyholder's country or its tax is not known: taxes may apply).
   */
  taxStatus: TaxStatus;
  /**
   * Each step of the price: one premium for each insured parcel, then the tax where there is one. Their sum is the
   * total.
   */
  lines: Line[];
  /** Each insured parcel, in the shipment's order; those without insurance are left out. */
  parcels: OfferedParcel[];
  /** Against what the parcels are covered. */
  perils: Peril[];
  /** What must be done for the cover to hold, or to hold in full; empty where nothing is asked. */
  conditions: Condition[];
  /** When claims may be made, and how soon they are decided. */
  claims: Claims;
  /** How the policy is given back. */
  cancellation: Cancellation;
  /** What must be linked before the choice. */
  documents: Documents;
}

/** insurance (a policy of an insurer) or declared-value (a carrier's own promise, never to be called insurance). */
export type CoverKind = "insurance" | "declared-value";

/**
 * What is known of the premium tax: determined (there is one, in the total), none-due (there is none on this
 * transit), not-determined (the policyholder's country or its tax is not known: taxes may apply).
 */
export type TaxStatus = "determined" | "none-due" | "not-determined";

/** One step of the price. */
export interface Line {
  /** premium (for the cover) or tax (on the premium). */
  kind: LineKind;
  /** The place, from 0, of the shipment's parcel that the line is for; absent for what is on all of them. */
  parcel?: number;
  /** What the line is reckoned on. */
  base: Money;
  /**
   * The share of the base; absent where the amount is no share. A share in percent, from 0% to 100%, with at most 6
   * digits after the point. For example `"1.25%"`, `"19%"`.
   */
  rate?: string;
  /**
   * Which rule made the amount: percent (a share of the base), minimum (the least that is charged), band (the price
   * of the band that the base falls in), flat (a sum that does not depend on the base), step (a sum for every step of
   * the base that has begun; nothing where the base is still free).
   */
  rule: LineRule;
  /** What the line is called, where its kind does not say. */
  name?: string;
  /** The sum of this line, rounded. */
  amount: Money;
}

/** premium (for the cover) or tax (on the premium). */
export type LineKind = "premium" | "tax";

/**
 * Which rule made the amount: percent (a share of the base), minimum (the least that is charged), band (the price of
 * the band that the base falls in), flat (a sum that does not depend on the base), step (a sum for every step of the
 * base that has begun; nothing where the base is still free).
 */
export type LineRule = "percent" | "minimum" | "band" | "flat" | "step";

/** One insured parcel of an offer. */
export interface OfferedParcel {
  /** Its place, from 0, among the shipment's parcels. */
  parcel: number;
  /** The merchant's own name for it, where one was given. */
  reference?: string;
  /** What it is covered for. */
  cover: Money;
  /** Its premium, before tax. */
  premium: Money;
  /** The id of the category that it was taken to be: the highest-ranked of what is in it. */
  category: string;
  /**
   * From where the category is known: given (the caller named it), content (from the words of the content), default
   * (nothing was said, or no word was known).
   */
  categoryFrom: CategoryFrom;
  /** Its items, in the call's order; absent where the parcel was given as one good. */
  items?: OfferedItem[];
  /**
   * What the policyholder bears of its loss; absent where nothing, and where the parcel has items: there it stands
   * with each.
   */
  deductible?: Deductible;
  /** What a total loss pays where nobody signed; absent where a signature makes no difference. */
  payableWithoutSignature?: Money;
  /** What a total loss pays under the stated signature, after deductibles. */
  maximumPayable: Money;
}

/**
 * From where the category is known: given (the caller named it), content (from the words of the content), default
 * (nothing was said, or no word was known).
 */
export type CategoryFrom = "given" | "content" | "default";

/** One item of an insured parcel. */
export interface OfferedItem {
  /** The merchant's own name for it, where one was given. */
  reference?: string;
  /** The id of the category that it was taken to be. */
  category: string;
  /** What the policyholder bears of its loss; absent where nothing. */
  deductible?: Deductible;
}

/** What the policyholder bears of a loss. */
export interface Deductible {
  /**
   * The share of the loss. A share in percent, from 0% to 100%, with at most 6 digits after the point. For example
   * `"1.25%"`, `"19%"`.
   */
  rate: string;
  /** The sum of a total loss that it comes to, rounded half up. */
  amount: Money;
}

/** What must be done for the cover to hold, or to hold in full. */
export type Condition =
  | {
      /** - `neutral-packaging`: Nothing outside may show what is inside. */
      code: "neutral-packaging";
    }
  | {
      /** - `proof-of-value`: An invoice must prove the value. */
      code: "proof-of-value";
    }
  | {
      /**
       * - `carrier-liability`: This is a carrier's own liability and no insurance: it pays for loss or damage only,
       *   not for theft after delivery.
       */
      code: "carrier-liability";
    }
  | {
      /** - `signature-required`: The cover of a parcel holds only where somebody signs, as the shipment says. */
      code: "signature-required";
      /** The parcel's place, from 0, in the shipment. */
      parcel: number;
      /** From which value on, in the shipment's currency, rounded up. */
      from: Money;
    }
  | {
      /** - `signature-advised`: As the shipment stands nobody signs for a parcel, and so less is paid. */
      code: "signature-advised";
      /** The parcel's place, from 0, in the shipment. */
      parcel: number;
      /** What a total loss of the parcel pays as it stands. */
      payableWithoutSignature: Money;
    };

/** When a claim may be made, and how soon it is decided. */
export interface Claims {
  /** The windows that are stated; empty where none is. */
  windows: ClaimWindow[];
  /** The most hours until a decision; absent where nothing is stated. */
  decidedWithinHours?: number;
}

/** The days in which a claim may be made, counted from delivery where its day is known, else from shipping. */
export interface ClaimWindow {
  /** For what. */
  peril: Peril;
  /** The first day, in days after delivery or else after shipping; absent where none is stated. */
  fromDays?: number;
  /** The last day, in days after delivery or else after shipping; absent where none is stated. */
  toDays?: number;
}

/** How a policy is given back; empty where nothing is stated. */
export interface Cancellation {
  /** Hours after booking in which the whole price comes back. */
  withinHours?: number;
}

/** Addresses of what must be linked before the choice; empty where there is nothing. */
export interface Documents {
  /** The terms. An address that is safe to link: https, or a path from the API's own root. */
  terms?: string;
  /** The product information document. An address that is safe to link: https, or a path from the API's own root. */
  productInformation?: string;
}

/** A programme that says no. */
export interface Declined {
  /** The programme's id. */
  programme: string;
  /** Every reason, not only the first; at least one. */
  reasons: Reason[];
}

/** One reason why a programme says no, with the figures that explain it. */
export type Reason =
  | {
      /** - `not-on-sale`: The programme is not on sale on that day. */
      code: "not-on-sale";
    }
  | {
      /** - `origin-not-served`: Parcels from that country are not covered. */
      code: "origin-not-served";
      /** The country that the shipment leaves. A country code of ISO 3166-1 alpha-2, in capitals. */
      origin: string;
    }
  | {
      /** - `destination-not-served`: Parcels to that country are not covered. */
      code: "destination-not-served";
      /** The country that the shipment goes to. A country code of ISO 3166-1 alpha-2, in capitals. */
      destination: string;
    }
  | {
      /** - `carrier-not-served`: Parcels of that carrier are not covered. */
      code: "carrier-not-served";
      /** The carrier's id. */
      carrier: string;
    }
  | {
      /** - `category-excluded`: Goods of that category are not covered. */
      code: "category-excluded";
      /** The parcel's place, from 0, in the shipment. */
      parcel: number;
      /** The item's place, from 0, in the parcel; absent where the parcel has no items. */
      item?: number;
      /** The id of the category that the goods were taken to be. */
      category: string;
    }
  | {
      /** - `value-above-limit`: The parcel, or what is in it of a category, is worth more than is covered. */
      code: "value-above-limit";
      /** The parcel's place, from 0, in the shipment. */
      parcel: number;
      /** The id of the category whose limit it is; absent for the parcel's own limit. */
      category?: string;
      /** What it is worth. */
      declared: Money;
      /** The most that is covered, in the shipment's currency, rounded down. */
      limit: Money;
    }
  | {
      /**
       * - `no-exchange-rate`: The programme's figures are in another currency, and no rate between the two was given.
       */
      code: "no-exchange-rate";
      /** The shipment's currency. A currency code of ISO 4217, in capitals. */
      from: string;
      /** The programme's currency. A currency code of ISO 4217, in capitals. */
      to: string;
    }
  | {
      /** - `other-provider-chosen`: The parcel asks for a carrier's own cover, which this programme is not. */
      code: "other-provider-chosen";
      /** The parcel's place, from 0, in the shipment. */
      parcel: number;
      /** The id of the carrier whose cover was asked for. */
      provider: string;
    }
  | {
      /**
       * - `provider-not-chosen`: The programme is a carrier's own cover, and the parcel does not ask for it by
       *   provider.
       */
      code: "provider-not-chosen";
      /** The parcel's place, from 0, in the shipment. */
      parcel: number;
    }
  | {
      /** - `currency-not-served`: The programme does not cover amounts in this currency. */
      code: "currency-not-served";
      /** The shipment's currency. A currency code of ISO 4217, in capitals. */
      currency: string;
    }
  | {
      /**
       * - `signature-required`: A parcel of that value is only covered where somebody signs, and as the shipment
       *   stands nobody does.
       */
      code: "signature-required";
      /** The parcel's place, from 0, in the shipment. */
      parcel: number;
      /** From which value on, in the shipment's currency, rounded up. */
      from: Money;
    }
  | {
      /**
       * - `price-from-insurer`: Only the insurer knows the price: it must be asked for. Stands there only where
       *   nothing else is against it.
       */
      code: "price-from-insurer";
      /** The parcel's place, from 0, in the shipment. */
      parcel: number;
    }
  | {
      /** - `not-priced`: No case of the programme's tariff is for this parcel. */
      code: "not-priced";
      /** The parcel's place, from 0, in the shipment. */
      parcel: number;
    }
  | {
      /** - `amount-out-of-range`: The sums do not fit an amount. */
      code: "amount-out-of-range";
    };

/** What the carrier owes for the parcels, insured or not. */
export interface Liability {
  /** One for each parcel that the call asks to insure, in its order. */
  parcels: ParcelLiability[];
}

/**
 * What the carrier owes for one parcel. Amount and source come together; without them nobody states an amount, and
 * none may be claimed.
 */
export interface ParcelLiability {
  /**
   * The most it pays: in the shipment's currency, rounded down, and never more than the parcel is worth, where the
   * currencies are the same or a rate is known; otherwise as the carrier states it.
   */
  amount?: Money;
  /** For what it pays; empty without an amount. */
  perils: Peril[];
  /** Where the amount is stated. */
  source?: string;
}

/** One fault of the call. */
export interface FieldError {
  /** Where: field names with points and places in brackets, from 0; empty for the call as a whole. */
  path: string;
  /** What kind of fault, for a program. */
  code: ErrorCode;
  /** What is wrong, in English, for a person. Not for comparing: its words may change. */
  message: string;
}

/**
 * - `malformed-input`: no JSON, no plain data, or nested too deeply.
 * - `unknown-field`: not a field of the contract.
 * - `duplicate-field`: the same field twice.
 * - `missing-field`: it must be there.
 * - `wrong-type`: a number for a string, an object for a list, and so on.
 * - `empty-list`: at least one element is needed.
 * - `list-too-long`: more elements than are read, with those that others inherit.
 * - `text-too-long`: longer than the field takes.
 * - `unknown-value`: not one of the field's words, or not of its form.
 * - `malformed-amount`: not an amount.
 * - `negative-amount`: below zero.
 * - `zero-amount`: something must be insured.
 * - `amount-too-large`: more than 15 digits before the point.
 * - `too-many-decimals`: more than the currency has.
 * - `amount-not-sum-of-items`: the items add up to something else.
 * - `unknown-currency`: not in ISO 4217.
 * - `mixed-currencies`: two in one call.
 * - `unknown-country`: not in ISO 3166-1.
 * - `unknown-programme`, `unknown-category`: not in the tariff.
 * - `malformed-date`: not a day, or not written YYYY-MM-DD.
 * - `malformed-rate`: not a rate.
 * - `nothing-to-insure`: neither a parcel nor the shipment has insurance.
 * - `bad-bands`: a tariff's bands overlap or leave a gap.
 * - `limit-below-band`: the limit keeps every parcel from that part of a tariff.
 * - `never-reached`: another case takes every parcel from that one.
 * - `bad-period`: it ends before it begins.
 * - `overlapping-periods`: two revisions or two rates of a tax for the same days.
 * - `unknown-carrier`: not in the tariff.
 * - `unknown-revision`: the programme has none of that day.
 * - `unknown-parcel`: not an insured parcel of the shipment, or not an item of that parcel.
 * - `server-sets-this`: the server adds it and takes it from nobody.
 */
export type ErrorCode =
  | "malformed-input"
  | "unknown-field"
  | "duplicate-field"
  | "missing-field"
  | "wrong-type"
  | "empty-list"
  | "list-too-long"
  | "text-too-long"
  | "unknown-value"
  | "malformed-amount"
  | "negative-amount"
  | "zero-amount"
  | "amount-too-large"
  | "too-many-decimals"
  | "amount-not-sum-of-items"
  | "unknown-currency"
  | "mixed-currencies"
  | "unknown-country"
  | "unknown-programme"
  | "unknown-category"
  | "malformed-date"
  | "malformed-rate"
  | "nothing-to-insure"
  | "bad-bands"
  | "limit-below-band"
  | "never-reached"
  | "bad-period"
  | "overlapping-periods"
  | "unknown-carrier"
  | "unknown-revision"
  | "unknown-parcel"
  | "server-sets-this";

/** One parcel of one good, written flat. */
export interface Row {
  /**
   * What the parcel is worth, in the currency beside it; above zero. An amount in units of the currency beside it, as
   * a string and never a number: at most 15 digits before the point, and at most as many after it as the currency has
   * (USD 2, JPY 0, KWD 3). More are refused, not rounded. For example `"200"`, `"12.50"`.
   */
  amount: string;
  /** The currency of the amount. A currency code of ISO 4217, in capitals. For example `"USD"`, `"JPY"`. */
  currency: string;
  /** The country that it leaves. A country code of ISO 3166-1 alpha-2, in capitals. For example `"US"`, `"DE"`. */
  origin: string;
  /** The country that it goes to. A country code of ISO 3166-1 alpha-2, in capitals. For example `"US"`, `"DE"`. */
  destination: string;
  /** The id of the carrier. Absent: not known, which never declines. */
  carrier?: string | undefined;
  /** What is in the parcel, in the merchant's words. Without a category, its words decide one. */
  content?: string | undefined;
  /** The id of the category of the goods, such as jewelry-watches. It goes before the content. */
  category?: string | undefined;
  /** The id of a carrier whose own cover is wanted, such as fedex. Then no other programme insures the parcel. */
  provider?: string | undefined;
  /** What is bought at delivery. Absent: none. */
  signature?: Signature | undefined;
  /**
   * The country in which the policyholder lives. Absent: premium tax is not determined. A country code of ISO 3166-1
   * alpha-2, in capitals. For example `"US"`, `"DE"`.
   */
  policyholder?: string | undefined;
  /** The merchant's own name for the row. It changes nothing. */
  reference?: string | undefined;
}

/**
 * What became of a row of a table; rows with the same answer share it. Later versions may add fields, codes and
 * outcomes; they take none away.
 */
export type ManyAnswer = ManyOffer | RowDeclined | RowInvalid;

/** There is an offer, the first that a quote has for the same parcel; its figures stand in the table's columns. */
export interface ManyOffer {
  /** There is an offer. */
  outcome: "quoted";
  /** The id of the programme whose offer is the first. */
  programme: string;
  /** The currency of the row's figures. A currency code of ISO 4217, in capitals. */
  currency: string;
  /** How many of a figure's digits stand after the point: 2 for USD, 0 for JPY, 3 for KWD. */
  scale: number;
}

/** Every programme that was asked says no. */
export interface RowDeclined {
  /** Every programme that was asked says no. */
  outcome: "declined";
  /** The programmes, in the order in which they were asked. */
  declined: DeclinedCodes[];
}

/** A programme that says no, without the figures that explain it; those a quote has. */
export interface DeclinedCodes {
  /** The programme's id. */
  programme: string;
  /** Each code once, in the order of the reasons; at least one. */
  codes: ReasonCode[];
}

/** The code of a reason; a quote's reasons have the figures that explain it. */
export type ReasonCode =
  | "not-on-sale"
  | "origin-not-served"
  | "destination-not-served"
  | "carrier-not-served"
  | "category-excluded"
  | "value-above-limit"
  | "no-exchange-rate"
  | "other-provider-chosen"
  | "provider-not-chosen"
  | "currency-not-served"
  | "signature-required"
  | "price-from-insurer"
  | "not-priced"
  | "amount-out-of-range";

/** The row was not understood; the others are answered all the same. */
export interface RowInvalid {
  /** The row was not understood. */
  outcome: "invalid";
  /** Every fault of the row at once; at least one. A path is the name of a column. */
  errors: FieldError[];
}

/** A claim: the parcel as it was insured, and what happened to it. Unknown fields are refused. */
export interface PayoutCall {
  /** The programme under which the parcel was insured. */
  programme: string;
  /**
   * Its revision, as the offer names it. A calendar day in UTC, written YYYY-MM-DD, from year 0001 on. For example
   * `"2026-11-21"`.
   */
  revision: string;
  /**
   * The shipment as it was quoted. That it was insured so, under this programme, is taken for granted and not checked
   * again.
   */
  shipment: Shipment;
  /** The place, from 0, of the parcel that was lost; may be absent where only one is insured. */
  parcel?: number | undefined;
  /** The quote's rates; needed where the programme's figures are in another currency than the shipment's. */
  exchangeRates?: ExchangeRates | undefined;
  /** What happened to the parcel. */
  loss: Loss;
}

/**
 * What happened to the parcel, in the terms in which it was insured: an amount, or items exactly where it was insured
 * by items.
 */
export interface Loss {
  /** loss (it never arrived), theft (it was stolen), damage (it arrived broken). */
  peril: Peril;
  /**
   * What was lost of the one good, in the shipment's currency. An amount in units of the currency beside it, as a
   * string and never a number: at most 15 digits before the point, and at most as many after it as the currency has
   * (USD 2, JPY 0, KWD 3). More are refused, not rounded. For example `"200"`, `"12.50"`.
   */
  amount?: string | undefined;
  /** What was lost of which items. */
  items?: readonly LostItem[] | undefined;
  /** Whether somebody signed at delivery. */
  signed: boolean;
  /**
   * The day on which the parcel went off. A calendar day in UTC, written YYYY-MM-DD, from year 0001 on. For example
   * `"2026-11-21"`.
   */
  shippedOn: string;
  /**
   * The day on which it was delivered, if it was. Claim windows then count from here, else from shippedOn. A calendar
   * day in UTC, written YYYY-MM-DD, from year 0001 on. For example `"2026-11-21"`.
   */
  deliveredOn?: string | undefined;
  /**
   * The day on which the claim was made. A calendar day in UTC, written YYYY-MM-DD, from year 0001 on. For example
   * `"2026-11-21"`.
   */
  reportedOn: string;
}

/** What was lost of one item. */
export interface LostItem {
  /** The item's place, from 0, in the parcel. */
  index: number;
  /**
   * What was lost of it. An amount in units of the currency beside it, as a string and never a number: at most 15
   * digits before the point, and at most as many after it as the currency has (USD 2, JPY 0, KWD 3). More are
   * refused, not rounded. For example `"200"`, `"12.50"`.
   */
  amount: string;
}

/**
 * What a claim pays. Bad input and nothing are answers too; the outcome tells them apart. Later versions may add
 * fields, codes and outcomes; they take none away.
 */
export type PayoutAnswer = Payable | NothingPayable | Invalid;

/** Something is payable. */
export interface Payable {
  /** Something is payable. */
  outcome: "payable";
  /** What is paid, in the shipment's currency: above zero. */
  payable: Money;
  /** How it comes about: the amount of the last step is what is paid. */
  steps: PayoutStep[];
}

/** Nothing is payable. */
export interface NothingPayable {
  /** Nothing is payable. */
  outcome: "nothing";
  /** Every reason; at least one. */
  reasons: NothingReason[];
}

/**
 * One step of the reckoning; amount is what is left after it. A step that takes nothing away is left out, but for the
 * loss, the sum, and a deductible that holds.
 */
export type PayoutStep =
  | {
      /** - `loss`: What was lost, as it is claimed. */
      code: "loss";
      /** The item's place, from 0, in the parcel; absent where the parcel was insured as one good. */
      item?: number;
      /** The claim. */
      amount: Money;
    }
  | {
      /** - `capped-at-item`: Never more than what the item was insured for. */
      code: "capped-at-item";
      /** The item's place, from 0, in the parcel; absent where the parcel was insured as one good. */
      item?: number;
      /** What it was insured for. */
      limit: Money;
      /** What is left. */
      amount: Money;
    }
  | {
      /** - `deductible`: Less what the policyholder bears. */
      code: "deductible";
      /** The item's place, from 0, in the parcel; absent where the parcel was insured as one good. */
      item?: number;
      /**
       * The share of this loss. A share in percent, from 0% to 100%, with at most 6 digits after the point. For
       * example `"1.25%"`, `"19%"`.
       */
      rate: string;
      /** The sum of it, rounded half up. */
      deductible: Money;
      /** What is left. */
      amount: Money;
    }
  | {
      /** - `sum`: All items together. */
      code: "sum";
      /** What they come to. */
      amount: Money;
    }
  | {
      /** - `capped-without-signature`: Never more than this where nobody signed at delivery. */
      code: "capped-without-signature";
      /** The programme's limit, in the shipment's currency, rounded down. */
      limit: Money;
      /** What is left. */
      amount: Money;
    };

/** Why nothing is payable. */
export type NothingReason =
  | {
      /** - `peril-not-covered`: The programme does not cover this. */
      code: "peril-not-covered";
      /** What happened. */
      peril: Peril;
    }
  | {
      /** - `reported-too-early`: The claim comes before its time: what is missing may still arrive. */
      code: "reported-too-early";
      /** The first day on which it may be made. A calendar day in UTC, written YYYY-MM-DD. */
      earliest: string;
    }
  | {
      /** - `reported-too-late`: The claim comes after its time. */
      code: "reported-too-late";
      /** The last day on which it could be made. A calendar day in UTC, written YYYY-MM-DD. */
      latest: string;
    }
  | {
      /** - `signature-required`: A parcel of that value was only covered where somebody signed, and nobody did. */
      code: "signature-required";
      /** From which value on, in the shipment's currency, rounded up. */
      from: Money;
    }
  | {
      /** - `nothing-lost`: The loss adds up to zero, or a deductible or a limit takes all of it. */
      code: "nothing-lost";
    }
  | {
      /** - `amount-out-of-range`: The sums do not fit an amount. */
      code: "amount-out-of-range";
    };

/**
 * One revision of a programme: the terms and rates under which one insurer covers parcels. A TOML file, or the same
 * as JSON. A revision, once shipped, is never edited; a change is a new revision.
 */
export interface Programme {
  /** The programme's id, the same in all its revisions, such as secursus-usd. */
  id: string;
  /**
   * The day that names this revision. A calendar day in UTC, written YYYY-MM-DD as a string (no TOML date), from year
   * 0001 on.
   */
  revision: string;
  /** When this revision is on sale. */
  valid: Period;
  /** The id of who carries the risk. */
  insurer: string;
  /** What shoppers see the programme called. */
  title: string;
  /** The currency of every amount in this file. A currency code of ISO 4217, in capitals. */
  currency: string;
  /** insurance (a policy of an insurer) or declared-value (a carrier's own promise, never to be called insurance). */
  kind: CoverKind;
  /** How a premium, a share of the value, is brought to the currency's scale: half-up is the one way there is. */
  rounding: "half-up";
  /** Against what the programme covers; at least one. */
  perils: readonly Peril[];
  /** Where each figure comes from and when it was read, or that it is assumed; at least one. */
  source: readonly string[];
  /** What must be linked before the choice. */
  documents?: Documents | undefined;
  /** The regulated wording, which a shop may not change, by locale. */
  texts?: Texts | undefined;
  /** The countries from which parcels are covered. Absent: all. */
  origins?: readonly string[] | undefined;
  /**
   * The id of the carrier whose own cover this is: only for parcels that ask for it by provider. It is among the
   * carriers where these are named, and among the conditions is carrier-liability. Absent: only for parcels that ask
   * for none.
   */
  provider?: string | undefined;
  /** The currencies in which parcels may be declared. Absent: every currency for which an exchange rate is known. */
  currencies?: readonly string[] | undefined;
  /** The most that a parcel may be worth. */
  limit: Limits;
  /**
   * The cases of the tariff; the first that matches a parcel is its price. A parcel that none matches is declined.
   */
  pricing: readonly PricingCase[];
  /** What the policyholder bears of a loss; the first rule that matches a good is the one. */
  deductible?: readonly DeductibleRule[] | undefined;
  /** What is different where nobody signs. */
  signature?: SignatureRule | undefined;
  /** The ids of the carriers whose parcels are covered. Absent, or * alone: all. */
  carriers?: readonly string[] | undefined;
  /** What is never covered. */
  exclusions?: Exclusions | undefined;
  /** What must be done for the cover to hold, and what must be known of it. */
  conditions?: readonly ProgrammeCondition[] | undefined;
  /** When claims may be made, and how soon they are decided. */
  claims?: ProgrammeClaims | undefined;
  /** How a policy is given back. */
  cancellation?: Cancellation | undefined;
}

/**
 * What must be done or known: neutral-packaging (nothing outside may show what is inside), proof-of-value (an invoice
 * must prove the value), carrier-liability (a carrier's own liability, not insurance: it pays for loss or damage
 * only, not for theft after delivery).
 */
export type ProgrammeCondition = "neutral-packaging" | "proof-of-value" | "carrier-liability";

/** A period of days in UTC, both ends inclusive. */
export interface Period {
  /** The first day. A calendar day in UTC, written YYYY-MM-DD as a string (no TOML date), from year 0001 on. */
  from: string;
  /**
   * The last day. Absent: until another revision takes its place. A calendar day in UTC, written YYYY-MM-DD as a
   * string (no TOML date), from year 0001 on.
   */
  to?: string | undefined;
}

/** Wording by locale. */
export interface Texts {
  /** The sentences of one locale (a BCP 47 tag such as en or pt-BR), by name. */
  [k: string]: {
    /** What is covered, in one sentence; may hold {cover}, the sum that is covered. */
    summary: string;
    /** A sentence; may hold {placeholders}. */
    [k: string]: string;
  };
}

/** The most that a parcel may be worth, in the programme's currency. A value at the limit is covered. */
export interface Limits {
  /**
   * The limit on a parcel, where its origin has none of its own. An amount in units of the programme's currency, as a
   * string, with at most as many decimals as the currency has. For example `"5000.00"`.
   */
  default: string;
  /** The limit on a parcel by country of origin, in place of the default. */
  origin?:
    | {
        /**
         * The limit on a parcel from this country. An amount in units of the programme's currency, as a string, with
         * at most as many decimals as the currency has. For example `"5000.00"`.
         */
        [k: string]: string;
      }
    | undefined;
  /** The limit, by category, on the sum of that category in a parcel; beside the parcel's own limit. */
  category?:
    | {
        /**
         * The limit on goods of this category in a parcel. An amount in units of the programme's currency, as a
         * string, with at most as many decimals as the currency has. For example `"5000.00"`.
         */
        [k: string]: string;
      }
    | undefined;
}

/** Whether a border is crossed: domestic (both ends in one country) or international. */
export type Corridor = "domestic" | "international";

/** A tariff and the parcels that it is for: those that meet every criterion. An absent criterion meets any. */
export type PricingCase =
  | {
      /** - `percent`: A share of the parcel's whole value, but at least the minimum. */
      kind: "percent";
      /**
       * The share of the parcel's value. A share in percent, from 0% to 100%, with at most 6 digits after the point.
       * For example `"1.25%"`.
       */
      rate: string;
      /**
       * The least that is charged for a parcel, in the programme's currency. An amount in units of the programme's
       * currency, as a string, with at most as many decimals as the currency has. For example `"5000.00"`.
       */
      minimum?: string | undefined;
      /** Only parcels that do, or do not, cross a border. */
      corridor?: Corridor | undefined;
      /** Only parcels with any item in one of these categories. */
      category?: readonly string[] | undefined;
      /** Only parcels of these carriers; none where the carrier is not known. */
      carrier?: readonly string[] | undefined;
      /** Only parcels from these countries. */
      origin?: readonly string[] | undefined;
      /** Only parcels to these countries. */
      destination?: readonly string[] | undefined;
    }
  | {
      /** - `bands`: The price of the band that the parcel's value falls in. */
      kind: "bands";
      /** The bands in rising order. Only the last has no upper bound, and it must have none. */
      bands: readonly Band[];
      /** Only parcels that do, or do not, cross a border. */
      corridor?: Corridor | undefined;
      /** Only parcels with any item in one of these categories. */
      category?: readonly string[] | undefined;
      /** Only parcels of these carriers; none where the carrier is not known. */
      carrier?: readonly string[] | undefined;
      /** Only parcels from these countries. */
      origin?: readonly string[] | undefined;
      /** Only parcels to these countries. */
      destination?: readonly string[] | undefined;
    }
  | {
      /** - `flat`: A sum, whatever the parcel is worth. */
      kind: "flat";
      /**
       * The price of a parcel, in the programme's currency. An amount in units of the programme's currency, as a
       * string, with at most as many decimals as the currency has. For example `"5000.00"`.
       */
      amount: string;
      /** Only parcels that do, or do not, cross a border. */
      corridor?: Corridor | undefined;
      /** Only parcels with any item in one of these categories. */
      category?: readonly string[] | undefined;
      /** Only parcels of these carriers; none where the carrier is not known. */
      carrier?: readonly string[] | undefined;
      /** Only parcels from these countries. */
      origin?: readonly string[] | undefined;
      /** Only parcels to these countries. */
      destination?: readonly string[] | undefined;
    }
  | {
      /**
       * - `step`: A sum for each step of the value: every step that is begun counts, and the steps are those of the
       *   whole value.
       */
      kind: "step";
      /**
       * How much value a step is, in the programme's currency; more than zero. An amount in units of the programme's
       * currency, as a string, with at most as many decimals as the currency has. For example `"5000.00"`.
       */
      step: string;
      /**
       * The price of a step, in the programme's currency. An amount in units of the programme's currency, as a
       * string, with at most as many decimals as the currency has. For example `"5000.00"`.
       */
      amount: string;
      /**
       * The least that is charged for a parcel that is not free, in the programme's currency. An amount in units of
       * the programme's currency, as a string, with at most as many decimals as the currency has. For example
       * `"5000.00"`.
       */
      minimum?: string | undefined;
      /**
       * The value up to which, inclusive, a parcel costs nothing, in the programme's currency. Absent: no parcel is
       * free. An amount in units of the programme's currency, as a string, with at most as many decimals as the
       * currency has. For example `"5000.00"`.
       */
      free?: string | undefined;
      /** Only parcels that do, or do not, cross a border. */
      corridor?: Corridor | undefined;
      /** Only parcels with any item in one of these categories. */
      category?: readonly string[] | undefined;
      /** Only parcels of these carriers; none where the carrier is not known. */
      carrier?: readonly string[] | undefined;
      /** Only parcels from these countries. */
      origin?: readonly string[] | undefined;
      /** Only parcels to these countries. */
      destination?: readonly string[] | undefined;
    }
  | {
      /** - `insurer`: A price that only the insurer knows and must be asked for. */
      kind: "insurer";
      /** Only parcels that do, or do not, cross a border. */
      corridor?: Corridor | undefined;
      /** Only parcels with any item in one of these categories. */
      category?: readonly string[] | undefined;
      /** Only parcels of these carriers; none where the carrier is not known. */
      carrier?: readonly string[] | undefined;
      /** Only parcels from these countries. */
      origin?: readonly string[] | undefined;
      /** Only parcels to these countries. */
      destination?: readonly string[] | undefined;
    };

/** A part of the range of values, with either a sum or a share as its price. */
export interface Band {
  /**
   * The band's upper bound, which belongs to it, in the programme's currency. Absent: no bound. An amount in units of
   * the programme's currency, as a string, with at most as many decimals as the currency has. For example
   * `"5000.00"`.
   */
  upTo?: string | undefined;
  /**
   * The price, whatever the value, in the programme's currency. An amount in units of the programme's currency, as a
   * string, with at most as many decimals as the currency has. For example `"5000.00"`.
   */
  amount?: string | undefined;
  /**
   * The price as a share of the whole value. A share in percent, from 0% to 100%, with at most 6 digits after the
   * point. For example `"1.25%"`.
   */
  rate?: string | undefined;
}

/** What the policyholder bears of a loss, from some origins, of some categories. */
export interface DeductibleRule {
  /** Only parcels from these countries. */
  origin?: readonly string[] | undefined;
  /** Only goods of these categories. */
  category?: readonly string[] | undefined;
  /**
   * The share of the loss that the policyholder bears. A share in percent, from 0% to 100%, with at most 6 digits
   * after the point. For example `"1.25%"`.
   */
  rate: string;
}

/** What a signature at delivery changes: either how much is paid without one, or what is covered without one. */
export interface SignatureRule {
  /**
   * The most that is paid for a parcel where nobody signed, in the programme's currency. An amount in units of the
   * programme's currency, as a string, with at most as many decimals as the currency has. For example `"5000.00"`.
   */
  unsignedLimit?: string | undefined;
  /**
   * The value from which on, inclusive, a parcel is covered only with a signature, in the programme's currency. An
   * amount in units of the programme's currency, as a string, with at most as many decimals as the currency has. For
   * example `"5000.00"`.
   */
  requiredFrom?: string | undefined;
}

/** What is never covered. */
export interface Exclusions {
  /** The ids of the categories of goods that are not covered; one such item declines the parcel. */
  category?: readonly string[] | undefined;
  /** The countries to which parcels are not covered. */
  destination?: readonly string[] | undefined;
}

/** When a claim may be made, and how soon it is decided. */
export interface ProgrammeClaims {
  /** One for each peril with a stated window. */
  windows?: readonly ClaimWindow[] | undefined;
  /** The most hours until a decision. */
  decidedWithinHours?: number | undefined;
}

/** What the programmes of a tariff speak of, beside the programmes themselves. */
export interface Lists {
  /** What goods are called, ranked: the highest first; at least one. The last is what everything else is. */
  categories: readonly Category[];
  /** The carriers that are known by name. */
  carriers: readonly Carrier[];
  /**
   * The premium taxes that are known, by the policyholder's country. Where a country is not among them, its tax is
   * not determined.
   */
  premiumTaxes: readonly PremiumTax[];
}

/** A category of goods, and the words that lead to it. */
export interface Category {
  /** What calls and programmes name it by, such as jewelry-watches. */
  id: string;
  /** Its name for people, in English. */
  name: string;
  /**
   * The words that mean it in a free description, each phrase matched whole, with case and plural folded. The longest
   * says what a thing is, with those that stand behind it; beyond a mark, and, or, with and plus begins another
   * thing. Of all that counts the highest-ranked category decides.
   */
  phrases?: readonly string[] | undefined;
}

/** A carrier, and what it owes for a parcel without any insurance. */
export interface Carrier {
  /** What calls and programmes name it by, such as dhl-express. */
  id: string;
  /** As people know it. */
  name: string;
  /** What it owes anyway. Absent: nobody states an amount that holds for any parcel, and none may be claimed. */
  liability?: CarrierLiability | undefined;
}

/** What a carrier owes for one parcel, up to an amount. */
export interface CarrierLiability {
  /**
   * The most it pays. An amount in units of the currency beside it, as a string and never a number: at most 15 digits
   * before the point, and at most as many after it as the currency has (USD 2, JPY 0, KWD 3). More are refused, not
   * rounded. For example `"100.00"`.
   */
  amount: string;
  /** The amount's currency. A currency code of ISO 4217, in capitals. */
  currency: string;
  /** For what it pays. Absent: for nothing. */
  perils?: readonly Peril[] | undefined;
  /** Where that is stated. */
  source: string;
}

/** The premium tax of one country from one day on. */
export interface PremiumTax {
  /** The policyholder's country. A country code of ISO 3166-1 alpha-2, in capitals. */
  country: string;
  /**
   * The share of the premium; 0% where there is none. A share in percent, from 0% to 100%, with at most 6 digits
   * after the point. For example `"19%"`.
   */
  rate: string;
  /** Which transits are taxed: domestic (both ends in that country) or any. */
  transit: Transit;
  /**
   * The first day on which it holds. Absent: from ever. A calendar day in UTC, written YYYY-MM-DD as a string (no
   * TOML date), from year 0001 on.
   */
  from?: string | undefined;
  /** Where that is stated. */
  source: string;
}

/** Which transits are taxed: domestic (both ends in that country) or any. */
export type Transit = "domestic" | "any";

/** Every code of {@link Condition}. */
export type ConditionCode = Condition["code"];

/** Every code of {@link PayoutStep}. */
export type PayoutStepCode = PayoutStep["code"];

/** Every code of {@link NothingReason}. */
export type NothingReasonCode = NothingReason["code"];
