//! OAuth2: a merchant's server gets a token for its secret, and the next one for its refresh token.

use axum::body::Body;
use axum::http::Request;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use time::Duration;

use crate::harness::{Reply, Server};

/// Asks for a token by a form.
async fn ask(server: &Server, form: &str, basic: Option<&str>) -> Reply {
    let mut request =
        Request::post("/oauth/token").header("content-type", "application/x-www-form-urlencoded");
    if let Some(basic) = basic {
        request = request.header("authorization", format!("Basic {}", STANDARD.encode(basic)));
    }
    server.send(request.body(Body::from(form.to_owned())).unwrap()).await
}

async fn by_secret(server: &Server, id: &str, secret: &str) -> Reply {
    ask(server, &format!("grant_type=client_credentials&client_id={id}&client_secret={secret}"), None).await
}

async fn refreshed(server: &Server, id: &str, secret: &str, given: &Reply) -> Reply {
    let token = given.body["refresh_token"].as_str().unwrap();
    ask(server, &format!("grant_type=refresh_token&refresh_token={token}"), Some(&format!("{id}:{secret}")))
        .await
}

/// An access token of a merchant.
pub(crate) async fn token(server: &Server, id: &str, secret: &str) -> String {
    let reply = by_secret(server, id, secret).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.body["access_token"].as_str().unwrap().to_owned()
}

/// What a reply's access token opens.
async fn opens(server: &Server, given: &Reply) -> u16 {
    server.get("/v1/bookings", given.body["access_token"].as_str().unwrap()).await.status.as_u16()
}

fn error(reply: &Reply) -> (u16, &str) {
    assert!(!reply.body["error_description"].as_str().unwrap().is_empty());
    assert_eq!(reply.headers["cache-control"], "no-store");
    (reply.status.as_u16(), reply.body["error"].as_str().unwrap())
}

#[tokio::test]
async fn a_client_gets_a_token_by_header_or_by_form() {
    let server = Server::start().await;
    let secret = server.secret();
    let encoded = format!("demo:{}", secret.replace('_', "%5F"));
    let by_header = ask(&server, "grant_type=client_credentials", Some(&encoded)).await;
    for given in [by_header, by_secret(&server, "demo", &secret).await] {
        assert_eq!(
            (given.status.as_u16(), &given.headers["cache-control"]),
            (200, &"no-store".parse().unwrap())
        );
        assert_eq!((&given.body["token_type"], &given.body["expires_in"]), (&json!("Bearer"), &json!(600)));
        assert_eq!(opens(&server, &given).await, 200);
    }
}

#[tokio::test]
async fn a_token_lives_for_as_long_as_it_says() {
    let server = Server::start().await;
    let given = by_secret(&server, "demo", &server.secret()).await;
    server.clock.pass(Duration::seconds(599));
    assert_eq!(opens(&server, &given).await, 200);
    server.clock.pass(Duration::SECOND);
    assert_eq!(opens(&server, &given).await, 401);
}

#[tokio::test]
async fn a_refresh_token_is_used_once_and_used_twice_it_ends_its_family() {
    let server = Server::start().await;
    let secret = server.secret();
    let first = by_secret(&server, "demo", &secret).await;
    let other = by_secret(&server, "demo", &secret).await;
    let second = refreshed(&server, "demo", &secret, &first).await;
    assert_eq!((second.status.as_u16(), opens(&server, &second).await), (200, 200));
    let third = refreshed(&server, "demo", &secret, &second).await;
    assert_eq!(third.status, 200);
    assert_eq!(
        error(&refreshed(&server, "demo", &secret, &first).await),
        (400, "invalid_grant"),
        "it is stolen"
    );
    assert_eq!(
        error(&refreshed(&server, "demo", &secret, &third).await),
        (400, "invalid_grant"),
        "so all end"
    );
    assert_eq!(refreshed(&server, "demo", &secret, &other).await.status, 200, "another family goes on");
}

#[tokio::test]
async fn a_refresh_token_ends_after_a_day_and_is_of_no_use_to_another_client() {
    let server = Server::start().await;
    let keys = server.add("shop").await;
    let given = by_secret(&server, "demo", &server.secret()).await;
    assert_eq!(error(&refreshed(&server, "shop", &keys.secret, &given).await), (400, "invalid_grant"));
    server.clock.pass(Duration::hours(24) - Duration::SECOND);
    let next = refreshed(&server, "demo", &server.secret(), &given).await;
    assert_eq!(next.status, 200);
    server.clock.pass(Duration::hours(24));
    assert_eq!(error(&refreshed(&server, "demo", &server.secret(), &next).await), (400, "invalid_grant"));
}

#[tokio::test]
async fn tokens_end_with_the_secret_that_they_were_got_with() {
    let server = Server::start().await;
    let keys = server.add("shop").await;
    let given = by_secret(&server, "shop", &keys.secret).await;
    assert_eq!(opens(&server, &given).await, 200);
    server.app.desk.store.end_keys("shop", server.app.desk.clock.now()).await.unwrap();
    server.clock.pass(Duration::seconds(3));
    assert_eq!(opens(&server, &given).await, 401);
    assert_eq!(error(&refreshed(&server, "shop", &keys.secret, &given).await), (401, "invalid_client"));
}

#[tokio::test]
async fn whoever_asks_badly_is_told_in_the_standards_words() {
    let server = Server::start().await;
    let keys = server.add("shop").await;
    let good = format!("demo:{}", server.secret());
    let credentials = "grant_type=client_credentials";
    let secret = server.secret();
    for (form, basic, expected) in [
        ("", Some(good.as_str()), (400, "invalid_request")),
        ("grant_type=password&username=a&password=b", Some(&good), (400, "unsupported_grant_type")),
        ("grant_type=refresh_token", Some(&good), (400, "invalid_request")),
        ("grant_type=refresh_token&refresh_token=rt_none", Some(&good), (400, "invalid_grant")),
        ("grant_type=client_credentials&scope=all", Some(&good), (400, "invalid_scope")),
        (
            "grant_type=client_credentials&grant_type=client_credentials",
            Some(&good),
            (400, "invalid_request"),
        ),
        (&format!("{credentials}&client_secret={secret}"), Some(&good), (400, "invalid_request")),
        (&format!("{credentials}&client_id=shop"), Some(&good), (401, "invalid_client")),
        (credentials, None, (401, "invalid_client")),
        (credentials, Some("demo"), (401, "invalid_client")),
        (credentials, Some("demo:sk_demo_wrong"), (401, "invalid_client")),
        (credentials, Some(&format!("shop:{secret}")), (401, "invalid_client")),
        (credentials, Some("demo:pk_demo"), (401, "invalid_client")),
        (credentials, Some(&format!("shop:{}", keys.insurer)), (401, "invalid_client")),
        (credentials, Some("demo:%zz"), (401, "invalid_client")),
    ] {
        let reply = ask(&server, form, basic).await;
        assert_eq!(error(&reply), expected, "{form} {basic:?}");
        let challenged = reply
            .headers
            .get("www-authenticate")
            .is_some_and(|value| value.to_str().unwrap().starts_with("Basic"));
        assert_eq!(challenged, expected.0 == 401);
    }
    let json =
        Request::post("/oauth/token").header("content-type", "application/json").body(Body::from("{}"));
    assert_eq!(error(&server.send(json.unwrap()).await), (400, "invalid_request"));
    let large = format!("{credentials}&more={}", "x".repeat(9_000));
    assert_eq!(ask(&server, &large, Some(&good)).await.problem(), (413, "payload-too-large"));
    assert_eq!(server.get("/oauth/token", "").await.problem(), (405, "method-not-allowed"));
}

/// Another algorithm, another key, another purpose: none of them opens anything.
#[tokio::test]
async fn a_forged_token_is_none() {
    let server = Server::start().await;
    let token = token(&server, "demo", &server.secret()).await;
    let [head, claims, signature] = token.split('.').collect::<Vec<_>>().try_into().unwrap();
    let encoded = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let read =
        |part: &str| -> Value { serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap() };
    assert_eq!(read(head), json!({ "typ": "at+jwt", "alg": "HS256" }));
    let mut longer = read(claims);
    longer["exp"] = json!(9_999_999_999_i64);
    let mut other = read(claims);
    other["sub"] = json!("shop");
    let none = encoded(&json!({ "typ": "at+jwt", "alg": "none" }));
    let offer = server.offer(&crate::harness::call()).await;
    for forged in [
        format!("{head}.{}.{signature}", encoded(&longer)),
        format!("{head}.{}.{signature}", encoded(&other)),
        format!("{none}.{claims}."),
        format!("{none}.{claims}.{signature}"),
        format!("{head}.{claims}."),
        format!("{head}.{claims}"),
        offer["quote"]["token"].as_str().unwrap().to_owned(),
        "..".to_owned(),
    ] {
        assert_eq!(server.get("/v1/bookings", &forged).await.problem(), (401, "unauthorized"), "{forged}");
    }
}
