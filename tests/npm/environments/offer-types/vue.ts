// What a shop in Vue writes, and what templates are checked against.

import type { LutineOfferElement, Money } from "@lutine/offer";
import { LutineOffer, type LutineOfferExposed } from "@lutine/offer/vue";
import { createApp, defineComponent, h, shallowRef, type GlobalComponents } from "vue";

export const drawn = h(LutineOffer, {
  value: "249.00",
  orderTotal: "255.00",
  required: true,
  shipment: { origin: { country: "US" }, destination: { country: "US" }, parcels: [{}] },
  onChange: ({ detail }) => {
    const total: Money | null = detail.total;
    console.log(total);
  },
  onUnavailable: (event) => console.log(event.detail.code.toUpperCase()),
});
// @ts-expect-error An amount is a text, never a number.
h(LutineOffer, { value: 249 });
// @ts-expect-error Only a failure has a code.
h(LutineOffer, { onReady: ({ detail }) => console.log(detail.code) });

createApp({}).component("LutineOffer", LutineOffer);
export const page = defineComponent({ components: { LutineOffer } });

const known: GlobalComponents["LutineOffer"] = LutineOffer;
const offer = shallowRef<InstanceType<typeof LutineOffer>>();
const element: LutineOfferElement | null | undefined = offer.value?.element;
const exposed: Pick<LutineOfferExposed, "confirm" | "details"> | undefined = offer.value;
export { element, exposed, known };
