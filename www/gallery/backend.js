// Answers what the widgets on this page ask a backend, the same on every day: nothing here reaches a server's API.
const asked = window.fetch.bind(window);
const file = (name) => asked(new URL(name, import.meta.url)).then((response) => response.json());
const config = file("config.json");
const answers = file("answers.json");

window.fetch = async (resource, options) => {
  const request = new Request(resource, options);
  const { pathname } = new URL(request.url);
  return pathname.startsWith("/v1/") ? answer(request, pathname.split("/").slice(2)) : asked(resource, options);
};

async function answer(request, [collection, id, action]) {
  if (collection === "config") return Response.json(await config);
  if (collection === "quotes" && action === "decline") return Response.json({ id, state: "declined" });
  if (collection === "quotes") return quoted(await request.json());
  if (collection === "bookings" && id) return booking(id, action);
  return Response.json({ code: "not-found" }, { status: 404 });
}

/** A quote of the price that stands in answers.json; a shipment that is not on the page has none. */
async function quoted({ shipment, programmes: [programme] }) {
  const { amount, currency } = shipment.parcels[0].insurance;
  const price = (await answers).quotes[programme]?.[amount];
  if (!price) return Response.json({ code: "unavailable" }, { status: 503 });
  const { revision } = (await config).programmes.find(({ id }) => id === programme);
  const quote = { id: `${programme}-${amount}`, token: "token-of-the-gallery", expiresAt: "2026-12-01T12:00:00Z" };
  return Response.json({ offers: [{ programme, revision, total: { amount: price, currency }, quote }], declined: [] });
}

/** A booking as it is read, and as it is after it was cancelled. */
async function booking(id, action) {
  const { booking, bookings } = await answers;
  const state = action === "cancel" ? "cancelled" : id;
  return Response.json({ id, ...booking, ...bookings[state] });
}
