// A shop whose policy forbids WebAssembly: the same offer in a frame of the backend's own, and nobody else is heard.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { launch } from "./support/browser.mjs";
import { Elsewhere } from "./support/elsewhere.mjs";
import { Server, until } from "./support/server.mjs";

const ORDER = {
  order: { id: "framed-1", value: { amount: "249.00", currency: "USD" } },
  policyholder: { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com", country: "US" },
};
const OFFER = `<form><lutine-offer name="insurance" required value="249.00" currency="USD" origin="US" destination="US"
  carrier="usps" programme="house-usd"></lutine-offer><button>Pay</button></form><p id="below">Below</p>`;
let browser, server, shop, page;
before(async () => {
  browser = await launch();
  server = await Server.start();
});
after(async () => {
  await browser.close();
  await server.close();
});
beforeEach(async () => { page = await browser.newPage({ viewport: { width: 900, height: 800 } }); });
afterEach(async () => {
  await page.close();
  await shop?.close();
});

/** Opens a shop that allows scripts and frames, and no WebAssembly. */
async function visit({ frames = server.origin, body = OFFER, head: own = "", options = {} } = {}) {
  const { origin } = server;
  const head = `${own}<script type="module" src="${origin}/embed/v1/lutine.js" data-key="pk_demo"></script>`;
  shop = await Elsewhere.open({ policy: `script-src ${origin}; connect-src ${origin}; frame-src ${frames}`, head, body });
  if (options.colorScheme) await page.emulateMedia(options);
  await page.addInitScript(listen);
  await page.goto(shop.origin);
}

/** What the page hears, and what moved on it without the shopper's doing once the loading box stood there. */
function listen() {
  Object.assign(window, { heard: [], shifts: [] });
  let painted = Infinity;
  const frames = (count) => requestAnimationFrame(() => (count > 0 ? frames(count - 1) : (painted = performance.now())));
  customElements.whenDefined("lutine-offer").then(() => frames(1));
  for (const name of ["ready", "quote", "change", "details", "booked", "unavailable"]) {
    addEventListener(`lutine:${name}`, ({ detail }) => window.heard.push({ name, detail }));
  }
  new PerformanceObserver((list) => {
    const moved = list.getEntries().filter(({ hadRecentInput, startTime }) => !hadRecentInput && startTime > painted);
    window.shifts.push(...moved.map(({ value }) => value));
  }).observe({ type: "layout-shift", buffered: true });
}

const offer = (act, ...values) => page.locator("lutine-offer").evaluate(act, ...values);
const state = (...states) =>
  page.waitForFunction((states) => states.includes(document.querySelector("lutine-offer")?.state), states);
const submitted = () => page.evaluate(() => Object.fromEntries(new FormData(document.querySelector("form"))));
const card = () => page.frameLocator("iframe");
const yes = () => card().getByRole("radio", { name: "Yes, insure it" });
const within = (act, ...values) => page.frames()[1].evaluate(act, ...values);

test("the offer is shown, answered inside, submitted outside, and booked", async () => {
  await visit();
  await state("offered");
  assert.equal((await submitted()).insurance, "");
  assert.equal(await offer(({ validity }) => validity.valueMissing), true, "an answer is demanded");
  assert.equal(await yes().isChecked(), false);
  await yes().check();
  await page.waitForFunction(() => document.querySelector("lutine-offer").quoteId);
  const form = await submitted();
  assert.ok(form.insurance.length > 40, "the form submits the signed quote");
  assert.equal(JSON.parse(form["insurance-consent"]).quoteId, await offer(({ quoteId }) => quoteId));
  assert.equal(await offer((element) => element.checkValidity()), true);
  assert.deepEqual(await page.evaluate(() => window.shifts), [], "nothing moved");

  const { outcome, booking } = await offer((element, order) => element.confirm(order), ORDER);
  assert.equal(outcome, "booked");
  assert.match(booking.shopperToken, /^st_/);
  await card().getByText(booking.policies[0].number).waitFor();
  const [stored] = await server.bookings();
  assert.equal(stored.order.id, "framed-1");
  assert.match(stored.consent.shown, /Yes, insure it\s+\$2\.49/, "the receipt holds what was shown in the frame");
  const heard = JSON.stringify(await page.evaluate(() => window.heard));
  assert.ok(!/st_|Lovelace/.test(heard), "no event tells a token or a policyholder");
  for (const name of ["ready", "quote", "change", "booked"]) assert.ok(heard.includes(`"name":"${name}"`), name);
});

test("what changes outside changes inside: the price, the height, the look, the language", async () => {
  await visit({ options: { colorScheme: "dark" } });
  await state("offered");
  await offer((element) => Object.assign(element, { value: "5000.00", programme: "secursus-usd" }));
  await card().getByText("$50.00").first().waitFor();
  const outside = async () => (await page.locator("lutine-offer iframe").boundingBox()).height;
  const inside = () => within(() => document.querySelector("lutine-offer").getBoundingClientRect().height);
  await until("the frame to be as tall as the card", async () => (await outside()) === Math.ceil(await inside()));
  const style = (name) =>
    within((name) => getComputedStyle(document.querySelector("lutine-offer")).getPropertyValue(name), name);
  assert.equal(await style("--lutine-accent"), "rgb(194, 24, 91)");
  assert.equal(await within(() => getComputedStyle(document.documentElement).colorScheme), "light dark");
  assert.equal(await within(() => getComputedStyle(document.body).backgroundColor), "rgba(0, 0, 0, 0)");
  await page.evaluate(() => document.documentElement.classList.add("green"));
  await until("the other accent", async () => (await style("--lutine-accent")) === "rgb(0, 105, 92)");
  await page.evaluate(() => document.documentElement.setAttribute("dir", "rtl"));
  await until("the direction", () => within(() => document.documentElement.dir === "rtl"));
  await offer((element) => (element.locale = "ar"));
  await card().getByRole("radiogroup").getByText("لا، شكرًا").waitFor();
});

test("a page that is dark by its <meta> alone has a dark frame", async () => {
  const head = '<meta name="color-scheme" content="dark">';
  await visit({ head, options: { colorScheme: "dark" } });
  await state("offered");
  await page.evaluate(() => {
    for (const sheet of document.styleSheets) sheet.disabled = true;
    document.documentElement.className = "plain";
  });
  await until("a dark frame", async () =>
    (await within(() => getComputedStyle(document.documentElement).colorScheme)) === "dark");
});

test("the frame has a name, takes the focus, and opens what is covered over the page", async () => {
  await visit();
  await state("offered");
  await until("its name", () => page.evaluate(() =>
    document.querySelector("lutine-offer").shadowRoot.querySelector("iframe").title === "Insure this parcel?"));
  await offer((element) => element.focus());
  await until("the focus on an answer", () => within(() =>
    document.hasFocus() && document.querySelector("lutine-offer").shadowRoot.activeElement?.type === "radio"));
  const place = await page.locator("lutine-offer").boundingBox();
  await card().getByRole("button", { name: "What is covered" }).click();
  const dialog = card().getByRole("dialog", { name: "What is covered" });
  await until("the dialog over the page", async () => (await dialog.boundingBox())?.height > place.height);
  const seen = await card().locator("lutine-offer").boundingBox();
  assert.deepEqual([seen.x, seen.y, seen.width], [place.x, place.y, place.width], "the card stays where it was");
  await page.keyboard.press("Escape");
  const frame = page.locator("lutine-offer iframe");
  await until("the frame in its place", async () => (await frame.boundingBox()).height <= place.height);
  assert.ok((await page.locator("#below").boundingBox()).y >= place.y + place.height);
  const focused = await within(() => document.querySelector("lutine-offer").shadowRoot.activeElement?.textContent);
  assert.equal(focused, "What is covered");
});

test("nobody but the frame is heard, and the frame hears nobody but the page around it", async () => {
  await visit();
  await state("offered");
  await page.evaluate(() => {
    const frame = document.querySelector("lutine-offer").shadowRoot.querySelector("iframe");
    const forged = { type: "event", name: "booked", detail: { state: "booked", answer: "yes" } };
    window.stolen = [];
    for (const ports of [1, 2]) {
      const channels = Array.from({ length: ports }, () => new MessageChannel());
      for (const { port1 } of channels) port1.onmessage = ({ data }) => window.stolen.push(data);
      frame.contentWindow.postMessage("lutine:port", "*", channels.map(({ port2 }) => port2));
      channels[0].port1.postMessage({ type: "inputs", attributes: { value: "1.00" } });
    }
    postMessage("lutine:hello", "*"); // from the page itself
    postMessage(forged, "*");
  });
  await within(() => parent.postMessage({ type: "event", name: "booked", detail: { state: "booked" } }, "*"));
  await offer((element) => (element.value = "300.00"));
  await card().getByText("$3.00").first().waitFor();
  assert.deepEqual(await page.evaluate(() => window.stolen), [], "a second port is not spoken to");
  assert.equal(await offer((element) => element.state), "offered");
});

test("the frame takes exactly one port, and from its parent only", async () => {
  const framed = `<iframe src="${server.origin}/embed/v1/frame?key=pk_demo"></iframe>`;
  await visit({ body: `${framed}<iframe src="${server.origin}/embed/v1/frame?key=pk_demo" name="sibling"></iframe>` });
  const [, first, sibling] = await until("both frames", () => (page.frames().length === 3 ? page.frames() : undefined));
  for (const frame of [first, sibling]) await frame.waitForFunction(() => document.readyState === "complete");
  await page.evaluate(() => { window.heard = []; });
  const knock = (ports) => page.evaluate((ports) => {
    const channels = Array.from({ length: ports }, () => new MessageChannel());
    const [{ port1 }] = channels;
    port1.onmessage = ({ data }) => window.heard.push([ports, data.type]);
    window.frames[0].postMessage("lutine:port", "*", channels.map(({ port2 }) => port2));
    const look = { properties: {}, text: {}, scheme: "light", size: "16px", dir: "ltr", lang: "en" };
    const bad = [null, "inputs", {}, { type: "toString" }, { type: "inputs", attributes: [] }];
    for (const message of bad) port1.postMessage(message);
    port1.postMessage({ type: "inputs", attributes: { value: "10.00", onclick: "x" }, texts: {}, look });
  }, ports);
  await sibling.evaluate(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { window.answered = true; };
    parent.frames[0].postMessage("lutine:port", "*", [port2]);
  });
  // What a page sends arrives in that order: once the last is answered, the others have been looked at.
  await knock(2);
  await knock(1);
  await page.waitForFunction(() => window.heard.length > 0);
  assert.deepEqual(await page.evaluate(() => window.heard[0]), [1, "report"]);
  assert.equal(await first.evaluate(() => document.querySelectorAll("lutine-offer").length), 1, "of one port alone");
  assert.equal(await sibling.evaluate(() => window.answered), undefined);
  const names = await first.evaluate(() => document.querySelector("lutine-offer").getAttributeNames());
  assert.deepEqual(names.sort(), ["name", "value"]);
});

test("moved on the page, the frame is loaded anew and the answer is asked for again", async () => {
  await visit();
  await state("offered");
  await yes().check();
  await until("the yes outside", async () => (await submitted()).insurance.length > 40);
  await page.evaluate(() => document.querySelector("form").append(document.querySelector("lutine-offer")));
  await until("no answer", async () => (await submitted()).insurance === "");
  await state("offered");
  await card().getByText("$2.49").first().waitFor();
  assert.equal(await yes().isChecked(), false);
});

test("moved as soon as it has loaded, the frame is the same offer", async () => {
  await visit();
  await page.evaluate(() => addEventListener("lutine:ready", ({ target }) => document.querySelector("form").append(target), { once: true }));
  await page.waitForFunction(() => window.heard.filter(({ name }) => name === "quote").length === 2);
  // Longer than a frame may be silent.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
  await yes().check();
  await until("the yes outside", async () => (await submitted()).insurance.length > 40);
  assert.equal((await page.evaluate(() => window.heard)).some(({ name }) => name === "unavailable"), false);
});

test("a yes that is lost with the frame's page is told", async () => {
  await visit();
  await state("offered");
  await yes().check();
  await until("the yes outside", async () => (await submitted()).insurance.length > 40);
  await page.evaluate(() => {
    window.heard.length = 0;
    document.querySelector("form").append(document.querySelector("lutine-offer"));
  });
  await state("offered");
  const [first] = await page.evaluate(() => window.heard);
  assert.deepEqual([first.name, first.detail.answer, first.detail.total], ["change", null, null]);
});

test("a frame that is forbidden too is no offer, and the order goes on", async () => {
  await visit({ frames: "'none'" });
  await state("unavailable");
  assert.deepEqual(await submitted(), { insurance: "unavailable" });
  assert.equal(await offer((element) => element.checkValidity()), true);
  assert.deepEqual(await offer((element, order) => element.confirm(order), ORDER), { outcome: "unavailable" });
  assert.equal(await page.locator("lutine-offer iframe").count(), 0);
  assert.equal((await page.evaluate(() => window.heard)).some(({ name }) => name === "unavailable"), true);
});

test("opened alone, the frame's page does nothing", async () => {
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${server.origin}/embed/v1/frame?key=pk_demo`);
  await page.waitForLoadState("load");
  assert.equal(await page.locator("lutine-offer").count(), 0);
  assert.ok(!asked.some((path) => path.startsWith("/v1/")), asked.join());
});
