// How the card looks, measured: what a shop can change, two answers of the same weight, and nothing cut or moved.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, beforeEach, test } from "node:test";
import { openGallery } from "./gallery/page.mjs";
import { card, contrast, dress, place } from "./gallery/measure.mjs";
import { launch } from "./support/browser.mjs";
import { Server } from "./support/server.mjs";

const SHELL = new URL("../../crates/lutine-offer/shell/", import.meta.url);
const WIDTHS = [240, 320, 480, 720];
const THEMES = ["house", "paper", "night", "market"];

let browser, server, page;
before(async () => {
  browser = await launch();
  server = await Server.start();
  ({ page } = await openGallery(browser, server));
});
after(async () => {
  await browser.close();
  await server.close();
});
beforeEach(() => page.emulateMedia({ colorScheme: "light", forcedColors: "none", reducedMotion: "reduce" }));

test("the list of properties is the style sheet's, default by default", async () => {
  const css = (await readFile(new URL("style.css", SHELL), "utf8")).replace(/\/\*[^]*?\*\//g, "");
  const listed = JSON.parse(await readFile(new URL("properties.json", SHELL), "utf8"));
  const used = new Map();
  for (const [, name, rest] of css.matchAll(/var\((--lutine-[a-z-]+), (?=([^;]+))/g)) {
    const value = balanced(rest).replace(/var\(--_([a-z-]+)\)/g, "var(--lutine-$1)");
    assert.equal(used.get(name) ?? value, value, `${name} has one default`);
    used.set(name, value);
  }
  const written = ({ light, dark }) => `light-dark(${light}, ${dark})`;
  const stated = listed.map(({ name, default: value }) => [name, typeof value === "object" ? written(value) : value]);
  assert.deepEqual(new Map(stated), used);
  assert.ok(listed.length >= 30);
  assert.deepEqual(listed.filter(({ what }) => !what), []);
});

/** A value up to the bracket that closes what is around it. */
function balanced(text) {
  let depth = 0;
  const end = [...text].findIndex((letter) => (depth += { "(": 1, ")": -1 }[letter] ?? 0) < 0);
  return text.slice(0, end);
}

test("every property changes something", async () => {
  const listed = JSON.parse(await readFile(new URL("properties.json", SHELL), "utf8"));
  const idle = [];
  for (const { name } of listed) {
    // What takes time is not there at once.
    await page.emulateMedia({ reducedMotion: name === "--lutine-duration" ? "no-preference" : "reduce" });
    if (!(await page.evaluate(changesSomething, [name, valueFor(name)]))) idle.push(name);
  }
  assert.deepEqual(idle, []);
});

function valueFor(name) {
  if (/weight/.test(name)) return "333";
  if (/duration/.test(name)) return "7s";
  if (/line-height/.test(name)) return "2.5";
  if (/font$/.test(name)) return "monospace";
  if (/shadow/.test(name)) return "0 0 7px red";
  return /size|radius|width|gap|padding/.test(name) ? "7px" : "rgb(1, 2, 3)";
}

/** Whether any computed style in a set of cards follows a property: offered, chosen, focused, conditions, booked, loading. */
async function changesSomething([name, value]) {
  const offered = document.querySelector("#offered lutine-offer");
  const others = "#accept lutine-offer, #conditions lutine-offer, #settled lutine-offer, .outline";
  const hosts = [...document.querySelectorAll(others), offered];
  const styles = () => hosts.flatMap(({ shadowRoot }) => [...shadowRoot.querySelectorAll("*")].flatMap((element) =>
    ["", "::before", "::after"].map((pseudo) => {
      const style = getComputedStyle(element, pseudo);
      return [
        style.color, style.background, style.border, style.borderRadius, style.boxShadow, style.outline, style.padding,
        style.margin, style.gap, style.font, style.inlineSize, style.transitionDuration,
      ].join();
    }))).join();
  offered.shadowRoot.querySelector("input").focus({ focusVisible: true });
  const accepted = document.querySelector("#accept lutine-offer").shadowRoot.querySelector("input");
  accepted.checked = true; // as it looks; the widget's own answer is untouched
  const before = styles();
  for (const host of hosts) host.style.setProperty(name, value);
  const changed = styles() !== before;
  for (const host of hosts) host.style.removeProperty(name);
  accepted.checked = false;
  return changed;
}

test("parts and slots work from outside", async () => {
  const parts = await page.evaluate(() => {
    const all = [...document.querySelectorAll(":is(#answers, #conditions, #settled) lutine-offer")];
    const within = (selector) => all.flatMap(({ shadowRoot }) => [...shadowRoot.querySelectorAll(selector)]);
    const names = new Set(within("[part]").map((one) => one.getAttribute("part")));
    const sheet = new CSSStyleSheet();
    sheet.replaceSync([...names].map((name) => `lutine-offer::part(${name}) { scroll-margin-top: 7px }`).join(""));
    document.adoptedStyleSheets.push(sheet);
    const isStyled = (one) => getComputedStyle(one).scrollMarginTop === "7px";
    const styled = [...names].filter((name) => within(`[part=${name}]`).every(isStyled));
    document.adoptedStyleSheets.pop();
    return { names: [...names], styled };
  });
  assert.deepEqual(parts.styled, parts.names);
  assert.ok(parts.names.length >= 8, parts.names.join());
  const shown = await page.evaluate(() => {
    const offer = document.querySelector("#offered lutine-offer");
    const added = ["before", "icon", "after"].map((slot) => {
      const text = Object.assign(document.createElement("b"), { slot, textContent: "ours" });
      offer.append(text);
      return text;
    });
    const heights = added.map((text) => text.getBoundingClientRect().height > 0);
    const icon = offer.shadowRoot.querySelector(".icon").getBoundingClientRect().height;
    for (const text of added) text.remove();
    return { heights, icon };
  });
  assert.deepEqual(shown, { heights: [true, true, true], icon: 0 });
});

test("both answers weigh the same, at every width, in every theme and direction", async () => {
  for (const theme of THEMES) {
    for (const width of WIDTHS) {
      for (const locale of ["en", "ar"]) {
        await place(page, "#offered", { width, locale, theme });
        const [yes, no] = await page.evaluate(card.answers, "#offered");
        assert.deepEqual(yes.style, no.style, `${theme} ${width} ${locale}`);
        assert.deepEqual([yes.checked, no.checked], [false, false]);
        assert.deepEqual([yes.size, yes.price.alignment], [no.size, no.price.alignment], `${theme} ${width} ${locale}`);
        const [same, other] = width >= 560 ? ["block", "inline"] : ["inline", "block"];
        assert.equal(yes.inset[same], no.inset[same]);
        assert.notEqual(yes.inset[other], no.inset[other]);
      }
    }
  }
});

test("texts and controls stand out in every theme, in light and dark", async () => {
  for (const theme of THEMES) {
    for (const scheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: scheme });
      for (const specimen of ["#accept", "#conditions", "#settled"]) {
        await dress(page, `${specimen} lutine-offer`, theme);
        if (specimen === "#accept") await page.locator("#accept input[value=yes]").check();
        const faint = await page.evaluate(contrast, specimen);
        assert.deepEqual(faint, [], `${theme} ${scheme} ${specimen}`);
        await dress(page, `${specimen} lutine-offer`, "house");
      }
    }
  }
});

test("nothing is cut, overlaps or wraps a price, from 240 px on, in every language, also at 200 %", async () => {
  for (const size of ["100%", "200%"]) {
    await page.evaluate((size) => { document.documentElement.style.fontSize = size; }, size);
    for (const width of WIDTHS) {
      for (const section of ["#languages", "#conditions", "#settled", "#ineligible", "#declared"]) {
        assert.deepEqual(await page.evaluate(card.faults, [section, width]), [], `${section}, ${width} px, ${size}`);
      }
    }
  }
  await page.evaluate(() => { document.documentElement.style.fontSize = ""; });
});

test("the text grows with the page's, and with the shopper's", async () => {
  const size = () => page.evaluate(card.fontSize, "#offered");
  const before = await size();
  await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  assert.equal(await size(), 2 * before);
  await page.evaluate(() => { document.documentElement.style.fontSize = ""; });
});

test("every link, button and answer is 44 px to hit", async () => {
  assert.deepEqual(await page.evaluate(card.small), []);
});

test("choosing moves nothing on the page", async () => {
  const boxes = () => page.evaluate(card.boxes);
  await place(page, "#offered", { width: 320, locale: "en", theme: "house" });
  const before = await boxes();
  for (const answer of ["yes", "no"]) {
    await page.locator(`#offered input[value=${answer}]`).check();
    assert.deepEqual(await boxes(), before, answer);
  }
});

test("in forced colours answers, choice and focus are seen", async () => {
  await page.emulateMedia({ forcedColors: "active" });
  await page.locator("#offered input[value=no]").focus();
  await page.keyboard.press("Space");
  const [yes, no] = await page.evaluate(card.lines, "#offered");
  assert.ok(yes.border >= 1 && no.border >= 1);
  assert.notEqual(no.color, yes.color);
  assert.ok(no.mark > yes.mark, "the chosen mark is filled");
  assert.ok(no.outline >= 2 && yes.outline === 0);
  assert.notEqual(no.icon, no.surface, "the shield stands out");
});

test("who wants less motion gets none", async () => {
  const moving = () => page.evaluate(card.moving);
  assert.equal(await moving(), false);
  await page.emulateMedia({ reducedMotion: "no-preference" });
  assert.equal(await moving(), true);
});

test("the loading box is as tall as the tallest card, in every language", async () => {
  const tags = await page.locator("#languages lutine-offer").evaluateAll((all) => all.map(({ locale }) => locale));
  for (const width of [280, 320, 480, 560, 720]) {
    const held = await page.evaluate(card.load, [tags, width]);
    await page.waitForFunction((count) => {
      const offers = [...document.querySelectorAll("#loading lutine-offer")];
      return offers.length === count && offers.every(({ state }) => state === "offered");
    }, tags.length);
    const drawn = await page.evaluate(card.unload);
    const low = tags.filter((_tag, place) => drawn[place] > held[place]);
    assert.deepEqual(low, [], `${width} px`);
  }
});
