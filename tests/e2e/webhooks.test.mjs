// What a merchant's server gets of a running backend, checked with the official library of the scheme.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { after, before, test } from "node:test";
import { Webhook } from "standardwebhooks";
import { Server, until } from "./support/server.mjs";

let server, receiver;
/** Each message that came: its headers and its body. */
const got = [];
/** The statuses of the next answers; then 204. */
const answers = [];

before(async () => {
  server = await Server.start({ webhooksToPrivate: true });
  receiver = createServer(async (request, response) => {
    got.push({ headers: request.headers, body: await text(request) });
    response.writeHead(answers.shift() ?? 204).end();
  }).listen(0, "127.0.0.1");
  await once(receiver, "listening");
});
after(async () => {
  await server.close();
  receiver.closeAllConnections();
  receiver.close();
});

async function endpoint(events) {
  const url = `http://127.0.0.1:${receiver.address().port}/hooks`;
  const { status, body } = await server.tell("/v1/webhook-endpoints", { url, events });
  assert.equal(status, 201, JSON.stringify(body));
  return body;
}

/** Books a parcel as a widget does. */
async function book(order) {
  const shipment = {
    origin: { country: "US" }, destination: { country: "US" }, carrier: "usps", parcels: [{}],
    insurance: { amount: "249.00", currency: "USD", content: "t-shirts" },
  };
  const { body: { offers: [offer] } } = await server.tell("/v1/quotes", { shipment, programmes: ["house-usd"] });
  const { texts } = await server.read("/v1/config");
  const { status, body } = await server.tell("/v1/bookings", {
    quote: offer.quote.token,
    order: { id: order, value: { amount: "249.00", currency: "USD" } },
    policyholder: { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com", country: "US" },
    consent: {
      basis: "shopper", quoteId: offer.quote.id, total: offer.total, textHash: texts["house-usd"].en.hash,
      locale: "en", shown: "Insure this parcel?",
    },
  }, { idempotency: order });
  assert.equal(status, 201, JSON.stringify(body));
  return body;
}

const came = (count) => until(`${count} messages`, () => got.length >= count);

test("the official library takes what is sent, with each secret that is good, and nothing else", async () => {
  const { id, secret } = await endpoint(["booking.*"]);
  const booking = await book("A-1");
  await came(1);
  const [{ headers, body }] = got;
  const event = new Webhook(secret).verify(body, headers);
  assert.deepEqual(
    [event.type, event.id, event.sequence, event.data.id], ["booking.booked", headers["webhook-id"], 1, booking.id],
  );
  assert.doesNotMatch(body, /Lovelace|ada@example/);
  assert.throws(() => new Webhook(secret).verify(body.replace("249.00", "1.00"), headers), "another body");
  assert.throws(() => new Webhook(secret).verify(body, { ...headers, "webhook-id": "event_1" }), "another id");

  const rotated = await server.tell(`/v1/webhook-endpoints/${id}/rotate`, {});
  await book("A-2");
  await came(2);
  for (const good of [secret, rotated.body.secret]) new Webhook(good).verify(got[1].body, got[1].headers);
  const leaked = await server.tell(`/v1/webhook-endpoints/${id}/rotate`, { overlapHours: 0 });
  await book("A-3");
  await came(3);
  new Webhook(leaked.body.secret).verify(got[2].body, got[2].headers);
  assert.throws(() => new Webhook(secret).verify(got[2].body, got[2].headers), "it ended");
  await server.tell(`/v1/webhook-endpoints/${id}`, { state: "disabled" }, { method: "PATCH" });
});

test("what was not taken comes again under its id, over a kill of the server too", async () => {
  const { id, secret } = await endpoint(["webhook.test"]);
  answers.push(500);
  const before = got.length;
  const { body: event } = await server.tell(`/v1/webhook-endpoints/${id}/test`, {});
  await came(before + 1);
  await until("the attempt", async () => (await server.read(`/v1/events/${event.id}`)).deliveries[0].attempts.length === 1);
  await server.stop("SIGKILL");
  await server.start({ webhooksToPrivate: true });
  await came(before + 2);
  const [first, second] = got.slice(before);
  assert.deepEqual([first.headers["webhook-id"], second.headers["webhook-id"]], [event.id, event.id]);
  assert.equal(first.body, second.body);
  new Webhook(secret).verify(second.body, second.headers);
  const [delivery] = await until("the delivery", async () => {
    const { deliveries } = await server.read(`/v1/events/${event.id}`);
    return deliveries[0].state === "delivered" && deliveries;
  });
  assert.deepEqual(delivery.attempts.map(({ outcome, status }) => [outcome, status]), [["failed", 500], ["delivered", 204]]);
});

test("without the setting for development this machine is out of reach", async () => {
  await server.stop();
  await server.start();
  const port = receiver.address().port;
  for (const url of [`http://127.0.0.1:${port}/`, `https://127.0.0.1:${port}/`, `https://[::1]:${port}/`]) {
    const { status, body } = await server.tell("/v1/webhook-endpoints", { url });
    assert.deepEqual([status, body.errors[0].path], [400, "url"], url);
  }
  const before = got.length;
  const { body: { id } } = await server.tell("/v1/webhook-endpoints", { url: `https://localhost:${port}/` });
  const { body: event } = await server.tell(`/v1/webhook-endpoints/${id}/test`, {});
  const [{ reason }] = await until("the attempt", async () => {
    const { attempts } = (await server.read(`/v1/events/${event.id}`)).deliveries[0];
    return attempts.length && attempts;
  });
  assert.deepEqual([reason, got.length], ["address-refused", before]);
});
