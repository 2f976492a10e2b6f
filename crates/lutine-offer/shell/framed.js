// The script of the frame's page: holds a real <lutine-offer>, applies what the page outside says, reports what becomes
// of it. An answer is given by a click in here; no message gives one.
import { EVENTS, HELLO, PORT, TO_FRAME, hear } from "./frame/wire.js";
import { loadLutine } from "./lutine.js";

const PAGE = "html, body, form { margin: 0; background: transparent } html { overflow: clip }";

/** Where the frame is: only that page is told hello, and only its answer counts. */
const outside = [location.ancestorOrigins?.[0], document.referrer].map(originOf).find(Boolean);

if (parent !== window) run();

async function run() {
  const key = new URLSearchParams(location.search).get("key") ?? "";
  const port = await greet();
  await loadLutine({ key });
  serve(port);
}

/** Says hello and takes one port, from the page outside. A bare hello tells nothing, whoever hears it. */
function greet() {
  return new Promise((resolve) => {
    addEventListener("message", function opened({ source, origin, data, ports }) {
      if (source !== parent || (outside && origin !== outside) || data !== PORT || ports.length !== 1) return;
      removeEventListener("message", opened);
      resolve(ports[0]);
    });
    parent.postMessage(HELLO, outside ?? "*");
  });
}

function serve(port) {
  const offer = document.createElement("lutine-offer");
  const form = document.createElement("form");
  const sheet = new CSSStyleSheet();
  let reported;
  offer.setAttribute("name", "lutine");
  form.append(offer);

  const say = (type, fields) => port.postMessage({ type, ...fields });

  /** How tall it is, what it is called and what a form submits; the same again is not told. */
  function report(again = false) {
    const data = new FormData(form);
    const told = {
      height: Math.ceil(offer.getBoundingClientRect().height),
      title: offer.shadowRoot.querySelector("#title")?.textContent ?? "",
      value: data.get("lutine") ?? "",
      consent: data.get("lutine-consent"),
      message: offer.validationMessage ?? "",
    };
    const written = JSON.stringify(told);
    if (again || written !== reported) say("report", told);
    reported = written;
  }

  for (const name of EVENTS) {
    offer.addEventListener(`lutine:${name}`, ({ detail }) => {
      report(); // first: who hears the event may submit the form at once
      say("event", { name, detail });
      // Priced in one turn, drawn in the next, and then told; out of sight no observer would say so.
      setTimeout(() => setTimeout(report, 0, true));
    });
  }
  new ResizeObserver(() => report()).observe(offer);
  watchDialogs(offer, (open) => say("stage", { open }));

  hear(port, TO_FRAME, {
    inputs(inputs) {
      apply(offer, sheet, inputs);
      if (!form.isConnected) document.body.append(form);
      report();
    },
    async confirm({ id, order }) {
      say("confirmed", { id, answer: await offer.confirm(order) });
    },
    reset() {
      offer.reset();
      report();
    },
    focus() {
      offer.focus();
      // Where the frame itself gets the focus only now, that takes it from what is inside.
      if (!document.hasFocus()) addEventListener("focus", () => offer.focus(), { once: true });
    },
    details: () => offer.details(),
    // The card stays where it is seen, while the frame around it is as large as the window.
    staged: ({ place }) => Object.assign(document.body.style, place
      ? { position: "absolute", left: `${place.x}px`, top: `${place.y}px`, width: `${place.width}px` }
      : { position: "", left: "", top: "", width: "" }),
  });
}

function apply(offer, sheet, { attributes, shipment, texts, look }) {
  for (const name of offer.constructor.observedAttributes) {
    if (name === "name") continue;
    if (!Object.hasOwn(attributes, name)) offer.removeAttribute(name);
    else if (offer.getAttribute(name) !== attributes[name]) offer.setAttribute(name, attributes[name]);
  }
  if (JSON.stringify(offer.shipment) !== JSON.stringify(shipment)) offer.shipment = shipment;
  if (JSON.stringify(offer.texts ?? {}) !== JSON.stringify(texts)) offer.texts = texts;
  wear(sheet, look);
}

/** Looks like the page outside, by values alone: no rule comes over the port. */
function wear(sheet, { properties, text, scheme, size, dir, lang }) {
  sheet.replaceSync(`${PAGE} html {} lutine-offer {}`);
  const [{ style: page }, { style: element }] = [...sheet.cssRules].slice(-2);
  page.setProperty("color-scheme", scheme);
  page.setProperty("font-size", size);
  setAll(page, properties, /^--lutine-[\w-]+$/);
  setAll(element, text, /^(font|letter|line|text|word)-[a-z]+$/);
  Object.assign(document.documentElement, { dir, lang });
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets = [sheet];
}

function setAll(style, values, names) {
  for (const [name, value] of Object.entries(values)) if (names.test(name)) style.setProperty(name, value);
}

/** Calls back when a dialog of the element opens, and when none is open any more. */
function watchDialogs({ shadowRoot }, changed) {
  let before = false;
  new MutationObserver(() => {
    const open = shadowRoot.querySelector("dialog[open]") !== null;
    if (open !== before) changed(open);
    before = open;
  }).observe(shadowRoot, { attributeFilter: ["open"], childList: true, subtree: true });
}

function originOf(address) {
  const origin = URL.canParse(address) ? new URL(address).origin : "null";
  return origin === "null" ? undefined : origin;
}
