//! POST /v1/claims/{id}/evidence: files that prove a claim, as a form.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use lutine_booking::Upload;
use serde_json::json;

use super::super::view::ClaimView;
use super::parts;
use crate::app::App;
use crate::auth::Caller;
use crate::idempotent::{Key, Request, once};
use crate::input::Id;
use crate::problem::Problem;

/// 201 with the claim, which has the files now.
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Problem> {
    caller.may_read_all()?;
    let form = form.map_err(|_| Problem::UnsupportedMediaType)?;
    // Nobody sends megabytes for a claim that is not there.
    app.desk.store.claim(&caller.merchant().id, &id).await?.ok_or(Problem::NotFound)?;
    let uploads = parts::read(form).await?;
    let body = alike(&uploads);
    let route = format!("POST /v1/claims/{id}/evidence");
    let request = Request { headers: &headers, route, body: &body, makes: "evidence" };
    once(&app, &caller, request, Key::Required, async |evidence| {
        let evidence = evidence.ok_or(Problem::IdempotencyKeyMissing)?;
        let claim = app.desk.add_evidence(caller.merchant(), &id, uploads, &evidence).await?;
        Ok((StatusCode::CREATED, Json(ClaimView::of(claim, app.desk.clock.now()))).into_response())
    })
    .await
}

/// What is the same whenever the same files are sent: a form's own text has a boundary made by chance.
fn alike(uploads: &[Upload]) -> Bytes {
    let files = uploads.iter().map(|upload| json!([upload.kind, upload.name, upload.sha256]));
    json!(files.collect::<Vec<_>>()).to_string().into()
}
