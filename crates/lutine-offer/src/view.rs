//! What the shopper sees, drawn by Leptos' builders: no HTML text is ever parsed.

mod offered;
mod parts;

use std::rc::Rc;

use leptos::prelude::{AnyView, Track};
use send_wrapper::SendWrapper;

use crate::card::{Card, Kind};
use crate::session::Session;
use crate::wording;
use parts::{Icon, block, drawn, header, line, nothing, text};

/// The session, as Leptos' closures hold it: they must be `Send`, and there is one thread.
pub(crate) type Shared = SendWrapper<Rc<Session>>;

/// The card of a session, drawn anew only when it becomes another kind of card; within one, only texts change.
pub(crate) fn card(session: &Rc<Session>) -> AnyView {
    drawn(&SendWrapper::new(Rc::clone(session)), |shared| {
        shared.turned.track();
        let kind = shared.card.borrow().kind();
        match kind {
            Kind::Offered => offered::card(shared),
            Kind::Ineligible => ineligible(shared),
            Kind::Booked => booked(shared),
            Kind::Nothing => nothing(),
        }
    })
}

fn ineligible(shared: &Shared) -> AnyView {
    let why = text(shared, |session| match &*session.card.borrow() {
        Card::Ineligible(reasons, liability) => {
            wording::ineligible(&session.host, &session.config(), reasons, liability)
        }
        _ => String::new(),
    });
    let title = text(shared, |session| session.host.text("ineligible"));
    block("card", vec![header(Icon::Crossed, title, why)])
}

fn booked(shared: &Shared) -> AnyView {
    let title = text(shared, |session| session.host.text("booked"));
    let policies = text(shared, |session| match &*session.card.borrow() {
        Card::Booked(_, policies) => wording::policies(&session.host, policies),
        _ => String::new(),
    });
    let header = header(Icon::Ticked, title, text(shared, offered::summary));
    block("card", vec![header, line("policy", policies), offered::seller(shared)])
}
