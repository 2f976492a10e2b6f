//! Answers that are given once: whoever repeats a request under its Idempotency-Key gets the answer again.

use std::future::Future;

use axum::body::{Body, Bytes, HttpBody as _, to_bytes};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use lutine_booking::{Answer, Attempt, Idempotency, StoreError};
use time::OffsetDateTime;
use tokio::runtime::Handle;

use crate::app::App;
use crate::auth::Caller;
use crate::input;
use crate::problem::Problem;
use crate::routes::mark_replayed;

/// The most of an answer that is kept, in bytes: a batch's is not.
const MOST_KEPT: usize = 1024 * 1024;
/// Answers hold secrets, tokens and names: they are kept sealed, behind this.
const SEALED: &str = "sealed:";

/// What a request is repeated as.
pub(crate) struct Request<'r> {
    pub(crate) headers: &'r HeaderMap,
    /// Method and path: a key belongs to one.
    pub(crate) route: String,
    pub(crate) body: &'r Bytes,
    /// What the id of what it makes begins with: `claim`.
    pub(crate) makes: &'static str,
}

/// Whether a request needs a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// It may come without, and is then answered each time.
    Optional,
    /// It must have one: to do it twice would be wrong.
    Required,
}

/// Does the work once a key. What it makes has the id that it is given, so that a repetition after a crash makes it once.
///
/// What was refused changed nothing, and what is not known yet may be known later: such an answer is not kept, and a
/// repetition is looked at anew.
pub(crate) async fn once<W>(
    app: &App,
    caller: &Caller,
    request: Request<'_>,
    key: Key,
    work: impl FnOnce(Option<String>) -> W,
) -> Result<Response, Problem>
where
    W: Future<Output = Result<Response, Problem>>,
{
    let Some(idempotency) = input::idempotency(request.headers, &request.route, request.body)? else {
        return match key {
            Key::Optional => work(None).await,
            Key::Required => Err(Problem::IdempotencyKeyMissing),
        };
    };
    let (merchant, idempotency) = (&caller.merchant().id, caller.own(idempotency));
    let fresh = app.desk.ids.fresh(request.makes);
    match app.desk.store.attempt(merchant, &idempotency, &fresh, app.desk.clock.now()).await? {
        Attempt::Replay(answer) => replayed(app, &place(merchant, &idempotency), answer),
        Attempt::InFlight => Err(Problem::IdempotencyKeyInFlight),
        Attempt::KeyReused => Err(Problem::IdempotencyKeyReused),
        Attempt::First { id, since } => {
            let unanswered = Unanswered::of(app, merchant, &idempotency.key, since);
            let held = Held { idempotency: &idempotency, id: &id, since };
            let response = work(Some(id.clone())).await.into_response();
            let kept = keep(app, merchant, held, response).await?;
            unanswered.answered();
            Ok(kept)
        }
    }
}

/// A key whose request is being answered. Whoever waits for that may leave, and may ask again at once.
struct Unanswered(Option<(App, String, String, OffsetDateTime)>);

impl Unanswered {
    fn of(app: &App, merchant: &str, key: &str, since: OffsetDateTime) -> Self {
        Self(Some((app.clone(), merchant.to_owned(), key.to_owned(), since)))
    }

    fn answered(mut self) {
        self.0 = None;
    }
}

impl Drop for Unanswered {
    fn drop(&mut self) {
        // Where the process ends, the key is free after a while all the same.
        let (Some((app, merchant, key, since)), Ok(runtime)) = (self.0.take(), Handle::try_current()) else {
            return;
        };
        let tasks = app.tasks.clone();
        let free = async move {
            if let Err(error) = app.desk.store.interrupted(&merchant, &key, since).await {
                tracing::warn!(%error, "a key whose caller has left is free after a while");
            }
        };
        tasks.spawn_on(free, &runtime);
    }
}

/// A key as whoever answers under it has it.
struct Held<'h> {
    idempotency: &'h Idempotency,
    /// What the work makes has this id.
    id: &'h str,
    since: OffsetDateTime,
}

async fn keep(
    app: &App,
    merchant: &str,
    Held { idempotency, id, since }: Held<'_>,
    response: Response,
) -> Result<Response, Problem> {
    let status = response.status();
    if status.is_server_error() {
        // It may have been done all the same. Where that cannot be kept either, it is so after a while.
        let _ = app.desk.store.interrupted(merchant, &idempotency.key, since).await;
        return Ok(response);
    }
    if !status.is_success() || status == StatusCode::ACCEPTED {
        app.desk.store.abandon(merchant, &idempotency.key, since).await?;
        return Ok(response);
    }
    if response.body().size_hint().lower() > MOST_KEPT as u64 {
        // It is done. Whoever repeats it is answered from what it has come to.
        app.desk.store.abandon(merchant, &idempotency.key, since).await?;
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, MOST_KEPT).await.map_err(|_| Problem::Unavailable)?;
    let content_type =
        parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let sealed = app.desk.signer.sealer().seal(&place(merchant, idempotency), &body);
    let kept = format!("{SEALED}{sealed}");
    let answer = Answer { status: status.as_u16(), content_type: content_type.to_owned(), body: kept };
    app.desk.store.answered(merchant, &idempotency.key, id, &answer).await?;
    Ok(Response::from_parts(parts, Body::from(body)))
}

fn replayed(app: &App, place: &str, answer: Answer) -> Result<Response, Problem> {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let content_type = [(CONTENT_TYPE, answer.content_type)];
    let mut response = match answer.body.strip_prefix(SEALED) {
        Some(sealed) => {
            let body = app.desk.signer.sealer().open(place, sealed);
            let body = body.ok_or_else(|| StoreError::Unreadable("an answer that was sealed".to_owned()))?;
            (status, content_type, body).into_response()
        }
        // Of an earlier version.
        None => (status, content_type, answer.body).into_response(),
    };
    mark_replayed(&mut response);
    Ok(response)
}

fn place(merchant: &str, idempotency: &Idempotency) -> String {
    format!("answer {merchant} {}", idempotency.key)
}
