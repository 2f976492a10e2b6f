// One element in a page of the demo shop's address, with nothing else that would set or answer it.

/** An order of what it insures, for confirm(). */
export const orderOf = (id) => ({
  order: { id, value: { amount: "249.00", currency: "USD" } },
  policyholder: { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com", country: "US" },
});

/** Puts it in the place of the shop, in a `div` of its own, and waits for its offer. */
export async function alone(shopper) {
  await shopper.page.evaluate(() => {
    document.querySelector("main").replaceChildren();
    const offer = document.createElement("lutine-offer");
    const attributes = { value: "249.00", currency: "USD", origin: "US", destination: "US", programme: "house-usd" };
    for (const [name, value] of Object.entries(attributes)) offer.setAttribute(name, value);
    const here = Object.assign(document.createElement("div"), { id: "here" });
    here.append(offer);
    document.body.prepend(here);
  });
  await shopper.state("offered");
  return shopper.page.locator("lutine-offer");
}
