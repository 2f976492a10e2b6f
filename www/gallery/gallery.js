// Puts a real <lutine-offer> into every section. Only a shopper can answer one, so that here nothing does.
import { LANGUAGES, RIGHT_TO_LEFT, SHELVES, THEMED } from "./specimens.js";

const root = document.documentElement;
const switches = document.querySelector(".switches");

for (const theme of ["paper", "night", "market"]) await adopt(theme);
for (const [section, specimens] of Object.entries(SHELVES)) shelve(section, specimens);
document.querySelector("#widths .shelf").classList.add("shelf--widths");
shelve("rtl", RIGHT_TO_LEFT.map((tag) => spoken(tag)));
shelve("languages", LANGUAGES.map((tag) => spoken(tag)));
for (const section of document.querySelectorAll("section[data-theme]")) {
  for (const scheme of ["light", "dark"]) section.append(panel(section.dataset.theme, scheme));
}
document.querySelector("#loading .shelf").append(outline());
switches.addEventListener("change", dress);
dress();

/** Puts a theme's rules on one class, so that the themes stand side by side; a shop links the file as it is. */
async function adopt(theme) {
  const rules = await (await fetch(`/embed/v1/themes/${theme}.css`)).text();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules.replaceAll("lutine-offer", `.${theme}`));
  document.adoptedStyleSheets.push(sheet);
}

/** The theme and the colours of every card that does not show one of its own. */
function dress() {
  const { theme, scheme } = Object.fromEntries(new FormData(switches));
  root.dataset.scheme = scheme;
  for (const offer of document.querySelectorAll("section:not([data-theme]) :is(lutine-offer, .outline)")) {
    offer.classList.remove("house", "paper", "night", "market");
    offer.classList.add(theme);
  }
}

function shelve(section, specimens) {
  const shelf = element("div", "shelf");
  for (const specimen of specimens) shelf.append(figure(specimen));
  document.getElementById(section).append(shelf);
}

function figure({ id, caption, lang, shape, absent, shipment, ...attributes }) {
  const title = Object.assign(element("figcaption"), { textContent: caption });
  const offer = element("lutine-offer");
  for (const [name, value] of Object.entries(attributes)) offer.setAttribute(name, value);
  if (shipment) offer.shipment = shipment;
  const specimen = element("figure", "specimen");
  if (id) specimen.id = id;
  if (lang) title.lang = lang;
  if (shape) specimen.classList.add(shape);
  specimen.append(title, offer);
  if (absent) {
    specimen.classList.add("specimen--absent");
    const note = element("p");
    offer.addEventListener("lutine:quote", () => (note.textContent = `${absent} Its state is “${offer.state}”.`));
    specimen.append(note);
  }
  return specimen;
}

/** The offer in a language, under the language's own name. */
function spoken(tag) {
  const caption = `${new Intl.DisplayNames(tag, { type: "language" }).of(tag)} · ${tag}`;
  return { ...THEMED[0], id: undefined, caption, lang: tag, locale: tag };
}

function panel(theme, scheme) {
  const box = element("div", `panel panel--${theme} panel--${scheme}`);
  const shelf = element("div", "shelf");
  shelf.append(...THEMED.map((specimen) => figure(specimen)));
  for (const offer of shelf.querySelectorAll("lutine-offer")) offer.classList.add(theme);
  box.append(Object.assign(element("h3"), { textContent: scheme === "light" ? "On a light page" : "On a dark page" }), shelf);
  return box;
}

/** What an element shows before its widget is there: the same outline and style sheet, kept from going on. */
function outline() {
  const { shadowRoot } = document.createElement("lutine-offer");
  const host = element("div", "outline");
  const copy = host.attachShadow({ mode: "open" });
  copy.adoptedStyleSheets = shadowRoot.adoptedStyleSheets;
  copy.append(...[...shadowRoot.childNodes].map((node) => node.cloneNode(true)));
  const specimen = element("figure", "specimen");
  specimen.append(Object.assign(element("figcaption"), { textContent: "Loading" }), host);
  return specimen;
}

function element(name, classes = "") {
  return Object.assign(document.createElement(name), { className: classes });
}
