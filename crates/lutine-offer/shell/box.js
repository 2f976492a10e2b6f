// The pieces of the loading box: what is there before anything is known.

export function div(name, ...children) {
  const element = document.createElement("div");
  element.className = name;
  element.append(...children);
  return element;
}

export function slot(name) {
  return Object.assign(document.createElement("slot"), { name });
}

/** The outline of a card, so that nothing moves when the offer arrives. */
export function skeleton() {
  const answer = () => div("answer", div("radio"), div("answer-title bone"), div("price bone"), div("note bone"));
  const heading = div("heading", div("title bone"), div("summary bone"));
  const card = div("card skeleton", div("header", div("icon"), heading), div("answers", answer(), answer()), div("seller bone"));
  card.setAttribute("aria-busy", "true");
  return card;
}
