//! `x-request-id`: the caller's, where it is a decent one, or else one of ours. It is in the log and on the answer.

use std::sync::Arc;

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use lutine_booking::Ids;
use tower_http::request_id::{MakeRequestId, RequestId};

const HEADER: HeaderName = HeaderName::from_static("x-request-id");
/// Longer ones would make the log theirs.
const LONGEST: usize = 64;

/// Ids for requests that came without.
#[derive(Clone)]
pub(crate) struct RequestIds(pub(crate) Arc<dyn Ids>);

impl MakeRequestId for RequestIds {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        HeaderValue::try_from(self.0.fresh("req")).ok().map(RequestId::new)
    }
}

/// Takes away what is no id, so that the request gets one.
pub(crate) fn only_decent(mut request: Request) -> Request {
    let mut given = request.headers().get_all(HEADER).iter();
    let decent = match (given.next(), given.next()) {
        (Some(id), None) => is_decent(id.as_bytes()),
        (None, _) => return request,
        _ => false,
    };
    if !decent {
        request.headers_mut().remove(HEADER);
    }
    request
}

fn is_decent(id: &[u8]) -> bool {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(byte);
    (1..=LONGEST).contains(&id.len()) && id.iter().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::is_decent;

    #[test]
    fn an_id_is_short_and_plain() {
        assert!(is_decent(b"req_0190") && is_decent(b"a.B:c-9") && is_decent(&[b'x'; 64]));
        for other in ["", "two words", "naïve", "line\nbreak", "quote\"d", "{}", &"x".repeat(65)] {
            assert!(!is_decent(other.as_bytes()), "{other:?}");
        }
    }
}
