//! GET /v1/claims/{id}/evidence/{evidence}: a file as it came, to be saved and never shown in a page.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{IntoResponse, Response};
use utoipa::IntoParams;

use crate::app::App;
use crate::auth::Caller;
use crate::input::is_an_id;
use crate::openapi::Problems;
use crate::openapi::problems::Keyed;
use crate::problem::Problem;
use crate::problem::kinds::NotFound;

/// The ids in the address.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "says what `handle` reads")]
pub(crate) struct FileInPath {
    /// The claim's id.
    id: String,
    /// The file's id.
    evidence: String,
}

/// 200 with the file.
#[utoipa::path(
    get,
    path = "/v1/claims/{id}/evidence/{evidence}",
    operation_id = "readEvidence",
    summary = "Read a file",
    description = "A file as it came, to be saved and never shown in a page.",
    tag = "claims",
    params(FileInPath),
    responses(
        (
            status = 200,
            description = "The file.",
            content(
                (String = "application/pdf"),
                (String = "image/jpeg"),
                (String = "image/png"),
                (String = "image/webp"),
                (String = "image/heic"),
            ),
            headers(("content-disposition" = String, description = "That it is to be saved, and its name.")),
        ),
        Problems<(Keyed, NotFound)>,
    ),
    security(("secretKey" = []), ("insurerKey" = [])),
)]
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    path: Result<Path<(String, String)>, PathRejection>,
) -> Result<Response, Problem> {
    caller.may_read_claims()?;
    let Path((claim, evidence)) = path.map_err(|_| Problem::NotFound)?;
    if !is_an_id(&claim) || !is_an_id(&evidence) {
        return Err(Problem::NotFound);
    }
    let file = app.desk.evidence(caller.merchant(), &claim, &evidence).await?;
    let headers = [
        (CONTENT_TYPE, file.evidence.media.name().to_owned()),
        (CONTENT_DISPOSITION, saved_as(&file.evidence.name)),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, file.content.into_bytes()).into_response())
}

/// The name in ASCII for old readers, and whole for all others (RFC 6266).
fn saved_as(name: &str) -> String {
    let quotable = |char: char| char.is_ascii_graphic() && !matches!(char, '"' | '\\') || char == ' ';
    let plain: String = name.chars().map(|char| if quotable(char) { char } else { '_' }).collect();
    let whole: String = name.bytes().map(escaped).collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

fn escaped(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::saved_as;

    #[test]
    fn a_name_is_said_twice() {
        let said = r#"attachment; filename="Rechnung M_rz (1).pdf"; filename*=UTF-8''Rechnung%20M%C3%A4rz%20%281%29.pdf"#;
        assert_eq!(saved_as("Rechnung März (1).pdf"), said);
        assert!(saved_as("a\"\r\nb\\").starts_with("attachment; filename=\"a___b_\"; "));
    }
}
