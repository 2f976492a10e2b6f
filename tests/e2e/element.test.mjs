// The element in other hands: a page that sets, moves, removes and asks at the wrong time.
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
const confirm = (id) => plain.evaluate((offer, order) => offer.confirm(order), orderOf(id));
const says = (pattern) => until(String(pattern), async () => pattern.test(await shopper.said()));

test("a booking that comes late is not taken for the next order", async () => {
  await shopper.yes().check();
  await shopper.signed();
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await shopper.page.route("**/v1/bookings", async (route) => { await held; await route.continue(); }, { times: 1 });
  const late = confirm("late-1");
  await shopper.page.waitForRequest("**/v1/bookings");
  await plain.evaluate((offer) => { offer.reset(); offer.value = "500.00"; });
  await says(/\$5\.00/);
  release();
  assert.equal((await late).outcome, "booked");
  assert.equal(await plain.evaluate((offer) => offer.state), "offered");
  assert.equal((await confirm("late-2")).outcome, "unanswered");
});

test("a click beside the choices moves no focus into them", async () => {
  await shopper.yes().waitFor();
  // In the card, in the room that is kept below it, and in what the shop has put there.
  await plain.evaluate((offer) => {
    offer.shadowRoot.querySelector(".box").style.minHeight = "900px";
    offer.append(Object.assign(document.createElement("p"), { slot: "after", textContent: "The shop's own words" }));
  });
  const focused = () => plain.evaluate((offer) => offer.shadowRoot.activeElement?.value ?? null);
  for (const [what, options] of [[".summary"], [".box", { position: { x: 20, y: 880 } }], ["p[slot=after]"]]) {
    await shopper.page.locator(`lutine-offer ${what}`).first().click(options);
    await until("nothing has the focus", async () => (await focused()) === null);
    await shopper.page.keyboard.press("Space");
    assert.equal(await plain.evaluate((offer) => offer.answer), null, what);
  }
});

test("a later confirm does not break the one before it", async () => {
  await shopper.yes().check();
  const outcomes = await plain.evaluate(async (offer, [first, second]) => {
    const early = offer.confirm(first);
    const late = offer.confirm(second);
    return Promise.all([early, late].map((asked) => asked.then(({ outcome }) => outcome, String)));
  }, [orderOf("twice-1"), orderOf("twice-2")]);
  assert.ok(outcomes.every((outcome) => /^[a-z]+$/.test(outcome)), outcomes.join());
});

test("a booked card answers for its own order only", async () => {
  await shopper.yes().check();
  assert.equal((await confirm("own-1")).outcome, "booked");
  await says(/Your parcel is insured[^]*Policy LUT-/);
  assert.equal((await confirm("own-1")).booking.order.id, "own-1");
  assert.equal((await confirm("own-2")).outcome, "unanswered");
});

test("confirm waits for a no to be on record", async () => {
  const declined = shopper.page.waitForResponse((response) => response.url().endsWith("/decline"));
  const outcome = await plain.evaluate((offer, order) => {
    offer.shadowRoot.querySelector("input[value=no]").click();
    return offer.confirm(order);
  }, orderOf("no-1"));
  assert.equal(outcome.outcome, "declined");
  const { id } = await (await declined).json();
  assert.equal((await server.read(`/v1/quotes/${id}`)).state, "declined");
});

test("a no is on record also where the server's price is another", async () => {
  await shopper.page.route("**/v1/quotes", async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    answer.offers[0].total.amount = "9.99";
    await route.fulfill({ response, json: answer });
  }, { times: 1 });
  const declined = shopper.page.waitForResponse((response) => response.url().endsWith("/decline"));
  await shopper.no().check();
  assert.equal((await declined).status(), 200);
});

test("another price on the server clears the choice", async () => {
  await shopper.page.route("**/v1/quotes", async (route) => {
    const call = route.request().postDataJSON();
    call.shipment.parcels[0].insurance.amount = "300.00";
    await route.continue({ postData: JSON.stringify(call) });
  }, { times: 1 });
  await shopper.yes().click();
  await shopper.state("offered", "unavailable");
  assert.equal(await plain.evaluate((offer) => offer.answer), null);
});

test("no locale breaks it, and amounts follow a good one", async () => {
  for (const [locale, price] of [["xx_YY", /\$2\.49/], ["", /\$2\.49/], ["de", /2,49\s\$/], ["en", /\$2\.49/]]) {
    await plain.evaluate((offer, locale) => { offer.locale = locale; }, locale);
    await says(price);
  }
  assert.deepEqual(shopper.complaints, []);
});

test("properties that were set before the script arrived count", async () => {
  const page = await browser.newPage();
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route("**/embed/v1/lutine.js", async (route) => { await held; await route.continue(); });
  await page.goto(server.origin, { waitUntil: "commit" });
  const offer = page.locator("lutine-offer");
  await offer.waitFor({ state: "attached" });
  await offer.evaluate((offer) => { offer.carrier = "ups"; });
  release();
  await page.waitForFunction(() => customElements.get("lutine-offer"));
  assert.equal(await offer.getAttribute("carrier"), "ups");
  assert.equal(await offer.evaluate((offer) => Object.hasOwn(offer, "carrier")), false);
  await page.close();
});

test("moved it keeps its answer; removed in its own event it is gone quietly", async () => {
  await shopper.no().check();
  await plain.evaluate((offer) => document.querySelector("main").append(offer));
  assert.equal(await plain.evaluate((offer) => offer.answer), "no");
  await plain.evaluate((offer) => {
    offer.addEventListener("lutine:quote", () => offer.remove(), { once: true });
    offer.value = "300.00";
  });
  await until("its end", async () => (await plain.count()) === 0);
  assert.deepEqual(shopper.complaints, []);
});

test("what it links is there", async () => {
  const links = await plain.locator("a").evaluateAll((links) => links.map(({ href }) => href));
  assert.equal(links.length, 1);
  for (const link of links) assert.equal((await fetch(link)).status, 200, link);
});

test("a tax of nothing is not called included", async () => {
  await plain.evaluate((offer) => {
    Object.assign(offer, { value: "1.00", programme: "shippo-xcover-us", policyholderCountry: "BE" });
  });
  await says(/\$0\.01/);
  assert.doesNotMatch(await shopper.said(), /tax included/);
});

test("scrolled out of sight it gives its room back", async () => {
  const height = () => plain.evaluate((offer) => offer.offsetHeight);
  const held = await height();
  await plain.evaluate((offer) => {
    offer.before(Object.assign(document.createElement("div"), { id: "spacer" }));
    document.querySelector("#spacer").style.height = "5000px";
  });
  await until("a smaller box", async () => (await height()) < held);
});

test("nothing below it moves when the offer arrives, however much it has to say", async () => {
  for (const width of ["330px", "420px", "700px"]) {
    const page = await browser.newPage({ viewport: { width: 800, height: 1600 } });
    let release;
    const held = new Promise((resolve) => { release = resolve; });
    await page.route("**/lutine-offer_bg.wasm", async (route) => { await held; await route.continue(); });
    await page.goto(server.origin);
    const offer = page.locator("main lutine-offer");
    await page.evaluate((width) => {
      const offer = document.createElement("lutine-offer");
      const attributes = {
        value: "5000.00", currency: "USD", origin: "US", destination: "US", carrier: "usps", content: "wrist watch",
        programme: "secursus-usd", "order-total": "5000.00", "signature-request": "",
      };
      for (const [name, value] of Object.entries(attributes)) offer.setAttribute(name, value);
      offer.style.width = width;
      document.querySelector("main").replaceChildren(offer);
    }, width);
    const before = await offer.evaluate((offer) => offer.offsetHeight);
    release();
    await page.waitForFunction(() => document.querySelector("main lutine-offer").state === "offered");
    await offer.locator(".conditions").waitFor();
    assert.equal(await offer.evaluate((offer) => offer.offsetHeight), before, width);
    await page.close();
  }
});
