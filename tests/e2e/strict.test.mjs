// Strict pages: what README.md says a page's policy needs is all that the widget needs, and it leaves nothing behind.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { SHIRT, Shop, Visit, WATCH, checkout } from "./support/checkout.mjs";
import { launch } from "./support/browser.mjs";
import { Server } from "./support/server.mjs";

/** What this page needs for itself: its script, its form, and Trusted Types on with no policy allowed. */
const OWN = "require-trusted-types-for 'script'; trusted-types 'none'; form-action 'self'; base-uri 'none'";

let browser, server, shop, policies;
before(async () => {
  browser = await launch();
  [server, shop] = await Promise.all([Server.start(), Shop.open()]);
  policies = await documented();
});
after(async () => {
  await browser.close();
  await Promise.all([server.close(), shop.close()]);
});

/** The policies of README.md's chapter, with this server in place of the one there. */
async function documented() {
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  const chapter = /^### Content security policy$([^]*?)^##/m.exec(readme)?.[1] ?? "";
  const [wasm, frame] = [...chapter.matchAll(/^```text\n([^]*?)```$/gm)].map(([, policy]) =>
    directives(policy.replaceAll("https://HOST", server.origin)));
  return { wasm, frame };
}

const directives = (policy) => policy.split(";").map((directive) => directive.trim().replace(/\s+/g, " ")).filter(Boolean);

/** The same, and the page's own script. */
const withOwn = (policy) => `${policy.join("; ").replace("script-src", "script-src 'self'")}; ${OWN}`;

/** A shopper on a page under a policy, who notes what the policy forbids. */
async function visit(policy, { offer = SHIRT, extra = "" } = {}) {
  const visit = await Visit.begin(browser);
  await visit.page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile }) => {
      window.violations.push({ effectiveDirective, blockedURI, sourceFile });
    });
  });
  const html = checkout({ lutine: server.origin, offer });
  await visit.page.goto(shop.sell({ html, headers: { "content-security-policy": withOwn(policy) + extra } }));
  return visit;
}

const violations = ({ page }) => page.evaluate(() => window.violations);

test("README.md documents both policies", () => {
  assert.equal(policies.wasm[0], "default-src 'none'");
  assert.equal(policies.frame[0], "default-src 'none'");
  assert.ok(!/unsafe-(inline|eval')/.test([policies.wasm, policies.frame].join().replaceAll("wasm-unsafe-eval", "")));
});

test("under the documented directives alone all of it works, without one violation", async () => {
  const shopper = await visit(policies.wasm, { offer: WATCH });
  await shopper.state("offered");
  await shopper.offer.getByRole("button", { name: "What is covered" }).click();
  await shopper.offer.locator("dialog").waitFor();
  assert.match(await shopper.offer.locator("dialog").innerText(), /\$5,000\.00/);
  await shopper.page.keyboard.press("Escape");
  await shopper.offer.evaluate((offer) => { offer.locale = "de"; });
  await shopper.offer.getByText("Ja, versichern").waitFor();
  await shopper.yes().check();
  await shopper.signed();
  assert.deepEqual(await violations(shopper), []);
  assert.deepEqual(shopper.errors, []);
  assert.deepEqual(await traces(shopper), { styles: [], storage: [], databases: [], caches: [], cookie: "" });
  assert.equal((await shopper.pay()).outcome, "booked");
  assert.deepEqual(await shopper.context.cookies(), []);
  assert.deepEqual(shopper.thrown, []);
  await shopper.close();
});

/** What a widget could leave on a page or in a browser. */
function traces({ page }) {
  return page.evaluate(async () => {
    const roots = [document, document.querySelector("lutine-offer").shadowRoot];
    // The box's own height is set by script, as every policy allows.
    const styles = roots.flatMap((root) => [...root.querySelectorAll("[style]:not(.box), style")]).map(({ outerHTML }) => outerHTML);
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    // Only secure origins have caches; this one, being local, is.
    return { styles, storage: [...Object.keys(localStorage), ...Object.keys(sessionStorage)], databases, caches: await caches.keys(), cookie: document.cookie };
  });
}

test("the frame's directives alone do as well", async () => {
  const shopper = await visit(policies.frame);
  await shopper.state("offered");
  await shopper.framed().locator("input[value=yes]").check();
  await shopper.signed();
  await shopper.framed().getByRole("button", { name: "What is covered" }).click();
  await shopper.framed().locator("dialog").waitFor();
  await shopper.framed().locator("dialog").press("Escape");
  // That the page forbids WebAssembly is found out by asking it.
  const found = (await violations(shopper)).filter(({ blockedURI }) => blockedURI !== "wasm-eval");
  assert.deepEqual(found, []);
  assert.equal((await shopper.pay()).outcome, "booked");
  assert.deepEqual(shopper.thrown, []);
  await shopper.close();
});

test("each directive is needed", async () => {
  const lost = async (policy) => {
    const shopper = await visit(policy);
    const works = await shopper.page.waitForFunction(
      () => ["offered", "unavailable"].includes(document.querySelector("lutine-offer").state), null, { timeout: 4_000 },
    ).then(() => shopper.offer.evaluate(({ state }) => state), () => "nothing");
    await shopper.close();
    return works;
  };
  const [none, ...others] = policies.wasm;
  const states = {};
  for (const directive of others) {
    const [name] = directive.split(" ");
    states[name] = await lost([none, ...others.filter((other) => other !== directive).concat(name === "script-src" ? ["script-src"] : [])]);
  }
  assert.deepEqual(states, { "script-src": "nothing", "connect-src": "unavailable" });
  assert.equal(await lost(policies.wasm.map((directive) => directive.replace(" 'wasm-unsafe-eval'", ""))), "unavailable");
  assert.equal(await lost(policies.frame.filter((directive) => !directive.startsWith("frame-src"))), "unavailable");
});
