// How the price is made: each premium, the tax or what is known of it, and their sum.
import { node } from "./nodes.js";

/** How a premium that is no share of the value comes about. */
const NAMED = { minimum: "rule-minimum", step: "rule-step" };

/** The rows of the price, in the order of the offer's lines; the last is the total. */
export function priceRows(paper, offer) {
  const { say, money } = paper;
  const rows = offer.lines.map((line) => [lineName(paper, offer, line), money(line.amount)]);
  if (offer.taxStatus === "not-determined") rows.push([say("tax"), say("tax-not-determined")]);
  return [...rows, [node("b", "", say("total")), node("b", "", money(offer.total))]];
}

/** What a line is for, and how it comes about. */
function lineName({ words, say }, { parcels }, { kind, name, parcel, rate, rule }) {
  const notes = [
    parcels.length > 1 && parcel !== undefined && say("parcel", { number: words.number(parcel + 1) }),
    NAMED[rule] ? say(NAMED[rule]) : rate ? words.rate(rate) : kind === "premium" && say("rule-flat"),
  ].filter(Boolean);
  return node("span", "", name ?? say(kind), ...notes.map((note) => node("bdi", "note", note)));
}
