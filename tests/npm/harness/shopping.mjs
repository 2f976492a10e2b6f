// A shopper in a shop of another origin than the server's, as in life.

import { Server, until } from "../../e2e/support/server.mjs";
import { visit } from "./pages.mjs";

/** A server of the test's own while `use` runs; its demo merchant's bookings may wait for the shop's word, as others' do. */
export async function withServer(use, { payment = "at-once" } = {}) {
  process.env.LUTINE_DEMO = payment;
  const server = await Server.start();
  try {
    return await use(server);
  } finally {
    await server.close();
  }
}

/** Says yes on a page of the guide and pays: the server then has the one booking, and the page says so. */
export async function buys(url, server, options) {
  await visit(url, (page) => pays(page, "booked"), options);
  await bookedIn(server, "booked");
  return "offered, accepted, booked";
}

/** Says yes and pays; the page says how that ended. */
export async function pays(page, outcome) {
  await accepts(page);
  await page.getByRole("button", { name: "Pay" }).click();
  const said = await page.locator("output", { hasText: "Insurance" }).innerText();
  if (said !== `Thank you. Insurance: ${outcome}`) throw new Error(`the page says \`${said}\``);
}

/** The one booking that the server has, in this state. */
export async function bookedIn(server, state) {
  const bookings = await until("the booking", async () => {
    const bookings = await server.bookings();
    return bookings.length > 0 && bookings;
  });
  const states = bookings.map(({ state }) => state).join();
  if (states !== state) throw new Error(`the server has bookings ${states}`);
  return bookings[0];
}

/** Waits for the offer, says yes, and waits until the server has signed it. */
export async function accepts(page) {
  await inState(page, "offered");
  await page.getByRole("radio", { name: /^Yes/ }).click();
  await inState(page, "accepted");
  await page.waitForFunction(() => document.querySelector("lutine-offer").quoteId);
}

export const inState = (page, state) =>
  page.waitForFunction((state) => document.querySelector("lutine-offer")?.state === state, state, { timeout: 10_000 });
