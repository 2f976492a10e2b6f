// What the shop sells. `content` is what Lutine is told about a line: plain words, from which it finds the category
// (and so the rate, the limits, and what cannot be insured).

export const products = [
  { sku: "tee", name: "Breton tee", note: "Heavy organic cotton", cents: 2400, content: "cotton t-shirt" },
  { sku: "vase", name: "Tidewater vase", note: "Stoneware, hand glazed", cents: 6800, content: "ceramic vase" },
  { sku: "watch", name: "Meridian watch", note: "Automatic, 38 mm steel", cents: 500000, content: "automatic wrist watch" },
  { sku: "laptop", name: "Skiff 13 laptop", note: "16 GB, 1 TB, aluminium", cents: 129900, content: "laptop computer" },
  { sku: "plant", name: "Rubber fig", note: "Living plant, clay pot", cents: 3500, content: "live plant" },
  { sku: "print", name: "Regatta, 1962", note: "Framed lithograph", cents: 42000, content: "framed art print" },
  { sku: "book", name: "Small Harbours", note: "Hardcover, 288 pages", cents: 1850, content: "hardcover book" },
];

export const productBySku = (sku) => products.find((product) => product.sku === sku);
export const picture = (sku) => `/shop/img/${sku}.svg`;
