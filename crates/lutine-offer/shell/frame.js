// The outer side of the frame: where a page forbids WebAssembly, the same element runs in a page of the backend's own,
// and this speaks for it. Form, events and methods stay with the element outside.
import { inputsOf } from "./frame/inputs.js";
import { Line } from "./frame/line.js";
import { watchLook } from "./frame/look.js";
import { stage } from "./frame/stage.js";
import { publicDetail } from "./frame/wire.js";

/** The folder that this comes from, "v1" or a version: the page in the frame comes from one of the same name. */
const VERSION = new URL(".", import.meta.url).pathname.split("/").at(-2);
/** Longer than a booking with all its tries. */
const CONFIRM_WITHIN_MS = 25_000;
const UNAVAILABLE = { outcome: "unavailable" };
const NOTHING = { answer: null, programme: null, total: null, quoteId: null, bookingId: null };

/**
 * Shows an element in a frame at the top of its `box`, hidden until it has something to show; then resolves with what
 * the element calls: update(), confirm(order), reset(), focus(), details(), unmount().
 * The frame's page is the backend's, `api`; `texts` are those of the page outside. `onEvent` gets an event's name and
 * detail; `onForm` gets what a form submits, value and consent, and what stands in its way.
 * Rejects with `frame-blocked` or `timeout` where nothing comes, and leaves nothing behind.
 */
export function connect({ api, key, texts, element, box, within = 3_000, onEvent, onForm }) {
  return new Promise((resolve, reject) => {
    const address = `${api}/embed/${VERSION}/frame?key=${encodeURIComponent(key)}`;
    const frame = new Frame(address, box, { inputs: () => inputsOf(element, texts), onEvent, onForm, shown });
    const late = setTimeout(fail, within, "timeout");

    function shown(error) {
      clearTimeout(late);
      if (error) fail(error);
      else resolve(frame);
    }

    function fail(code) {
      frame.unmount();
      reject(new Error(code));
    }
  });
}

class Frame {
  #page;
  #place = document.createElement("div");
  #frame = document.createElement("iframe");
  #line;
  #cover;
  #unwatch;
  #told;
  /** The detail of the last event. */
  #detail;
  #visible = false;
  /** What is asked and not answered yet. */
  #waiting = new Map();
  #asked = 0;

  constructor(address, box, page) {
    this.#page = page;
    this.#cover = stage(this.#place, this.#frame, (place) => this.#line.say("staged", { place }));
    this.#build(address, box);
    this.#line = new Line(this.#frame, {
      hearers: this.#hearers,
      opened: () => this.update(),
      lost: () => this.#lost(),
      blocked: () => (this.#visible ? this.#gone() : page.shown("frame-blocked")),
    });
    this.#unwatch = watchLook(() => this.update());
    box.prepend(this.#place);
  }

  /** Tells the frame how the element is now; the same again is not told. */
  update() {
    if (!this.#line.open) return;
    const inputs = this.#page.inputs();
    const written = JSON.stringify(inputs);
    if (written !== this.#told) this.#line.say("inputs", inputs);
    this.#told = written;
  }

  /** Books a yes. Never rejects. */
  confirm(order) {
    const id = ++this.#asked;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#answer(id, UNAVAILABLE), CONFIRM_WITHIN_MS);
      this.#waiting.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      try {
        this.update();
        this.#line.say("confirm", { id, order });
      } catch {
        this.#answer(id, UNAVAILABLE); // what cannot be sent is no order
      }
      if (!this.#line.open) this.#answer(id, UNAVAILABLE);
    });
  }

  reset() {
    this.#line.say("reset");
  }

  focus() {
    // Focused again, a frame would take the focus from what has it inside.
    if (this.#frame.getRootNode().activeElement !== this.#frame) this.#frame.focus();
    this.#line.say("focus");
  }

  details() {
    this.#line.say("details");
  }

  unmount() {
    this.#unwatch();
    this.#line.close();
    this.#place.remove();
  }

  #build(address, box) {
    Object.assign(this.#place.style, { position: "relative", height: "0" });
    // As tall as the box around it, so that the widget inside knows itself to be in sight or out of it.
    Object.assign(this.#frame.style, { visibility: "hidden", height: `${box.getBoundingClientRect().height}px` });
    this.#frame.title = "Lutine";
    this.#frame.allow = "";
    // Whatever the page's policy is: the frame is to know whom it speaks to.
    this.#frame.referrerPolicy = "origin";
    this.#frame.src = address;
    this.#place.append(this.#frame);
  }

  #hearers = {
    event: ({ name, detail }) => {
      this.#detail = publicDetail(detail);
      this.#page.onEvent(name, this.#detail);
    },
    report: ({ height, title, value, consent, message }) => {
      this.#page.onForm(value, consent, message);
      this.#frame.title = title || this.#frame.title;
      // The card is drawn by the time of the report that follows its first event: from then on nothing moves.
      if (this.#detail) this.#show(height);
    },
    confirmed: ({ id, answer }) => this.#answer(id, answer),
    stage: ({ open }) => this.#cover(open),
  };

  #show(height) {
    this.#place.style.height = `${height}px`;
    if (this.#visible) return;
    this.#visible = true;
    Object.assign(this.#frame.style, { visibility: "", height: "100%" });
    this.#page.shown();
  }

  #answer(id, answer) {
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
  }

  /** Moved on its page a frame loads anew, and now nothing came. */
  #gone() {
    this.#lost();
    this.#visible = false;
    this.#frame.style.visibility = "hidden"; // nobody is to choose where nobody hears it
    this.#page.onForm("unavailable", null, "");
    this.#page.onEvent("unavailable", { state: "unavailable", ...NOTHING, code: "frame-blocked", errors: [] });
  }

  /** Whatever was answered inside is gone with the frame's page. */
  #lost() {
    this.#told = undefined;
    this.#cover(false);
    for (const id of this.#waiting.keys()) this.#answer(id, UNAVAILABLE);
    this.#page.onForm("", null, "");
    if (this.#detail?.answer) this.#page.onEvent("change", (this.#detail = { state: "loading", ...NOTHING }));
  }
}
