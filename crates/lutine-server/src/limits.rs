//! How large a request may be. Whatever is larger is a problem of its own kind, and is not read to its end.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;

/// A JSON body, in bytes: a cart of some hundred lines.
pub(crate) const BODY: usize = 64 * 1024;
/// A form: a client's id, a secret and a token.
pub(crate) const FORM: usize = 8 * 1024;
/// Address and headers together.
pub(crate) const HEAD: usize = 16 * 1024;
/// An Idempotency-Key, in characters.
pub(crate) const IDEMPOTENCY_KEY: usize = 200;
/// A part of a list, in its elements.
pub(crate) const PAGE: u32 = 100;

/// Refuses a head that is too large, before anything in it is looked at.
pub(crate) async fn head(request: Request, next: Next) -> Response {
    let headers = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4);
    let address = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    if address + headers.sum::<usize>() > HEAD {
        return Problem::HeadersTooLarge.into_response();
    }
    next.run(request).await
}
