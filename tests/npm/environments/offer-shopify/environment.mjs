import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { MATRIX } from "../../harness/folders.mjs";
import { exampleOf } from "../../harness/guide.mjs";
import { serveFolder, visit } from "../../harness/pages.mjs";
import { accepts, withServer } from "../../harness/shopping.mjs";

export const tries = "offer";

/** What Shopify gives a block: prices in cents. */
const SHOP = {
  cart: { total_price: 24900, currency: { iso_code: "USD" } },
  localization: { country: { iso_code: "US" } },
  request: { locale: { iso_code: "en" } },
};

export const trials = {
  "Guide: Shopify": (cwd) =>
    withServer(async (server) => {
      const { Liquid } = createRequire(join(MATRIX, "package.json"))("liquidjs");
      const engine = new Liquid({ strictFilters: true, strictVariables: true });
      const settings = {};
      engine.registerTag("schema", schemaTag(settings));
      const block = engine.parse(exampleOf(cwd, "shopify/blocks/lutine-offer.liquid", server.origin));
      const empty = await engine.render(block, { ...SHOP, block: { settings: { api: "", key: "" } } });
      if (empty.trim() !== "") throw new Error(`before a merchant has set it up, it shows ${empty}`);
      Object.assign(settings, { api: server.origin, key: "pk_demo" });
      const html = await engine.render(block, { ...SHOP, block: { settings, shopify_attributes: "" } });
      const valued = async (total_price) => {
        const cart = { ...SHOP.cart, total_price };
        return (await engine.render(block, { ...SHOP, cart, block: { settings, shopify_attributes: "" } })).match(/ value="(.*)"/)[1];
      };
      // Also where there are no cents, which the core then refuses.
      const values = (await Promise.all([24900, 24950, 24905, 10].map(valued))).join();
      if (values !== "249,249.5,249.05,0.1") throw new Error(`the cart is worth ${values}`);
      const page = `<!doctype html><html lang="en"><title>Cart</title><form id="cart"></form>${html}`;
      writeFileSync(join(cwd, "index.html"), page);
      await serveFolder(cwd, (url) => visit(url, async (page) => {
        await accepts(page);
        const fields = await page.evaluate(() => [...new FormData(document.querySelector("#cart"))]);
        const names = fields.filter(([, value]) => value !== "").map(([name]) => name).join();
        if (names !== "attributes[insurance],attributes[insurance-consent]") throw new Error(`the cart gets ${names}`);
      }));
      return "rendered, offered, accepted, in the cart";
    }),
};

/** Shopify's own tag: JSON, whose settings a merchant fills in. Their defaults are kept. */
function schemaTag(defaults) {
  return {
    parse(token, rest) {
      let text = "";
      for (let next = rest.shift(); next.name !== "endschema"; next = rest.shift()) text += next.getText();
      for (const { id, default: value } of JSON.parse(text).settings) defaults[id] = value;
    },
    render: () => "",
  };
}
