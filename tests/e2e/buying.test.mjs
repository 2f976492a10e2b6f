// A shopper's day when everything works: what is shown, and what is stored.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { Server, until } from "./support/server.mjs";
import { Shopper, launch } from "./support/shop.mjs";

let browser, server, shopper;
before(async () => { browser = await launch(); });
after(() => browser.close());
beforeEach(async () => {
  server = await Server.start();
  shopper = await Shopper.visit(browser, server);
});
afterEach(async () => {
  await shopper.page.close();
  await server.close();
});

test("yes and pay: one booking with its receipt, which survives a restart", async () => {
  await shopper.putInBag("tee", "tee");
  await shopper.state("offered");
  assert.equal(await shopper.yes().isChecked() || await shopper.no().isChecked(), false, "nothing is preselected");
  await shopper.yes().check();
  await shopper.signed();
  const shown = await shopper.offer.locator(".card").innerText();
  assert.equal(await shopper.get("total").innerText(), "$54.60");
  await shopper.pay();
  assert.equal(await shopper.confirmed(), "booked");
  const policy = await shopper.get("policy").innerText();
  assert.equal(await shopper.get("paid").innerText(), "$54.60");

  const [booking, ...more] = await server.bookings();
  assert.deepEqual(more, []);
  assert.equal(booking.state, "booked");
  assert.equal(booking.policies[0].number, policy);
  assert.equal(booking.order.id, await shopper.get("order-id").innerText());
  assert.deepEqual(booking.order.value, { amount: "48.00", currency: "USD" });
  assert.deepEqual(booking.offer.total, { amount: "0.60", currency: "USD" });
  assert.equal(booking.consent.shown, shown, "the receipt holds what was shown, word for word");
  assert.match(shown, /Yes, insure it\s+\$0\.60/);
  assert.equal(booking.policyholder.email, "ada@example.com");

  assert.equal(await server.stop(), 0);
  await server.start();
  assert.deepEqual(await server.bookings(), [booking]);
  assert.deepEqual(shopper.complaints, []);
});

test("no and pay: the no is recorded and nothing is booked", async () => {
  await shopper.putInBag("laptop");
  await shopper.state("offered");
  const declined = shopper.page.waitForResponse((response) => response.url().endsWith("/decline"));
  await shopper.no().check();
  const { id } = await (await declined).json();
  await shopper.pay();
  assert.equal(await shopper.confirmed(), "declined");
  assert.equal(await shopper.get("paid").innerText(), "$1,305.00");
  assert.deepEqual(await server.bookings(), []);
  const quote = await server.read(`/v1/quotes/${id}`);
  assert.equal(quote.state, "declined");
  assert.equal(quote.total.amount, "12.99");
});

test("a yes after a no takes a new quote, and that one is booked", async () => {
  await shopper.putInBag("laptop");
  await shopper.state("offered");
  const declined = shopper.page.waitForResponse((response) => response.url().endsWith("/decline"));
  await shopper.no().check();
  const { id } = await (await declined).json();
  await shopper.yes().check();
  const quote = await shopper.signed();
  assert.notEqual(quote, id);
  await shopper.pay();
  assert.equal(await shopper.confirmed(), "booked");
  assert.equal((await server.bookings())[0].quoteId, quote);
});

test("a cart changed after yes: the total follows and consent is asked again", async () => {
  await shopper.putInBag("laptop");
  await shopper.state("offered");
  await shopper.yes().check();
  await shopper.signed();
  const requests = shopper.requests.length;
  await shopper.get("qty-plus-laptop").click();
  await shopper.state("offered");
  assert.equal(await shopper.yes().isChecked(), false);
  await until("the new price", async () => /\$25\.98/.test(await shopper.said()));
  assert.equal(shopper.requests.length, requests, "a new price takes no request");
  assert.equal(await shopper.get("total").innerText(), "$2,604.00");
  await shopper.pay();
  await until("the question", async () => /yes or no/i.test(await shopper.get("message").innerText()));
  assert.deepEqual(await server.bookings(), []);
  await shopper.yes().check();
  await shopper.pay();
  assert.equal(await shopper.confirmed(), "booked");
  const [booking] = await server.bookings();
  assert.deepEqual(booking.offer.total, { amount: "25.98", currency: "USD" });
});

test("a double click and a repeated request: one booking", async () => {
  await shopper.putInBag("book");
  await shopper.state("offered");
  await shopper.yes().check();
  const sent = shopper.page.waitForRequest((request) => request.url().endsWith("/v1/bookings"));
  await shopper.get("pay").dblclick();
  const request = await sent;
  assert.equal(await shopper.confirmed(), "booked");
  const again = await fetch(request.url(), {
    method: "POST", headers: await request.allHeaders(), body: request.postData(),
  });
  assert.equal(again.status, 200);
  assert.equal(again.headers.get("idempotent-replayed"), "true");
  const [booking, ...more] = await server.bookings();
  assert.deepEqual(more, []);
  assert.equal((await again.json()).id, booking.id);
});

test("two elements' worth of clicks: confirm called twice is one booking", async () => {
  await shopper.putInBag("book");
  await shopper.state("offered");
  await shopper.yes().check();
  const outcomes = await shopper.offer.evaluate((offer) => {
    const order = {
      order: { id: "twice", value: { amount: "18.50", currency: "USD" } },
      policyholder: { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com", country: "US" },
    };
    return Promise.all([offer.confirm(order), offer.confirm(order)]);
  });
  assert.deepEqual(outcomes.map(({ outcome }) => outcome), ["booked", "booked"]);
  assert.equal(outcomes[0].booking.id, outcomes[1].booking.id);
  assert.equal((await server.bookings()).length, 1);
  const heard = JSON.stringify(shopper.events);
  assert.ok(!heard.includes("st_") && !heard.includes("Lovelace"), "no event tells a token or a policyholder");
});
