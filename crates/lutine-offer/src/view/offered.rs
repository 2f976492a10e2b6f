//! The offer: what it covers, what lowers it, and two answers of the same weight, neither chosen.

use leptos::ev;
use leptos::html::custom;
use leptos::prelude::{AnyView, CustomAttribute, ElementChild, IntoAny, OnAttribute, PropAttribute, Track};
use lutine_core::{Money, Offer};

use super::Shared;
use super::parts::{Icon, block, drawn, element, header, nothing, text};
use crate::card::{Answer, Card};
use crate::session::Session;
use crate::wording;

/// The whole card.
pub(crate) fn card(shared: &Shared) -> AnyView {
    let answers = vec![
        answer(shared, Answer::Yes, [|session| session.host.text("yes"), price, yes_note]),
        answer(shared, Answer::No, [|session| session.host.text("no"), no_price, no_note]),
    ];
    let group = [("class", "answers"), ("role", "radiogroup"), ("aria-labelledby", "title")];
    let title = text(shared, |session| session.host.text("title"));
    block(
        "card",
        vec![
            header(Icon::Ticked, title, text(shared, summary)),
            drawn(shared, conditions),
            element("div", &group, answers),
            // Says a new price to those who do not see it change.
            element("p", &[("class", "spoken"), ("role", "status")], vec![text(shared, price)]),
            seller(shared),
        ],
    )
}

/// What is covered.
pub(crate) fn summary(session: &Session) -> String {
    of_offer(session, |offer| wording::summary(&session.host, &session.config(), offer))
}

fn price(session: &Session) -> String {
    of_offer(session, |offer| session.host.money(offer.total))
}

fn no_price(session: &Session) -> String {
    of_offer(session, |offer| session.host.money(Money::zero(offer.total.currency())))
}

fn yes_note(session: &Session) -> String {
    of_offer(session, |offer| wording::yes_note(&session.host, offer, order_total(session, offer)))
}

fn no_note(session: &Session) -> String {
    match &*session.card.borrow() {
        Card::Offered(offer, liability) => {
            wording::no_note(&session.host, liability, order_total(session, offer))
        }
        _ => String::new(),
    }
}

fn of_offer(session: &Session, write: impl Fn(&Offer) -> String) -> String {
    session.card.borrow().offer().map(write).unwrap_or_default()
}

/// The order without insurance, where the shop says and where it is an amount.
fn order_total(session: &Session, offer: &Offer) -> Option<Money> {
    let inputs = session.inputs.borrow();
    Money::parse(inputs.order_total.as_deref()?, offer.total.currency()).ok()
}

/// What conditions or lowers the cover, above the choice.
fn conditions(session: &Shared) -> AnyView {
    session.priced.track();
    let card = session.card.borrow();
    let Some(offer) = card.offer() else { return nothing() };
    let lines = wording::conditions(&session.host, &session.config(), offer);
    if lines.is_empty() {
        return nothing();
    }
    let asks = session.inputs.borrow().signature_request && wording::signature_helps(offer);
    let mut items: Vec<AnyView> = Vec::new();
    for line in lines {
        let link = if asks && items.is_empty() { signature_link(session) } else { nothing() };
        items.push(element("li", &[], vec![line.into_any(), link]));
    }
    element("ul", &[("class", "conditions"), ("part", "conditions")], items)
}

fn signature_link(shared: &Shared) -> AnyView {
    custom("button")
        .attr("type", "button")
        .attr("class", "link")
        .on(ev::click, {
            let shared = shared.clone();
            move |_| shared.request_signature()
        })
        .child(text(shared, |session| session.host.text("add-signature")))
        .into_any()
}

/// One answer, with its title, its price and what stands below.
fn answer(shared: &Shared, which: Answer, [title, price, note]: [fn(&Session) -> String; 3]) -> AnyView {
    let (asked, choosing) = (shared.clone(), shared.clone());
    let checked = move || {
        asked.answered.track();
        asked.answer.get() == Some(which)
    };
    let radio = custom("input")
        .attr("type", "radio")
        .attr("name", "answer")
        .attr("value", which.name())
        .attr("autocomplete", "off")
        .prop("checked", checked)
        .on(ev::change, move |_| choosing.choose(which));
    let content = vec![
        radio.into_any(),
        element("span", &[("class", "answer-title")], vec![text(shared, title)]),
        element("span", &[("class", "price"), ("part", "price")], vec![text(shared, price)]),
        element("span", &[("class", "note")], vec![text(shared, note)]),
    ];
    element("label", &[("class", "answer"), ("part", "answer")], content)
}

/// Who sells it, under which terms, and whether it is real.
pub(crate) fn seller(shared: &Shared) -> AnyView {
    drawn(shared, |session| {
        session.priced.track();
        let card = session.card.borrow();
        let Some(offer) = card.offer() else { return nothing() };
        let sandbox = if session.config().sandbox {
            let text = session.host.text("sandbox").into_any();
            element("span", &[("class", "sandbox"), ("part", "sandbox")], vec![text])
        } else {
            nothing()
        };
        let sold_by = wording::sold_by(&session.host, offer).into_any();
        let link = |key: &str, address: &Option<String>| {
            address.as_deref().map_or_else(nothing, |address| link(session, key, address))
        };
        block(
            "seller",
            vec![
                sandbox,
                element("span", &[], vec![sold_by]),
                link("terms", &offer.documents.terms),
                link("product-information", &offer.documents.product_information),
            ],
        )
    })
}

fn link(session: &Session, key: &str, address: &str) -> AnyView {
    let address = session.client.address(address);
    let attributes = [("href", address.as_str()), ("target", "_blank"), ("rel", "noopener")];
    element("a", &attributes, vec![session.host.text(key).into_any()])
}
