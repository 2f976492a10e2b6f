import type { DefineComponent, ShallowRef } from "vue";

import type { Shipment } from "./contract.js";
import type { LutineOfferElement, LutineOfferEventMap, LutineTexts } from "./element.js";
import type { LutineOfferInputs } from "./inputs.js";

export interface LutineOfferProps extends LutineOfferInputs {
  /** The whole shipment with its parcels and items; it replaces every prop about the shipment. */
  shipment?: Shipment | undefined;
  /** Sentences of the card in the shop's own words, by their key. */
  texts?: LutineTexts | undefined;
}

/** What happens; `event.detail` says what the card shows then. */
export type LutineOfferEmits = {
  /** The first price, or the first "no", stands on the card. */
  ready: (event: LutineOfferEventMap["lutine:ready"]) => void;
  /** The price is another. */
  quote: (event: LutineOfferEventMap["lutine:quote"]) => void;
  /** The answer is another, or its signature came, or it was taken back. */
  change: (event: LutineOfferEventMap["lutine:change"]) => void;
  /** The shopper opened the details. */
  details: (event: LutineOfferEventMap["lutine:details"]) => void;
  /** The shopper wants the parcel signed for. */
  signatureRequest: (event: LutineOfferEventMap["lutine:signature-request"]) => void;
  /** The insurance is booked. */
  booked: (event: LutineOfferEventMap["lutine:booked"]) => void;
  /** There is no offer, and `code` says why; the order goes on without. */
  unavailable: (event: LutineOfferEventMap["lutine:unavailable"]) => void;
  /** Something is wrong that the shop can mend, and `code` says what. */
  error: (event: LutineOfferEventMap["lutine:error"]) => void;
};

type Methods = "confirm" | "reset" | "focus" | "checkValidity" | "reportValidity" | "details";

/** What a ref to the component has. Where the element could not be loaded, `confirm` says `unavailable`. */
export interface LutineOfferExposed extends Pick<LutineOfferElement, Methods> {
  /** The element itself. */
  element: Readonly<ShallowRef<LutineOfferElement | null>>;
}

/** `<lutine-offer>` for Vue 3; a server draws the bare tag. */
export declare const LutineOffer: DefineComponent<LutineOfferProps, LutineOfferExposed, {}, {}, {}, {}, {}, LutineOfferEmits>;

declare module "vue" {
  interface GlobalComponents {
    LutineOffer: typeof LutineOffer;
  }
}
