//! The body of a request about an event, in the document's words. `lutine_booking::webhook` reads it.
#![expect(dead_code, reason = "it only describes")]

use utoipa::ToSchema;

/// Wants an event again.
#[derive(ToSchema)]
#[schema(as = RedeliverRequest)]
pub(crate) struct Redeliver {
    /// To which endpoint, whether or not it wanted it; where none is named, to all that were told of it.
    #[schema(nullable = false)]
    endpoint: Option<String>,
}
