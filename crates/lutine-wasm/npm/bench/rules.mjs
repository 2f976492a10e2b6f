// What all contestants must heed, as a shop would write it down that prices by hand: the terms of one programme, and the
// premium taxes. Money is left to them; what has none of it is looked up once for each value of a column.
import { CONTENTS } from "./parcels.mjs";

/** One that has it all: it serves some origins, excludes categories, has a limit, and another rate at home than abroad. */
export const PROGRAMME = "shippo-xcover-us";
export const AS_OF = "2026-11-21";

/** As text and in cents. */
export const LIMIT = { text: "10000.00", cents: 1_000_000 };
/** At home and abroad; as text and in hundredths of a percent. */
export const RATES = [{ text: "0.0125", points: 125 }, { text: "0.015", points: 150 }];

const ORIGINS = ["US"];
const EXCLUDED = [
  "animals-plants", "arms", "motor-vehicles", "bulk-cargo", "bullion", "cannabis", "cash", "tobacco", "payment-cards",
  "documents-securities", "furs",
];
/** `domestic`: only where both ends lie in that country. */
export const TAXES = [
  { country: "DE", text: "0.19", points: 1900, domestic: true },
  { country: "GB", text: "0.12", points: 1200, domestic: true },
  { country: "BE", text: "0.014", points: 140, domestic: false },
  { country: "AT", text: "0.11", points: 1100, domestic: true },
  { country: "IT", text: "0.2125", points: 2125, domestic: false },
  { country: "FI", text: "0.255", points: 2550, domestic: false },
];
/** The place of no tax. */
const UNTAXED = TAXES.length;

/** Why a parcel is declined, one bit a reason. */
export const ORIGIN = 1;
export const CATEGORY = 2;
export const VALUE = 4;
/** In the order in which the programme tells them. */
export const REASONS = [[ORIGIN, "origin-not-served"], [CATEGORY, "category-excluded"], [VALUE, "value-above-limit"]];


/** The rules over some columns. Every contestant asks them for every row. */
export class Rules {
  constructor({ origin, destination, content, policyholder }) {
    [this.origin, this.destination, this.content, this.policyholder] = [origin, destination, content, policyholder].map(({ codes }) => codes);
    this.againstOrigin = Uint8Array.from(origin.values, (country) => (ORIGINS.includes(country) ? 0 : ORIGIN));
    this.againstContent = Uint8Array.from(content.values, (text) => (EXCLUDED.includes(CONTENTS[text]) ? CATEGORY : 0));
    const countries = [...new Set([origin, destination, policyholder].flatMap(({ values }) => values))];
    const places = ({ values }) => Uint8Array.from(values, (country) => countries.indexOf(country));
    [this.origins, this.destinations, this.holders] = [origin, destination, policyholder].map(places);
    const taxes = policyholder.values.map((holder) => TAXES.findIndex(({ country }) => country === holder));
    this.taxes = Uint8Array.from(taxes, (tax) => (tax < 0 ? UNTAXED : tax));
    this.onlyDomestic = Uint8Array.from(taxes, (tax) => (TAXES[tax]?.domestic ? 1 : 0));
  }

  /** The bits of the reasons against a parcel, but for its value. */
  against(row) {
    return this.againstOrigin[this.origin[row]] | this.againstContent[this.content[row]];
  }

  /** The place of its rate. */
  rate(row) {
    return this.origins[this.origin[row]] === this.destinations[this.destination[row]] ? 0 : 1;
  }

  /** The place of its tax, which is past all taxes where there is none. */
  tax(row) {
    const holder = this.policyholder[row];
    if (this.onlyDomestic[holder] === 0) return this.taxes[holder];
    const country = this.holders[holder];
    const isDomestic = this.origins[this.origin[row]] === country && this.destinations[this.destination[row]] === country;
    return isDomestic ? this.taxes[holder] : UNTAXED;
  }
}
