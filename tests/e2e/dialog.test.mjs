// The dialogs: what is covered, before the choice; and giving insurance back.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { launch } from "./support/browser.mjs";
import { Elsewhere } from "./support/elsewhere.mjs";
import { Server, until } from "./support/server.mjs";

const WATCH = {
  origin: { country: "US" },
  destination: { country: "US" },
  parcels: [{
    insurance: {
      currency: "USD",
      items: [
        { amount: "976.00", category: "jewelry-watches", reference: "<img src=x onerror=alert(1)>" },
        { amount: "24.00", category: "apparel" },
      ],
    },
  }],
};
let browser, server, shop, page, complaints;
before(async () => {
  browser = await launch();
  server = await Server.start();
});
after(async () => {
  await browser.close();
  await server.close();
});
beforeEach(() => { complaints = []; });
afterEach(async () => {
  await page.close();
  await shop.close();
  assert.deepEqual(complaints, []);
});

/** Opens a shop with one offer, of Secursus unless told otherwise. */
async function visit({ programme = "secursus-usd", attributes = "", viewport = { width: 900, height: 800 } } = {}) {
  const { origin } = server;
  shop = await Elsewhere.open({
    policy: `script-src ${origin} 'wasm-unsafe-eval'; connect-src ${origin}`,
    head: `<script type="module" src="${origin}/embed/v1/lutine.js" data-key="pk_demo"></script>`,
    body: `<lutine-offer value="5000.00" currency="USD" origin="US" destination="US" programme="${programme}"
      ${attributes}></lutine-offer>`,
  });
  page = await browser.newPage({ viewport });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of|ERR_FAILED/.test(message.text())) complaints.push(message.text());
  });
  await page.goto(shop.origin);
  await state("offered");
}

const offer = (act, ...values) => page.locator("lutine-offer").evaluate(act, ...values);
const state = (name) => page.waitForFunction((name) => document.querySelector("lutine-offer").state === name, name);
const link = () => page.getByRole("button", { name: "What is covered" });
const dialog = () => page.getByRole("dialog");
const closed = () => until("the dialog to close", async () => (await dialog().count()) === 0);
const focused = () => offer(({ shadowRoot }) => shadowRoot.activeElement?.textContent);

test("all of the offer can be read before the choice, with its terms", async () => {
  await visit();
  await link().click();
  const said = (await dialog().innerText()).replace(/\s+/g, " ");
  for (const text of [
    "Secursus parcel insurance", "Cover $5,000.00", "Loss Theft Damage", "General goods", "Pays at most $200.00",
    "Without a signature $200.00", "Premium", "Taxes may apply", "Total $50.00", "nothing outside shows", "an invoice",
    "Decided within 72 hours", "Within 12 hours of buying",
  ]) assert.ok(said.includes(text), `${text} is not in: ${said}`);
  const document = page.getByRole("link", { name: /^Product information/ }).last();
  assert.equal(await document.getAttribute("href"), `${server.origin}/documents/secursus-usd.html`);
  assert.equal((await page.request.get(await document.getAttribute("href"))).status(), 200);
});

test("a fortnight is told in days", async () => {
  await visit({ programme: "house-usd" });
  await link().click();
  assert.match(await dialog().innerText(), /Within 14 days of buying, for the full price\./);
});

test("items are named as they are, with what of each the policyholder bears", async () => {
  await visit({ programme: "shippo-xcover-us" });
  await offer((element, shipment) => (element.shipment = shipment), WATCH);
  await until("the new price", async () => (await offer(({ total }) => total.amount)) === "12.50");
  await link().click();
  const said = await dialog().innerText();
  assert.match(said, /<img src=x onerror=alert\(1\)>\s+Jewelry and watches\s+You bear: 25% of each loss\s+Apparel/);
  assert.match(said, /Pays at most\s+\$756\.00/);
  assert.match(said, /Premium\s+1\.25%\s+\$12\.50/);
});

test("by key and by click it opens, closes and gives the focus back", async () => {
  await visit();
  await link().focus();
  await page.keyboard.press("Enter");
  await dialog().waitFor();
  assert.equal(await focused(), "What is covered", "the title is read first");
  assert.equal(await offer(({ shadowRoot }) => shadowRoot.activeElement.matches("h2")), true);
  for (const close of [
    () => page.keyboard.press("Escape"),
    () => dialog().getByRole("button", { name: "Close" }).click(),
    () => page.mouse.click(3, 3),
  ]) {
    if ((await dialog().count()) === 0) await link().click();
    await dialog().waitFor();
    await close();
    await closed();
    assert.equal(await offer(({ shadowRoot }) => shadowRoot.activeElement?.matches("button.link")), true, String(close));
  }
  await link().click();
  const { x, y } = await dialog().boundingBox();
  await page.mouse.move(x + 40, y + 40);
  await page.mouse.down();
  await page.mouse.move(3, 3);
  await page.mouse.up();
  assert.equal(await dialog().count(), 1, "text that is selected past the edge is no click outside");
  assert.equal(await offer((element) => element.answer), null, "reading answers nothing");
});

test("in a shop's own dialog it closes alone, and moved with it, it is gone", async () => {
  await visit();
  await link().click();
  await page.evaluate(() => addEventListener("keydown", ({ key }) => { window.left = key === "Escape"; }));
  await page.keyboard.press("Escape");
  await closed();
  assert.equal(await page.evaluate(() => window.left), undefined);
  await link().click();
  await dialog().waitFor();
  await offer((element) => element.parentElement.append(element));
  await closed();
  await link().click();
  await dialog().waitFor();
});

test("it fits a narrow window and large letters, in either direction", async () => {
  await visit({ viewport: { width: 320, height: 640 }, attributes: 'locale="ar"' });
  await until("Arabic", () => offer(({ shadowRoot }) => shadowRoot.querySelector(".box").lang === "ar"));
  for (const [width, size] of [[320, "15px"], [240, "15px"], [320, "30px"]]) {
    await page.setViewportSize({ width, height: 640 });
    await offer((element, size) => { element.style.fontSize = size; }, size);
    await offer((element) => element.details());
    await dialog().waitFor();
    const measured = await dialog().evaluate((element) => ({
      over: element.scrollWidth - element.clientWidth,
      direction: getComputedStyle(element).direction,
      targets: [...element.querySelectorAll("button, a")].map((target) => target.getBoundingClientRect())
        .map((box) => Math.min(box.width, box.height)),
    }));
    assert.equal(measured.over, 0, `${width} px, ${size}`);
    assert.equal(measured.direction, "rtl");
    assert.ok(measured.targets.every((target) => target >= 44), measured.targets.join());
    await page.keyboard.press("Escape");
    await closed();
  }
});

/** Buys, and opens the dialog that gives back. */
async function book(id) {
  await visit();
  await page.getByRole("radio", { name: "Yes, insure it" }).check();
  const { outcome, booking } = await offer((element, id) => element.confirm({
    order: { id, value: { amount: "5000.00", currency: "USD" } },
    policyholder: { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com", country: "US" },
  }), id);
  assert.equal(outcome, "booked");
  return booking;
}

const cancel = () => page.getByRole("button", { name: "Cancel insurance" }).last();
const giveBack = async () => {
  await cancel().click();
  await dialog().getByText("You get $50.00 back.").waitFor();
  await cancel().click();
};
const stored = async (id) => (await server.bookings()).find((booking) => booking.id === id).state;

test("what comes back is said first; keeping changes nothing, cancelling cancels", async () => {
  const { id } = await book("cancel-1");
  await cancel().click();
  await dialog().getByText("You get $50.00 back.").waitFor();
  const weights = await dialog().locator(".dialog-actions button").evaluateAll((buttons) => buttons.map((button) => {
    const { backgroundColor, color, fontSize, fontWeight, borderColor } = getComputedStyle(button);
    const { offsetWidth: width, offsetHeight: height } = button;
    return { backgroundColor, color, fontSize, fontWeight, borderColor, width, height };
  }));
  assert.deepEqual(weights[0], weights[1], "both buttons have the same weight");
  assert.equal(await focused(), "Cancel this insurance?", "no button is chosen");
  await dialog().getByRole("button", { name: "Keep insurance" }).click();
  await closed();
  assert.equal(await stored(id), "booked");
  await page.evaluate(() => addEventListener("lutine:change", ({ detail }) => { window.told = detail; }));
  await giveBack();
  await state("cancelled");
  await closed();
  const told = await page.evaluate(() => [window.told.state, window.told.answer]);
  assert.deepEqual(told, ["cancelled", null], "there is nothing to pay for any more");
  assert.equal(await stored(id), "cancelled");
});

test("a cancellation whose answer was lost is told from the booking", async () => {
  const { id } = await book("cancel-lost");
  await page.route("**/cancel", async (route) => {
    if (route.request().postDataJSON().preview) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await giveBack();
  await state("cancelled");
  await closed();
  assert.equal(await stored(id), "cancelled");
});

test("what fails is said, and a second try is the same cancellation", async () => {
  const { id } = await book("cancel-2");
  const keys = [];
  await page.route("**/cancel", (route) => {
    if (route.request().postDataJSON().preview) return route.continue();
    keys.push(route.request().headers()["idempotency-key"]);
    return keys.length === 1 ? route.abort() : route.continue();
  });
  await giveBack();
  await dialog().getByRole("alert").getByText("There is no answer yet").waitFor();
  assert.equal(await stored(id), "booked");
  assert.equal(await offer((element) => element.state), "booked");
  await cancel().click();
  await state("cancelled");
  assert.deepEqual(keys, [`cancel-${id}`, `cancel-${id}`]);
});

test("what cannot be cancelled any more says so, and can only be closed", async () => {
  await book("cancel-3");
  const headers = { "access-control-allow-origin": "*" };
  await page.route("**/cancel", (route) =>
    route.fulfill({ status: 409, headers, json: { type: "about:blank", status: 409, code: "not-cancellable" } }));
  await cancel().click();
  await dialog().getByRole("alert").getByText("It cannot be cancelled any more.").waitFor();
  assert.deepEqual(await dialog().locator(".dialog-actions button").allInnerTexts(), ["Close"]);
  await dialog().locator(".dialog-actions button").click();
  await closed();
  assert.equal(await offer((element) => element.state), "booked");
});
