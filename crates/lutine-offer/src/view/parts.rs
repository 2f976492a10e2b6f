//! The pieces that cards are made of. Leptos compiles its code anew for every type of element, of attribute and of
//! closure, so there is as good as one type of each: an element of any tag, a text, and a place that is drawn anew.

use leptos::html::custom;
use leptos::prelude::{AnyView, CustomAttribute, ElementChild, IntoAny, Track};
use leptos::svg::{path, svg};

use super::Shared;
use crate::session::Session;

/// An element of any tag, with at most five attributes.
pub(crate) fn element(
    tag: &'static str,
    attributes: &[(&'static str, &str)],
    children: Vec<AnyView>,
) -> AnyView {
    let mut left = attributes.iter();
    let mut next = || left.next().map_or(("", None), |(name, value)| (*name, Some(String::from(*value))));
    let [one, two, three, four, five] = [next(), next(), next(), next(), next()];
    custom(tag)
        .attr(one.0, one.1)
        .attr(two.0, two.1)
        .attr(three.0, three.1)
        .attr(four.0, four.1)
        .attr(five.0, five.1)
        .child(children)
        .into_any()
}

/// A box of other pieces, with the same name as class and as part.
pub(crate) fn block(name: &'static str, children: Vec<AnyView>) -> AnyView {
    element("div", &[("class", name), ("part", name)], children)
}

/// A line of text.
pub(crate) fn line(name: &'static str, text: AnyView) -> AnyView {
    element("p", &[("class", name), ("part", name)], vec![text])
}

/// A text that follows the card.
pub(crate) fn text(shared: &Shared, write: fn(&Session) -> String) -> AnyView {
    let shared = shared.clone();
    let written = move || {
        shared.priced.track();
        write(&shared)
    };
    written.into_any()
}

/// A place that is drawn anew whenever something changes that it reads.
///
/// Elements are of one type, and Leptos keeps an element where one of its type takes its place: what may be absent
/// therefore leaves [`nothing`], so that all others keep theirs.
pub(crate) fn drawn(shared: &Shared, draw: fn(&Shared) -> AnyView) -> AnyView {
    let shared = shared.clone();
    (move || draw(&shared)).into_any()
}

/// The place of what is not there.
pub(crate) fn nothing() -> AnyView {
    ().into_any()
}

/// What stands in the shield.
#[derive(Clone, Copy)]
pub(crate) enum Icon {
    Ticked,
    Crossed,
}

/// Shield, title and the sentence below it.
pub(crate) fn header(icon: Icon, title: AnyView, text: AnyView) -> AnyView {
    let inside = match icon {
        Icon::Ticked => "M9 12l2 2 4-4",
        Icon::Crossed => "M9.5 9.5l5 5m0-5l-5 5",
    };
    let outline = |d: &'static str| path().attr("d", d).into_any();
    let shield = svg()
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .attr("class", "icon")
        .child(vec![outline("M12 3l8 3v6c0 4.5-3.4 7.8-8 9-4.6-1.2-8-4.5-8-9V6z"), outline(inside)])
        .into_any();
    let heading =
        [("class", "title"), ("part", "title"), ("role", "heading"), ("aria-level", "3"), ("id", "title")];
    let title = element("p", &heading, vec![title]);
    block("header", vec![shield, block("heading", vec![title, line("summary", text)])])
}
