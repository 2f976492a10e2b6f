// The cart: quantities by SKU, kept for this tab. Insurance is never in it; it is not goods.
import { productBySku, products } from "./catalogue.js";
import { read, write } from "./storage.js";

const KEY = "harbour.cart";
const MOST = 99;
const quantities = new Map(
  Object.entries(read(KEY) ?? {}).filter(([sku, quantity]) => productBySku(sku) && Number.isInteger(quantity) && quantity > 0),
);
const listeners = [];

export const onCartChange = (listener) => listeners.push(listener);

export function add(sku, by = 1) {
  const quantity = Math.min((quantities.get(sku) ?? 0) + by, MOST);
  if (quantity > 0) quantities.set(sku, quantity);
  else quantities.delete(sku);
  changed();
}

export function remove(sku) {
  quantities.delete(sku);
  changed();
}

export function empty() {
  quantities.clear();
  changed();
}

/** One line per product, in the catalogue's order. */
export function lines() {
  return products
    .filter(({ sku }) => quantities.has(sku))
    .map((product) => {
      const quantity = quantities.get(product.sku);
      return { ...product, quantity, lineCents: product.cents * quantity };
    });
}

export const count = () => [...quantities.values()].reduce((sum, quantity) => sum + quantity, 0);
export const goodsCents = () => lines().reduce((sum, line) => sum + line.lineCents, 0);

function changed() {
  write(KEY, Object.fromEntries(quantities));
  for (const listener of listeners) listener();
}
