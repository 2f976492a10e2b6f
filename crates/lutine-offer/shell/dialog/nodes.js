// Pieces of a dialog. Whatever is said is a text node, so that no name or reference can be markup.

/** An element with its class and its children; absent children are left out. */
export function node(tag, name, ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...children.filter(Boolean));
  return element;
}

/** An element that shops may style: its part has the name of its class. */
export function styled(tag, name, ...children) {
  const element = node(tag, name, ...children);
  element.part.add(name);
  return element;
}

export function button(name, text, act) {
  const element = styled("button", name, text);
  element.type = "button";
  element.addEventListener("click", act);
  return element;
}

/** What comes under a heading; nothing where there is nothing. */
export function section(heading, content) {
  return content && node("section", "", node("h3", "", ...heading), content);
}

/** Names and their values; absent pairs are left out. */
export function facts(pairs, name = "facts") {
  const rows = pairs.filter(Boolean);
  return node("dl", name, ...rows.map(([key, value]) => node("div", "", node("dt", "", key), node("dd", "", value))));
}

/** A list of lines, each said once; nothing where there are none. */
export function list(name, lines) {
  const said = [...new Set(lines)].filter(Boolean);
  return said.length > 0 ? node("ul", name, ...said.map((line) => node("li", "", line))) : undefined;
}
