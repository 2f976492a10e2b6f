//! /v1/events

pub(crate) mod list;
pub(crate) mod read;
pub(crate) mod redeliver;

use lutine_booking::{Delivery, DeliveryState, Event, Outcome, Tried, Unreachable};
use serde::Serialize;
use serde_json::Value;
use time::OffsetDateTime;

/// An event as it is answered.
#[derive(Serialize)]
pub(crate) struct View<'e> {
    id: &'e str,
    r#type: &'e str,
    subject: &'e str,
    sequence: i64,
    #[serde(with = "time::serde::rfc3339")]
    timestamp: OffsetDateTime,
    data: &'e Value,
    /// Where it is asked for by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    deliveries: Option<Vec<DeliveryView<'e>>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DeliveryView<'e> {
    endpoint: &'e str,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    next_attempt_at: Option<OffsetDateTime>,
    attempts: Vec<AttemptView<'e>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AttemptView<'e> {
    number: i64,
    #[serde(with = "time::serde::rfc3339")]
    at: OffsetDateTime,
    outcome: &'static str,
    /// What the endpoint answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    /// The beginning of what it said.
    #[serde(skip_serializing_if = "Option::is_none")]
    response: Option<&'e str>,
    /// How many seconds it asked to be left alone for.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<i64>,
    /// Why it did not answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

impl<'e> View<'e> {
    /// An event.
    pub(crate) fn of(event: &'e Event) -> Self {
        Self {
            id: &event.id,
            r#type: &event.kind,
            subject: &event.subject,
            sequence: event.sequence,
            timestamp: event.at,
            data: &event.data,
            deliveries: None,
        }
    }

    /// An event, and how far it was told.
    fn whole(event: &'e Event, deliveries: &'e [Delivery]) -> Self {
        Self { deliveries: Some(deliveries.iter().map(DeliveryView::of).collect()), ..Self::of(event) }
    }
}

impl<'e> DeliveryView<'e> {
    fn of(delivery: &'e Delivery) -> Self {
        let next_attempt_at = match delivery.state {
            DeliveryState::Pending { due } => Some(due),
            DeliveryState::Delivered | DeliveryState::Failed => None,
        };
        let attempts = delivery.tried.iter().map(AttemptView::of).collect();
        Self { endpoint: &delivery.endpoint, state: delivery.state.name(), next_attempt_at, attempts }
    }
}

impl<'e> AttemptView<'e> {
    fn of(tried: &'e Tried) -> Self {
        let reply = tried.outcome.reply();
        let (retry_after, reason) = match &tried.outcome {
            Outcome::Failed { retry_after, .. } => (*retry_after, None),
            Outcome::Unreachable(why) => (None, Some(Unreachable::code(*why))),
            Outcome::Delivered(_) | Outcome::Gone(_) => (None, None),
        };
        Self {
            number: tried.number,
            at: tried.at,
            outcome: tried.outcome.name(),
            status: reply.map(|reply| reply.status),
            response: reply.map(|reply| reply.said.as_str()),
            retry_after: retry_after.map(time::Duration::whole_seconds),
            reason,
        }
    }
}
