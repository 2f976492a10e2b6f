// What the widget owes the shopper: nobody answers for them, and they see what they agree to before they do.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, test } from "node:test";
import { ORDER, offer, open, reach, signed, tag } from "./support/pages.mjs";
import { until } from "./support/server.mjs";

const VALUES = ["", "yes", "true", "1", "accepted", "checked", true, 1, "always", { answer: "yes" }, ["yes"]];
const LIKELY = [
  "answer", "checked", "selected", "accepted", "accept", "default", "default-answer", "default-value", "defaultChecked",
  "preselect", "preselected", "opt-in", "optIn", "auto", "autoselect", "insured", "insure", "consent", "choice", "choose",
  "yes", "state", "quote", "quote-id", "features", "autofocus", "autocomplete",
];

let browser, server, pages, page, asked;
open((opened) => { ({ browser, server, pages } = opened); });
beforeEach(async () => {
  asked = [];
  page = await browser.newPage();
  page.on("request", (request) => {
    if (request.method() === "POST") asked.push(new URL(request.url()).pathname);
  });
});
afterEach(() => page.close());

const visit = (attributes = {}, content = "") => page.goto(pages.put("/", `<form>${offer(attributes, content)}</form>`, tag(server)));
const ask = (act, ...values) => page.locator("lutine-offer").evaluate(act, ...values);
const texts = async (locale) => JSON.parse(await readFile(`crates/lutine-offer/shell/locales/${locale}.json`, "utf8"));

/** A programme as the server tells it. */
async function programme(named) {
  const response = await fetch(`${server.origin}/v1/config`, { headers: { authorization: "Bearer pk_demo" } });
  return (await response.json()).programmes.find(({ id }) => id === named);
}

/** Runs in the page: whoever is answered for, of the offers on it. */
const answered = () =>
  [...document.querySelectorAll("lutine-offer")]
    .filter((offer) => offer.answer !== null || offer.state === "accepted" || offer.quoteId
      || [...offer.shadowRoot.querySelectorAll("input")].some(({ checked }) => checked))
    .map((offer) => offer.dataset.by);

/** Nobody is answered for, and nothing was asked for. */
async function assertUnanswered() {
  assert.deepEqual(await page.evaluate(answered), []);
  assert.deepEqual(asked, []);
}

/** A plain offer, once its answers are there. */
async function visitOffered(attributes, content) {
  await visit(attributes, content);
  await reach(page, "offered");
  await page.locator("lutine-offer .answer input[value=yes]").waitFor();
}

test("no attribute and no property answers, whatever it is called and set to", async () => {
  await visitOffered();
  const made = await page.evaluate(async ([values, likely, html]) => {
    const names = new Set([...customElements.get("lutine-offer").observedAttributes, ...likely]);
    for (let on = customElements.get("lutine-offer").prototype; on !== HTMLElement.prototype; on = Object.getPrototypeOf(on)) {
      for (const name of Object.getOwnPropertyNames(on)) names.add(name);
    }
    const rest = () => new Promise((resolve) => setTimeout(resolve));
    const set = {
      attribute: (offer, name, value) => offer.setAttribute(name, value),
      property: (offer, name, value) => { offer[name] = value; },
    };
    let made = 0;
    const offers = [];
    for (const name of names) {
      for (const value of values) {
        for (const [way, act] of Object.entries(set)) {
          // Set before it is on the page, and set on one that is offered.
          for (const early of [true, false]) {
            if (way === "property" && !early && typeof value === "object" && name !== "shipment") continue;
            const box = document.createElement("div");
            box.innerHTML = html;
            const offer = box.firstChild;
            offer.dataset.by = `${way} ${name}=${JSON.stringify(value)}${early ? "" : ", later"}`;
            if (!early) document.body.append(offer);
            try { act(offer, name, value); } catch { /* it is not to be set */ }
            if (early) document.body.append(offer);
            offers.push(offer);
            made += 1;
          }
        }
        await rest();
      }
      while (offers.some(({ state }) => state === "loading")) await rest();
      const answered = offers.filter((offer) => offer.answer !== null || offer.quoteId || offer.shadowRoot.querySelector("input:checked"));
      if (answered.length > 0) return answered.map(({ dataset }) => dataset.by);
      for (const offer of offers.splice(0)) offer.remove();
    }
    return made;
  }, [VALUES, LIKELY, offer()]);
  assert.equal(typeof made, "number", JSON.stringify(made));
  assert.ok(made > 1_500, `${made} tries`);
  await assertUnanswered();
});

test("no method answers, whatever it is given", { timeout: 90_000 }, async () => {
  await visitOffered({ id: "one" });
  const methods = await ask((offer) => {
    const names = Object.getOwnPropertyNames(Object.getPrototypeOf(offer));
    return names.filter((name) => name !== "constructor" && typeof Object.getOwnPropertyDescriptor(Object.getPrototypeOf(offer), name).value === "function");
  });
  assert.ok(methods.includes("confirm") && methods.includes("reset"), methods.join());
  for (const name of [...methods, "click", "formStateRestoreCallback", "choose", "accept"]) {
    await ask(async (offer, [name, values]) => {
      for (const value of values) {
        try { await offer[name]?.(value, value); } catch { /* not like this */ }
        try { await offer[name]?.("value", "yes", "yes"); } catch { /* nor like this */ }
      }
      offer.shadowRoot.querySelector("dialog")?.close();
    }, [name, VALUES]);
    await assertUnanswered();
  }
  await ask((offer) => { offer.disabled = false; });
  await reach(page, "offered");
  assert.equal((await ask((offer, order) => offer.confirm(order), { ...ORDER("none"), answer: "yes" })).outcome, "unanswered");
  await assertUnanswered();
});

test("no event, no text, no setting and no neighbour answers", async () => {
  await page.route("**/v1/config", async (route) => {
    const response = await route.fetch();
    const more = { answer: "yes", preselect: "yes", default: true, features: { preselect: "yes", optOut: true } };
    const config = await response.json();
    // Within a programme the core refuses what it does not know.
    await route.fulfill({ response, json: { ...config, ...more } });
  });
  const neighbours = ["before", "after", "icon"].map((slot) =>
    `<label slot="${slot}"><input type="radio" name="answer" value="yes" checked> Yes!</label>
     <button type="button" slot="${slot}" value="yes">Yes!</button>`).join("");
  await visitOffered({}, neighbours);
  await ask((offer) => {
    const texts = { answer: "yes", no: "Yes", yes: "No", checked: "yes" };
    offer.texts = texts;
    const detail = { state: "accepted", answer: "yes", quoteId: "quote_1" };
    for (const type of ["change", "input", "click", "lutine:change", "lutine:quote", "lutine:ready", "formdata", "submit", "reset", "pageshow"]) {
      for (const event of [new Event(type, { bubbles: true }), new CustomEvent(type, { detail, bubbles: true, composed: true })]) {
        for (const target of [offer, ...offer.children, document, window]) target.dispatchEvent(event);
      }
    }
    for (const key of ["Enter", " ", "y", "ArrowDown"]) {
      for (const type of ["keydown", "keypress", "keyup"]) offer.dispatchEvent(new KeyboardEvent(type, { key, bubbles: true, composed: true }));
    }
  });
  await assertUnanswered();
  // The shopper's own clicks on what the shop put into the card are no answers either.
  for (const control of await page.locator("lutine-offer > label, lutine-offer > button").all()) await control.click({ force: true });
  await page.locator("lutine-offer .answer input[value=no]").waitFor();
  await assertUnanswered();
});

test("the price with its tax stands before the choice, and no request was made for it", async () => {
  await visitOffered({ value: "1000.00", "policyholder-country": "IT", "order-total": "1000.00" });
  const { total, box, tax } = await ask(({ total, shadowRoot }) => ({
    total, box: shadowRoot.querySelector(".box").innerText, tax: shadowRoot.querySelector(".answer .note").innerText,
  }));
  assert.ok(Number(total.amount) > 10, JSON.stringify(total));
  assert.ok(box.includes(`$${total.amount}`), box);
  assert.match(tax, new RegExp(`tax included\\. Order total \\$${(1000 + Number(total.amount)).toLocaleString("en")}`));
  await assertUnanswered();
});

test("what lowers the cover stands before the answers, to be seen without a step", async () => {
  for (const [attributes, says] of [
    [{ programme: "secursus-usd", value: "5000.00", content: "wrist watch" }, [/without a signature[^]*at most \$200\.00/i, /nothing outside shows what is inside/]],
    [{ programme: "shippo-xcover-us", value: "5000.00", content: "wrist watch" }, [/you bear 25% of a loss/]],
  ]) {
    await visitOffered(attributes);
    const conditions = page.locator("lutine-offer .conditions");
    for (const condition of says) await until(String(condition), async () => condition.test(await conditions.innerText()));
    assert.equal(await conditions.isVisible(), true);
    assert.equal(await ask(({ shadowRoot }) => {
      const [conditions, ...inputs] = shadowRoot.querySelectorAll(".conditions, input");
      const { bottom, height } = conditions.getBoundingClientRect();
      return conditions.className === "conditions" && inputs.length === 2 && height > 10 && conditions.closest("details, [hidden]") === null
        && inputs.every((input) => input.getBoundingClientRect().top >= bottom);
    }), true, "above both answers");
  }
  await assertUnanswered();
});

test("what the carrier owes anyway stands in the no, and the terms are linked, before the choice", async () => {
  await visitOffered({ carrier: "usps" });
  const no = page.locator("lutine-offer .answer").nth(1);
  assert.match(await no.innerText(), /The carrier still owes up to \$100\.00 for loss or damage\./);
  const { documents } = await programme("house-usd");
  const links = await page.locator("lutine-offer a").evaluateAll((links) => links.map(({ href }) => href));
  const published = [documents.terms, documents.productInformation].filter(Boolean);
  assert.ok(published.length > 0);
  assert.deepEqual(links, published.map((path) => new URL(path, server.origin).href));
  for (const link of links) assert.equal((await fetch(link)).status, 200, link);
  await assertUnanswered();
});

test("the no is as neutral as the yes, in every language", async () => {
  await visitOffered();
  for (const locale of ["en", "de", "fr", "pl", "ar", "ja"]) {
    await ask((offer, locale) => { offer.locale = locale; }, locale);
    const { card } = await texts(locale);
    const titles = page.locator("lutine-offer .answer-title");
    await until(`${locale}`, async () => (await titles.nth(1).innerText()) === card.no);
    assert.equal(await titles.nth(0).innerText(), card.yes);
    const [yes, no] = await page.locator("lutine-offer .answer").evaluateAll((answers) =>
      answers.map((answer) => [...answer.querySelectorAll("*"), answer].map((part) => {
        const { color, fontSize, fontWeight, opacity, textDecorationLine, backgroundColor } = getComputedStyle(part);
        return [part.localName, part.className, part.getAttribute("part"), color, fontSize, fontWeight, opacity, textDecorationLine, backgroundColor];
      })));
    assert.deepEqual(no, yes, locale);
  }
});

test("no text of the shop's leaves a condition or the word on a demo out", async () => {
  await visitOffered({ programme: "secursus-usd", value: "5000.00", content: "wrist watch", carrier: "usps" });
  const before = await page.locator("lutine-offer .box").innerText();
  for (const nothing of ["", null, 7]) {
    const emptied = (offer, [keys, nothing]) => { offer.texts = Object.fromEntries(keys.map((key) => [key, nothing])); };
    await ask(emptied, [Object.keys((await texts("en")).card), nothing]);
    await until("the same words", async () => (await page.locator("lutine-offer .box").innerText()) === before);
  }
  await ask((offer) => { offer.texts = { "sold-by": "By {title}" }; });
  await until("the shop's own", async () => /By Secursus/.test(await page.locator("lutine-offer .box").innerText()));
  assert.match(await page.locator("lutine-offer .box").innerText(), /Demo: no real cover/);
});

test("the receipt holds what was shown, word for word, in the shopper's language", async () => {
  for (const [locale, direction] of [["de", "ltr"], ["ar", "rtl"]]) {
    await visitOffered({ locale, programme: "secursus-usd", value: "5000.00", content: "wrist watch" });
    assert.equal(await page.locator("lutine-offer .box").getAttribute("dir"), direction);
    await page.locator("lutine-offer .answer input[value=yes]").check();
    await signed(page);
    const shown = await page.locator("lutine-offer .card").innerText();
    assert.ok(shown.includes((await texts(locale)).card.yes), shown);
    const { outcome } = await ask((offer, order) => offer.confirm(order), ORDER(`receipt-${locale}`, "5000.00"));
    assert.equal(outcome, "booked");
    const { consent } = (await server.bookings()).find(({ order }) => order.id === `receipt-${locale}`);
    assert.equal(consent.shown, shown);
    // Regulated wording in English, where a programme has none in the shopper's language, is agreed to as such.
    const { texts: wordings } = await programme("secursus-usd");
    assert.equal(consent.locale, wordings[locale] ? locale : "en");
  }
});

test("no event of a whole purchase tells a token or who buys", async () => {
  await page.addInitScript(() => {
    window.heard = [];
    const { dispatchEvent } = EventTarget.prototype;
    EventTarget.prototype.dispatchEvent = function (event) {
      if (event.type.startsWith("lutine:")) window.heard.push([event.type, structuredClone(event.detail)]);
      return dispatchEvent.call(this, event);
    };
  });
  await visitOffered({ name: "cover", "signature-request": "", programme: "secursus-usd", value: "5000.00", content: "wrist watch" });
  await page.getByRole("button", { name: "Add signature" }).click();
  await page.locator("lutine-offer button[value=details]").click();
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("lutine-offer .answer input[value=no]").check();
  await page.locator("lutine-offer .answer input[value=yes]").check();
  await signed(page);
  const token = await page.evaluate(() => new FormData(document.forms[0]).get("cover"));
  const { booking } = await ask((offer, order) => offer.confirm(order), ORDER("heard-1", "5000.00"));
  await reach(page, "booked");
  await ask((offer) => { offer.value = "rubbish"; offer.reset(); });
  await reach(page, "unavailable");
  const heard = await page.evaluate(() => window.heard);
  const names = new Set(heard.map(([name]) => name));
  for (const name of ["ready", "quote", "change", "details", "signature-request", "booked", "unavailable", "error"]) {
    assert.ok(names.has(`lutine:${name}`), name);
  }
  assert.match(booking.shopperToken, /^st_/);
  const { policyholder } = ORDER("");
  for (const secret of [token, booking.shopperToken, "st_", "pk_", "sk_", policyholder.firstName, policyholder.lastName, policyholder.email]) {
    assert.ok(!JSON.stringify(heard).includes(secret), secret);
  }
  const known = ["state", "answer", "programme", "total", "quoteId", "bookingId", "code", "errors"];
  for (const [name, detail] of heard) {
    assert.deepEqual(Object.keys(detail).filter((key) => !known.includes(key)), [], name);
  }
});
