//! The document of the API, OpenAPI 3.1, from the route table: what a route takes and answers is said where it stands.
//!
//! What was checked in, `openapi.json`, is what the server gives out; a test holds it to this.

pub(crate) mod core;
mod headers;
pub(crate) mod parameters;
pub(crate) mod problems;

use serde_json::Value;
use utoipa::openapi::security::{Http, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

pub(crate) use problems::Problems;

/// As it was checked in.
pub(crate) const DOCUMENT: &str = include_str!("../openapi.json");

/// What stands in it beside the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Lutine",
        description = "Shipping insurance at the checkout. A shop's widget prices in the browser with what `/v1/config` \
            tells; the server prices again, signs, and books at the insurer.\n\nAmounts are strings in units of their \
            currency, times are RFC 3339 in UTC. Whatever goes wrong is a problem of RFC 9457 whose `type` is a page that \
            explains it. Each answer has an `x-request-id`, the caller's or a new one, under which the request stands in the \
            server's log. Later versions may add fields to answers, codes and states; they take none away.",
        license(name = "MIT OR Apache-2.0"),
    ),
    tags(
        (name = "tokens", description = "For servers that would rather send a token than a secret."),
        (name = "config", description = "What a widget is told."),
        (name = "quotes", description = "Signed prices, and the no to them."),
        (name = "bookings", description = "From a signed price to a policy, and back."),
        (name = "claims", description = "From a loss to its payment."),
        (name = "webhooks", description = "Where a merchant is told of what happens. Messages are signed by the scheme of \
            Standard Webhooks and come at least once: `webhook-id` is the event's, and \
            the same at each attempt. Events of one subject may overtake one another; `sequence` orders them, and who \
            has 1 and 3 knows that there is a 2. What is not answered with 200 to 299 within 15 seconds is sent again \
            for 75 hours; 410 ends it."),
        (name = "events", description = "What happened, and how far it was told."),
        (name = "imports", description = "Tables of shipments, booked row by row."),
        (name = "operation", description = "For those who run the server, and the pages that explain it."),
    ),
    modifiers(&Keys),
)]
struct Frame;

/// Who may call: each is a bearer token, and its first letters say which.
struct Keys;

impl Modify for Keys {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        for (name, description) in [
            (
                "publishableKey",
                "`pk_…`: stands in a shop's page. It reads the configuration, quotes, declines and books.",
            ),
            (
                "secretKey",
                "`sk_…`, or an access token that `/oauth/token` gave for it: the merchant's server. It must never reach a \
                 browser.",
            ),
            ("insurerKey", "`ik_…`: the insurer's side, which reads the merchant's claims and decides them."),
            ("shopperToken", "`st_…`: comes with a booking, and is good for that one."),
        ] {
            components.add_security_scheme(name, SecurityScheme::Http(bearer(description)));
        }
    }
}

fn bearer(description: &str) -> Http {
    HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(description)).build()
}

/// The document before any route is in it.
pub(crate) fn frame() -> utoipa::openapi::OpenApi {
    Frame::openapi()
}

/// The document of these routes, with the schemas that are not derived from Rust.
pub(crate) fn finish(routes: utoipa::openapi::OpenApi) -> Value {
    let mut document = serde_json::to_value(routes).unwrap_or_default();
    if let Some(known) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        // What stands for a component of the core refers to that; it says nothing itself.
        known.retain(|_, schema| schema.get("$ref").is_none());
        let mut schemas = core::schemas(known);
        schemas.extend(problems::schemas());
        known.values_mut().for_each(close);
        known.extend(schemas);
    }
    headers::describe(&mut document);
    document
}

/// Says that there is nothing in an object but what is described.
fn close(schema: &mut Value) {
    if let Some(object) = schema.as_object_mut()
        && object.contains_key("properties")
    {
        object.insert("additionalProperties".to_owned(), Value::Bool(false));
    }
}
