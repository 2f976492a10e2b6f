// A form without a script of the shop's own, and the shop's server behind it: the guide's examples in one sale.

import { writeFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { exampleOf, writeExamples } from "../../harness/guide.mjs";
import { serveFolder, visit } from "../../harness/pages.mjs";
import { accepts, bookedIn, inState, pays, withServer } from "../../harness/shopping.mjs";

export const tries = "offer";

const ORDER = { id: "A-1001", value: { amount: "249.00", currency: "USD" } };
const POLICYHOLDER = { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com", country: "US" };

export const trials = {
  "Guide: a form, a reload": (cwd) =>
    withServer(async (server) => {
      writeExamples(cwd, "form", server.origin);
      const shop = await shopOf(cwd, server);
      const answer = async (request) => {
        if (request.method !== "POST") return undefined;
        const fields = Object.fromEntries(new URLSearchParams(await text(request)));
        return { type: "application/json", body: JSON.stringify(await shop.sell(fields)) };
      };
      await serveFolder(cwd, async (url) => {
        const unanswered = await visit(url, held);
        if (unanswered !== url) throw new Error(`an unanswered form was sent to ${unanswered}`);
        const { total, booking } = await visit(url, (page) => submits(page, "yes"));
        if (total?.amount !== "2.49" || booking?.state !== "booked") throw new Error(JSON.stringify({ total, booking }));
        const none = await visit(url, (page) => submits(page, "no"));
        if (none.total || none.fields.insurance !== "declined") throw new Error(`a no is charged: ${JSON.stringify(none)}`);
        await shopsAgain(cwd, server, booking);
      }, { answer });
      return "charged, booked, shown again";
    }),
  "Guide: paid later": (cwd) =>
    withServer(async (server) => {
      writeExamples(cwd, "page", server.origin);
      await serveFolder(cwd, (url) => visit(url, (page) => pays(page, "pending")));
      const { confirm } = await shopOf(cwd, server);
      const { id } = await bookedIn(server, "pending_payment");
      const other = await confirm(id, { value: { amount: "250.00", currency: "USD" } });
      if (other.state) throw new Error(`another value is ${other.state}`);
      const booking = await confirm(id, ORDER);
      if (booking.state !== "booked") throw new Error(JSON.stringify(booking));
      return "pending, confirmed, booked";
    }, { payment: "confirmed" }),
};

/** The shop's server, as the guide has it. */
async function shopOf(cwd, server) {
  // The guide's modules read it once, so that each trial has modules of its own.
  process.env.LUTINE_SECRET = server.secret;
  writeExamples(cwd, "server", server.origin);
  const load = (file) => import(`${pathToFileURL(join(cwd, file))}?${server.port}`);
  const [{ acceptedQuote }, { book }, { confirm }] = await Promise.all(["quote.mjs", "book.mjs", "confirm.mjs"].map(load));
  const sell = async (fields) => {
    const dearer = { ...ORDER, value: { ...ORDER.value, amount: "250.00" } };
    if (await acceptedQuote(fields, dearer)) throw new Error("a quote for other goods was taken");
    const quote = await acceptedQuote(fields, ORDER);
    if (!quote) return { fields };
    const forged = await book(quote, { ...fields, insurance: `${fields.insurance}x` }, ORDER, POLICYHOLDER);
    if (forged.policies) throw new Error("a forged quote was booked");
    return { fields, total: quote.offer.total, booking: await book(quote, fields, ORDER, POLICYHOLDER) };
  };
  return { sell, confirm };
}

/** The form waits for an answer, either one. */
async function held(page) {
  await inState(page, "offered");
  await page.getByRole("button", { name: "Pay" }).click();
  return page.url();
}

async function submits(page, answer) {
  if (answer === "yes") await accepts(page);
  else {
    await inState(page, "offered");
    await page.getByRole("radio", { name: /^No/ }).click();
    await inState(page, "declined");
  }
  await page.getByRole("button", { name: "Pay" }).click();
  await page.waitForURL("**/pay");
  return JSON.parse(await page.locator("body").innerText());
}

/** The order's page on another day: the card shows the booking. */
async function shopsAgain(cwd, server, { id, shopperToken }) {
  const element = exampleOf(cwd, "reload", server.origin).replace("booking_…", id).replace("st_…", shopperToken);
  const script = `<script type="module" src="${server.origin}/embed/v1/lutine.js" data-key="pk_demo"></script>`;
  writeFileSync(join(cwd, "index.html"), `<!doctype html><html lang="en"><title>Order</title>${script}${element}`);
  await serveFolder(cwd, (url) => visit(url, (page) => inState(page, "booked")));
}
