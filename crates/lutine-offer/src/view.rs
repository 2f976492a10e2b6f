//! What the shopper sees, drawn by Leptos' builders: no HTML text is ever parsed.
//!
//! Leptos compiles its code anew for every type of element, of attribute and of closure, so there is as good as one type
//! of each: an element of any tag, a text, and a place that is drawn anew. What is said at a place is the shell's, whose
//! words know the language; clicks and changes are heard by the shell too.

use std::rc::Rc;

use leptos::html::custom;
use leptos::prelude::{AnyView, CustomAttribute, ElementChild, IntoAny, Track};
use send_wrapper::SendWrapper;

use crate::card::{Answer, Kind, Reach, Stage};
use crate::session::Session;

/// The session, as Leptos' closures hold it: they must be `Send`, and there is one thread.
type Shared = SendWrapper<Rc<Session>>;

/// The card of a session, drawn anew only when it becomes another kind of card; within one, only texts change.
pub(crate) fn card(session: &Rc<Session>) -> AnyView {
    drawn(&SendWrapper::new(Rc::clone(session)), "", |shared, _| {
        shared.turned.track();
        shared.drawn.set(shared.kind());
        match shared.drawn.get() {
            Kind::Offered(reach) => offered(shared, reach),
            Kind::Ineligible => card_of("card ineligible", vec![header(shared, "icon crossed")]),
            Kind::Settled(stage) => settled(shared, stage),
            Kind::Nothing => ().into_any(),
        }
    })
}

/// The offer: what it covers, what lowers it, and two answers of the same weight, neither chosen.
fn offered(shared: &Shared, reach: Reach) -> AnyView {
    let answers = vec![
        answer(shared, reach, Answer::Yes, ["yes", "price", "yes-note"]),
        answer(shared, reach, Answer::No, ["no", "no-price", "no-note"]),
    ];
    let group = [
        ("class", "answers"),
        ("part", "answers"),
        ("role", "radiogroup"),
        ("aria-labelledby", "title"),
        // Whoever comes to the answers by keyboard has not read what stands above them.
        ("aria-describedby", "summary conditions"),
    ];
    card_of(
        "card offered",
        vec![
            header(shared, "icon ticked"),
            lines(shared, "conditions"),
            element("div", &group, answers),
            seller(shared),
        ],
    )
}

/// One answer, with its title, its price and what stands below.
fn answer(shared: &Shared, reach: Reach, which: Answer, [title, price, note]: [&'static str; 3]) -> AnyView {
    let kept = if shared.is_answer(which) { "checked" } else { "" };
    let disabled = if reach == Reach::Disabled { "disabled" } else { "" };
    let radio = [
        ("type", "radio"),
        ("name", "answer"),
        ("value", which.name()),
        // Browsers bring back answers of an earlier visit where nobody forbids it.
        ("autocomplete", "off"),
        // A "no" outlives a new price, also where the card was another in between.
        (kept, ""),
        (disabled, ""),
    ];
    let content = vec![
        element("input", &radio, Vec::new()),
        part("span", "answer-title", vec![text(shared, title)]),
        part("span", "price", vec![text(shared, price)]),
        part("span", "note", vec![text(shared, note)]),
    ];
    part("label", "answer", content)
}

/// What became of a yes.
fn settled(shared: &Shared, stage: Stage) -> AnyView {
    let policy = part("p", "policy", vec![text(shared, "policy")]);
    let icon = if stage == Stage::Cancelled { "icon crossed" } else { "icon ticked" };
    card_of("card settled", vec![header(shared, icon), policy, seller(shared)])
}

/// Icon, title and the sentence below it.
fn header(shared: &Shared, icon: &'static str) -> AnyView {
    let icon = element("span", &[("class", icon), ("part", "icon"), ("aria-hidden", "true")], Vec::new());
    let heading =
        [("class", "title"), ("part", "title"), ("role", "heading"), ("aria-level", "3"), ("id", "title")];
    let title = element("p", &heading, vec![text(shared, "title")]);
    let heading = vec![title, lines(shared, "summary")];
    block(
        "header",
        vec![
            element("slot", &[("name", "icon")], vec![icon]),
            element("div", &[("class", "heading")], heading),
        ],
    )
}

/// Who sells it, under which terms, and whether it is real.
fn seller(shared: &Shared) -> AnyView {
    let content = vec![
        part("span", "sandbox", vec![text(shared, "sandbox")]),
        element("span", &[], vec![text(shared, "sold-by")]),
        lines(shared, "links"),
        button(shared, "details"),
        button(shared, "cancel"),
    ];
    block("seller", content)
}

/// Something to click, where the shell has a word for it.
fn button(shared: &Shared, place: &'static str) -> AnyView {
    let attributes = [("type", "button"), ("class", "link"), ("part", "link"), ("value", place)];
    element("button", &attributes, vec![text(shared, place)])
}

/// The lines of a place: texts, or texts with an address or a language behind each.
fn lines(shared: &Shared, place: &'static str) -> AnyView {
    drawn(shared, place, |shared, place| {
        shared.told.track();
        if !shared.is_drawn() {
            return ().into_any();
        }
        let texts: Vec<String> =
            shared.host.lines(place).iter().filter_map(|line| line.as_string()).collect();
        let mut texts = texts.into_iter();
        let mut items = Vec::new();
        match place {
            // A regulated wording stands in its own language.
            "summary" => {
                let text = texts.next().unwrap_or_default();
                let lang = texts.next().unwrap_or_default();
                let attributes = [
                    ("class", place),
                    ("part", place),
                    ("id", place),
                    ("lang", lang.as_str()),
                    ("dir", "auto"),
                ];
                element("p", &attributes, vec![text.into_any()])
            }
            "links" => {
                while let (Some(text), Some(address)) = (texts.next(), texts.next()) {
                    items.push(link(text, &address));
                }
                element("span", &[("class", place)], items)
            }
            _ => {
                for text in texts {
                    // The gravest stands first, and is the one that a signature helps.
                    let help = if items.is_empty() { button(shared, "add-signature") } else { ().into_any() };
                    items.push(element("li", &[], vec![(text + " ").into_any(), help]));
                }
                if items.is_empty() {
                    ().into_any()
                } else {
                    element("ul", &[("class", place), ("part", place), ("id", place)], items)
                }
            }
        }
    })
}

fn link(text: String, address: &str) -> AnyView {
    let attributes =
        [("href", address), ("target", "_blank"), ("rel", "noopener"), ("class", "link"), ("part", "link")];
    element("a", &attributes, vec![text.into_any()])
}

/// An element of any tag, with at most six attributes.
fn element(tag: &'static str, attributes: &[(&'static str, &str)], children: Vec<AnyView>) -> AnyView {
    let mut left = attributes.iter().filter(|(name, _)| !name.is_empty());
    let mut next = || left.next().map_or(("", None), |(name, value)| (*name, Some(String::from(*value))));
    let [one, two, three, four, five, six] = [next(), next(), next(), next(), next(), next()];
    custom(tag)
        .attr(one.0, one.1)
        .attr(two.0, two.1)
        .attr(three.0, three.1)
        .attr(four.0, four.1)
        .attr(five.0, five.1)
        .attr(six.0, six.1)
        .child(children)
        .into_any()
}

/// An element with the same name as class and as part.
fn part(tag: &'static str, name: &'static str, children: Vec<AnyView>) -> AnyView {
    element(tag, &[("class", name), ("part", name)], children)
}

fn card_of(class: &'static str, children: Vec<AnyView>) -> AnyView {
    element("div", &[("class", class), ("part", "card")], children)
}

fn block(name: &'static str, children: Vec<AnyView>) -> AnyView {
    part("div", name, children)
}

/// A text that follows the card.
fn text(shared: &Shared, place: &'static str) -> AnyView {
    drawn(shared, place, |shared, place| {
        shared.told.track();
        let text = if shared.is_drawn() { shared.host.text(place) } else { String::new() };
        text.into_any()
    })
}

/// A place that is drawn anew whenever something changes that it reads.
fn drawn(shared: &Shared, place: &'static str, draw: fn(&Shared, &'static str) -> AnyView) -> AnyView {
    let shared = shared.clone();
    (move || draw(&shared, place)).into_any()
}
