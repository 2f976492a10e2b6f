//! Parameters that many routes take.

use utoipa::IntoParams;

/// The header of a route that must not do the same twice.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "says what `input::idempotency` reads")]
pub(crate) struct IdempotencyKey {
    /// Any text of yours, once for each thing that is to be done. The same key with the same body is answered as before,
    /// with `Idempotent-Replayed: true`; with another body it is refused.
    #[param(rename = "Idempotency-Key", min_length = 1, max_length = 200, pattern = "^[ -~]+$")]
    key: String,
}

/// The same, where it is the caller's choice.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "says what `input::idempotency` reads")]
pub(crate) struct OptionalIdempotencyKey {
    /// Any text of yours, once for each thing that is to be done. The same key with the same body is answered as before,
    /// with `Idempotent-Replayed: true`; with another body it is refused.
    #[param(rename = "Idempotency-Key", min_length = 1, max_length = 200, pattern = "^[ -~]+$")]
    key: Option<String>,
}

/// The id in a route's address.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "says what `input::Id` reads")]
pub(crate) struct IdInPath {
    /// Its id.
    id: String,
}
