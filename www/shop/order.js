// The order: its number, its completion, and the confirmation. It lives in this tab, so it needs no server to be shown.
import * as cart from "./cart.js";
import { picture } from "./catalogue.js";
import * as insurance from "./insurance.js";
import { format, toCents } from "./money.js";
import { read, write } from "./storage.js";

const ORDER = "harbour.order";
const ATTEMPT = "harbour.attempt";

const view = document.querySelector("#order");
const byId = (testid) => view.querySelector(`[data-testid=${testid}]`);

let order = read(ORDER);
let attempt = read(ATTEMPT);

export const hasOrder = () => order !== null;

/** One number per checkout, the same after a reload or a second try, so that nothing is ordered or insured twice. */
export function orderId() {
  attempt ??= `A-${crypto.randomUUID().slice(0, 8)}`;
  write(ATTEMPT, attempt);
  return attempt;
}

export function completeOrder(placed, wanted, outcome, booking) {
  // Insurance is charged only when it was really bought.
  const bought = outcome === "booked" || outcome === "pending";
  const total = booking?.offer?.total;
  const insuranceCents = bought ? (total ? toCents(total.amount) : wanted.cents) : 0;

  order = {
    ...placed,
    insurance: {
      outcome,
      wanted: wanted.accepted,
      why: wanted.why,
      cents: insuranceCents,
      bookingId: booking?.id ?? null,
      shopperToken: booking?.shopperToken ?? null, // opens this one booking, for the shopper's later questions
      title: booking?.offer?.title ?? null,
      sandbox: booking?.sandbox ?? false,
      policies: (booking?.policies ?? []).map(({ number }) => number),
    },
    paidCents: placed.goodsCents + placed.shippingCents + insuranceCents,
  };
  write(ORDER, order);
  write(ATTEMPT, null);
  attempt = null;

  showOrder();
  location.replace("#order"); // replaces the checkout in the history: "back" leads to the shop, not to paying again
  cart.empty();
  insurance.startOver();
}

export function showOrder() {
  if (!order) return;
  const { policies, cents, title, sandbox } = order.insurance;

  byId("order-id").textContent = order.id;
  byId("sent-to").textContent = order.email;
  byId("insurance-outcome").textContent = outcomeText(order.insurance);
  byId("insurance-outcome").dataset.outcome = order.insurance.outcome;
  byId("cover-terms").textContent = title && sandbox ? `${title}. Demo: no real cover.` : title ?? "";

  view.querySelector("#policies").replaceChildren(...policies.map((number) => {
    const item = document.createElement("li");
    item.dataset.testid = "policy";
    item.textContent = number;
    return item;
  }));
  view.querySelector("#policies").hidden = policies.length === 0;

  view.querySelector("#cover-card").replaceChildren(...coverCard(order.insurance));

  const template = document.querySelector("#order-line");
  view.querySelector("#order-lines").replaceChildren(...order.lines.map((line) => {
    const row = template.content.firstElementChild.cloneNode(true);
    row.querySelector("img").src = picture(line.sku);
    row.querySelector(".bag__name").textContent = line.name;
    row.querySelector(".bag__each").textContent = `${line.quantity} × ${format(line.cents)}`;
    row.querySelector(".bag__total").textContent = format(line.lineCents);
    return row;
  }));

  byId("order-goods").textContent = format(order.goodsCents);
  byId("order-shipping").textContent = order.shippingCents > 0 ? format(order.shippingCents) : "Free";
  byId("order-insurance").textContent = cents > 0 ? format(cents) : "None";
  byId("paid").textContent = format(order.paidCents);
}

/** The booking as the widget shows it, also after a reload: documents, what is covered, and giving it back. */
function coverCard({ bookingId, shopperToken }) {
  if (!bookingId || !shopperToken) return [];
  const card = document.createElement("lutine-offer");
  card.setAttribute("booking", bookingId);
  card.setAttribute("shopper-token", shopperToken);
  // Given back in the card, it is not insured in the words above it either.
  card.addEventListener("lutine:quote", ({ detail }) => {
    if (detail.state !== "cancelled") return;
    order.insurance = { ...order.insurance, outcome: "cancelled", policies: [] };
    write(ORDER, order);
    byId("insurance-outcome").textContent = outcomeText(order.insurance);
    byId("insurance-outcome").dataset.outcome = "cancelled";
    view.querySelector("#policies").hidden = true;
  });
  return [card];
}

function outcomeText({ outcome, wanted, why }) {
  switch (outcome) {
    case "booked":
      return "Your parcel is insured.";
    case "pending":
      return "Your insurance is being confirmed. The policy follows by email.";
    case "cancelled":
      return "You cancelled the insurance.";
    case "declined":
      return "No cover, as you chose. The parcel ships as usual.";
    case "unavailable":
      // Of these two a shop's server finds out more: GET /v1/bookings?order=…
      if (why === "order-insured") return "This order is insured already, by an earlier try. You have not been charged for it again.";
      if (why === "booking-unanswered") return "We do not know yet whether your parcel is insured. You have not been charged for it, and your order goes ahead.";
      return wanted
        ? "No cover: the insurance could not be bought just now. You have not been charged for it, and your order goes ahead."
        : "No cover: insurance was not available for this order. Nothing was charged for it.";
    default:
      return order.fulfilment === "pickup"
        ? "No cover: you are collecting this order yourself."
        : "No cover: this parcel could not be insured. Nothing was charged for it.";
  }
}
