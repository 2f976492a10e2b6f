// Giving insurance back: what comes back is said first, then two buttons of the same weight, neither chosen.
import { fluent, open } from "./modal.js";
import { button, node } from "./nodes.js";

const WITHIN_MS = 5_000;
const GIVEN_BACK = ["cancelling", "cancelled"];

/**
 * Asks whether a booking is to be cancelled, and cancels it. `cancelled` gets the booking as the server then has it.
 * Whatever fails is said in the dialog. An answer that was lost on its way may have been a yes: the booking tells.
 */
export function cancel({ root, words, view, api, token, cancelled }) {
  const bookingId = view.booking.id;
  const { say } = fluent(words);
  const address = `${api}/v1/bookings/${encodeURIComponent(bookingId)}`;
  const ask = (body, headers) => request(`${address}/cancel`, token, body, headers);
  const refund = node("p", "refund");
  refund.role = "status";
  const trouble = node("p", "trouble");
  trouble.role = "alert";
  const keep = button("button", say("cancel-no"), () => dialog.close());
  const yes = button("button", say("cancel-yes"), () => confirm());
  const dialog = open({
    root, words, title: say("cancel-title"),
    body: [node("div", "", node("p", "", say("cancel-text")), refund), trouble],
    actions: [keep, yes],
  });
  if (!dialog) return undefined;
  let known = false;
  preview();
  return dialog;

  /** What would come back; without it nothing can be agreed to. */
  async function preview() {
    const answer = await busy(() => ask({ preview: true }));
    if (!answer.ok) return failed(answer);
    known = true;
    const { total } = answer.body.refund;
    const paid = /[1-9]/.test(total.amount);
    refund.textContent = say(paid ? "cancel-refund" : "cancel-no-refund", { amount: words.money(total) });
  }

  async function confirm() {
    if (dialog.ariaBusy === "true") return;
    trouble.textContent = "";
    if (!known) return preview();
    // The same key for every try: cancelled twice is cancelled once.
    const answer = await busy(async () => {
      const said = await ask({}, { "idempotency-key": `cancel-${bookingId}` });
      if (said.ok || said.refused) return said;
      const now = await request(address, token);
      return GIVEN_BACK.includes(now.body?.state) ? now : said;
    });
    if (!answer.ok) return failed(answer);
    dialog.close();
    cancelled(answer.body);
    // The button that opened this goes with the insurance: whoever stood on it stays in the card.
    requestAnimationFrame(() => document.activeElement === document.body && root.host.focus());
  }

  /** While the server is asked, a second click does nothing; the focus stays where it is. */
  async function busy(work) {
    dialog.ariaBusy = yes.ariaDisabled = "true";
    const answer = await work();
    dialog.ariaBusy = yes.ariaDisabled = "false";
    return answer;
  }

  function failed({ refused }) {
    trouble.textContent = say(refused ? "cancel-refused" : "cancel-failed");
    if (!refused) return;
    refund.remove();
    if (root.activeElement === yes) keep.focus();
    yes.remove();
    keep.textContent = say("close");
  }
}

/** `{ ok, refused, body }`; never rejects. */
async function request(address, token, body, headers) {
  try {
    const response = await fetch(address, {
      method: body ? "POST" : "GET",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    const answer = await response.json();
    const ok = response.ok && typeof answer?.id === "string" && (!body?.preview || isMoney(answer.refund?.total));
    return { ok, refused: response.status === 409 && answer?.code === "not-cancellable", body: answer };
  } catch {
    return { ok: false, refused: false };
  }
}

function isMoney(money) {
  return typeof money?.amount === "string" && typeof money.currency === "string";
}
