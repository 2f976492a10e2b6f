import type { DetailedHTMLProps, ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from "react";

import type { Shipment } from "./contract.js";
import type { LutineOfferElement, LutineOfferEventMap, LutineTexts } from "./element.js";
import type { LutineOfferAttributes, LutineOfferInputs } from "./inputs.js";

/** What happens; `event.detail` says what the card shows then. */
export interface LutineOfferHandlers {
  /** The first price, or the first "no", stands on the card. */
  onReady?: ((event: LutineOfferEventMap["lutine:ready"]) => void) | undefined;
  /** The price is another. */
  onQuote?: ((event: LutineOfferEventMap["lutine:quote"]) => void) | undefined;
  /** The answer is another, or its signature came, or it was taken back. */
  onChange?: ((event: LutineOfferEventMap["lutine:change"]) => void) | undefined;
  /** The shopper opened the details. */
  onDetails?: ((event: LutineOfferEventMap["lutine:details"]) => void) | undefined;
  /** The shopper wants the parcel signed for. */
  onSignatureRequest?: ((event: LutineOfferEventMap["lutine:signature-request"]) => void) | undefined;
  /** The insurance is booked. */
  onBooked?: ((event: LutineOfferEventMap["lutine:booked"]) => void) | undefined;
  /** There is no offer, and `code` says why; the order goes on without. */
  onUnavailable?: ((event: LutineOfferEventMap["lutine:unavailable"]) => void) | undefined;
  /** Something is wrong that the shop can mend, and `code` says what. */
  onError?: ((event: LutineOfferEventMap["lutine:error"]) => void) | undefined;
}

/** What passes through to the tag: `id`, `className`, `style`, `data-…`, … */
type Rest = Omit<HTMLAttributes<LutineOfferElement>, keyof LutineOfferInputs | keyof LutineOfferHandlers>;

export interface LutineOfferProps extends Rest, LutineOfferInputs, LutineOfferHandlers {
  /** The whole shipment with its parcels and items; it replaces every prop about the shipment. Keep it with `useMemo`. */
  shipment?: Shipment | undefined;
  /** Sentences of the card in the shop's own words, by their key. */
  texts?: LutineTexts | undefined;
}

/**
 * `<lutine-offer>` for React 18 and later; `ref` is the element. A server draws the bare tag.
 *
 * @example
 * const offer = useRef<LutineOfferElement>(null);
 * <LutineOffer ref={offer} value="249.00" currency="USD" origin="US" destination="US" onChange={({ detail }) => setInsurance(detail.answer === "yes" ? detail.total : null)} />
 */
export declare const LutineOffer: ForwardRefExoticComponent<LutineOfferProps & RefAttributes<LutineOfferElement>>;

/** The tag itself in JSX: attributes as in HTML and, from React 19 on, events as `onlutine:change`. */
type Tag = DetailedHTMLProps<Omit<HTMLAttributes<LutineOfferElement>, keyof LutineOfferAttributes>, LutineOfferElement> &
  LutineOfferAttributes & {
    class?: string | undefined;
  } & { [Name in keyof LutineOfferEventMap as `on${Name}`]?: ((event: LutineOfferEventMap[Name]) => void) | undefined };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "lutine-offer": Tag;
    }
  }
}
