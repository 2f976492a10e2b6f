//! Merchants cannot see one another: on every route that names something, another merchant's is answered as what never was.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::claimant::{field, file, request, send_as};
use crate::harness::{Keys, Server, call};
use crate::imports;
use crate::keys::routes;

/// What stands for something that a route names: by the part of the path before it.
fn kind_of(route: &str) -> &str {
    let (before, _) = route.split_once("/{").unwrap();
    before.rsplit('/').next().unwrap()
}

/// The ids of everything that a merchant has, by kind. A kind of route that is missing here fails the test.
async fn owned(server: &Server, keys: &Keys) -> Vec<(&'static str, String)> {
    let quoted = server.post_as(&keys.secret, "/v1/quotes", &call(), None).await.body;
    let offer = &quoted["offers"][0];
    let body = server.booking_of(offer, "A-1").await;
    let pending = server.post_as(&keys.publishable, "/v1/bookings", &body, Some("k")).await.body;
    let again = server.post_as(&keys.secret, "/v1/quotes", &call(), None).await.body;
    let body = server.booking_of(&again["offers"][0], "A-2").await;
    let booked = server.post_as(&keys.secret, "/v1/bookings", &body, Some("k2")).await.body;
    let declined = server.post_as(&keys.secret, "/v1/quotes", &call(), None).await.body;
    let id = |thing: &Value| thing["id"].as_str().unwrap().to_owned();
    let declined = id(&declined["offers"][0]["quote"]);
    let path = format!("/v1/quotes/{declined}/decline");
    assert_eq!(server.post_as(&keys.secret, &path, &json!({}), None).await.status, 200);
    let endpoint = json!({ "url": "https://shop.example/hooks", "events": ["*"] });
    let endpoint = server.post_as(&keys.secret, "/v1/webhook-endpoints", &endpoint, Some("k3")).await.body;
    let claim = request(&booked, "249.00");
    let claim = server.post_as(&keys.secret, "/v1/claims", &claim, Some("k4")).await.body;
    let files = [file("invoice.pdf", "application/pdf", b"%PDF-1.7\n%%EOF"), field("kind", "invoice")];
    let proved = send_as(server, &keys.secret, &claim, "a-boundary", &files, "k5").await.body;
    let import = imports::send_as(
        server,
        &keys.secret,
        &imports::table(&[imports::row("A-3", "ada", "249.00")]),
        "",
        "k6",
    )
    .await
    .body;
    let events = server.get("/v1/events", &keys.secret).await.body;
    vec![
        ("quotes", id(&offer["quote"])),
        ("quotes", declined),
        ("bookings", id(&pending)),
        ("bookings", id(&booked)),
        ("webhook-endpoints", id(&endpoint)),
        ("claims", id(&claim)),
        ("evidence", id(&proved["evidence"][0])),
        ("imports", id(&import)),
        ("events", id(&events["data"][0])),
    ]
}

/// A form with an invoice.
const FORM: &str = "--a-boundary\r\ncontent-disposition: form-data; name=\"kind\"\r\n\r\ninvoice\r\n\
    --a-boundary\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\
    content-type: application/pdf\r\n\r\n%PDF-1.7\r\n--a-boundary--\r\n";

/// A body that is good on a route, and its type, so that nothing but whose it is can be in the way.
fn body_for(route: &str) -> (&'static str, String) {
    let json = match route {
        "/v1/claims/{id}/evidence" => return ("multipart/form-data; boundary=a-boundary", FORM.to_owned()),
        "/v1/bookings/{id}/confirm" => {
            json!({ "order": { "value": { "amount": "249.00", "currency": "USD" } } })
        }
        "/v1/bookings/{id}/amend" => json!({ "tracking": { "carrier": "usps", "number": "9400" } }),
        "/v1/claims/{id}/decision" => json!({ "action": "review" }),
        _ => json!({}),
    };
    ("application/json", json.to_string())
}

async fn ask(
    server: &Server,
    method: &str,
    path: &str,
    key: &str,
    (kind, body): (&str, String),
    count: usize,
) -> (u16, Value) {
    let request = Request::builder()
        .method(method.to_ascii_uppercase().as_str())
        .uri(path)
        .header("authorization", format!("Bearer {key}"))
        .header("content-type", kind)
        .header("idempotency-key", format!("{count}"));
    let reply = server.send(request.body(Body::from(body)).unwrap()).await;
    (reply.status.as_u16(), reply.body)
}

#[tokio::test]
async fn what_is_anothers_is_answered_as_what_never_was() {
    let server = Server::start().await;
    let (one, other) = (server.add("one").await, server.add("other").await);
    let foreign = owned(&server, &one).await;
    owned(&server, &other).await;
    let lists = ["/v1/bookings", "/v1/bookings?order=A-1"];
    let before = [server.get(lists[0], &one.secret).await.body, server.get(lists[1], &one.secret).await.body];
    let mut asked = 0;
    let evidence = foreign.iter().find(|(kind, _)| *kind == "evidence").map(|(_, id)| id.as_str()).unwrap();
    for (method, route, takes) in routes().iter().filter(|(_, route, _)| route.contains("/{")) {
        let ids: Vec<&String> =
            foreign.iter().filter(|(kind, _)| *kind == kind_of(route)).map(|(_, id)| id).collect();
        assert!(!ids.is_empty(), "nothing of `{}` is tried: add some to `owned`", kind_of(route));
        for id in ids {
            for key in [&other.secret, &other.publishable, &other.insurer] {
                asked += 1;
                let [theirs, none] = [id.as_str(), "thing_that_never_was"]
                    .map(|id| route.replace("{id}", id).replace("{evidence}", evidence));
                let theirs = ask(&server, method, &theirs, key, body_for(route), asked).await;
                let none = ask(&server, method, &none, key, body_for(route), asked).await;
                assert_eq!(theirs, none, "{method} {route} with {key}");
                let may = |name: &str| takes.iter().any(|taken| taken == name);
                if (*key == other.secret && may("secretKey")) || (*key == other.insurer && may("insurerKey"))
                {
                    assert_eq!(theirs.0, 404, "{method} {route}");
                }
            }
        }
    }
    assert!(asked >= 27, "{asked}");
    let after = [server.get(lists[0], &one.secret).await.body, server.get(lists[1], &one.secret).await.body];
    assert_eq!(before, after, "and nothing of it was changed");
}

#[tokio::test]
async fn lists_and_cursors_show_ones_own_alone() {
    let server = Server::start().await;
    let (one, other) = (server.add("one").await, server.add("other").await);
    let (ours, theirs) = (owned(&server, &one).await, owned(&server, &other).await);
    let bookings = |owned: &[(&str, String)]| -> Vec<String> {
        owned.iter().filter(|(kind, _)| *kind == "bookings").map(|(_, id)| id.clone()).collect()
    };
    let (ours, theirs) = (bookings(&ours), bookings(&theirs));
    for query in
        ["", "?order=A-1", "?limit=100", &format!("?after={}", theirs[1]), &format!("?after={}", ours[1])]
    {
        let list = server.get(&format!("/v1/bookings{query}"), &one.secret).await.body;
        for booking in list["data"].as_array().unwrap() {
            assert!(ours.contains(&booking["id"].as_str().unwrap().to_owned()), "{query}: {booking}");
        }
    }
}

/// A quote's token, a shopper's token and an Idempotency-Key are each of one merchant.
#[tokio::test]
async fn what_one_merchant_was_given_is_of_no_use_to_another() {
    let server = Server::start().await;
    let (one, other) = (server.add("one").await, server.add("other").await);
    let quoted = server.post_as(&one.secret, "/v1/quotes", &call(), None).await.body;
    let body = server.booking_of(&quoted["offers"][0], "A-1").await;
    let stolen = server.post_as(&other.secret, "/v1/bookings", &body, Some("k")).await;
    assert_eq!((stolen.problem(), &stolen.body["offer"]), ((409, "price-changed"), &Value::Null));
    let booked = server.post_as(&one.secret, "/v1/bookings", &body, Some("k")).await;
    assert_eq!(booked.status, 201, "the key is not used up by whoever else used it: {}", booked.body);
    let token = booked.body["shopperToken"].as_str().unwrap();
    let path = format!("/v1/bookings/{}", booked.body["id"].as_str().unwrap());
    assert_eq!(server.get(&path, token).await.status, 200);
    let renamed = token.replacen("st_one.", "st_other.", 1);
    assert_ne!(renamed, token);
    assert_eq!(server.get(&path, &renamed).await.problem(), (401, "unauthorized"));
}
