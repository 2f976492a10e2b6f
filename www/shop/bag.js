// The bag in the checkout: one line per product, with its quantity.
import * as cart from "./cart.js";
import { picture } from "./catalogue.js";
import { format } from "./money.js";

const list = document.querySelector("#bag");
const template = document.querySelector("#bag-line");

/** Updates lines in place, so that the focus stays on the button that was pressed. */
export function showBag() {
  const lines = cart.lines();
  for (const row of [...list.children]) {
    if (lines.some(({ sku }) => sku === row.dataset.sku)) continue;
    if (row.contains(document.activeElement)) document.querySelector("#checkout h1").focus();
    row.remove();
  }
  for (const line of lines) {
    const row = list.querySelector(`[data-sku="${line.sku}"]`) ?? list.appendChild(newRow(line));
    row.querySelector(".bag__quantity").textContent = line.quantity;
    row.querySelector(".bag__total").textContent = format(line.lineCents);
  }
}

function newRow({ sku, name, cents }) {
  const row = template.content.firstElementChild.cloneNode(true);
  row.dataset.sku = sku;
  row.querySelector("img").src = picture(sku);
  row.querySelector(".bag__name").textContent = name;
  row.querySelector(".bag__each").textContent = `${format(cents)} each`;

  const button = (kind, label, action) => {
    const element = row.querySelector(`.bag__${kind}`);
    element.dataset.testid = kind === "remove" ? `remove-${sku}` : `qty-${kind}-${sku}`;
    element.setAttribute("aria-label", label);
    element.addEventListener("click", action);
  };
  button("minus", `One ${name} fewer`, () => cart.add(sku, -1));
  button("plus", `One ${name} more`, () => cart.add(sku, 1));
  button("remove", `Remove ${name}`, () => cart.remove(sku));
  return row;
}
