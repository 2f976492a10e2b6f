// What is covered: all of an offer that a shopper should be able to read before the choice.
import { fluent, open } from "./modal.js";
import { facts, list, node, section } from "./nodes.js";
import { priceRows } from "./price.js";

/**
 * Shows an offer. `view` is { offer, withoutInsurance, address, condition, category }: the core's offer, what the carrier
 * owes anyway (or null), the address of a document, the sentence for a condition and the name of a category.
 */
export function details({ root, words, view }) {
  const { offer, withoutInsurance } = view;
  const { withinHours } = offer.cancellation;
  const { say } = fluent(words);
  const paper = { words, say, category: view.category, money: (money) => node("bdi", "money", words.money(money)) };
  const parcels = offer.parcels.map((parcel) => parcelRows(paper, parcel));
  const single = parcels.length === 1;
  const body = [
    // It covers nothing, and nobody insures it.
    view.sandbox && node("p", "", node("span", "sandbox", view.sandbox)),
    facts([...coverRows(paper, view), ...(single ? parcels[0] : [])]),
    ...(single ? [] : parcels.map((rows, index) => {
      const { cover, reference } = offer.parcels[index];
      const title = [parcelName(paper, offer, index), reference && node("span", "note", ` ${reference}`)];
      return section(title, facts([[say("cover"), paper.money(cover)], ...rows]));
    })),
    section([say("price")], facts(priceRows(paper, offer), "facts price-lines")),
    section([say("conditions")], list("lines", offer.conditions.map(view.condition))),
    section([say("claims")], list("lines", claims(paper, offer.claims))),
    // Who is no insurer states nothing as one.
    (offer.kind === "insurance" || withinHours !== undefined) &&
      section([say("cancellation")], node("p", "", cancellation(paper, withinHours))),
    withoutInsurance && section([say("without-insurance")], list("lines", owed(paper, offer, withoutInsurance))),
    links(paper, view),
  ];
  return open({ root, words, title: say("details-title"), body: body.filter(Boolean) });
}

function coverRows({ say, money }, { sandbox, offer: { kind, insurer, title, cover, perils } }) {
  return [
    // A carrier's own promise has no insurer.
    kind === "insurance" && !sandbox && [say("insurer"), node("span", "insurer", insurer)],
    [say("sold-as"), title],
    [say("cover"), money(cover)],
    [say("perils"), list("perils", perils.map((peril) => say(`peril-${peril}`)))],
  ];
}

/** What a parcel is taken to be, the most that is paid for it, and what of it the policyholder bears. */
function parcelRows(paper, { category, items, maximumPayable, payableWithoutSignature, deductible }) {
  const { say, money } = paper;
  const goods = items && node("ul", "items", ...distinct(items).map((item) => good(paper, item)));
  return [
    [say("taken-as"), goods ?? paper.category(category)],
    [say("at-most"), money(maximumPayable)],
    payableWithoutSignature && [say("at-most-unsigned"), money(payableWithoutSignature)],
    deductible && [say("deductible"), borne(paper, deductible)],
  ];
}

/** An item: what the merchant calls it, what it is taken to be, what of it the policyholder bears. */
function good(paper, { reference, category, deductible }) {
  const taken = paper.category(category);
  return node(
    "li", "",
    reference ?? taken,
    reference && node("span", "note", taken),
    deductible && node("span", "note", `${paper.say("deductible")}: `, borne(paper, deductible)),
  );
}

/** Items of which the same would be said are said once. */
function distinct(items) {
  const told = ({ reference, category, deductible }) => JSON.stringify([reference, category, deductible?.rate]);
  return [...new Map(items.map((item) => [told(item), item])).values()];
}

function borne({ words, say, money }, { rate, amount }) {
  return rate ? say("of-each-loss", { rate: words.rate(rate) }) : money(amount);
}

function parcelName({ words, say }, { parcels }, index) {
  return say("parcel", { number: words.number(parcels[index].parcel + 1) });
}

function claims({ words, say }, { windows, decidedWithinHours: hours }) {
  const lines = windows.map(({ peril, fromDays: from, toDays: to }) => {
    const named = { peril: say(`peril-${peril}`) };
    const [first, last] = [from, to].map((days) => words.number(days ?? 0));
    if (from && to !== undefined) return say("claim-from-to", { ...named, from: first, to: last });
    if (from) return say("claim-from", { ...named, days: first }, from);
    return to === undefined ? undefined : say("claim-to", { ...named, days: last }, to);
  }).filter(Boolean);
  if (lines.length === 0) lines.push(say("claim-any-time"));
  if (hours !== undefined) lines.push(say("decided-within", { hours: words.number(hours) }, hours));
  return lines;
}

function cancellation({ words, say }, hours) {
  const days = hours / 24;
  if (days >= 2 && Number.isInteger(days)) return say("cancel-within-days", { days: words.number(days) }, days);
  return hours === undefined ? say("cancel-unstated") : say("cancel-within", { hours: words.number(hours) }, hours);
}

/** What the carrier owes for each parcel; where nobody states an amount, none is claimed. */
function owed(paper, offer, { parcels }) {
  const { words, say } = paper;
  return parcels.map(({ amount }, index) => {
    const said = amount ? say("carrier-owes", { amount: words.money(amount) }) : say("carrier-owes-unknown");
    const many = parcels.length > 1 && offer.parcels[index];
    return many ? `${parcelName(paper, offer, index)}: ${said}` : said;
  });
}

function links({ words }, { offer, address }) {
  const { terms, productInformation } = offer.documents;
  const link = (key, path) => {
    if (!path) return undefined;
    const anchor = node("a", "dialog-link", words.say(key), node("span", "spoken", ` (${words.say("new-tab")})`));
    Object.assign(anchor, { href: address(path), target: "_blank", rel: "noopener" });
    anchor.part.add("link");
    return anchor;
  };
  const found = [link("terms", terms), link("product-information", productInformation)].filter(Boolean);
  return found.length > 0 ? node("p", "dialog-links", ...found) : undefined;
}
