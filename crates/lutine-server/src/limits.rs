//! How large a request may be, and how slow. Whatever is larger is a problem of its own kind, and is not read to its end.

use std::time::Duration;

use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_LENGTH;
use axum::middleware::Next;
use axum::response::Response;
use lutine_booking::MAX_UPLOAD;

use crate::cors::Page;
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

/// Bytes in a second of the slowest line that a large body may come over: half a megabit.
const SLOWEST_LINE: u64 = 64 * 1024;

/// How long a body of its size may take to arrive. Of one that does not tell its size nothing is known.
pub(crate) fn arrival(headers: &HeaderMap) -> Duration {
    let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    Duration::from_secs(length.unwrap_or(0).min(MAX_UPLOAD as u64) / SLOWEST_LINE)
}

/// Refuses a head that is too large, before anything in it is looked at.
pub(crate) async fn head(request: Request, next: Next) -> Response {
    let headers = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4);
    let address = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    if address + headers.sum::<usize>() > HEAD {
        return Page::Unknown.told(Problem::HeadersTooLarge);
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use axum::http::header::CONTENT_LENGTH;
    use axum::http::{HeaderMap, HeaderValue};
    use lutine_booking::MAX_UPLOAD;

    use super::arrival;

    #[test]
    fn a_large_body_has_the_time_that_a_slow_line_takes() {
        let seconds = |length: &'static str| {
            let headers = HeaderMap::from_iter([(CONTENT_LENGTH, HeaderValue::from_static(length))]);
            arrival(&headers).as_secs()
        };
        assert_eq!([seconds("20000"), seconds("10000000")], [0, 152]);
        assert_eq!(seconds("99999999999"), MAX_UPLOAD as u64 / 65_536, "no larger one is read");
        assert_eq!([seconds("-1"), seconds("many"), arrival(&HeaderMap::new()).as_secs()], [0; 3]);
    }
}
