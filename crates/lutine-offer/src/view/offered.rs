//! The offer: what it covers, what lowers it, and two answers of the same weight, neither chosen.

use leptos::ev;
use leptos::html::{a, button, input, label, li, p, span, ul};
use leptos::prelude::{
    AnyView, ClassAttribute, CustomAttribute, ElementChild, Get, IntoAny, OnAttribute, PropAttribute, Signal,
    With, WithValue,
};
use lutine_core::{Money, Offer};

use super::parts::{Icon, block, header};
use super::{Shared, text_of};
use crate::card::{Answer, Card};
use crate::session::Session;
use crate::wording;

/// The whole card.
pub(crate) fn card(shared: Shared) -> AnyView {
    let title = text_of(shared, |session, _| session.host.text("title"));
    let summary =
        of_offer(shared, |session, offer| wording::summary(&session.host, &session.client.config(), offer));
    let price = of_offer(shared, |session, offer| session.host.money(offer.total));
    let nothing = of_offer(shared, |session, offer| session.host.money(Money::zero(offer.total.currency())));
    let yes_note = of_offer(shared, |session, offer| {
        wording::yes_note(&session.host, offer, order_total(session, offer))
    });
    let no_note = text_of(shared, |session, card| match card {
        Card::Offered(offer, liability) => {
            wording::no_note(&session.host, liability, order_total(session, offer))
        }
        _ => String::new(),
    });
    let answers = vec![
        answer(shared, Answer::Yes, "yes", price, yes_note),
        answer(shared, Answer::No, "no", nothing, no_note),
    ];
    let answers = leptos::html::div()
        .class("answers")
        .attr("role", "radiogroup")
        .attr("aria-labelledby", "title")
        .child(answers)
        .into_any();
    // Says a new price to those who do not see it change.
    let spoken = p().class("spoken").attr("role", "status").child(price).into_any();
    block(
        "card",
        vec![header(Icon::Ticked, title, summary), conditions(shared), answers, spoken, seller(shared)],
    )
}

fn of_offer(shared: Shared, text: fn(&Session, &Offer) -> String) -> Signal<String> {
    Signal::derive(move || {
        shared.with_value(|session| {
            session.card.with(|card| card.offer().map(|offer| text(session, offer)).unwrap_or_default())
        })
    })
}

/// The order without insurance, where the shop says and where it is an amount.
fn order_total(session: &Session, offer: &Offer) -> Option<Money> {
    let inputs = session.inputs.borrow();
    Money::parse(inputs.order_total.as_deref()?, offer.total.currency()).ok()
}

/// What conditions or lowers the cover, above the choice.
fn conditions(shared: Shared) -> AnyView {
    let lines = move || {
        shared.with_value(|session| {
            session.card.with(|card| {
                let Some(offer) = card.offer() else { return ().into_any() };
                let lines = wording::conditions(&session.host, &session.client.config(), offer);
                if lines.is_empty() {
                    return ().into_any();
                }
                let asks = session.inputs.borrow().signature_request && wording::signature_helps(offer);
                let mut items: Vec<AnyView> = Vec::new();
                for (index, text) in lines.into_iter().enumerate() {
                    let link = (asks && index == 0).then(|| signature_link(shared));
                    items.push(li().child((text, link)).into_any());
                }
                ul().class("conditions").attr("part", "conditions").child(items).into_any()
            })
        })
    };
    lines.into_any()
}

fn signature_link(shared: Shared) -> AnyView {
    let text = shared.with_value(|session| session.host.text("add-signature"));
    button()
        .attr("type", "button")
        .class("link")
        .on(ev::click, move |_| shared.with_value(|session| session.request_signature()))
        .child(text)
        .into_any()
}

fn answer(
    shared: Shared,
    which: Answer,
    key: &'static str,
    price: Signal<String>,
    note: Signal<String>,
) -> AnyView {
    let (text, chosen) = shared.with_value(|session| (session.host.text(key), session.answer));
    let radio = input()
        .attr("type", "radio")
        .attr("name", "answer")
        .attr("value", key)
        .attr("autocomplete", "off")
        .prop("checked", Signal::derive(move || chosen.get() == Some(which)))
        .on(ev::change, move |_| shared.with_value(|session| session.choose(which)));
    label()
        .class("answer")
        .attr("part", "answer")
        .child(vec![
            radio.into_any(),
            span().class("answer-title").child(text).into_any(),
            span().class("price").attr("part", "price").child(price).into_any(),
            span().class("note").child(note).into_any(),
        ])
        .into_any()
}

/// Who sells it, under which terms, and whether it is real.
pub(crate) fn seller(shared: Shared) -> AnyView {
    let drawn = move || {
        shared.with_value(|session| {
            session.card.with(|card| {
                let Some(offer) = card.offer() else { return ().into_any() };
                let mut pieces = Vec::new();
                if session.client.config().sandbox {
                    pieces.push(
                        span()
                            .class("sandbox")
                            .attr("part", "sandbox")
                            .child(session.host.text("sandbox"))
                            .into_any(),
                    );
                }
                let sold_by = session.host.fill("sold-by", &[("title", &offer.title)]);
                pieces.push(span().child(sold_by).into_any());
                let documents = [
                    ("terms", &offer.documents.terms),
                    ("product-information", &offer.documents.product_information),
                ];
                for (key, address) in documents {
                    if let Some(address) = address {
                        pieces.push(link(session.host.text(key), session.client.address(address)));
                    }
                }
                block("seller", pieces)
            })
        })
    };
    drawn.into_any()
}

fn link(text: String, address: String) -> AnyView {
    a().attr("href", address).attr("target", "_blank").attr("rel", "noopener").child(text).into_any()
}
