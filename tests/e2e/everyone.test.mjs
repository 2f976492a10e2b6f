// For every shopper: WCAG 2.2 AA in every state and theme, by keyboard, by screen reader, in large letters.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { PLANT, SHIRT, Shop, Visit, WATCH, checkout } from "./support/checkout.mjs";
import { launch } from "./support/browser.mjs";
import { Server, until } from "./support/server.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const THEMES = readdirSync(new URL("../../crates/lutine-offer/shell/themes/", import.meta.url)).sort();
const PX = 44;

let browser, server, shop, visit, booking;
before(async () => {
  browser = await launch();
  [server, shop] = await Promise.all([Server.start(), Shop.open()]);
  booking = await booked();
});
after(async () => {
  await browser.close();
  await Promise.all([server.close(), shop.close()]);
});
beforeEach(async () => { visit = await Visit.begin(browser, { colorScheme: "light" }); });
afterEach(() => visit.close());

const page = (options) => shop.sell({ html: checkout({ lutine: server.origin, ...options }) });

/** A booking as the server tells it, to be told again in other states. */
async function booked() {
  const visit = await Visit.begin(browser);
  await visit.page.goto(page({}));
  await visit.state("offered");
  await visit.yes().check();
  await visit.signed();
  await visit.pay();
  await visit.close();
  return server.read(`/v1/bookings/${(await server.bookings())[0].id}`);
}

const tell = (state) => async () => {
  const refund = { total: { amount: "2.49", currency: "USD" } };
  const told = { ...booking, state, ...(state === "cancelled" && { refund }) };
  told.offer = { ...told.offer, cancellation: { withinHours: 24 } };
  await visit.page.route("**/v1/bookings/*", (route) =>
    route.fulfill({ json: told, headers: { "access-control-allow-origin": "*", "access-control-allow-headers": "*" } }));
};
const settled = { ...SHIRT, booking: "b_1", "shopper-token": "st_1" };
const dialog = (name) => async () => {
  await visit.offer.getByRole("button", { name }).click();
  await visit.offer.locator("dialog").waitFor();
};

/** How a card comes to each of its states. */
const STATES = {
  loading: { before: () => visit.page.route("**/v1/config", () => {}), state: "loading" },
  offered: { offer: WATCH, state: "offered" },
  accepted: { offer: WATCH, state: "accepted", act: async () => { await visit.yes().check(); await visit.signed(); } },
  declined: { offer: { ...SHIRT, "order-total": "249.00" }, state: "declined", act: () => visit.no().check() },
  disabled: { offer: { ...SHIRT, disabled: "" }, state: "offered" },
  ineligible: { offer: PLANT, state: "ineligible" },
  pending: { before: tell("pending_payment"), offer: settled, state: "pending" },
  booked: { before: tell("booked"), offer: settled, state: "booked" },
  cancelled: { before: tell("cancelled"), offer: settled, state: "cancelled" },
  "the details": { offer: WATCH, state: "offered", act: dialog("What is covered") },
  cancelling: { before: tell("booked"), offer: settled, state: "booked", act: dialog("Cancel insurance") },
};

async function show(name, options = {}) {
  const { before, offer, state, act } = STATES[name];
  await before?.();
  await visit.page.goto(page({ offer, ...options }));
  await visit.page.waitForFunction(() => customElements.get("lutine-offer"));
  if (!act || state === "booked" || state === "offered") await visit.state(state);
  else await visit.state("offered");
  await act?.();
  await visit.state(state);
}

/** What axe finds, as "rule: target", once nothing moves any more. */
async function barriers() {
  await visit.page.evaluate(() => Promise.all(document.querySelector("lutine-offer").shadowRoot.getAnimations?.()
    .filter(({ effect }) => effect.getComputedTiming().iterations !== Infinity).map(({ finished }) => finished) ?? []));
  if (!(await visit.page.evaluate(() => "axe" in window))) await visit.page.evaluate(AXE);
  const { violations, passes } = await visit.page.evaluate((values) =>
    window.axe.run(document, { runOnly: { type: "tag", values } }), RULES);
  assert.ok(passes.some(({ id }) => id === "color-contrast"), "contrast was checked");
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
    `${id}: ${target.flat().join(" ")}: ${failureSummary.replaceAll(/\s+/g, " ").slice(0, 160)}`));
}

const dark = () => visit.page.emulateMedia({ colorScheme: "dark" });

for (const name of Object.keys(STATES)) {
  test(`${name}: no barriers, light and dark`, async () => {
    await show(name);
    assert.deepEqual(await barriers(), []);
    await dark();
    assert.deepEqual(await barriers(), []);
  });
}

for (const theme of THEMES) {
  test(`the theme ${theme}: no barriers in any state, light and dark`, async () => {
    const head = `<link rel="stylesheet" href="${server.origin}/embed/v1/themes/${theme}">`;
    for (const name of ["accepted", "ineligible", "booked", "the details"]) {
      await show(name, { head });
      assert.deepEqual(await barriers(), [], name);
      await dark();
      assert.deepEqual(await barriers(), [], `${name}, dark`);
      await visit.page.unrouteAll();
      await visit.page.emulateMedia({ colorScheme: "light" });
    }
  });
}

for (const lang of ["de", "ar", "ja"]) {
  test(`${lang}: no barriers`, async () => {
    await visit.page.goto(page({ offer: WATCH, lang, dir: lang === "ar" ? "rtl" : "ltr" }));
    await visit.state("offered");
    assert.deepEqual(await barriers(), []);
  });
}

for (const name of ["offered", "booked", "ineligible", "the details", "cancelling"]) {
  test(`${name}: whatever can be hit is ${PX} px or more`, async () => {
    await show(name);
    const small = await visit.offer.evaluate((offer, px) =>
      [...offer.shadowRoot.querySelectorAll("a, button, label.answer")].filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        return width > 0 && (width < px || height < px);
      }).map((element) => `${element.className} ${element.textContent} ${element.getBoundingClientRect().width} x ${element.getBoundingClientRect().height}`), PX);
    assert.deepEqual(small, []);
  });
}

/** The accessibility tree of the widget: [role, name, level] of all that a screen reader says. */
async function tree() {
  const session = await visit.context.newCDPSession(visit.page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  return nodes.filter(({ ignored }) => !ignored).map(({ role, name, properties }) => {
    const property = (wanted) => properties?.find(({ name }) => name === wanted)?.value.value;
    return { role: role.value, name: name?.value ?? "", level: property("level"), checked: property("checked") };
  });
}

const NAMES = {
  en: { yes: /^Yes, insure it \$2\.49 /, no: /^No, thanks \$0\.00 /, title: "Insure this parcel?", dir: "ltr" },
  de: { yes: /^Ja, versichern 2,49\s\$ /, no: /^Nein, danke 0,00\s\$ /, title: "Dieses Paket versichern?", dir: "ltr" },
  ar: { dir: "rtl" },
};

for (const [lang, { yes, no, title, dir }] of Object.entries(NAMES)) {
  test(`${lang}: a screen reader hears a group of two answers, each with its price`, async () => {
    await visit.page.goto(page({ lang, dir }));
    await visit.state("offered");
    const heard = await tree();
    const of = (role) => heard.filter((node) => node.role === role);
    const own = JSON.parse(readFileSync(new URL(`../../crates/lutine-offer/shell/locales/${lang}.json`, import.meta.url), "utf8")).card;
    const [group] = of("radiogroup");
    assert.equal(group.name, title ?? group.name);
    assert.ok(of("heading").some(({ name, level }) => name === group.name && level === 3), JSON.stringify(of("heading")));
    const radios = of("radio");
    assert.deepEqual(radios.map(({ checked }) => checked), ["false", "false"]);
    assert.match(radios[0].name, yes ?? new RegExp(`^${own.yes} .*2[.,٫]49|^${own.yes} .*٢٫٤٩`));
    assert.match(radios[1].name, no ?? new RegExp(`^${own.no} `));
    assert.equal(await visit.offer.locator(".box").getAttribute("lang"), lang);
    assert.equal(await visit.offer.locator(".box").getAttribute("dir"), dir);
  });
}

/** Gathers what a screen reader is told, in window.announced. */
const listen = () =>
  visit.page.addInitScript(() => {
    window.announced = [];
    const seen = new MutationObserver((list) => {
      for (const { target } of list) {
        const status = (target.nodeType === Node.TEXT_NODE ? target.parentElement : target)?.closest?.("[role=status]");
        if (status) window.announced.push(status.textContent);
      }
    });
    const { attachShadow } = Element.prototype;
    Element.prototype.attachShadow = function (...options) {
      const root = attachShadow.apply(this, options);
      seen.observe(root, { childList: true, characterData: true, subtree: true });
      return root;
    };
  });

const announced = () => visit.page.evaluate(() => [...new Set(window.announced)]);

test("a new price is announced once, the first is not", async () => {
  await listen();
  await visit.page.goto(page({}));
  await visit.state("offered");
  assert.deepEqual(await announced(), []);
  await visit.offer.evaluate((offer) => { offer.value = "500.00"; });
  await until("the announcement", async () => (await announced()).includes("Insure this parcel? $5.00"));
  await visit.yes().check();
  await visit.signed();
  assert.deepEqual(await announced(), ["Insure this parcel? $5.00"], "a choice announces no price");
});

test("an answer that is taken back is announced, and so is every other card", async () => {
  await listen();
  await visit.page.goto(page({ offer: { ...SHIRT, "order-total": "249.00" } }));
  await visit.yes().check();
  await visit.signed();
  await visit.offer.evaluate((offer) => { offer.orderTotal = "250.00"; });
  await visit.state("offered");
  await visit.offer.evaluate((offer) => { offer.content = "live plant"; });
  await visit.state("ineligible");
  assert.deepEqual(await announced(), [
    "Insure this parcel? $2.49 Please choose yes or no.",
    "This parcel cannot be insured Not covered: Live animals and plants. Your order ships as usual. The carrier still owes up to $100.00 for loss or damage.",
  ]);
});

test("the focus stays in a card that is drawn anew", async () => {
  await visit.page.goto(page({ offer: WATCH }));
  await visit.state("offered");
  await visit.offer.getByRole("button", { name: "Add signature" }).focus();
  await visit.offer.evaluate((offer) => { offer.signature = "standard"; });
  await until("the focus", async () => await focused() === "yes");
});

test("whoever comes to the answers hears what stands above them", async () => {
  await visit.page.goto(page({ offer: WATCH }));
  await visit.state("offered");
  const { nodes } = await (await visit.page.context().newCDPSession(visit.page)).send("Accessibility.getFullAXTree");
  const group = nodes.find(({ role }) => role?.value === "radiogroup");
  assert.match(group.description.value, /^Covers .*Without a signature at delivery this pays at most \$200\.00\./);
});

test("a click on an answer is not lost where another one is out of sight", async () => {
  await visit.page.setViewportSize({ width: 320, height: 300 });
  await visit.page.goto(page({ offer: WATCH }));
  await visit.state("offered");
  const away = () => visit.offer.evaluate(({ shadowRoot }) => {
    const [yes, no] = [...shadowRoot.querySelectorAll(".answer")];
    scrollBy(0, yes.getBoundingClientRect().bottom + 5);
    const { left, top } = no.getBoundingClientRect();
    return [scrollY, left + 60, top + 15];
  });
  const [top, x, y] = await away();
  // Pressed there and let go of elsewhere, it answers nothing, and leaves nothing for a key to answer with.
  await visit.page.mouse.move(x, y);
  await visit.page.mouse.down();
  await visit.page.mouse.move(x, y + 150);
  await visit.page.mouse.up();
  assert.equal(await focused(), null);
  assert.equal(await visit.page.evaluate(() => scrollY), top);
  await visit.page.mouse.click(x, y);
  await visit.state("declined");
  assert.equal(await visit.page.evaluate(() => scrollY), top, "the page stays where it is");
});

/** What has the focus, inside of the widget. */
const focused = () => visit.offer.evaluate(({ shadowRoot }) => {
  const element = shadowRoot.activeElement;
  return element && (element.value || element.textContent).trim();
});

test("by keyboard alone: in order, by arrows, into the dialog and back", async () => {
  const { keyboard } = visit.page;
  await visit.page.goto(page({ offer: WATCH }));
  await visit.state("offered");
  await visit.page.getByLabel("Note").focus();
  const order = [];
  for (let step = 0; step < 12; step += 1) {
    await keyboard.press("Tab");
    const at = await focused();
    if (!at) break;
    order.push(at);
    const outline = await visit.offer.evaluate(({ shadowRoot }) => {
      const element = shadowRoot.activeElement;
      return parseFloat(getComputedStyle(element.closest("label") ?? element).outlineWidth);
    });
    assert.ok(outline >= 2, `${at}: ${outline} px of outline`);
  }
  assert.equal(order[0], "add-signature");
  assert.equal(order[1], "yes");
  assert.equal(order.at(-1), "details");
  assert.equal(await visit.page.evaluate(() => document.activeElement.textContent), "Pay");

  await keyboard.press("Shift+Tab");
  assert.equal(await focused(), "details");
  await keyboard.press("Enter");
  await visit.offer.locator("dialog").waitFor();
  await keyboard.press("Escape");
  await until("the dialog to go", async () => await visit.offer.locator("dialog").count() === 0);
  assert.equal(await focused(), "details", "the focus is back");

  await visit.offer.evaluate((offer) => offer.focus());
  await keyboard.press("Space");
  const first = await focused();
  assert.ok(["add-signature", "yes"].includes(first), first);
  await visit.yes().focus();
  await keyboard.press("Space");
  await visit.state("accepted");
  await keyboard.press("ArrowDown");
  await visit.state("declined");
  await keyboard.press("ArrowUp");
  await visit.state("accepted");
});

/** What is cut off or sticks out, and whether the page scrolls sideways. */
const lost = () => visit.page.evaluate(() => {
  const { shadowRoot } = document.querySelector("lutine-offer");
  const all = [...shadowRoot.querySelectorAll(".card *, dialog *")].filter((element) => !element.closest(".spoken, .icon"));
  const cut = all.filter((element) => {
    const { right, left, width } = element.getBoundingClientRect();
    return width > 0 && (right > innerWidth + 0.5 || left < -0.5 || (getComputedStyle(element).overflow !== "visible" && element.scrollWidth > element.clientWidth + 1));
  });
  return { sideways: document.documentElement.scrollWidth > innerWidth, cut: cut.map(({ className, textContent }) => `${className}: ${textContent.slice(0, 30)}`) };
});

for (const lang of ["en", "de", "ar", "ru"]) {
  test(`${lang}: 320 px and letters twice as large lose nothing`, async () => {
    await visit.page.setViewportSize({ width: 320, height: 800 });
    await visit.page.goto(page({ offer: { ...WATCH, "order-total": "5000.00" }, lang, dir: lang === "ar" ? "rtl" : "ltr" }));
    await visit.state("offered");
    assert.deepEqual(await lost(), { sideways: false, cut: [] });
    await visit.page.addStyleTag({ content: "html { font-size: 200% }" });
    assert.deepEqual(await lost(), { sideways: false, cut: [] });
    await visit.offer.locator("button[value=details]").click();
    await visit.offer.locator("dialog").waitFor();
    assert.deepEqual((await lost()).cut, []);
  });
}

test("who wants no motion sees none", async () => {
  await visit.page.emulateMedia({ reducedMotion: "reduce" });
  await show("loading");
  const moving = () => visit.offer.evaluate(({ shadowRoot }) =>
    [...shadowRoot.querySelectorAll("*")].flatMap((element) => element.getAnimations({ subtree: true })).length);
  assert.equal(await moving(), 0);
  await visit.page.emulateMedia({ reducedMotion: "no-preference" });
  assert.ok(await moving() > 0);
});
