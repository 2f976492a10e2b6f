// The pieces of the loading box: what is there before anything is known.

export function div(name) {
  const element = document.createElement("div");
  element.className = name;
  return element;
}

export function slot(name) {
  return Object.assign(document.createElement("slot"), { name });
}

/** The outline of a card, so that nothing moves when the offer arrives. */
export function skeleton() {
  const card = div("card skeleton");
  card.setAttribute("aria-busy", "true");
  card.append(div("bone title"), div("bone"), div("answer"), div("answer"));
  return card;
}
