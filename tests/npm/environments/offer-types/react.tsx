// What a shop in React writes, whichever version it has.

import type { LutineOfferElement, Money } from "@lutine/offer";
import { LutineOffer } from "@lutine/offer/react";
import { createRef } from "react";

const offer = createRef<LutineOfferElement>();

export const card = (
  <LutineOffer
    ref={offer}
    value="249.00"
    currency="USD"
    orderTotal="255.00"
    required
    className="offer"
    form="cart"
    id="offer"
    data-testid="offer"
    aria-label="Insurance"
    shipment={{ origin: { country: "US" }, destination: { country: "US" }, parcels: [{}] }}
    texts={{ yes: "Yes, please" }}
    onChange={({ detail }) => {
      const total: Money | null = detail.total;
      return total;
    }}
    onUnavailable={(event) => event.detail.code.toUpperCase()}
    onSignatureRequest={() => {}}
  >
    <p slot="before">Before</p>
  </LutineOffer>
);

offer.current?.confirm({
  order: { id: "A-1001", value: { amount: "249.00", currency: "USD" } },
  policyholder: { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com", country: "US" },
});

// @ts-expect-error An amount is a text, never a number.
export const number = <LutineOffer value={249} currency="USD" />;
// @ts-expect-error There is no prop that answers for the shopper.
export const answered = <LutineOffer value="249.00" answer="yes" />;
// @ts-expect-error Only a failure has a code.
export const coded = <LutineOffer onReady={({ detail }) => detail.code} />;

// The tag itself.
export const tag = <lutine-offer value="249.00" order-total="255.00" required class="offer" id="offer" onlutine:change={({ detail }) => detail.total?.amount} />;
// @ts-expect-error In HTML it is order-total.
export const camel = <lutine-offer orderTotal="255.00" />;
