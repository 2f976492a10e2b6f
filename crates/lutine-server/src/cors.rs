//! Which pages may call: those of origins on the list of the key that they show. Origin is no authentication, for whoever is no
//! browser says what it likes; it steers browsers, which tell the truth.

use axum::extract::{MatchedPath, Request};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, HOST, ORIGIN, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::auth::{Caller, Who};
use crate::problem::Problem;

/// What the keys that pages have are for. Nothing else is answered before a browser sends it.
const FOR_PAGES: [(&str, &str); 6] = [
    ("GET", "/v1/config"),
    ("POST", "/v1/quotes"),
    ("POST", "/v1/quotes/{id}/decline"),
    ("POST", "/v1/bookings"),
    ("GET", "/v1/bookings/{id}"),
    ("POST", "/v1/bookings/{id}/cancel"),
];

const HEADERS_TAKEN: &str = "authorization, content-type, idempotency-key";
const HEADERS_SHOWN: &str = "idempotent-replayed, ratelimit, ratelimit-policy, retry-after, x-request-id";
/// In seconds; browsers ask again after two hours at the latest.
const KEPT_FOR: &str = "7200";

/// The answer to a browser that asks before it sends. No key comes with that, so it is for every origin; whether the page may call
/// is said by the answer to what is sent then.
pub(crate) fn preflight(request: &Request) -> Option<Response> {
    let asked = request.headers().get(ACCESS_CONTROL_REQUEST_METHOD)?.to_str().ok()?;
    if request.method() != Method::OPTIONS || !request.headers().contains_key(ORIGIN) {
        return None;
    }
    let route = request.extensions().get::<MatchedPath>()?.as_str();
    let (method, _) =
        FOR_PAGES.into_iter().find(|(method, known)| *method == asked && same_route(known, route))?;
    let headers = [
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (ACCESS_CONTROL_ALLOW_METHODS, method),
        (ACCESS_CONTROL_ALLOW_HEADERS, HEADERS_TAKEN),
        (ACCESS_CONTROL_MAX_AGE, KEPT_FOR),
    ];
    Some((StatusCode::NO_CONTENT, headers).into_response())
}

/// What the page that calls is told.
pub(crate) enum Page {
    /// No page, or one whose key has no business on pages: nothing.
    None,
    /// Any page, with a key that is none or that nobody has looked at: it may read that, and there is nothing else in the answer.
    Unknown,
    /// A page of this server's, or whoever is no browser: that the answer would be another for others.
    Own,
    /// A page of an origin on the list: that it may read the answer.
    Allowed(HeaderValue),
}

impl Page {
    /// The page that a request with a good key comes from.
    pub(crate) fn of(headers: &HeaderMap, caller: &Caller) -> Result<Self, Problem> {
        match caller.who {
            Who::Publishable | Who::Shopper { .. } => {}
            Who::Merchant | Who::Insurer => return Ok(Self::None),
        }
        let Some(origin) = headers.get(ORIGIN) else { return Ok(Self::Own) };
        let said = origin.to_str().unwrap_or_default();
        if is_own(headers, said) {
            Ok(Self::Own)
        } else if caller.seller().origins.allow(said) {
            Ok(Self::Allowed(origin.clone()))
        } else {
            Err(Problem::OriginNotAllowed)
        }
    }

    /// A problem, with what the page is told.
    pub(crate) fn told(self, problem: Problem) -> Response {
        let mut response = problem.into_response();
        self.tell(&mut response);
        response
    }

    /// Tells it.
    pub(crate) fn tell(self, response: &mut Response) {
        let headers = response.headers_mut();
        match self {
            Self::None => return,
            Self::Unknown => {
                headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
                return;
            }
            Self::Own => {}
            Self::Allowed(origin) => {
                headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
                headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(HEADERS_SHOWN));
            }
        }
        headers.append(VARY, HeaderValue::from_static("origin"));
    }
}

/// Whether a page is this server's own, as the one in the widget's frame is: the browser says so, or names the host it calls.
fn is_own(headers: &HeaderMap, origin: &str) -> bool {
    let text = |value: Option<&HeaderValue>| value.and_then(|value| value.to_str().ok()).map(str::to_owned);
    if text(headers.get("sec-fetch-site")).as_deref() == Some("same-origin") {
        return true;
    }
    let host = origin.split_once("://").map(|(_, host)| host);
    host.is_some() && host == text(headers.get(HOST)).as_deref()
}

/// Whether two routes are one, whatever they call what stands in braces.
fn same_route(one: &str, other: &str) -> bool {
    let is_name = |part: &str| part.starts_with('{');
    one.split('/').count() == other.split('/').count()
        && one
            .split('/')
            .zip(other.split('/'))
            .all(|(one, other)| one == other || is_name(one) && is_name(other))
}
