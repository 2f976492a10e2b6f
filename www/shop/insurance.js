// Everything the shop does with <lutine-offer>. The rule: whatever happens to Lutine, the order goes on.
import * as cart from "./cart.js";
import { toAmount, toCents } from "./money.js";

const ORIGIN = { country: "US" };
const SCRIPT_WITHIN_MS = 5_000;
const ANSWER_WITHIN_MS = 30_000;

export const offer = document.querySelector("lutine-offer");

// What the widget said last. Any event can clear a yes (a new price is a new question), so nothing else is remembered.
let last = { state: "loading", answer: null, total: null };
let sent = "";
let code = "";

export const state = () => last.state;
export const accepted = () => last.answer === "yes";
/** Why the insurance was last unavailable: a code. */
export const why = () => code;
export const insuranceCents = () => (accepted() && last.total ? toCents(last.total.amount) : 0);

/** Calls back whenever the price, the state or the answer has changed. */
export function onInsuranceChange(listener) {
  const take = ({ detail }) => {
    last = detail;
    listener();
  };
  offer.addEventListener("lutine:change", take);
  offer.addEventListener("lutine:quote", take);
  offer.addEventListener("lutine:unavailable", ({ detail }) => { code = detail.code; });

  // The script never came (blocked, or its server is down): give back the room kept for the widget, and carry on.
  defined().then((here) => {
    if (here) return;
    offer.classList.add("is-missing");
    last = { state: "unavailable", answer: null, total: null };
    listener();
  });
}

/** Tells the widget what would be shipped. It re-prices by itself, without a request. */
export function describe(delivery, orderCents) {
  const { fulfilment, signature, carrier, destination, programme, policyholderCountry } = delivery;
  const goods = cart.lines();

  if (goods.length > 0) {
    const shipment = {
      origin: ORIGIN,
      destination,
      carrier,
      signature: signature ? "standard" : "none",
      parcels: [{
        insurance: {
          currency: "USD",
          amount: toAmount(cart.goodsCents()),
          // An item's amount is its line's total: two shirts at 24.00 are one item of 48.00.
          items: goods.map(({ name, lineCents, content }) => ({ reference: name, amount: toAmount(lineCents), content })),
        },
      }],
    };
    // A property, not an attribute; it may be set before the element is upgraded.
    if (JSON.stringify(shipment) !== sent) offer.shipment = shipment;
    sent = JSON.stringify(shipment);
  }

  attribute("order-total", toAmount(orderCents)); // without insurance: the widget adds it for the totals in its answers
  attribute("programme", programme); // none: the best price of all the terms that the shop sells
  attribute("policyholder-country", policyholderCountry); // premium tax follows whoever is insured, not the destination
  attribute("fulfilment", goods.length === 0 ? "virtual" : fulfilment); // nothing is shipped: nothing is offered
}

/**
 * Buys the cover, or records the "no". Always settles, with one of
 * "booked" | "pending" | "declined" | "unanswered" | "not-offered" | "unavailable".
 */
export async function confirm(order, policyholder) {
  const lost = { outcome: "unavailable" };
  if (!(await defined()) || typeof offer.confirm !== "function") return lost;
  // confirm() never rejects and has its own time limits; this one only makes sure that paying never hangs.
  return Promise.race([offer.confirm({ order, policyholder }), after(ANSWER_WITHIN_MS, lost)]);
}

/** The order is complete: the next one is a new question. */
export const startOver = () => offer.reset?.();

function attribute(name, value) {
  if (!value) offer.removeAttribute(name);
  else if (offer.getAttribute(name) !== value) offer.setAttribute(name, value);
}

const after = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));
const script = after(SCRIPT_WITHIN_MS, false);
async function defined() {
  if (customElements.get("lutine-offer")) return true;
  return Promise.race([customElements.whenDefined("lutine-offer").then(() => true), script]);
}
