// Whatever of the widget does not come: it says so, throws nothing, and the order goes through.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { SHIRT, Shop, Visit, checkout } from "./support/checkout.mjs";
import { launch } from "./support/browser.mjs";
import { Server, until } from "./support/server.mjs";

const CONFIG = "**/v1/config";
const GLUE = "**/lutine-offer.js";
const WASM = "**/lutine-offer_bg.wasm";

let browser, server, shop, visit;
before(async () => {
  browser = await launch();
  [server, shop] = await Promise.all([Server.start(), Shop.open()]);
});
after(async () => {
  await browser.close();
  await Promise.all([server.close(), shop.close()]);
});
beforeEach(async () => { visit = await Visit.begin(browser); });
afterEach(() => visit.close());

const page = (options, headers) => shop.sell({ html: checkout({ lutine: server.origin, ...options }), headers });
const answer = (pattern, response) => visit.page.route(pattern, (route) => route.fulfill(response));
const json = { contentType: "application/json", headers: { "access-control-allow-origin": "*" } };

/** The widget says "unavailable" for one reason, once, and the shopper's order is none the worse. */
async function goesOn(code, { isFault = false } = {}) {
  await visit.state("unavailable");
  assert.deepEqual(visit.codes("unavailable"), [code]);
  assert.deepEqual(visit.codes("error"), isFault ? [code] : []);
  const order = await visit.pay();
  assert.deepEqual([order.outcome, order.insurance], ["unavailable", "unavailable"]);
  assert.deepEqual(visit.thrown, []);
}

async function closedPort() {
  const socket = createServer().listen(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  socket.close();
  await once(socket, "close");
  return port;
}

test("the backend is down", async () => {
  await visit.page.goto(page({ api: `http://127.0.0.1:${await closedPort()}` }));
  await goesOn("load-failed");
});

test("the backend never answers: 3 s, then nothing moves, and the room is given back out of sight", async () => {
  await visit.page.route(CONFIG, () => {});
  await visit.page.goto(page());
  await visit.page.addStyleTag({ content: "main { padding-bottom: 300vh }" });
  await visit.page.waitForFunction(() => document.querySelector("lutine-offer").state === "loading");
  const below = () => visit.page.locator(".below").evaluate((element) => element.getBoundingClientRect().top + scrollY);
  const from = await below();
  const waited = await visit.page.evaluate(() => new Promise((resolve) => {
    addEventListener("lutine:unavailable", () => resolve(performance.now()));
  }));
  assert.ok(waited > 2_900 && waited < 6_000, `${waited} ms`);
  assert.equal(await below(), from);
  await visit.page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await until("the room", async () => await below() < from - 200);
  await goesOn("timeout");
});

test("the backend is silent on a yes: nothing moves in sight, though the room of the start was given back", async () => {
  await visit.page.route("**/v1/quotes", () => {});
  await visit.page.goto(page());
  await visit.page.addStyleTag({ content: "main { padding-top: 200vh; padding-bottom: 200vh }" });
  await visit.state("offered");
  await until("the room", () => visit.offer.evaluate(({ shadowRoot }) => !shadowRoot.querySelector(".held")));
  const below = () => visit.page.locator(".below").evaluate((element) => element.getBoundingClientRect().top + scrollY);
  await visit.yes().check();
  const from = await below();
  await visit.state("unavailable");
  // A browser tells a height in hundredths of a pixel.
  assert.ok(Math.abs(await below() - from) < 0.1, `${await below()} and ${from}`);
  await visit.page.evaluate(() => scrollTo(0, 0));
  await until("the room", async () => await below() < from - 200);
});

for (const status of [429, 500, 503]) {
  test(`the backend answers ${status}`, async () => {
    await answer(CONFIG, { ...json, status, body: "{}" });
    await visit.page.goto(page());
    await goesOn("server-unavailable");
  });
}

for (const [what, body, contentType] of [["half of its JSON", '{"programmes":[', json.contentType],
  ["a page instead of JSON", "<!doctype html><p>Welcome", "text/html"], ["JSON of something else", "{}", json.contentType],
  ["null", "null", json.contentType], ["a list", "[]", json.contentType]]) {
  test(`the backend answers ${what}`, async () => {
    await answer(CONFIG, { ...json, contentType, body });
    await visit.page.goto(page());
    await goesOn("config-refused", { isFault: true });
  });
}

test("a key that nobody knows", async () => {
  await visit.page.goto(page({ key: "pk_unknown" }));
  await goesOn("config-refused", { isFault: true });
});

test("no key", async () => {
  await visit.page.goto(page({ script: false }));
  await visit.page.evaluate(async (lutine) => {
    const { loadLutine } = await import(`${lutine}/embed/v1/lutine.js`);
    await loadLutine({});
  }, server.origin);
  await goesOn("no-key", { isFault: true });
});

test("offline from before the offer on; back again, the next change finds it", async () => {
  await visit.page.goto(page({ script: false }));
  await visit.page.evaluate((lutine) => import(`${lutine}/embed/v1/lutine.js`).then((module) => { window.lutine = module; }), server.origin);
  await visit.context.setOffline(true);
  await visit.page.evaluate(() => window.lutine.loadLutine({ key: "pk_demo" }));
  await visit.state("unavailable");
  assert.deepEqual(visit.codes("unavailable"), ["load-failed"]);
  await visit.context.setOffline(false);
  await visit.offer.evaluate((offer) => { offer.value = "100.00"; });
  await visit.state("offered");
  assert.deepEqual(visit.thrown, []);
});

test("offline between the offer and the yes", async () => {
  await visit.page.goto(page());
  await visit.state("offered");
  await visit.context.setOffline(true);
  await visit.yes().click();
  await visit.state("unavailable");
  assert.deepEqual(visit.codes("unavailable"), ["server-unavailable"]);
  const outcome = await visit.offer.evaluate((offer) => offer.confirm({}));
  assert.deepEqual(outcome, { outcome: "unavailable" });
  assert.deepEqual(visit.thrown, []);
});

for (const [what, pattern, response] of [
  ["the module is not there", WASM, { status: 404, body: "" }],
  ["the module is cut off", WASM, { contentType: "application/wasm", body: Buffer.from([0, 97, 115, 109, 1, 0, 0, 0, 1, 200]) }],
  ["the module is called something else", WASM, { contentType: "text/plain", body: Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]) }],
  ["the module is another", WASM, { contentType: "application/wasm", body: Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]) }],
  ["the glue is not there", GLUE, { status: 404, body: "" }],
  ["the glue is no script", GLUE, { contentType: "text/javascript", body: "<!doctype html>" }],
]) {
  test(what, async () => {
    await answer(pattern, { headers: json.headers, ...response });
    await visit.page.goto(page());
    await goesOn("load-failed");
  });
}

test("the script itself is not there", async () => {
  await answer("**/lutine.js", { status: 404, body: "" });
  await visit.page.goto(page());
  assert.equal((await visit.pay()).outcome, "none");
  assert.deepEqual(visit.thrown, []);
});

/** A page's policy; `frames` is what it lets into a frame. */
const policy = (scripts, frames) => ({
  "content-security-policy":
    `default-src 'none'; script-src 'self' ${server.origin} ${scripts}; connect-src ${server.origin}; frame-src ${frames}; form-action 'self'`,
});

test("a page that forbids WebAssembly shows the same offer in a frame, and books it", async () => {
  await visit.page.goto(page({}, policy("", server.origin)));
  await visit.state("offered");
  assert.match(await visit.framed().locator(".card").innerText(), /Yes, insure it\s+\$2\.49/);
  await visit.framed().locator("input[value=yes]").check();
  await visit.signed();
  const order = await visit.pay();
  assert.equal(order.outcome, "booked");
  assert.match(order.insurance, /\./, "the form sends the signed quote");
  assert.deepEqual(visit.thrown, []);
  assert.ok((await server.bookings()).some(({ consent }) => /\$2\.49/.test(consent.shown)));
});

test("a page that forbids WebAssembly and frames", async () => {
  await visit.page.goto(page({}, policy("", "'none'")));
  await goesOn("frame-blocked", { isFault: true });
});

test("a frame that never says anything", async () => {
  await answer("**/embed/v1/frame?*", { contentType: "text/html", body: "<!doctype html>" });
  await visit.page.goto(page({}, policy("", server.origin)));
  await goesOn("frame-blocked", { isFault: true });
});

test("the backend dies between the yes and the order", async () => {
  const dying = await Server.start();
  await visit.page.goto(page({ lutine: dying.origin }));
  await visit.state("offered");
  await visit.yes().check();
  await visit.signed();
  await dying.close();
  const order = await visit.pay();
  assert.equal(order.outcome, "unavailable");
  assert.deepEqual(visit.thrown, []);
});

test("an order while the offer still loads waits for it: nobody has answered then", async () => {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await visit.page.route(CONFIG, async (route) => { await held; await route.continue(); });
  await visit.page.goto(page());
  await visit.page.waitForFunction(() => document.querySelector("lutine-offer").state === "loading");
  const early = visit.offer.evaluate((offer) => offer.confirm({}));
  release();
  assert.deepEqual(await early, { outcome: "unanswered" });
  await visit.state("offered");
});

test("an order while the backend never answers goes through after 3 s", async () => {
  await visit.page.route(CONFIG, () => {});
  await visit.page.goto(page({ offer: SHIRT }));
  await visit.page.waitForFunction(() => document.querySelector("lutine-offer").state === "loading");
  assert.equal((await visit.pay()).outcome, "unavailable");
  assert.deepEqual(visit.thrown, []);
});
