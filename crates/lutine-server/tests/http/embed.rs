//! The widget's files, and the page in which it runs where the shop's own page forbids WebAssembly.

use std::fs;

use axum::body::Body;
use axum::http::Request;
use tempfile::TempDir;

use crate::harness::{Reply, Server};

/// Files as a build leaves them: plain and compressed ones differ here, so that a test sees which came.
fn www() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("index.html"), "shop").unwrap();
    for version in ["v1", "0.1.0"] {
        let version = folder.path().join("embed").join(version);
        fs::create_dir_all(version.join("locales")).unwrap();
        for file in ["lutine.js", "lutine-offer_bg.wasm", "style.css", "locales/de.json"] {
            fs::write(version.join(file), "plain").unwrap();
            fs::write(version.join(format!("{file}.br")), "brotli").unwrap();
        }
    }
    folder
}

async fn get(server: &Server, path: &str, headers: &[(&str, &str)]) -> Reply {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    server.send(request.body(Body::empty()).unwrap()).await
}

fn ancestors(reply: &Reply) -> &str {
    let policy = reply.headers["content-security-policy"].to_str().unwrap();
    policy.split("; ").find_map(|part| part.strip_prefix("frame-ancestors ")).unwrap()
}

#[tokio::test]
async fn the_frame_is_for_those_whom_its_key_allows() {
    let www = www();
    let server = Server::serving(www.path().to_owned()).await;
    for version in ["v1", "0.1.0"] {
        let reply = get(&server, &format!("/embed/{version}/frame?key=pk_demo"), &[]).await;
        assert_eq!(reply.status, 200);
        assert_eq!(reply.headers["content-type"], "text/html; charset=utf-8");
        assert_eq!(ancestors(&reply), "'self' http://localhost:* http://127.0.0.1:*");
        assert_eq!(reply.headers["cache-control"], "no-cache");
        assert!(!reply.headers.contains_key("x-frame-options"));
        let policy = reply.headers["content-security-policy"].to_str().unwrap();
        let parts = [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ];
        assert!(parts.iter().all(|part| policy.split("; ").any(|given| given == *part)), "{policy}");
        let page = reply.body.as_str().unwrap();
        assert!(page.starts_with("<!doctype html>"));
        assert!(page.contains(r#"<script type="module" src="framed.js"></script>"#));
        assert_eq!(reply.headers.get_all("content-security-policy").iter().count(), 1);
    }
}

#[tokio::test]
async fn nobody_frames_what_is_not_there() {
    let www = www();
    let server = Server::serving(www.path().to_owned()).await;
    for path in [
        "/embed/v1/frame",
        "/embed/v1/frame?key=",
        "/embed/v1/frame?key=pk_other",
        "/embed/v1/frame?key=pk_demo&key=pk_demo",
        "/embed/v1/frame?key=%FF",
        "/embed/v1/frame?KEY=pk_demo",
        "/embed/v2/frame?key=pk_demo",
        "/embed/9.9.9/frame?key=pk_demo",
        "/embed/%2e%2e/frame?key=pk_demo",
        "/embed/..%2Fembed%2Fv1/frame?key=pk_demo",
    ] {
        let reply = get(&server, path, &[]).await;
        assert_eq!((reply.status.as_u16(), ancestors(&reply)), (404, "'none'"), "{path}");
    }
    let secret = get(&server, &format!("/embed/v1/frame?key={}", server.secret()), &[]).await;
    assert_eq!(secret.status, 404, "a secret has no place in an address");
    let bare = Server::start().await;
    assert_eq!(get(&bare, "/embed/v1/frame?key=pk_demo", &[]).await.problem(), (404, "not-found"));
}

#[tokio::test]
async fn a_version_is_kept_for_ever_and_the_moving_one_is_asked_for_again() {
    let www = www();
    let server = Server::serving(www.path().to_owned()).await;
    let origin = [("origin", "https://shop.example")];
    for (path, kept) in [
        ("/embed/0.1.0/lutine.js", "public, max-age=31536000, immutable"),
        ("/embed/0.1.0/locales/de.json", "public, max-age=31536000, immutable"),
        ("/embed/v1/lutine.js", "no-cache"),
    ] {
        let reply = get(&server, path, &origin).await;
        assert_eq!(reply.status, 200, "{path}");
        assert_eq!(reply.headers["cache-control"], kept, "{path}");
        assert_eq!(reply.headers["access-control-allow-origin"], "*");
        assert_eq!(reply.headers["cross-origin-resource-policy"], "cross-origin");
        for (condition, known) in [("if-none-match", "etag"), ("if-modified-since", "last-modified")] {
            let known = reply.headers[known].to_str().unwrap();
            let again = get(&server, path, &[(condition, known)]).await;
            assert_eq!(
                (again.status.as_u16(), &again.headers["cache-control"]),
                (304, &reply.headers["cache-control"])
            );
        }
    }
    for missing in ["/embed/0.1.0/none.js", "/embed/9.9.9/lutine.js"] {
        let reply = get(&server, missing, &[]).await;
        assert_eq!(
            (reply.status.as_u16(), &reply.headers["cache-control"]),
            (404, &"no-cache".parse().unwrap())
        );
    }
    let shop = get(&server, "/", &[]).await;
    assert_eq!((shop.status.as_u16(), &shop.headers["cache-control"]), (200, &"no-cache".parse().unwrap()));
    assert!(!shop.headers.contains_key("cross-origin-resource-policy"));
    assert_eq!(ancestors(&shop), "'none'");
}

#[tokio::test]
async fn every_kind_of_file_comes_compressed_and_under_its_own_name() {
    let www = www();
    let server = Server::serving(www.path().to_owned()).await;
    for (file, kind) in [
        ("lutine.js", "text/javascript"),
        ("lutine-offer_bg.wasm", "application/wasm"),
        ("style.css", "text/css"),
        ("locales/de.json", "application/json"),
    ] {
        for version in ["v1", "0.1.0"] {
            let path = format!("/embed/{version}/{file}");
            let reply = get(&server, &path, &[("accept-encoding", "gzip, br")]).await;
            assert_eq!(reply.headers["content-type"], kind, "{path}");
            assert_eq!(
                (&reply.headers["content-encoding"], &reply.body),
                (&"br".parse().unwrap(), &"brotli".into())
            );
            let vary = reply.headers["vary"].to_str().unwrap().to_ascii_lowercase();
            assert!(vary.contains("accept-encoding"), "{vary}");
            let plain = get(&server, &path, &[]).await;
            assert_eq!((plain.headers.get("content-encoding"), &plain.body), (None, &"plain".into()));
            assert_eq!(plain.headers["content-type"], kind);
        }
    }
}
