//! An event as it is answered.

use lutine_booking::{Delivery, DeliveryState, Event, EventKind, Outcome, Tried, Unreachable};
use serde::Serialize;
use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::routes::rfc3339;

/// Something that happened.
#[derive(Serialize, ToSchema)]
#[schema(as = Event)]
pub(crate) struct View<'e> {
    /// Its id, and the `webhook-id` of its messages.
    id: &'e str,
    /// What it was: the subject's kind, and what became of it.
    #[schema(value_type = EventType)]
    r#type: &'e str,
    /// To what it happened: the id of a booking, a claim, an import or an endpoint.
    subject: &'e str,
    /// Which of the subject's events it is, from 1.
    sequence: i64,
    /// When it happened.
    #[schema(format = DateTime)]
    timestamp: String,
    /// The subject as it was then: of a booking its `id`, `state`, `quoteId`, `order`, `total`, `policies` and `createdAt`, with its
    /// `reference`, `facts`, `amendment`, `refusal` and `refund` where there are such; of a claim its `id`, `state`, `booking`, `parcel`,
    /// `reckoning`, number of `evidence` and `createdAt`, with `decideBy`, `amount` and `awaited`; of an import its `id`, `state` and
    /// counts of rows; of an endpoint its `id`, `url` and `disabledBy`. Never a policyholder.
    #[schema(value_type = Object)]
    data: &'e Value,
    /// To whom it was told, where it is asked for by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    deliveries: Option<Vec<DeliveryView<'e>>>,
}

/// Every kind of event, by its name.
pub(crate) struct EventType;

impl PartialSchema for EventType {
    fn schema() -> RefOr<Schema> {
        let kinds = EventKind::ALL.iter().map(|kind| format!("`{kind}`: {}", kind.what()));
        let described = kinds.collect::<Vec<_>>().join(" ");
        ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(EventKind::ALL.iter().map(|kind| kind.name())))
            .description(Some(format!("A kind of event. {described}")))
            .examples([EventKind::BookingBooked.name()])
            .into()
    }
}

impl ToSchema for EventType {}

/// An event on its way to an endpoint.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Delivery)]
struct DeliveryView<'e> {
    /// Which endpoint.
    endpoint: &'e str,
    /// Where it stands.
    #[schema(value_type = State)]
    state: &'static str,
    /// When it is tried next, or would be if whoever tries now came to no end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime, nullable = false)]
    next_attempt_at: Option<String>,
    /// Every attempt, the first one first.
    attempts: Vec<AttemptView<'e>>,
}

/// An attempt to deliver an event.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = DeliveryAttempt)]
struct AttemptView<'e> {
    /// Which it is, from 1.
    number: i64,
    /// When it ended.
    #[schema(format = DateTime)]
    at: String,
    /// How.
    #[schema(value_type = Ending)]
    outcome: &'static str,
    /// The status that the endpoint answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    status: Option<u16>,
    /// The beginning of what it said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    response: Option<&'e str>,
    /// How many seconds it asked to be left alone for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    retry_after: Option<i64>,
    /// Why there was no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Why, required = false)]
    reason: Option<&'static str>,
}

/// Where a delivery stands.
#[derive(ToSchema)]
#[schema(as = DeliveryState, rename_all = "snake_case")]
#[expect(dead_code, reason = "it only describes")]
enum State {
    /// It is tried, or will be.
    Pending,
    /// The endpoint has it.
    Delivered,
    /// It was given up, or the endpoint is told nothing any more.
    Failed,
}

/// How an attempt ended.
#[derive(ToSchema)]
#[schema(as = DeliveryOutcome, rename_all = "snake_case")]
#[expect(dead_code, reason = "it only describes")]
enum Ending {
    /// With a status of 200 to 299.
    Delivered,
    /// With 410.
    Gone,
    /// With any other status; redirects are not followed.
    Failed,
    /// Without an answer.
    Unreachable,
}

/// Why an endpoint did not answer.
#[derive(ToSchema)]
#[schema(as = DeliveryObstacle, rename_all = "kebab-case")]
#[expect(dead_code, reason = "it only describes")]
enum Why {
    /// The host's name has no address.
    NotResolved,
    /// The host has an address that nothing is sent to.
    AddressRefused,
    /// Nobody listens, or no encrypted connection came about.
    NotConnected,
    /// It took too long.
    TimedOut,
    /// The connection broke.
    BrokenOff,
}

/// Events, the latest first.
#[derive(Serialize, ToSchema)]
#[schema(as = EventList)]
pub(crate) struct List<'e> {
    pub(super) data: Vec<View<'e>>,
    /// What `after` takes for the next part; absent where this is the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) next: Option<String>,
}

impl<'e> View<'e> {
    /// An event.
    pub(crate) fn of(event: &'e Event) -> Self {
        Self {
            id: &event.id,
            r#type: &event.kind,
            subject: &event.subject,
            sequence: event.sequence,
            timestamp: rfc3339(event.at),
            data: &event.data,
            deliveries: None,
        }
    }

    /// An event, and how far it was told.
    pub(super) fn whole(event: &'e Event, deliveries: &'e [Delivery]) -> Self {
        Self { deliveries: Some(deliveries.iter().map(DeliveryView::of).collect()), ..Self::of(event) }
    }
}

impl<'e> DeliveryView<'e> {
    fn of(delivery: &'e Delivery) -> Self {
        let next_attempt_at = match delivery.state {
            DeliveryState::Pending { due } => Some(rfc3339(due)),
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
            at: rfc3339(tried.at),
            outcome: tried.outcome.name(),
            status: reply.map(|reply| reply.status),
            response: reply.map(|reply| reply.said.as_str()),
            retry_after: retry_after.map(time::Duration::whole_seconds),
            reason,
        }
    }
}
