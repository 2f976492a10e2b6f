// The element in a form of the shop: what is sent, what blocks, and what takes an answer back.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, beforeEach, test } from "node:test";
import { launch } from "./support/browser.mjs";
import { ORDER, offer, open, reach, signed, tag } from "./support/pages.mjs";
import { until } from "./support/server.mjs";

let browser, server, pages, page;
open((opened) => { ({ browser, server, pages } = opened); });
beforeEach(async () => {
  page = await browser.newPage();
  pages.sent.length = 0;
});
afterEach(() => page.close());

/** A checkout with no script of its own. */
async function checkout(attributes, { method = "post", api, around = (inner) => inner } = {}) {
  const form = `<form action="/order" method="${method}">${around(offer({ name: "insurance", ...attributes }))}
    <input name="email" value="ada@example.com"><button>Pay</button><button type="reset">Empty</button></form>`;
  await page.goto(pages.put("/checkout", form, tag(server, { api })));
}

async function pay() {
  const count = pages.sent.length;
  await page.getByRole("button", { name: "Pay" }).click();
  return until("the form", () => pages.sent[count]);
}

const yes = () => page.getByRole("radio", { name: "Yes, insure it" });
const no = () => page.getByRole("radio", { name: "No, thanks" });
const element = () => page.locator("lutine-offer");
const ask = (act, ...values) => element().evaluate(act, ...values);
/** What the form would send now. */
const entries = () => page.evaluate(() => Object.fromEntries(new FormData(document.forms[0])));
const sayYes = async () => { await reach(page, "offered"); await yes().check(); await signed(page); };

test("a yes is sent as the signed quote and the consent, and the server books with them", async () => {
  for (const method of ["post", "get"]) {
    await checkout({}, { method });
    await sayYes();
    const [shown, quoteId] = [await element().locator(".mount").innerText(), await ask(({ quoteId }) => quoteId)];
    const sent = await pay();
    assert.deepEqual(Object.keys(sent).sort(), ["email", "insurance", "insurance-consent"]);
    // A form sends line ends as CR LF; within JSON they are written out, and stay.
    const consent = JSON.parse(sent["insurance-consent"]);
    const { textHash, ...plain } = consent;
    assert.deepEqual(plain, {
      basis: "shopper", quoteId, total: { amount: "2.49", currency: "USD" }, locale: "en", shown,
    });
    assert.match(textHash, /^\S{20,}$/);
    assert.match(shown, /Yes, insure it\s+\$2\.49/);
    const response = await fetch(`${server.origin}/v1/bookings`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${server.secret}`, "content-type": "application/json", "idempotency-key": consent.quoteId,
      },
      body: JSON.stringify({ quote: sent.insurance, consent, ...ORDER(`form-${method}`) }),
    });
    const booking = await response.json();
    assert.ok(response.ok, JSON.stringify(booking));
    assert.equal(booking.quoteId, quoteId);
    assert.equal(booking.consent.shown, shown);
  }
});

test("without a yes the form says which of the others it is", async () => {
  await checkout({});
  await reach(page, "offered");
  assert.deepEqual(await pay(), { insurance: "", email: "ada@example.com" });
  await checkout({});
  await no().check();
  assert.deepEqual(await pay(), { insurance: "declined", email: "ada@example.com" });
  for (const [attributes, state] of [
    [{ content: "live plant" }, "ineligible"], [{ fulfilment: "pickup" }, "not-offered"], [{ fulfilment: "virtual" }, "not-offered"],
  ]) {
    await checkout(attributes);
    await reach(page, state);
    assert.equal((await pay()).insurance, "not-offered", state);
  }
  await checkout({ value: "rubbish" });
  await reach(page, "unavailable");
  assert.equal((await pay()).insurance, "unavailable");
});

test("without a name nothing is sent, and a name that comes or goes takes effect", async () => {
  await checkout({ name: null });
  await sayYes();
  assert.deepEqual(await entries(), { email: "ada@example.com" });
  await ask((offer) => { offer.name = "cover"; });
  assert.deepEqual(Object.keys(await entries()), ["cover", "cover-consent", "email"]);
  await ask((offer) => { offer.name = null; });
  assert.deepEqual(await pay(), { email: "ada@example.com" });
});

test("a backend that is silent: unavailable after 3 s, and the form goes out", async () => {
  const silent = createServer(() => {}).listen(0, "127.0.0.1");
  await once(silent, "listening");
  await checkout({ required: "" }, { api: `http://127.0.0.1:${silent.address().port}` });
  const since = Date.now();
  await page.waitForFunction(() => document.querySelector("lutine-offer").state === "loading");
  assert.equal(await ask((offer) => offer.checkValidity()), true, "loading blocks nobody");
  await page.waitForFunction(() => document.querySelector("lutine-offer").state === "unavailable", null, { timeout: 5_000 });
  assert.ok(Date.now() - since < 4_500, `${Date.now() - since} ms`);
  assert.equal((await pay()).insurance, "unavailable");
  silent.close();
});

test("a reset of the form takes the answer back", async () => {
  await checkout({ required: "" });
  await sayYes();
  await page.getByRole("button", { name: "Empty" }).click();
  await reach(page, "offered");
  assert.deepEqual([await yes().isChecked(), await no().isChecked()], [false, false]);
  assert.deepEqual(await entries(), { insurance: "", email: "ada@example.com" });
  assert.equal(await ask((offer) => offer.quoteId), null);
  assert.equal(await ask((offer) => offer.checkValidity()), false, "and it is demanded again");
});

test("a reset after a cancellation asks again", async () => {
  await checkout({ programme: "secursus-usd" });
  await sayYes();
  assert.equal((await ask((offer, order) => offer.confirm(order), ORDER("cancelled-1"))).outcome, "booked");
  const cancel = () => page.getByRole("button", { name: "Cancel insurance" }).last();
  await cancel().click();
  await page.getByRole("dialog").waitFor();
  await cancel().click();
  await reach(page, "cancelled");
  await page.evaluate(() => document.forms[0].reset());
  await reach(page, "offered");
  assert.deepEqual([await yes().isChecked(), await no().isChecked()], [false, false]);
});

test("disabled: no answer by click or key, nothing sent, and the yes that was given comes back", async () => {
  const switches = {
    fieldset: (disabled) => page.evaluate((disabled) => { document.querySelector("fieldset").disabled = disabled; }, disabled),
    attribute: (disabled) => ask((offer, disabled) => { offer.disabled = disabled; }, disabled),
  };
  for (const [which, set] of Object.entries(switches)) {
    await checkout({ required: "" }, { around: (inner) => `<fieldset>${inner}</fieldset>` });
    await reach(page, "offered");
    await set(true);
    await until("no radio to answer", () => no().isDisabled());
    await no().click({ force: true });
    await ask((offer) => offer.focus());
    for (const key of ["Space", "ArrowDown", "Enter"]) await page.keyboard.press(key);
    assert.equal(await ask((offer) => offer.answer), null, which);
    assert.deepEqual(await entries(), { email: "ada@example.com" }, which);
    assert.equal(await ask((offer) => offer.checkValidity()), true, `${which}: it blocks nobody`);
    await set(false);
    await until("radios", async () => !(await yes().isDisabled()));
    await yes().check();
    await signed(page);
    const { insurance } = await entries();
    await set(true);
    await until("no radio to answer", () => no().isDisabled());
    assert.equal(await yes().isChecked(), true, which);
    assert.deepEqual(await entries(), { email: "ada@example.com" }, which);
    await set(false);
    await until("radios", async () => !(await no().isDisabled()));
    assert.equal(await yes().isChecked(), true, which);
    assert.deepEqual([await ask((offer) => offer.state), (await entries()).insurance], ["accepted", insurance], which);
  }
});

test("required demands an answer, not a yes, and says so where the shopper is", async () => {
  await checkout({ required: "" });
  await reach(page, "offered");
  await page.getByRole("button", { name: "Pay" }).click();
  await until("the focus", () => ask((offer) => document.activeElement === offer && offer.matches(":invalid")));
  assert.deepEqual(pages.sent, []);
  assert.equal(await ask(({ shadowRoot }) => shadowRoot.activeElement?.type), "radio");
  assert.deepEqual(
    await ask((offer) => [offer.validity.valueMissing, offer.validationMessage.length > 5, offer.willValidate, offer.reportValidity()]),
    [true, true, true, false],
  );
  await no().check();
  assert.equal(await ask((offer) => offer.checkValidity()), true);
  assert.equal((await pay()).insurance, "declined");
  await checkout({ required: "" });
  await sayYes();
  assert.equal(await ask((offer) => offer.validity.valid && offer.validationMessage === ""), true);
  for (const attributes of [{ content: "live plant" }, { fulfilment: "pickup" }, { value: "rubbish" }]) {
    await checkout({ required: "", ...attributes });
    await page.waitForFunction(() => document.querySelector("lutine-offer").state !== "loading");
    assert.equal(await ask((offer) => offer.reportValidity()), true, JSON.stringify(attributes));
    await pay();
  }
});

test("required while it loads blocks nobody; taken away it blocks nobody", async () => {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route("**/lutine-offer_bg.wasm", async (route) => { await held; await route.continue(); });
  await checkout({ required: "" });
  await reach(page, "loading");
  assert.equal(await ask((offer) => offer.checkValidity()), true);
  release();
  await reach(page, "offered");
  assert.equal(await ask((offer) => offer.checkValidity()), false);
  await ask((offer) => { offer.required = false; });
  assert.equal(await ask((offer) => offer.checkValidity()), true);
});

test("no way back through the history brings an answer along", async () => {
  for (const answer of [yes, no]) {
    await checkout({});
    await reach(page, "offered");
    await page.locator("[name=email]").fill("grace@example.com");
    await answer().check();
    await page.waitForFunction(() => document.querySelector("lutine-offer").answer);
    const goBack = async () => {
      await pay();
      const came = page.waitForEvent("domcontentloaded");
      await page.evaluate(() => history.back()).catch(() => {}); // the page that is left takes the answer along
      await came;
    };
    for (const [way, go] of [["reload", () => page.reload()], ["back", goBack]]) {
      await go();
      await reach(page, "offered");
      assert.deepEqual([await yes().isChecked(), await no().isChecked()], [false, false], way);
      assert.equal((await entries()).insurance, "", way);
      await answer().check();
      await page.waitForFunction(() => document.querySelector("lutine-offer").answer);
    }
  }
});

test("a page kept alive behind another comes back unanswered; a booking stays", async () => {
  // Playwright switches it off, and shoppers have it.
  const kept = await launch({ ignoreDefaultArgs: ["--disable-back-forward-cache"] });
  const nameless = page;
  page = await kept.newPage();
  await page.addInitScript(() => addEventListener("pageshow", ({ persisted }) => { window.wasKept = persisted; }));
  const back = async () => {
    await pay();
    await page.evaluate(() => history.back()).catch(() => {}); // the page that is left takes the answer along
    await page.waitForFunction(() => window.wasKept);
  };
  await checkout({});
  await sayYes();
  await back();
  await reach(page, "offered");
  assert.deepEqual([await yes().isChecked(), (await entries()).insurance], [false, ""]);
  await sayYes();
  assert.equal((await ask((offer, order) => offer.confirm(order), ORDER("kept-1"))).outcome, "booked");
  await back();
  assert.equal(await ask((offer) => offer.state), "booked");
  await kept.close();
  page = nameless;
});

test("it is a form's control: form, labels, validity, and nothing to restore", async () => {
  await checkout({ id: "cover" }, { around: (inner) => `<label for="cover">Insurance</label>${inner}` });
  await reach(page, "offered");
  assert.deepEqual(
    await ask((offer) => [offer.form === document.forms[0], offer.labels.length, offer.validity instanceof ValidityState,
      [...document.forms[0].elements].includes(offer), "formStateRestoreCallback" in offer]),
    [true, 1, true, true, false],
  );
  await page.getByText("Insurance", { exact: true }).click();
  await until("the focus", () => ask((offer) => document.activeElement === offer));
  assert.equal(await ask((offer) => offer.shadowRoot.activeElement?.type), "radio");
  assert.equal(await ask((offer) => offer.answer), null, "focus answers nothing");
});

test("a yes is to what was shown: what changes it clears it", async () => {
  await checkout({ "order-total": "249.00" });
  const changes = {
    value: "300.00", orderTotal: "300.00", locale: "de", currency: "EUR", destination: "CA", policyholderCountry: "IT",
    texts: { yes: "Yes, insure it!" }, programme: null,
  };
  for (const [name, value] of Object.entries(changes)) {
    await checkout({ "order-total": "249.00" });
    await sayYes();
    await ask((offer, [name, value]) => { offer[name] = value; }, [name, value]);
    await page.waitForFunction(() => document.querySelector("lutine-offer").state !== "accepted");
    assert.equal(await ask((offer) => offer.answer), null, name);
    const radios = element().locator("input");
    for (const radio of await radios.all()) assert.equal(await radio.isChecked(), false, name);
    const sent = await entries();
    assert.ok(["", "not-offered"].includes(sent.insurance) && !("insurance-consent" in sent), `${name}: ${sent.insurance}`);
  }
});
