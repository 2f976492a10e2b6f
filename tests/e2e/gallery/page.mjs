// The gallery as a test sees it: the same letters everywhere, nothing in motion, every box at its own height.
import { setFonts } from "./fonts.mjs";

/** Opens the gallery and waits until every widget shows what it shows. */
export async function openGallery(browser, server, options = {}) {
  const page = await browser.newPage({
    viewport: { width: 1360, height: 1000 }, deviceScaleFactor: 1, reducedMotion: "reduce", colorScheme: "light", ...options,
  });
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.goto(`${server.origin}/gallery/`);
  await page.waitForFunction(() => {
    const offers = [...document.querySelectorAll("lutine-offer")];
    return document.querySelector(".outline") && offers.every(({ state }) => state && state !== "loading");
  }, null, { timeout: 60_000 });
  await setFonts(page);
  await page.evaluate(settle);
  return { page, complaints };
}

/** The header stands above the pictures, not in them; boxes that have been out of sight have given their room back. */
async function settle() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".masthead { position: static }");
  document.adoptedStyleSheets.push(sheet);
  const held = () => [...document.querySelectorAll("lutine-offer")].some((offer) => offer.shadowRoot.querySelector(".held"));
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  for (let times = 0; held() && times < 200; times += 1) {
    scrollTo({ top: times % 2 ? 0 : document.body.scrollHeight, behavior: "instant" });
    await frame();
  }
  scrollTo({ top: 0, behavior: "instant" });
}
