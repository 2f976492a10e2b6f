//! The pieces that cards are made of. Each is one function, so that each is compiled once.

use leptos::html::{div, p};
use leptos::prelude::{
    AnyView, ClassAttribute, CustomAttribute, ElementChild, GlobalAttributes, IntoAny, Signal,
};
use leptos::svg::{path, svg};

/// A box of other pieces, with the same name as class and as part.
pub(crate) fn block(name: &'static str, children: Vec<AnyView>) -> AnyView {
    div().class(name).attr("part", name).child(children).into_any()
}

/// A line of text.
pub(crate) fn line(name: &'static str, text: Signal<String>) -> AnyView {
    p().class(name).attr("part", name).child(text).into_any()
}

/// What stands in the shield.
#[derive(Clone, Copy)]
pub(crate) enum Icon {
    Ticked,
    Crossed,
}

/// Shield, title and the sentence below it.
pub(crate) fn header(icon: Icon, title: Signal<String>, text: Signal<String>) -> AnyView {
    let inside = match icon {
        Icon::Ticked => "M9 12l2 2 4-4",
        Icon::Crossed => "M9.5 9.5l5 5m0-5l-5 5",
    };
    let shield = svg()
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .attr("class", "icon")
        .child((
            path().attr("d", "M12 3l8 3v6c0 4.5-3.4 7.8-8 9-4.6-1.2-8-4.5-8-9V6z"),
            path().attr("d", inside),
        ))
        .into_any();
    let title = p()
        .class("title")
        .attr("part", "title")
        .attr("role", "heading")
        .attr("aria-level", "3")
        .id("title")
        .child(title);
    block("header", vec![shield, block("heading", vec![title.into_any(), line("summary", text)])])
}
