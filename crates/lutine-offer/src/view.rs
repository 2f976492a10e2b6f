//! What the shopper sees, drawn by Leptos' builders: no HTML text is ever parsed.

mod offered;
mod parts;

use std::rc::Rc;

use leptos::prelude::{AnyView, Get, IntoAny, LocalStorage, Memo, Signal, StoredValue, With, WithValue};

use crate::card::Card;
use crate::session::Session;
use crate::wording;
use parts::{block, header, line};

/// The session, where Leptos' closures can reach it.
pub(crate) type Shared = StoredValue<Rc<Session>, LocalStorage>;

/// Which card is drawn; within one, only texts change.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Offered,
    Ineligible,
    Booked,
    Nothing,
}

/// The card of a session, drawn anew only when it becomes another kind of card.
pub(crate) fn card(session: &Rc<Session>) -> AnyView {
    let card = session.card;
    let shared: Shared = StoredValue::new_local(Rc::clone(session));
    let kind = Memo::new(move |_| {
        card.with(|card| match card {
            Card::Offered(..) => Kind::Offered,
            Card::Ineligible(..) => Kind::Ineligible,
            Card::Booked(..) => Kind::Booked,
            Card::NotOffered | Card::Unavailable(_) => Kind::Nothing,
        })
    });
    (move || match kind.get() {
        Kind::Offered => offered::card(shared),
        Kind::Ineligible => ineligible(shared),
        Kind::Booked => booked(shared),
        Kind::Nothing => ().into_any(),
    })
    .into_any()
}

/// A text that follows the card.
pub(crate) fn text_of(shared: Shared, text: fn(&Session, &Card) -> String) -> Signal<String> {
    Signal::derive(move || shared.with_value(|session| session.card.with(|card| text(session, card))))
}

fn ineligible(shared: Shared) -> AnyView {
    let why = text_of(shared, |session, card| match card {
        Card::Ineligible(reasons, liability) => {
            wording::ineligible(&session.host, &session.client.config(), reasons, liability)
        }
        _ => String::new(),
    });
    let title = text_of(shared, |session, _| session.host.text("ineligible"));
    block("card", vec![header(parts::Icon::Crossed, title, why)])
}

fn booked(shared: Shared) -> AnyView {
    let title = text_of(shared, |session, _| session.host.text("booked"));
    let summary = text_of(shared, |session, card| {
        card.offer()
            .map(|offer| wording::summary(&session.host, &session.client.config(), offer))
            .unwrap_or_default()
    });
    let policies = text_of(shared, |session, card| match card {
        Card::Booked(_, policies) => session.host.fill("policy", &[("number", &policies.join(", "))]),
        _ => String::new(),
    });
    block(
        "card",
        vec![header(parts::Icon::Ticked, title, summary), line("policy", policies), offered::seller(shared)],
    )
}
