//! One programme in full, from its data.

use anstyle::Style;
use lutine_core::{Date, Node, Tariff};

use super::words::{self, Figures, field, listed, text, texts};
use crate::commands::terminal::{BOLD, DIM, Paragraph, YELLOW, counted, labelled};

/// The revision of a day in full, and the names of the others.
pub(super) fn explain(revisions: &[&Node], tariff: &Tariff, day: Date) -> String {
    let (Some(node), Some(note)) = (chosen(revisions, day), note(revisions, day)) else {
        return String::new();
    };
    let figures = Figures::full(node);
    let provider = match text(node, "provider") {
        "" => String::new(),
        provider => format!(" It is {}'s own cover, chosen by `provider`.", carrier(provider, tariff)),
    };
    let kind = words::kind(node);
    let mut shown = format!("\n  {BOLD}{}{BOLD:#}  {}\n\n", text(node, "title"), text(node, "id"));
    let mut row = |label: &str, paragraphs: Vec<String>| {
        let paragraphs: Vec<Paragraph> = paragraphs.into_iter().map(Paragraph::from).collect();
        shown += &labelled(label, &paragraphs);
    };
    row(
        "What it is",
        vec![format!(
            "{} by {}, in {}, against {}.{provider}",
            capital(kind),
            text(node, "insurer"),
            text(node, "currency"),
            listed(&texts(node, "perils"))
        )],
    );
    row("Revisions", note);
    row("Price", words::cases(node, &figures));
    row("Limit", limits(node, &figures, tariff));
    row("Deductible", deductibles(node, tariff));
    row("Signature", signature(node, &figures));
    row("From", countries(node, "origins", "every country"));
    row("Currencies", countries(node, "currencies", "every currency with a known exchange rate"));
    row("Carriers", carriers(node, tariff));
    row("Excluded", exclusions(node, tariff));
    row("Conditions", or_none(texts(node, "conditions").into_iter().map(condition).collect()));
    row("Claims", claims(node));
    row("Cancellation", vec![cancellation(node)]);
    row("Documents", documents(node));
    row("Wording", wording(node));
    shown + &sources(node)
}

/// The revision on sale that day; else the last one that was, else the first that will be.
fn chosen<'n>(revisions: &[&'n Node], day: Date) -> Option<&'n Node> {
    let from = |node: &&&Node| field(node, "valid", "from").and_then(Date::parse);
    let begun = revisions.iter().filter(|node| from(node).is_some_and(|from| from <= day));
    begun.max_by_key(from).or_else(|| revisions.iter().min_by_key(from)).copied()
}

fn note(revisions: &[&Node], day: Date) -> Option<Vec<String>> {
    let shown = chosen(revisions, day)?;
    let line = |node: &&Node| {
        let from = field(node, "valid", "from").unwrap_or_default();
        let to = field(node, "valid", "to");
        let days = to.map_or_else(|| format!("from {from} on"), |to| format!("from {from} to {to}"));
        let on_sale = Date::parse(from).is_some_and(|from| from <= day)
            && to.and_then(Date::parse).is_none_or(|to| day <= to);
        let mark = match (std::ptr::eq(*node, shown), on_sale) {
            (true, true) if revisions.len() == 1 => String::new(),
            (true, true) => format!(": on sale on {day}, and what follows is of it"),
            (true, false) => format!(": not on sale on {day}; what follows is of it"),
            (false, _) => String::new(),
        };
        format!("{}, {days}{mark}", text(node, "revision"))
    };
    Some(revisions.iter().map(line).collect())
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn or_none(list: Vec<String>) -> Vec<String> {
    if list.is_empty() { vec!["none".to_owned()] } else { list }
}

fn carrier(id: &str, tariff: &Tariff) -> String {
    tariff.carriers.find(id).map_or_else(|| id.to_owned(), |carrier| carrier.name.clone())
}

/// What people call a category.
fn category(id: &str, tariff: &Tariff) -> String {
    let found = tariff.categories.find(id).and_then(|id| tariff.categories.get(id));
    found.map_or_else(|| id.to_owned(), |category| category.name.clone())
}

fn categories(ids: &[&str], tariff: &Tariff) -> String {
    ids.iter().map(|id| category(id, tariff)).collect::<Vec<_>>().join(", ")
}

fn limits(node: &Node, figures: &Figures, tariff: &Tariff) -> Vec<String> {
    let mut lines: Vec<String> = field(node, "limit", "default")
        .map(|limit| format!("{} a parcel", figures.money(limit)))
        .into_iter()
        .collect();
    let further = |name: &str| {
        let table = node.get("limit").and_then(|limit| limit.get(name));
        table
            .map(Node::entries)
            .unwrap_or_default()
            .iter()
            .filter_map(|(name, limit)| Some((name.clone(), figures.money(limit.as_text()?))))
            .collect::<Vec<_>>()
    };
    lines.extend(
        further("origin").into_iter().map(|(origin, limit)| format!("{limit} a parcel from {origin}")),
    );
    let of_category = further("category").into_iter();
    lines.extend(of_category.map(|(id, limit)| format!("{limit} of {} in a parcel", category(&id, tariff))));
    lines
}

fn deductibles(node: &Node, tariff: &Tariff) -> Vec<String> {
    let rules = node.get("deductible").map(Node::elements).unwrap_or_default();
    let rule = |rule: &Node| {
        let from = match texts(rule, "origin").as_slice() {
            [] => String::new(),
            origins => format!(" from {}", origins.join(" or ")),
        };
        let of = match texts(rule, "category").as_slice() {
            [] => " of every loss".to_owned(),
            ids => format!(" of a loss of {}", categories(ids, tariff)),
        };
        format!("{}{of}{from}", text(rule, "rate"))
    };
    or_none(rules.iter().map(rule).collect())
}

fn signature(node: &Node, figures: &Figures) -> Vec<String> {
    let unsigned = field(node, "signature", "unsignedLimit")
        .map(|limit| format!("where nobody signs, at most {} is paid", figures.money(limit)));
    let required = field(node, "signature", "requiredFrom")
        .map(|from| format!("from {} on a parcel is only covered where somebody signs", figures.money(from)));
    vec![unsigned.or(required).unwrap_or_else(|| "makes no difference".to_owned())]
}

fn countries(node: &Node, name: &str, all: &str) -> Vec<String> {
    vec![if node.get(name).is_some() { texts(node, name).join(", ") } else { all.to_owned() }]
}

fn carriers(node: &Node, tariff: &Tariff) -> Vec<String> {
    let ids = texts(node, "carriers");
    if ids.is_empty() || ids.contains(&"*") {
        return vec!["any".to_owned()];
    }
    vec![ids.iter().map(|id| carrier(id, tariff)).collect::<Vec<_>>().join(", ")]
}

fn exclusions(node: &Node, tariff: &Tariff) -> Vec<String> {
    let Some(node) = node.get("exclusions") else { return or_none(Vec::new()) };
    let (goods, places) = (texts(node, "category"), texts(node, "destination"));
    let goods = (!goods.is_empty()).then(|| categories(&goods, tariff));
    let places = (!places.is_empty()).then(|| format!("parcels to {}", places.join(", ")));
    or_none(goods.into_iter().chain(places).collect())
}

fn condition(code: &str) -> String {
    match code {
        "neutral-packaging" => "nothing outside may show what is inside (neutral-packaging)".to_owned(),
        "proof-of-value" => "an invoice must prove the value (proof-of-value)".to_owned(),
        "carrier-liability" => {
            "a carrier's own liability, no insurance: it pays for loss or damage only, not for \
             theft after delivery (carrier-liability)"
                .to_owned()
        }
        other => other.to_owned(),
    }
}

fn claims(node: &Node) -> Vec<String> {
    let Some(claims) = node.get("claims") else { return vec!["nothing is stated".to_owned()] };
    let number = |node: &Node, name: &str| match node.get(name) {
        Some(Node::Integer(number)) => Some(*number),
        _ => None,
    };
    let window = |window: &Node| {
        let days = match (number(window, "fromDays"), number(window, "toDays")) {
            (Some(from), Some(to)) => format!("from day {from} to day {to}"),
            (Some(from), None) => format!("from day {from} on"),
            (None, Some(to)) => format!("up to day {to}"),
            (None, None) => "at any time".to_owned(),
        };
        format!(
            "{} is claimed {days} after delivery, or shipping where it never arrived",
            text(window, "peril")
        )
    };
    let windows = claims.get("windows").map(Node::elements).unwrap_or_default().iter().map(window);
    let decided = number(claims, "decidedWithinHours").map(|hours| format!("decided within {hours} hours"));
    windows.chain(decided).collect()
}

fn cancellation(node: &Node) -> String {
    match node.get("cancellation").and_then(|node| node.get("withinHours")) {
        Some(Node::Integer(hours)) if *hours >= 48 && hours % 24 == 0 => {
            format!("the whole price back within {} days of booking", hours / 24)
        }
        Some(Node::Integer(hours)) => format!("the whole price back within {hours} hours of booking"),
        _ => "nothing is stated".to_owned(),
    }
}

fn documents(node: &Node) -> Vec<String> {
    let named = [("terms", "terms"), ("productInformation", "product information")];
    let found =
        named.iter().filter_map(|(name, word)| Some(format!("{word}: {}", field(node, "documents", name)?)));
    or_none(found.collect())
}

fn wording(node: &Node) -> Vec<String> {
    let locales = node.get("texts").map(Node::entries).unwrap_or_default().iter();
    let sentences = locales.flat_map(|(locale, texts)| {
        let texts = texts.entries().iter();
        texts.filter_map(move |(name, text)| Some(format!("{locale}, {name}: {}", text.as_text()?)))
    });
    or_none(sentences.collect())
}

/// Each source, what is assumed marked.
fn sources(node: &Node) -> String {
    let paragraph = |source: &str| match lutine_programmes::is_assumed(source) {
        true => Paragraph { style: YELLOW, mark: "? ", text: source.to_owned() },
        false => Paragraph { style: Style::new(), mark: "· ", text: source.to_owned() },
    };
    let paragraphs: Vec<Paragraph> = words::sources(node).map(paragraph).collect();
    let assumed = paragraphs.iter().filter(|paragraph| paragraph.mark == "? ").count();
    let legend = match assumed {
        0 => "nothing is assumed".to_owned(),
        _ => format!("? marks what is assumed: {assumed} of {}", counted(paragraphs.len(), "source")),
    };
    labelled("Sources", &paragraphs)
        + &labelled("", &[Paragraph { style: DIM, mark: "", text: legend }])
        + "\n"
}
