// Several elements on a page, and elements that come and go.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { ORDER, offer, open, reach, signed, tag } from "./support/pages.mjs";
import { until } from "./support/server.mjs";

let browser, server, pages, page, requests, complaints;
open((opened) => { ({ browser, server, pages } = opened); });
beforeEach(async () => {
  [requests, complaints] = [[], []];
  page = await browser.newPage();
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() === "POST") requests.push(pathname.replace(/quote_\w+/, "ID"));
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
});
afterEach(async () => {
  await page.close();
  assert.deepEqual(complaints, []);
});

async function visit(body) {
  await page.goto(pages.put("/", body, tag(server)));
}

/** Two that were told the same, each in a form, and a third that was not. */
async function visitPair() {
  await visit(`<form>${offer({ id: "one", name: "cover" })}</form><form>${offer({ id: "two", name: "cover" })}</form>
    ${offer({ id: "other", value: "500.00" })}`);
  for (const id of ["#one", "#two", "#other"]) await reach(page, "offered", id);
}

const on = (id, act, ...values) => page.locator(id).evaluate(act, ...values);
const radio = (id, value) => page.locator(`${id} input[value=${value}]`);
const confirm = (id, order) => on(id, (offer, order) => offer.confirm(order), ORDER(order));
const checked = (id) => page.locator(`${id} input`).evaluateAll((inputs) => inputs.find(({ checked }) => checked)?.value ?? null);
const told = (id) => on(id, ({ state, answer, quoteId }) => ({ state, answer, quoteId }));
const sent = (id) => on(id, (offer) => Object.fromEntries(new FormData(offer.form)));
const NOTHING = { state: "offered", answer: null, quoteId: null };

test("told the same, they share the answer: one quote, one form value, one booking", async () => {
  await visitPair();
  await radio("#one", "yes").check();
  await signed(page, "#two");
  assert.equal(await checked("#two"), "yes");
  assert.deepEqual(await told("#two"), await told("#one"));
  const values = await sent("#one");
  assert.deepEqual(await sent("#two"), values);
  assert.deepEqual(Object.keys(values), ["cover", "cover-consent"]);
  assert.deepEqual(requests, ["/v1/quotes"]);
  assert.deepEqual([await told("#other"), await checked("#other")], [NOTHING, null]);
  const [booked, again] = [await confirm("#two", "pair-1"), await confirm("#one", "pair-1")];
  assert.deepEqual([booked.outcome, again.outcome, again.booking.id], ["booked", "booked", booked.booking.id]);
  await reach(page, "booked", "#one");
  await until("the policy in both", async () =>
    (await Promise.all(["#one", "#two"].map((id) => page.locator(`${id} .policy`).innerText()))).every((text) => /LUT-/.test(text)));
  assert.deepEqual(requests, ["/v1/quotes", "/v1/bookings"]);
  assert.equal((await server.bookings()).filter(({ order }) => order.id === "pair-1").length, 1);
});

test("a no in one is a no in the other, and a yes after it too", async () => {
  await visitPair();
  await radio("#two", "no").check();
  await reach(page, "declined", "#one");
  assert.equal(await checked("#one"), "no");
  assert.equal((await confirm("#one", "pair-no")).outcome, "declined");
  assert.deepEqual(requests, ["/v1/quotes", "/v1/quotes/ID/decline"]);
  await radio("#one", "yes").check();
  await signed(page, "#two");
  assert.equal(await checked("#two"), "yes");
});

test("both asked to book at once, they book once", async () => {
  await visitPair();
  await radio("#one", "yes").check();
  const outcomes = await page.evaluate((order) =>
    Promise.all(["#one", "#two"].map((id) => document.querySelector(id).confirm(order))), ORDER("pair-2"));
  assert.deepEqual(outcomes.map(({ outcome }) => outcome), ["booked", "booked"]);
  assert.equal(outcomes[0].booking.id, outcomes[1].booking.id);
  assert.deepEqual(requests, ["/v1/quotes", "/v1/bookings"]);
});

test("new inputs part them: its yes is gone, the other's stays and can be booked", async () => {
  await visitPair();
  await radio("#one", "yes").check();
  await signed(page, "#two");
  await on("#one", (offer) => { offer.value = "300.00"; });
  await reach(page, "offered", "#one");
  assert.deepEqual([await told("#one"), await checked("#one")], [NOTHING, null]);
  assert.deepEqual([(await told("#two")).state, await checked("#two")], ["accepted", "yes"]);
  await until("the new price", async () => /\$3\.00/.test(await page.locator("#one").locator(".box").innerText()));
  assert.match(await page.locator("#two").locator(".box").innerText(), /\$2\.49/);
  await radio("#one", "no").check();
  await reach(page, "declined", "#one");
  assert.equal((await confirm("#two", "parted-1")).outcome, "booked");
  assert.equal((await told("#one")).state, "declined");
});

test("parted while the server signs, the yes still becomes the other's", async () => {
  await visitPair();
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route("**/v1/quotes", async (route) => { await held; await route.continue(); }, { times: 1 });
  await radio("#one", "yes").check();
  await on("#one", (offer) => { offer.value = "300.00"; });
  await reach(page, "offered", "#one");
  release();
  await signed(page, "#two");
  assert.deepEqual([(await told("#two")).state, await told("#one")], ["accepted", NOTHING]);
});

test("a pair that follows the same cart stays a pair; one that comes later joins it", async () => {
  await visitPair();
  await radio("#one", "no").check();
  await reach(page, "declined", "#two");
  for (const id of ["#one", "#two"]) await on(id, (offer) => { offer.value = "400.00"; });
  await until("the new price in both", async () =>
    (await page.locator("#one .price, #two .price").allInnerTexts()).filter((text) => text === "$4.00").length === 2);
  assert.deepEqual([await checked("#one"), await checked("#two")], ["no", "no"], "a no is not to a price");
  await radio("#two", "yes").check();
  await signed(page, "#one");
  await on("#two", (two) => two.after(Object.assign(two.cloneNode(), { id: "late" })));
  await reach(page, "accepted", "#late");
  await radio("#late", "yes").waitFor();
  assert.deepEqual([await checked("#late"), await told("#late")], ["yes", await told("#one")]);
});

test("one that joins a yes books with what was shown when it was given", async () => {
  await visitPair();
  await radio("#one", "yes").check();
  await signed(page, "#two");
  const shown = JSON.parse((await sent("#one"))["cover-consent"]).shown;
  await on("#two", (two) => two.form.after(Object.assign(two.cloneNode(), { id: "late" })));
  await reach(page, "accepted", "#late");
  const { outcome, booking } = await confirm("#late", "joined-1");
  assert.deepEqual([outcome, booking?.consent.shown], ["booked", shown]);
});

test("a yes that new inputs take back is told as a change", async () => {
  await visitPair();
  await radio("#one", "yes").check();
  await signed(page, "#one");
  const answers = await on("#one", (offer) => new Promise((resolve) => {
    offer.addEventListener("lutine:change", ({ detail }) => resolve([detail.answer, detail.total.amount]));
    offer.value = "500.00";
  }));
  assert.deepEqual(answers, [null, "5.00"]);
});

test("so is one that inputs without a price take back", async () => {
  await visitPair();
  await radio("#one", "yes").check();
  await signed(page, "#one");
  const said = await on("#one", (offer) => new Promise((resolve) => {
    offer.addEventListener("lutine:change", ({ detail }) => resolve([detail.state, detail.answer]));
    offer.value = "x";
  }));
  assert.deepEqual(said, ["unavailable", null]);
});

test("of two that share an answer the receipt is of the one that was clicked", async () => {
  await visitPair();
  await on("#one", (offer) => { offer.form.hidden = true; });
  await radio("#two", "yes").check();
  await signed(page, "#two");
  const { shown } = JSON.parse((await sent("#two"))["cover-consent"]);
  const stood = await on("#two", (offer) => offer.shadowRoot.querySelector(".mount").innerText);
  assert.equal(shown, stood);
});

test("an answer taken back in one is taken back in both", async () => {
  await visitPair();
  await radio("#one", "yes").check();
  await signed(page, "#two");
  await on("#two", (offer) => offer.form.reset());
  for (const id of ["#one", "#two"]) assert.deepEqual([await told(id), await checked(id)], [NOTHING, null], id);
  assert.deepEqual(await sent("#one"), { cover: "" });
});

test("disabled is each one's own, and parts nobody", async () => {
  await visitPair();
  await on("#two", (offer) => { offer.disabled = true; });
  await until("no radio to answer", () => radio("#two", "yes").isDisabled());
  await radio("#one", "yes").check();
  await signed(page, "#two");
  assert.deepEqual([await checked("#two"), await radio("#one", "no").isDisabled()], ["yes", false]);
});

test("one of a pair that goes takes nothing along; the last one takes the answer", async () => {
  await visitPair();
  await radio("#one", "yes").check();
  await signed(page, "#two");
  const { quoteId } = await told("#one");
  await on("#one", (offer) => offer.remove());
  assert.equal((await told("#two")).quoteId, quoteId);
  await page.evaluate(async () => {
    const two = document.querySelector("#two");
    const { parentElement } = two;
    two.remove();
    await new Promise((resolve) => setTimeout(resolve)); // out of the turn in which it would only be moved
    parentElement.append(two);
  });
  await page.waitForFunction(() => document.querySelector("#two").state === "offered");
  assert.deepEqual([await told("#two"), await checked("#two")], [NOTHING, null], "put back, it asks anew");
});

test("moved it keeps its answer, also into another root", async () => {
  await visit(`${offer({ id: "one" })}<div id="host"></div><section></section>`);
  await reach(page, "offered", "#one");
  await radio("#one", "yes").check();
  await signed(page, "#one");
  const before = await told("#one");
  await on("#one", (offer) => document.querySelector("section").append(offer));
  assert.deepEqual([await told("#one"), await checked("#one")], [before, "yes"]);
  const after = await on("#one", async (offer) => {
    const root = document.querySelector("#host").attachShadow({ mode: "open" });
    root.append(offer);
    await new Promise((resolve) => setTimeout(resolve));
    return [offer.quoteId, offer.shadowRoot.querySelector("input:checked").value];
  });
  assert.deepEqual(after, [before.quoteId, "yes"]);
});

test("however it is made, it works", async () => {
  await visit("<main></main><iframe srcdoc='<p>'></iframe>");
  await page.waitForFunction(() => customElements.get("lutine-offer"));
  const prices = await page.evaluate(async (html) => {
    const main = document.querySelector("main");
    const inputs = { value: "249.00", currency: "USD", origin: "US", destination: "US", programme: "house-usd" };
    const make = {
      markup: () => { main.innerHTML = html; return main.firstChild; },
      properties: () => Object.assign(document.createElement("lutine-offer"), inputs),
      constructor: () => Object.assign(new (customElements.get("lutine-offer"))(), inputs),
      root: () => {
        const host = document.createElement("div");
        host.attachShadow({ mode: "open" }).innerHTML = html;
        main.append(host);
        return host.shadowRoot.firstChild;
      },
      clone: () => { main.innerHTML = html; return main.firstChild.cloneNode(true); },
      fragment: () => document.createRange().createContextualFragment(html).firstChild,
    };
    const prices = {};
    for (const [way, element] of Object.entries(make)) {
      const offer = element();
      if (!offer.isConnected) main.append(offer);
      while (!/\d/.test(offer.shadowRoot.querySelector(".price")?.textContent)) await new Promise(requestAnimationFrame);
      prices[way] = [offer.state, offer.shadowRoot.querySelector(".price").textContent];
      offer.remove();
    }
    return prices;
  }, offer());
  for (const [way, got] of Object.entries(prices)) assert.deepEqual(got, ["offered", "$2.49"], way);
});

test("what was set before the script arrived counts", async () => {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route("**/embed/v1/lutine.js", async (route) => { await held; await route.continue(); });
  await page.goto(pages.put("/", offer({ id: "one" }), tag(server)), { waitUntil: "commit" });
  await on("#one", (offer) => {
    Object.assign(offer, { required: true, orderTotal: "249.00", texts: { yes: "Yes, cover it" } });
    offer.shipment = {
      origin: { country: "US" }, destination: { country: "US" },
      parcels: [{ insurance: { amount: "700.00", currency: "USD" } }],
    };
  });
  release();
  await reach(page, "offered", "#one");
  await until("all of it", async () =>
    /Yes, cover it\s+\$7\.00[^]*\$256\.00/.test(await page.locator("#one").locator(".box").innerText()));
  assert.deepEqual(
    await on("#one", (offer) => [offer.getAttribute("order-total"), offer.hasAttribute("required"), Object.keys(offer)]),
    ["249.00", true, []],
  );
});

test("1,000 that came and went leave nothing behind", { timeout: 120_000 }, async () => {
  await visit("<main></main>");
  await page.waitForFunction(() => customElements.get("lutine-offer"));
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  const come = (count) => page.evaluate(async ([count, html]) => {
    const main = document.querySelector("main");
    for (let left = count; left > 0; left -= 1) {
      main.innerHTML = html;
      const offer = main.firstChild;
      while (!offer.shadowRoot.querySelector(".price")) await new Promise((resolve) => setTimeout(resolve));
      main.replaceChildren();
      await new Promise((resolve) => setTimeout(resolve));
    }
  }, [count, offer()]);
  /** What a prototype's objects say, of those that are still held. */
  const held = async (prototype, say) => {
    const { result } = await devtools.send("Runtime.evaluate", { expression: `${prototype}.prototype` });
    const { objects } = await devtools.send("Runtime.queryObjects", { prototypeObjectId: result.objectId });
    const { result: said } = await devtools.send("Runtime.callFunctionOn", {
      objectId: objects.objectId, functionDeclaration: String(say), returnByValue: true,
    });
    return said.value;
  };
  const measure = async () => {
    await devtools.send("HeapProfiler.collectGarbage");
    const { metrics } = await devtools.send("Performance.getMetrics");
    const { Nodes, JSEventListeners, JSHeapUsedSize } = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
    const elements = await held('customElements.get("lutine-offer")', function () { return this.length; });
    const memory = await held("WebAssembly.Memory", function () { return this[0].buffer.byteLength; });
    return { Nodes, JSEventListeners, JSHeapUsedSize, elements, memory };
  };
  await come(200);
  const early = await until("the first to be collected", async () => {
    const now = await measure();
    return now.elements <= 2 && now;
  });
  await come(1_000);
  let late;
  await until("the others to be collected", async () => {
    late = await measure();
    return late.elements <= 2 && late.Nodes <= early.Nodes + 50 && late.JSEventListeners <= early.JSEventListeners + 5;
  }).catch(() => assert.fail(JSON.stringify({ early, late })));
  assert.equal(late.memory, early.memory, "the module's own memory");
  assert.ok(late.JSHeapUsedSize < early.JSHeapUsedSize * 1.05, JSON.stringify({ early, late }));
});
