//! POST /v1/claims/{id}/evidence: files that prove a claim, as a form.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use lutine_booking::Upload;
use serde_json::json;

use super::super::requests;
use super::super::view::ClaimView;
use super::parts;
use crate::app::App;
use crate::auth::Caller;
use crate::idempotent::{Key, Request, once};
use crate::input::Id;
use crate::openapi::Problems;
use crate::openapi::parameters::{IdInPath, IdempotencyKey};
use crate::openapi::problems::{Keyed, Once, Reads};
use crate::problem::Problem;
use crate::problem::kinds::{EvidenceFull, NotFound, UnsuitableEvidence, WrongClaimState};

/// 201 with the claim, which has the files now.
#[utoipa::path(
    post,
    path = "/v1/claims/{id}/evidence",
    operation_id = "addEvidence",
    summary = "Prove a claim",
    description = "Adds files to a claim that is not decided. What was awaited puts it back in review.",
    tag = "claims",
    params(IdInPath, IdempotencyKey),
    request_body(content = requests::EvidenceForm, content_type = "multipart/form-data"),
    responses(
        (status = 201, description = "The claim, which has the files now.", body = ClaimView),
        Problems<(Keyed, Reads, Once, NotFound, WrongClaimState, EvidenceFull, UnsuitableEvidence)>,
    ),
    security(("secretKey" = [])),
)]
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
