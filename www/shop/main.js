// Starts the shop and switches between its three views. They share one page, so nothing is lost on the way.
import { showCheckout } from "./checkout.js";
import { hasOrder, showOrder } from "./order.js";
import { showShelf } from "./shelf.js";

const TITLES = { shop: "Harbour & Hold", checkout: "Checkout · Harbour & Hold", order: "Thank you · Harbour & Hold" };

function route({ moveFocus }) {
  const asked = location.hash.slice(1) || "shop";
  if (!(asked in TITLES)) return; // the skip link's #main, for one
  const view = asked === "order" && !hasOrder() ? "shop" : asked;

  for (const name of Object.keys(TITLES)) document.getElementById(name).hidden = name !== view;
  document.body.dataset.view = view;
  document.title = TITLES[view];
  if (moveFocus) {
    window.scrollTo(0, 0);
    document.querySelector(`#${view} h1`).focus({ preventScroll: true });
  }
}

showShelf();
showCheckout();
showOrder();
route({ moveFocus: false });
window.addEventListener("hashchange", () => route({ moveFocus: true }));
