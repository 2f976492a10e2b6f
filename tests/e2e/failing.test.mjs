// A shopper's day when something does not: the order goes on, and nobody pays for what is not covered.
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

/** Changes a request to book on its way. */
const tamper = (change) =>
  shopper.page.route("**/v1/bookings", async (route) => {
    const body = route.request().postDataJSON();
    change(body);
    await route.continue({ postData: JSON.stringify(body) });
  }, { times: 1 });

test("a tampered token: refused, the price is asked again, nothing is stored", async () => {
  await shopper.putInBag("laptop");
  await shopper.state("offered");
  await shopper.yes().check();
  await shopper.signed();
  await tamper((body) => {
    const [claims, signature] = body.quote.split(".");
    const cheap = Buffer.from(claims, "base64url").toString().replace('"12.99 USD"', '"0.01 USD"');
    body.quote = `${Buffer.from(cheap).toString("base64url")}.${signature}`;
    body.consent.total.amount = "0.01";
  });
  const answer = shopper.page.waitForResponse((response) => response.url().endsWith("/v1/bookings"));
  await shopper.pay();
  assert.equal((await answer).status(), 409);
  assert.equal((await (await answer).json()).code, "price-changed");
  await until("the message", async () => /price has changed/i.test(await shopper.get("message").innerText()));
  assert.deepEqual(await server.bookings(), []);
});

test("a tampered total under a good token: refused, the order goes on uninsured", async () => {
  await shopper.putInBag("laptop");
  await shopper.state("offered");
  await shopper.yes().check();
  await shopper.signed();
  await tamper((body) => { body.consent.total.amount = "0.01"; });
  const answer = shopper.page.waitForResponse((response) => response.url().endsWith("/v1/bookings"));
  await shopper.pay();
  assert.equal((await answer).status(), 422);
  assert.equal(await shopper.confirmed(), "unavailable");
  assert.equal(await shopper.get("paid").innerText(), "$1,305.00");
  assert.deepEqual(await server.bookings(), []);
});

test("the server killed before the choice: the order goes through and lutine:unavailable fires", async () => {
  await shopper.putInBag("laptop");
  await shopper.state("offered");
  await server.stop("SIGKILL");
  await shopper.yes().click();
  await shopper.state("unavailable");
  await shopper.pay();
  assert.equal(await shopper.confirmed(), "unavailable");
  assert.equal(await shopper.get("paid").innerText(), "$1,305.00");
  const heard = shopper.events.find(({ name }) => name === "lutine:unavailable");
  assert.equal(heard.detail.code, "server-unavailable");
  await server.start();
  assert.deepEqual(await server.bookings(), []);
});

test("the server killed between yes and pay: the order goes through, unpaid and uninsured", async () => {
  await shopper.putInBag("laptop");
  await shopper.state("offered");
  await shopper.yes().check();
  await shopper.signed();
  await server.stop("SIGKILL");
  await shopper.pay();
  assert.equal(await shopper.confirmed(), "unavailable");
  assert.equal(await shopper.get("paid").innerText(), "$1,305.00");
  assert.ok(shopper.events.some(({ name }) => name === "lutine:unavailable"));
  await shopper.page.evaluate(() => location.hash); // the page itself is alive without the server
});

test("killed with -9 in the middle of a booking: after the restart exactly one booking, settled", async () => {
  await server.stop();
  await server.start({ sandboxDelayMs: 60_000 });
  await shopper.page.reload();
  await shopper.putInBag("laptop");
  await shopper.state("offered");
  await shopper.yes().check();
  await shopper.signed();
  await shopper.pay();
  const asked = await until("the booking to be recorded", async () => (await server.bookings())[0]);
  assert.equal(asked.state, "booking");
  await server.stop("SIGKILL");
  await server.start();
  const settled = await until("the booking to be settled", async () => {
    const [booking] = await server.bookings();
    return booking.state === "booked" && booking;
  });
  assert.equal(settled.id, asked.id);
  // The widget asked again with the same key, and learned how it ended.
  assert.equal(await shopper.confirmed(), "booked");
  assert.equal(await shopper.get("policy").innerText(), settled.policies[0].number);
  assert.equal((await server.bookings()).length, 1);
});

test("an insurer that does not answer: pending, and settled later", async () => {
  await shopper.putInBag("book");
  await shopper.state("offered");
  await shopper.yes().check();
  await shopper.get("email").fill("timeout@example.com");
  await shopper.pay();
  assert.equal(await shopper.confirmed(), "pending");
  assert.equal((await server.bookings())[0].state, "unknown");
  await server.stop();
  await server.start();
  await until("the booking to be settled", async () => (await server.bookings())[0].state === "booked");
});

test("rubbish in an attribute: unavailable, the event says where and why, and nothing throws", async () => {
  const faults = await shopper.page.evaluate(async () => {
    const heard = [];
    for (const [name, value] of [
      ["value", "-1.00"], ["value", "0"], ["value", "1,000"], ["value", "9999999999999999"], ["value", "1.001"],
      ["currency", "USX"], ["destination", "UK"], ["programme", "lloyds"], ["signature", "yes"],
    ]) {
      const offer = document.createElement("lutine-offer");
      const good = { value: "249.00", currency: "USD", origin: "US", destination: "US" };
      for (const [name, value] of Object.entries(good)) offer.setAttribute(name, value);
      offer.setAttribute(name, value);
      const detail = await new Promise((resolve) => {
        offer.addEventListener("lutine:unavailable", ({ detail }) => resolve(detail));
        document.body.append(offer);
      });
      const { outcome } = await offer.confirm({});
      heard.push([`${name}=${value}`, detail.code, detail.errors[0].path, detail.errors[0].code, outcome]);
      offer.remove();
    }
    return heard;
  });
  const amount = "shipment.parcels[0].insurance.amount";
  assert.deepEqual(faults, [
    ["value=-1.00", "invalid-input", amount, "negative-amount", "unavailable"],
    ["value=0", "invalid-input", amount, "zero-amount", "unavailable"],
    ["value=1,000", "invalid-input", amount, "malformed-amount", "unavailable"],
    ["value=9999999999999999", "invalid-input", amount, "amount-too-large", "unavailable"],
    ["value=1.001", "invalid-input", amount, "too-many-decimals", "unavailable"],
    ["currency=USX", "invalid-input", "shipment.parcels[0].insurance.currency", "unknown-currency", "unavailable"],
    ["destination=UK", "invalid-input", "shipment.destination.country", "unknown-country", "unavailable"],
    ["programme=lloyds", "invalid-input", "programmes[0]", "unknown-programme", "unavailable"],
    ["signature=yes", "invalid-input", "shipment.signature", "unknown-value", "unavailable"],
  ]);
});
