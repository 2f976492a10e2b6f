// The line to the frame: a hello, a port, and then only the port.
import { FROM_FRAME, HELLO, PORT, hear } from "./wire.js";

/** From the frame's load to its first word, which are events of two pages. */
const HELLO_WITHIN_MS = 500;

/**
 * Waits for the frame's hello and opens a port to it; `hearers` has a function for each message of the frame.
 * A frame says hello once in each of its lives: moved on the page it is loaded anew, and has forgotten all. `opened` is
 * called for each life, `lost` at the end of each, and `blocked` where no hello comes.
 */
export class Line {
  #frame;
  #origin;
  #calls;
  #port;
  /** Whether the frame has said hello in a life whose load is still to come: the two come in either order. */
  #isGreeted = false;
  /** For the hello that a load waits for. */
  #silence;

  constructor(frame, calls) {
    this.#frame = frame;
    this.#origin = new URL(frame.src).origin;
    this.#calls = calls;
    addEventListener("message", this.#greeted);
    document.addEventListener("securitypolicyviolation", this.#forbidden);
    frame.addEventListener("load", this.#loaded);
  }

  get open() {
    return this.#port !== undefined;
  }

  say(type, fields) {
    this.#port?.postMessage({ type, ...fields });
  }

  close() {
    removeEventListener("message", this.#greeted);
    document.removeEventListener("securitypolicyviolation", this.#forbidden);
    this.#frame.removeEventListener("load", this.#loaded);
    this.#waitNoMore();
    this.#hangUp();
  }

  /** Only the frame itself counts, and only while the backend's page is in it. */
  #greeted = ({ source, origin, data }) => {
    if (source !== this.#frame.contentWindow || origin !== this.#origin || data !== HELLO) return;
    this.#hangUp();
    this.#isGreeted = this.#silence === undefined;
    this.#waitNoMore();
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    hear(port1, FROM_FRAME, this.#calls.hearers);
    source.postMessage(PORT, this.#origin, [port2]);
    this.#calls.opened();
  };

  #hangUp() {
    if (!this.#port) return;
    this.#port.close();
    this.#port = undefined;
    this.#calls.lost();
  }

  /** The page does not allow the frame: no use to wait. */
  #forbidden = ({ effectiveDirective, blockedURI, disposition }) => {
    const ours = effectiveDirective === "frame-src" && blockedURI.startsWith(this.#origin);
    if (ours && disposition === "enforce") this.#calls.blocked();
  };

  /** Loaded and silent is some other page: that of a browser, which says what it blocked. */
  #loaded = () => {
    this.#waitNoMore();
    if (this.#isGreeted) {
      this.#isGreeted = false;
      return;
    }
    this.#silence = setTimeout(() => {
      this.#silence = undefined;
      this.#hangUp();
      this.#calls.blocked();
    }, HELLO_WITHIN_MS);
  };

  #waitNoMore() {
    clearTimeout(this.#silence);
    this.#silence = undefined;
  }
}
