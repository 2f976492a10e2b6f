// What `<lutine-offer>` is to a program. Its attributes are in inputs.d.ts, which is written from element.json.

import type { Money, Shipment } from "./contract.js";
import type { LutineOfferReflected } from "./inputs.js";

/** Sentences of the card by their key; a sentence is a text, or one for each plural form. */
export type LutineTexts = Readonly<Record<string, string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>>>;

/** What the card is doing. */
export type LutineOfferState =
  | "loading"
  | "not-offered"
  | "offered"
  | "accepted"
  | "declined"
  | "ineligible"
  | "unavailable"
  | "booked"
  | "pending"
  | "cancelled";

/** What every event says. Nothing in it is secret, and nothing is about the policyholder. */
export type LutineOfferDetail = LutineOfferStanding &
  (
    | {
        /** The shopper's answer; null until there is one. */
        readonly answer: "yes";
        /** What the insurance costs, tax included. */
        readonly total: Money;
      }
    | {
        /** The shopper's answer; null until there is one. */
        readonly answer: "no" | null;
        /** What the insurance costs, tax included. */
        readonly total: Money | null;
      }
  );

/** How the card stands, but for the answer. */
export interface LutineOfferStanding {
  /** What the card is doing. */
  readonly state: LutineOfferState;
  /** The id of the programme on the card. */
  readonly programme: string | null;
  /** The id of the quote that the server signed for this answer. */
  readonly quoteId: string | null;
  /** The id of the booking. */
  readonly bookingId: string | null;
}

/** What an event of a failure says beyond that. */
export type LutineOfferFault = LutineOfferDetail & {
  /** Why, as a word that stays. */
  readonly code: string;
  /** What is wrong with the inputs, where that is why. */
  readonly errors: readonly { readonly path: string; readonly code: string }[];
};

/** The events. They bubble, so any ancestor hears them. */
export interface LutineOfferEventMap {
  /** The first price, or the first "no", stands on the card. */
  "lutine:ready": CustomEvent<LutineOfferDetail>;
  /** The price is another. */
  "lutine:quote": CustomEvent<LutineOfferDetail>;
  /** The answer is another, or its signature came, or it was taken back. */
  "lutine:change": CustomEvent<LutineOfferDetail>;
  /** The shopper opened the details. */
  "lutine:details": CustomEvent<LutineOfferDetail>;
  /** The shopper wants the parcel signed for. */
  "lutine:signature-request": CustomEvent<LutineOfferDetail>;
  /** The insurance is booked. */
  "lutine:booked": CustomEvent<LutineOfferDetail>;
  /** There is no offer, and `code` says why; the order goes on without. */
  "lutine:unavailable": CustomEvent<LutineOfferFault>;
  /** Something is wrong that the shop can mend, and `code` says what. */
  "lutine:error": CustomEvent<LutineOfferFault>;
}

/** What is ordered, and by whom. */
export interface LutineOrder {
  order: {
    /** The shop's own number of the order. */
    id: string;
    /** What the goods cost, without insurance. */
    value: Money;
  };
  policyholder: {
    firstName: string;
    lastName: string;
    email: string;
    /** By its two-letter code. */
    country: string;
  };
}

/** A booking, as the shopper's page gets it. */
export interface LutineBooking {
  id: string;
  /** `booked`, `pending_payment`, … */
  state: string;
  /** Whether it covers nothing, because it was made in a sandbox. */
  sandbox: boolean;
  policies: { number: string; parcel?: number }[];
  quoteId: string;
  order: { id: string; value: Money };
  /** For the shop to keep: with it the attributes `booking` and `shopper-token` show the booking again. */
  shopperToken?: string;
}

/** How {@link LutineOfferElement.confirm} ended. Whatever it is, the order goes on; only `unanswered` asks the shopper first. */
export interface LutineConfirmation {
  outcome: "booked" | "pending" | "declined" | "unanswered" | "not-offered" | "unavailable";
  booking?: LutineBooking;
}

/** `<lutine-offer>`. Nothing of it answers for the shopper. */
export interface LutineOfferElement extends HTMLElement, LutineOfferReflected {
  /** The whole shipment with its parcels and items; it replaces every attribute about the shipment. */
  shipment: Shipment | undefined;
  /** Sentences of the card in the shop's own words, by their key. */
  texts: LutineTexts | undefined;
  /** What the card is doing. */
  readonly state: LutineOfferState;
  /** The shopper's answer; only the shopper gives it. */
  readonly answer: "yes" | "no" | null;
  /** What the insurance costs, tax included. */
  readonly total: Money | null;
  /** The id of the quote that the server signed for this answer. */
  readonly quoteId: string | null;
  /** The form that the element belongs to. */
  readonly form: HTMLFormElement | null;
  /** The labels of the element. */
  readonly labels: NodeList;
  /** `valueMissing` while a required answer is not given. */
  readonly validity: ValidityState;
  /** What the shopper is asked to do, or nothing. */
  readonly validationMessage: string;
  /** Whether a form waits for the element at all. */
  readonly willValidate: boolean;
  /** Books a yes, and waits until a no is on record. Never rejects; called twice it is one booking. */
  confirm(order: LutineOrder): Promise<LutineConfirmation>;
  /** Forgets the answer; the shopper is asked anew. */
  reset(): void;
  /** Moves the focus to the answers. */
  focus(options?: FocusOptions): void;
  /** Whether a form may be submitted. */
  checkValidity(): boolean;
  /** The same, and asks the shopper for the answer. */
  reportValidity(): boolean;
  /** Opens the dialog with what is covered. */
  details(): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "lutine-offer": LutineOfferElement;
  }
  // Of everything that an event bubbles to: the element, a form, the document, the window.
  interface GlobalEventHandlersEventMap extends LutineOfferEventMap {}
}
