//! Files that prove a claim: what is taken, what is not, and what is given back.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use lutine_booking::{EvidenceKind, MAX_FILE, MAX_FILES, Payment, Upload};
use lutine_programmes::Data;
use lutine_server::Seller;
use serde_json::{Value, json};

use crate::claimant::{Part, booked, claim, decide, field, file, prove, read, send, watch, withdraw};
use crate::harness::{Server, demo};

const PDF: &[u8] = b"%PDF-1.7\nan invoice\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
const ZIP: &[u8] = b"PK\x03\x04\x14\0\0\0";

fn pdf(name: &str) -> Part<'static> {
    file(name, "application/pdf", PDF)
}

/// A server, and a claim on it.
async fn claimed() -> (Server, Value) {
    let server = Server::start().await;
    let claim = claim(&server, &booked(&server, &watch()).await, "100.00").await;
    (server, claim)
}

/// A large file has minutes to arrive, but not to stop arriving.
#[tokio::test]
async fn a_file_that_stops_arriving_is_not_waited_for() {
    let (server, claim) = claimed().await;
    let evidence = format!("/v1/claims/{}/evidence", claim["id"].as_str().unwrap());
    for (path, kind) in
        [(evidence.as_str(), "multipart/form-data; boundary=a-boundary"), ("/v1/imports", "text/csv")]
    {
        let request = Request::post(path)
            .header("authorization", format!("Bearer {}", server.secret()))
            .header("content-type", kind)
            .header("content-length", "20000000")
            .header("idempotency-key", "k");
        let reply = server.never_end_to_send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(reply.problem(), (503, "timed-out"), "{path}");
    }
}

#[tokio::test]
async fn files_are_kept_and_given_back_to_be_saved() {
    let (server, claim) = claimed().await;
    let files = vec![pdf("Rechnung März.pdf"), file("box.png", "image/png", PNG)];
    let reply = prove(&server, &claim, files, "k").await;
    assert_eq!(reply.status, 201, "{}", reply.body);
    assert_eq!(reply.body["state"], "submitted");
    let evidence = reply.body["evidence"].as_array().unwrap();
    assert_eq!(evidence.len(), 2);
    let first = json!({
        "id": evidence[0]["id"],
        "name": "Rechnung März.pdf",
        "kind": "invoice",
        "type": "application/pdf",
        "size": PDF.len(),
        "sha256": "569c60173924cc903e73ce018e9df922d7f28fcc71ba3df4b8599cb89c7413b5",
        "at": "2026-11-21T12:00:00Z",
    });
    assert_eq!(evidence[0], first);
    let path = |file: &Value| {
        let [claim, file] = [&claim, file].map(|what| what["id"].as_str().unwrap());
        format!("/v1/claims/{claim}/evidence/{file}")
    };
    for key in [server.secret(), server.insurer()] {
        let given = server.get(&path(&evidence[0]), &key).await;
        assert_eq!((given.status.as_u16(), &given.body), (200, &json!(String::from_utf8_lossy(PDF))));
        assert_eq!(given.headers["content-type"], "application/pdf");
        assert_eq!(given.headers["x-content-type-options"], "nosniff");
        assert_eq!(
            given.headers["content-disposition"],
            "attachment; filename=\"Rechnung M_rz.pdf\"; filename*=UTF-8''Rechnung%20M%C3%A4rz.pdf"
        );
        assert_eq!(given.headers["content-security-policy"], "default-src 'none'; sandbox");
        assert_eq!(given.headers["cache-control"], "private, no-store");
    }
    let history = read(&server, &claim).await["history"].clone();
    assert_eq!(history[1]["event"], "claim.evidence_added");
}

#[tokio::test]
async fn a_file_is_of_its_own_claim() {
    let (server, first) = claimed().await;
    let second = claim(&server, &booked(&server, &watch()).await, "1.00").await;
    let id = prove(&server, &first, vec![pdf("a.pdf")], "k").await.body["evidence"][0]["id"].clone();
    let path = format!("/v1/claims/{}/evidence/{}", second["id"].as_str().unwrap(), id.as_str().unwrap());
    assert_eq!(server.get(&path, &server.secret()).await.problem(), (404, "not-found"));
    let nobodys = prove(&server, &json!({ "id": "claim_none" }), vec![pdf("a.pdf")], "n").await;
    assert_eq!(nobodys.problem(), (404, "not-found"));
}

#[tokio::test]
async fn the_same_files_are_added_once_whatever_their_boundary() {
    let (server, claim) = claimed().await;
    let with = async |boundary: &str, files: Vec<Part<'_>>| {
        let mut parts = vec![field("kind", "photo")];
        parts.extend(files);
        send(&server, &claim, boundary, &parts, "k").await
    };
    let first = with("one", vec![pdf("a.pdf")]).await;
    let again = with("another", vec![pdf("a.pdf")]).await;
    assert_eq!((again.status.as_u16(), &again.body), (201, &first.body));
    assert_eq!(again.headers["idempotent-replayed"], "true");
    let other = with("one", vec![file("a.pdf", "application/pdf", b"%PDF-another")]).await;
    assert_eq!(other.problem(), (422, "idempotency-key-reused"));
    assert_eq!(read(&server, &claim).await["evidence"].as_array().unwrap().len(), 1);
    let merchant = Seller::of(&demo(Payment::AtOnce), &Data::shipped().unwrap()).unwrap().merchant;
    let desk = &server.app.desk;
    let upload = Upload::read("a.pdf", "application/pdf", EvidenceKind::Other, PDF.to_vec()).unwrap();
    let id = claim["id"].as_str().unwrap();
    let add = || desk.add_evidence(&merchant, id, vec![upload.clone()], "evidence_after_a_crash");
    let added = add().await.unwrap();
    assert_eq!((add().await.unwrap(), added.evidence.len()), (added, 2));
}

#[tokio::test]
async fn a_file_is_what_it_says_it_is() {
    let (server, claim) = claimed().await;
    let files = vec![
        file("invoice.pdf", "application/pdf", ZIP),
        pdf("a.pdf"),
        file("photo.jpg", "image/jpeg", PNG),
        file("page.pdf", "text/html", PDF),
        file("empty.pdf", "application/pdf", b""),
        file("x.svg", "image/svg+xml", b"<svg onload='alert(1)'/>"),
    ];
    let reply = prove(&server, &claim, files, "k").await;
    assert_eq!(reply.problem(), (422, "unsuitable-evidence"));
    let errors = reply.body["errors"].as_array().unwrap();
    let paths: Vec<_> = errors.iter().map(|error| error["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["file[0]", "file[2]", "file[3]", "file[4]", "file[5]"]);
    assert_eq!(errors[1]["message"], "is `image/png` by its content, and was sent as `image/jpeg`");
    assert_eq!(read(&server, &claim).await["evidence"], json!([]), "none was added");
}

#[tokio::test]
async fn a_name_leads_nowhere() {
    let (server, claim) = claimed().await;
    let names = ["../../../etc/passwd", "..\\..\\boot.ini", "/dev/null", "run.exe", "..", ""];
    let reply = prove(&server, &claim, names.map(pdf).into(), "k").await;
    let kept: Vec<_> = reply.body["evidence"].as_array().unwrap().iter().map(|file| &file["name"]).collect();
    assert_eq!(
        kept,
        ["passwd.pdf", "boot.ini.pdf", "null.pdf", "run.exe.pdf", "evidence.pdf", "evidence.pdf"]
    );
}

#[tokio::test]
async fn what_is_too_large_is_not_read() {
    let (server, claim) = claimed().await;
    let mut large = PDF.to_vec();
    large.resize(MAX_FILE, 0);
    let largest = || file("largest.pdf", "application/pdf", &large);
    let two = prove(&server, &claim, vec![largest(), largest()], "two").await;
    assert_eq!(two.body["evidence"][1]["size"], MAX_FILE, "{}", two.body);
    let three = prove(&server, &claim, vec![largest(), largest(), largest()], "three").await;
    assert_eq!(three.problem(), (413, "payload-too-large"));
    let larger = [large.as_slice(), b"\0"].concat();
    let larger = prove(&server, &claim, vec![file("larger.pdf", "application/pdf", &larger)], "larger").await;
    assert_eq!(larger.problem(), (413, "payload-too-large"));
    assert_eq!(read(&server, &claim).await["evidence"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_claim_takes_so_many_files() {
    let (server, claim) = claimed().await;
    let files = |count: usize| (0..count).map(|number| pdf(&format!("{number}.pdf"))).collect::<Vec<_>>();
    let at_once = prove(&server, &claim, files(MAX_FILES + 1), "k").await;
    assert_eq!(at_once.problem(), (409, "evidence-full"));
    assert_eq!(prove(&server, &claim, files(MAX_FILES - 1), "k").await.status, 201);
    assert_eq!(prove(&server, &claim, files(2), "k2").await.problem(), (409, "evidence-full"));
    assert_eq!(prove(&server, &claim, files(1), "k3").await.status, 201);
    assert_eq!(read(&server, &claim).await["evidence"].as_array().unwrap().len(), MAX_FILES);
}

#[tokio::test]
async fn files_that_come_at_once_are_all_kept() {
    let (server, claim) = claimed().await;
    let server = Arc::new(server);
    let coming = (0..16).map(|number| {
        let (server, claim) = (Arc::clone(&server), claim.clone());
        tokio::spawn(async move {
            let name = format!("{number}.pdf");
            prove(&server, &claim, vec![pdf(&name)], &name).await.status.as_u16()
        })
    });
    for status in coming.collect::<Vec<_>>() {
        assert_eq!(status.await.unwrap(), 201);
    }
    assert_eq!(read(&server, &claim).await["evidence"].as_array().unwrap().len(), 16);
}

#[tokio::test]
async fn a_form_has_one_kind_and_files() {
    let (server, claim) = claimed().await;
    let faults = async |parts: &[Part<'_>]| {
        let reply = send(&server, &claim, "b", parts, "k").await;
        assert_eq!(reply.problem(), (400, "invalid-input"), "{}", reply.body);
        let errors = reply.body["errors"].as_array().unwrap().clone();
        let told = |error: &Value| format!("{} {}", error["path"], error["code"]).replace('"', "");
        errors.iter().map(told).collect::<Vec<_>>()
    };
    assert_eq!(faults(&[]).await, ["kind missing-field", "file missing-field"]);
    assert_eq!(faults(&[pdf("a.pdf"), field("kind", "love-letter")]).await, ["kind unknown-value"]);
    let long = "x".repeat(100);
    assert_eq!(faults(&[field("kind", &long), pdf("a.pdf")]).await, ["kind unknown-value"]);
    let twice = [field("kind", "photo"), field("kind", "photo"), field("colour", "red"), pdf("a.pdf")];
    assert_eq!(faults(&twice).await, ["kind duplicate-field", "colour unknown-field"]);
    let broken = [Part { headers: "rubbish".to_owned(), content: b"" }];
    assert_eq!(faults(&broken).await, [" malformed-input"]);
    let path = format!("/v1/claims/{}/evidence", claim["id"].as_str().unwrap());
    let json = server.post_as(&server.secret(), &path, &json!({}), Some("k")).await;
    assert_eq!(json.problem(), (415, "unsupported-media-type"));
}

#[tokio::test]
async fn what_was_awaited_puts_the_claim_back_in_review() {
    let (server, claim) = claimed().await;
    let ask = json!({ "action": "request-evidence", "what": "an invoice" });
    decide(&server, &claim, &ask, "e").await;
    server.clock.pass(time::Duration::days(30));
    let proved = prove(&server, &claim, vec![pdf("a.pdf")], "k").await.body;
    assert_eq!(
        (&proved["state"], &proved["decideBy"]),
        (&json!("in_review"), &json!("2026-12-24T12:00:00Z"))
    );
    let history = read(&server, &claim).await["history"].clone();
    let events: Vec<_> = history.as_array().unwrap().iter().map(|event| &event["event"]).collect();
    assert_eq!(events, ["claim.submitted", "claim.needs_evidence", "claim.in_review"]);
}

#[tokio::test]
async fn nothing_is_proved_after_the_decision() {
    let (server, claim) = claimed().await;
    withdraw(&server, &claim, "w").await;
    let late = prove(&server, &claim, vec![pdf("a.pdf")], "k").await;
    assert_eq!((late.problem(), &late.body["state"]), ((409, "wrong-claim-state"), &json!("withdrawn")));
}
