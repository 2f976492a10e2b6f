// A card that a shop moves, hides and takes away: no answer is lost without a word, and none is kept that nobody sees.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { alone, orderOf } from "./support/alone.mjs";
import { Server, until } from "./support/server.mjs";
import { Shopper, launch } from "./support/shop.mjs";

let browser, server, shopper, plain;
before(async () => {
  browser = await launch();
  server = await Server.start();
});
after(async () => {
  await browser.close();
  await server.close();
});
beforeEach(async () => {
  shopper = await Shopper.visit(browser, server);
  plain = await alone(shopper);
});
afterEach(() => shopper.page.close());

test("a yes that goes out of sight while it is signed can be booked", async () => {
  for (const [property, value] of [["visibility", "hidden"], ["contentVisibility", "hidden"], ["display", "none"]]) {
    await shopper.page.route("**/v1/quotes", async (route) => {
      await plain.evaluate((offer, [property, value]) => (offer.parentElement.style[property] = value), [property, value]);
      await route.continue();
    }, { times: 1 });
    await shopper.yes().check();
    await shopper.signed();
    const { outcome } = await plain.evaluate((offer, order) => offer.confirm(order), orderOf(`hidden by ${property}`));
    assert.equal(outcome, "booked", property);
    await plain.evaluate((offer, property) => {
      offer.parentElement.style[property] = "";
      offer.reset();
    }, property);
    await shopper.state("offered");
  }
  for (const { consent } of await server.bookings()) assert.match(consent.shown, /Insure this parcel/);
});

test("an answer that is lost on the way is told", async () => {
  await shopper.yes().check();
  await shopper.signed();
  await plain.evaluate((offer) => {
    window.kept = offer;
    offer.remove();
  });
  shopper.events.length = 0;
  await shopper.page.evaluate(() => document.querySelector("#here").append(window.kept));
  await shopper.state("offered");
  const told = shopper.events.filter(({ name }) => name === "lutine:change").map(({ detail }) => detail.answer);
  assert.deepEqual(told, [null]);
  assert.equal(await shopper.yes().isChecked(), false);
});

test("taken away and put back before it is drawn, it is drawn", async () => {
  await shopper.page.evaluate(() => {
    const offer = document.querySelector("lutine-offer").cloneNode();
    document.querySelector("#here").replaceChildren(offer);
    offer.addEventListener("lutine:ready", () => {
      offer.remove();
      setTimeout(() => document.querySelector("#here").append(offer));
    }, { once: true });
  });
  await shopper.state("offered");
  await until("the card", async () => /\$2\.49/.test(await shopper.said()));
});

test("whoever books too often is asked to wait, and is booked then", async () => {
  await shopper.yes().check();
  await shopper.signed();
  const often = { status: 429, headers: { "retry-after": "1" }, json: { title: "Too many requests" } };
  await shopper.page.route("**/v1/bookings", (route) => route.fulfill(often), { times: 1 });
  assert.equal((await plain.evaluate((offer, order) => offer.confirm(order), orderOf("often"))).outcome, "booked");
});
