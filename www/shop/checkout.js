// The checkout: the form, the summary, and paying.
import { showBag } from "./bag.js";
import * as cart from "./cart.js";
import * as insurance from "./insurance.js";
import { format, toAmount } from "./money.js";
import { completeOrder, orderId } from "./order.js";
import { fillCountries, fillStates } from "./places.js";

const SHIPPING_CENTS = 600;
const UNAVAILABLE = "Insurance is not available just now. Your order goes ahead without it.";
const TAKEN_BACK = "Your order has changed: please choose again whether to insure it.";

const form = document.querySelector("#checkout-form");
const steps = form.querySelector(".checkout__steps");
const field = form.elements;
const byId = (testid) => form.querySelector(`[data-testid=${testid}]`);
const pay = byId("pay");
const message = byId("message");

export function showCheckout() {
  fillCountries(field.destination);
  fillCountries(field.billingCountry);
  fillStates(field.region);

  cart.onCartChange(update);
  form.addEventListener("change", update);
  form.addEventListener("submit", submit);
  byId("fill-example").addEventListener("click", fillExample);

  // The summary follows the widget: every answer, every new price.
  let before;
  insurance.onInsuranceChange(() => {
    const state = insurance.state();
    if (state === "unavailable") say(UNAVAILABLE);
    else if (state === "offered" && before === "accepted") say(TAKEN_BACK);
    else if (state !== "offered" || message.textContent === UNAVAILABLE) say("");
    before = state;
    showSummary();
  });
  // The widget's "Add signature" link: the signature is the shop's to add.
  insurance.offer.addEventListener("lutine:signature-request", () => {
    field.signature.checked = true;
    update();
  });
  update();
}

const ships = () => field.fulfilment.value === "ship";
const shippingCents = () => (ships() ? SHIPPING_CENTS : 0);
const orderCents = () => cart.goodsCents() + shippingCents();

function update() {
  const country = field.destination.value;
  document.querySelector("#region-field").hidden = country !== "US";
  document.querySelector("#shipping-fields").hidden = !ships();
  document.querySelector("#pickup-note").hidden = ships();
  document.querySelector("#insurance").hidden = !ships();
  document.querySelector("#bag-empty").hidden = cart.count() > 0;
  form.hidden = cart.count() === 0;

  showBag();
  insurance.describe({
    fulfilment: field.fulfilment.value,
    destination: country === "US" && field.region.value ? { country, region: field.region.value } : { country },
    carrier: field.carrier.value,
    signature: field.signature.checked,
    programme: field.programme.value,
    policyholderCountry: field.billingCountry.value,
  }, orderCents());
  showSummary();
}

function showSummary() {
  byId("goods").textContent = format(cart.goodsCents());
  byId("shipping").textContent = ships() ? format(SHIPPING_CENTS) : "Free";
  byId("insurance-line").textContent = insuranceText();
  byId("total").textContent = format(orderCents() + insurance.insuranceCents());
  byId("total-without").textContent = format(orderCents());
}

function insuranceText() {
  if (insurance.accepted()) return format(insurance.insuranceCents());
  return insurance.state() === "offered" ? "Not chosen yet" : "None";
}

async function submit(event) {
  event.preventDefault();
  if (pay.disabled) return;
  // Neither answer is preselected, so the shopper is asked for one: a yes or a no, both are fine.
  if (insurance.state() === "offered") {
    ask("Yes or no? Choose either one to continue.");
    return;
  }

  // What is being paid for, fixed before anything is awaited.
  const id = orderId();
  const order = {
    id,
    lines: cart.lines(),
    goodsCents: cart.goodsCents(),
    shippingCents: shippingCents(),
    fulfilment: field.fulfilment.value,
    email: field.email.value,
  };
  const wanted = { accepted: insurance.accepted(), cents: insurance.insuranceCents() };

  paying(true);
  const { outcome, booking } = await insurance.confirm(
    { id, value: { amount: toAmount(order.goodsCents), currency: "USD" } },
    {
      firstName: field.firstName.value,
      lastName: field.lastName.value,
      email: field.email.value,
      country: field.billingCountry.value,
    },
  );
  paying(false);

  // "unanswered": the price has changed since the answer was given, and consent is to a price. Any other outcome
  // completes the order.
  if (outcome === "unanswered") {
    ask(wanted.accepted ? "The price has changed. Please choose again." : "Yes or no? Choose either one to continue.");
    return;
  }
  say("");
  completeOrder(order, { ...wanted, why: insurance.why() }, outcome, booking);
}

function paying(busy) {
  pay.disabled = busy;
  pay.textContent = busy ? "Placing your order…" : "Pay now";
  form.setAttribute("aria-busy", String(busy));
  steps.inert = busy;
}

function say(text) {
  message.textContent = text;
}

function ask(text) {
  say(text);
  insurance.offer.focus();
  message.scrollIntoView({ block: "nearest" });
}

function fillExample() {
  field.firstName.value = "Ada";
  field.lastName.value = "Lovelace";
  field.email.value = "ada@example.com";
  field.billingCountry.value = "US";
  update();
}
