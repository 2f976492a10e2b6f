// What the offer says before anybody chooses.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { Server, until } from "./support/server.mjs";
import { Shopper, launch } from "./support/shop.mjs";

let browser, server, shopper;
before(async () => {
  browser = await launch();
  server = await Server.start();
});
after(async () => {
  await browser.close();
  await server.close();
});
beforeEach(async () => { shopper = await Shopper.visit(browser, server); });
afterEach(async () => {
  assert.deepEqual(shopper.complaints, [], "under a strict policy the page has nothing to complain of");
  await shopper.page.close();
});

test("the 5,000 watch on Secursus' terms shows the 200.00 limit before the choice, and a signature lifts it", async () => {
  await shopper.putInBag("watch");
  await shopper.get("programme").selectOption("secursus-usd");
  await shopper.state("offered");
  const conditions = shopper.offer.locator(".conditions");
  await until("the limit", async () => /at most \$200\.00/.test(await conditions.innerText()));
  const [above, answers] = await Promise.all([conditions.boundingBox(), shopper.offer.locator(".answers").boundingBox()]);
  assert.ok(above.y + above.height <= answers.y, "it stands above the choice");
  await shopper.offer.getByRole("button", { name: "Add signature" }).click();
  await until("the limit to go", async () => !/\$200\.00/.test(await shopper.said()));
  assert.equal(await shopper.get("signature").isChecked(), true);
  assert.match(await shopper.said(), /\$50\.00/);
});

test("the best price is full cover first; a programme can be asked for", async () => {
  await shopper.putInBag("watch");
  await shopper.state("offered");
  assert.match(await shopper.said(), /House parcel insurance/);
  await shopper.get("programme").selectOption("shippo-xcover-us");
  await until("the deductible", async () => /you bear 25% of a loss/.test(await shopper.said()));
  assert.match(await shopper.said(), /\$62\.50/);
  await shopper.get("destination").selectOption("GB");
  await until("the price across a border", async () => /\$75\.00/.test(await shopper.said()));
});

test("a live plant cannot be insured: one calm sentence, and the order goes on", async () => {
  await shopper.putInBag("plant");
  await shopper.state("ineligible");
  assert.match(await shopper.said(), /cannot be insured\s+Not covered: Live animals and plants\. Your order ships as usual\./);
  await shopper.pay();
  assert.equal(await shopper.confirmed(), "not-offered");
  assert.ok(!shopper.requests.includes("POST /v1/quotes"));
});

test("nothing is shipped, nothing is offered", async () => {
  await shopper.putInBag("tee");
  await shopper.state("offered");
  await shopper.get("fulfilment-pickup").check({ force: true });
  await shopper.state("not-offered");
  await shopper.get("fulfilment-ship").check({ force: true });
  await shopper.state("offered");
});

test("tax follows the policyholder, and is in the price before the choice", async () => {
  await shopper.putInBag("laptop");
  await shopper.state("offered");
  assert.match(await shopper.said(), /Taxes may apply/);
  await shopper.get("billing-country").selectOption("IT");
  await until("the price with tax", async () => /\$15\.75/.test(await shopper.said()));
  assert.match(await shopper.said(), /Once, tax included\. Order total \$1,320\.75\./);
});

test("both answers weigh the same, nothing is preselected, and choosing moves nothing", async () => {
  await shopper.putInBag("laptop");
  await shopper.state("offered");
  const look = () =>
    shopper.offer.locator(".answer").evaluateAll((answers) =>
      answers.map((answer) => {
        const { fontSize, fontWeight, color } = getComputedStyle(answer.querySelector(".answer-title"));
        const { x, y, width } = answer.getBoundingClientRect();
        return { x, y, look: { fontSize, fontWeight, color, width, checked: answer.querySelector("input").checked } };
      }));
  const [yes, no] = await look();
  assert.deepEqual(yes.look, no.look);
  assert.ok(yes.x === no.x || yes.y === no.y, "one below the other, or side by side");
  assert.equal(yes.look.checked, false);
  const place = () => shopper.offer.locator(".card > *").evaluateAll((parts) => parts.map(({ offsetTop, offsetLeft, offsetWidth, offsetHeight }) => [offsetTop, offsetLeft, offsetWidth, offsetHeight]));
  const before = await place();
  await shopper.yes().check();
  await shopper.signed();
  assert.deepEqual(await place(), before);
});

test("by keyboard alone", async () => {
  await shopper.putInBag("laptop");
  await shopper.state("offered");
  await shopper.offer.evaluate((offer) => offer.focus());
  await shopper.page.keyboard.press("Space");
  await shopper.state("accepted");
  await shopper.page.keyboard.press("ArrowDown");
  await shopper.state("declined");
});

test("a widget of attributes alone, as in the README", async () => {
  await shopper.page.evaluate(() => {
    const offer = document.createElement("lutine-offer");
    offer.id = "plain";
    Object.entries({ value: "249.00", currency: "USD", origin: "US", destination: "US", carrier: "usps", content: "t-shirts" })
      .forEach(([name, value]) => offer.setAttribute(name, value));
    document.querySelector("main").prepend(offer);
  });
  const plain = shopper.page.locator("#plain");
  await until("the price", async () => /\$2\.49/.test(await plain.locator(".box").innerText()));
  assert.match(await plain.locator(".box").innerText(), /The carrier still owes up to \$100\.00 for loss or damage\./);
  await plain.evaluate((offer) => { offer.value = "1000.00"; });
  await until("the new price", async () => /\$10\.00/.test(await plain.locator(".box").innerText()));
  await plain.evaluate((offer) => offer.remove());
});
