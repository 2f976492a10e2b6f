// A merchant of its own, as `lutine merchants add` makes one: without exchange rates, paid before it books, and with a carrier's
// own cover beside an insurance.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { launch } from "./support/browser.mjs";
import { SHIRT, Shop, Visit, checkout } from "./support/checkout.mjs";
import { Server } from "./support/server.mjs";

let browser, server, shop, key, visit;
before(async () => {
  browser = await launch();
  [server, shop] = await Promise.all([Server.start(), Shop.open()]);
  key = await server.merchant("acme", { programmes: ["house-eur", "ups-declared-value"], origin: shop.origin });
});
after(async () => {
  await browser.close();
  await shop.close();
  await server.close();
});
beforeEach(async () => { visit = await Visit.begin(browser); });
afterEach(() => visit.close());

const open = (offer) => visit.page.goto(shop.sell({ html: checkout({ lutine: server.origin, key, offer }) }));
const card = () => visit.offer.locator(".card").innerText();

test("who sells in one currency needs no exchange rates", async () => {
  await open({ value: "249.00", currency: "EUR", origin: "DE", destination: "DE", content: "t-shirts" });
  await visit.state("offered");
  await visit.yes().check();
  await visit.signed();
  assert.equal((await visit.pay()).outcome, "pending");
});

test("a declared value is never called insurance, nor while it waits for the payment", async () => {
  const { value, currency, programme, ...attributes } = SHIRT;
  await open({ ...attributes, programme: "ups-declared-value", carrier: "ups" });
  const place = { country: "US" };
  const insurance = { amount: "249.00", currency: "USD", provider: "ups" };
  await visit.offer.evaluate((offer, shipment) => { offer.shipment = shipment; },
    { origin: place, destination: place, carrier: "ups", parcels: [{ insurance }] });
  await visit.state("offered");
  assert.match(await card(), /Declare this parcel’s value\?[^]*Yes, declare it/);
  await visit.yes().check();
  await visit.signed();
  await visit.offer.evaluate((offer) => offer.confirm({
    order: { id: "declared-1", value: { amount: "249.00", currency: "USD" } },
    policyholder: { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com", country: "US" },
  }));
  await visit.state("pending");
  const said = await card();
  assert.doesNotMatch(said.replace("No insurance", ""), /insur/i, said);
  assert.match(said, /UPS declared value/i);
});
