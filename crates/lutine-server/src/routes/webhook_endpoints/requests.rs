//! The bodies of requests about endpoints, in the document's words. `lutine_booking::webhook` reads them.
#![expect(dead_code, reason = "they only describe")]

use utoipa::ToSchema;

/// Says where the merchant wants to be told, and of what.
#[derive(ToSchema)]
#[schema(as = WebhookEndpointRequest)]
pub(crate) struct Create {
    /// An address on the public internet: https, port 443 or one from 1024 on, without a name or a password in it.
    #[schema(max_length = 2048, examples("https://shop.example/webhooks"))]
    url: String,
    /// What its owner says of it.
    #[schema(nullable = false, max_length = 200)]
    description: Option<String>,
    /// Kinds of event, `booking.*` for all of a subject, or `*` for all, which is the default.
    #[schema(nullable = false, min_items = 1, examples(json!(["booking.booked", "claim.*"])))]
    events: Option<Vec<String>>,
}

/// What is to be another than before.
#[derive(ToSchema)]
#[schema(as = WebhookEndpointChange)]
pub(crate) struct Change {
    /// Where messages are to be posted to.
    #[schema(nullable = false, max_length = 2048)]
    url: Option<String>,
    /// What its owner says of it.
    #[schema(nullable = false, max_length = 200)]
    description: Option<String>,
    /// In place of the kinds of event that it wanted.
    #[schema(nullable = false, min_items = 1)]
    events: Option<Vec<String>>,
    /// Whether it is told of events. What is enabled again begins anew: failures of before do not count.
    #[schema(nullable = false, required = false, value_type = Switch)]
    state: Option<String>,
}

/// What a merchant can make of an endpoint.
#[derive(ToSchema)]
#[schema(as = WebhookEndpointSwitch, rename_all = "snake_case")]
pub(crate) enum Switch {
    /// It is told of events.
    Enabled,
    /// It is told nothing.
    Disabled,
}

/// Another secret.
#[derive(ToSchema)]
#[schema(as = WebhookRotation, rename_all = "camelCase")]
pub(crate) struct Rotate {
    /// How long the secrets of before stay good: 0 where one has leaked.
    #[schema(nullable = false, minimum = 0, maximum = 168, default = 24)]
    overlap_hours: Option<u32>,
}

/// A test says nothing.
#[derive(ToSchema)]
#[schema(as = WebhookTest)]
pub(crate) struct Test {}
