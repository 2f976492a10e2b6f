// The shop view: the products, and the bag's count in the header.
import * as cart from "./cart.js";
import { picture, products } from "./catalogue.js";
import { format } from "./money.js";

const card = document.querySelector("#product-card");
const count = document.querySelector("[data-testid=cart-count]");
const said = document.querySelector("#said");

export function showShelf() {
  document.querySelector("#products").append(...products.map(productCard));
  cart.onCartChange(showCount);
  showCount();
}

function productCard({ sku, name, note, cents }) {
  const item = card.content.cloneNode(true);
  item.querySelector("img").src = picture(sku);
  item.querySelector(".product__name").textContent = name;
  item.querySelector(".product__note").textContent = note;
  item.querySelector(".product__price").textContent = format(cents);

  const button = item.querySelector("button");
  button.dataset.testid = `add-${sku}`;
  button.querySelector(".sr-only").textContent = `${name} to your bag`;
  button.addEventListener("click", () => {
    cart.add(sku);
    const items = cart.count();
    said.textContent = `${name} added. ${items} ${items === 1 ? "item" : "items"} in your bag.`;
  });
  return item;
}

function showCount() {
  count.textContent = cart.count();
  count.classList.toggle("is-empty", cart.count() === 0);
}
