// What a shop without a framework writes.

import { loadLutine, type LutineOfferElement, type Money, type Shipment } from "@lutine/offer";

const loaded = await loadLutine({ key: "pk_demo", api: "https://lutine.example", texts: { yes: "Yes, please", title: { one: "Insure it?" } } });
if (loaded?.outcome === "unavailable") console.warn("no insurance today");
// @ts-expect-error A page has a key.
loadLutine({ api: "https://lutine.example" });

const offer = document.querySelector("lutine-offer");
if (!offer) throw new Error("no offer");
const element: LutineOfferElement = offer;

// Events, on the element and on everything they bubble to.
offer.addEventListener("lutine:change", (event) => {
  const amount: string | undefined = event.detail.total?.amount;
  const answer: "yes" | "no" | null = event.detail.answer;
  console.log(amount, answer);
  // @ts-expect-error Only a failure has a code.
  event.detail.code;
});
document.addEventListener("lutine:unavailable", ({ detail }) => console.log(detail.code.length, detail.errors[0]?.path));
// @ts-expect-error No such field: events never hold a token.
offer.addEventListener("lutine:booked", ({ detail }) => detail.shopperToken);

// Attributes as properties: texts in, texts or null out.
offer.value = "249.00";
offer.orderTotal = undefined;
offer.signature = "adult";
const value: string | null = offer.value;
offer.required = true;
// @ts-expect-error An amount is a text, never a number.
offer.value = 249;
// @ts-expect-error No such word.
offer.fulfilment = "drone";
// @ts-expect-error Only the shopper answers.
offer.answer = "yes";

const shipment: Shipment = {
  origin: { country: "US" },
  destination: { country: "US" },
  parcels: [{ insurance: { currency: "USD", items: [{ amount: "48.00", content: "t-shirts" }] } }],
};
offer.shipment = shipment;
// @ts-expect-error What the core would refuse does not compile.
offer.shipment = { ...shipment, parcels: [{ insurance: { amount: 48, currency: "USD" } }] };

const total: Money | null = offer.total;
const { outcome, booking } = await offer.confirm({
  order: { id: "A-1001", value: { amount: "249.00", currency: "USD" } },
  policyholder: { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com", country: "US" },
});
if (outcome === "booked") console.log(booking?.policies[0]?.number, booking?.shopperToken);
// @ts-expect-error No such outcome.
if (outcome === "accepted") console.log("never");

export { element, total, value };
