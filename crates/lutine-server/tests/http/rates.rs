//! How often somebody may call, on the test's clock.

use std::net::SocketAddr;
use std::num::NonZeroU32;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use lutine_server::{Proxies, Rates};
use time::Duration;

use crate::harness::{Reply, Server, Setup};

const HERE: &str = "192.0.2.1";
const THERE: &str = "192.0.2.2";

/// Pages may call three times a minute, servers six times, strangers twice.
async fn server() -> Server {
    let rates =
        Rates { pages: NonZeroU32::new(3), servers: NonZeroU32::new(6), strangers: NonZeroU32::new(2) };
    let proxies = Proxies::of(vec!["10.0.0.0/8".parse().unwrap()]);
    Server::of(Setup { rates, proxies, ..Setup::default() }).await
}

async fn ask(server: &Server, key: &str, from: &str, forwarded: Option<&str>) -> Reply {
    let mut request = Request::get("/v1/config").header("authorization", format!("Bearer {key}"));
    if let Some(forwarded) = forwarded {
        request = request.header("x-forwarded-for", forwarded);
    }
    let peer = SocketAddr::new(from.parse().unwrap(), 4711);
    server.send(request.extension(ConnectInfo(peer)).body(Body::empty()).unwrap()).await
}

async fn statuses(server: &Server, key: &str, from: &str, times: usize) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..times {
        statuses.push(ask(server, key, from, None).await.status.as_u16());
    }
    statuses
}

fn told<'r>(reply: &'r Reply, header: &str) -> &'r str {
    reply.headers.get(header).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn every_answer_says_how_much_is_left_and_how_long_to_wait() {
    let server = server().await;
    for left in ["\"page\";r=2", "\"page\";r=1", "\"page\";r=0"] {
        let reply = ask(&server, "pk_demo", HERE, None).await;
        assert_eq!((reply.status.as_u16(), told(&reply, "ratelimit")), (200, left));
        assert_eq!(told(&reply, "ratelimit-policy"), "\"page\";q=3;w=60");
    }
    let refused = ask(&server, "pk_demo", HERE, None).await;
    assert_eq!((refused.problem(), told(&refused, "retry-after")), ((429, "rate-limited"), "20"));
    assert_eq!(told(&refused, "ratelimit"), "\"page\";r=0;t=20");
    server.clock.pass(Duration::seconds(19));
    assert_eq!(ask(&server, "pk_demo", HERE, None).await.status, 429);
    server.clock.pass(Duration::SECOND);
    assert_eq!(statuses(&server, "pk_demo", HERE, 2).await, [200, 429]);
    server.clock.pass(Duration::MINUTE);
    assert_eq!(
        statuses(&server, "pk_demo", HERE, 4).await,
        [200, 200, 200, 429],
        "it fills up, and no further"
    );
}

#[tokio::test]
async fn one_shoppers_haste_is_nobody_elses() {
    let server = server().await;
    let keys = server.add("shop").await;
    assert_eq!(statuses(&server, "pk_demo", HERE, 4).await, [200, 200, 200, 429]);
    assert_eq!(ask(&server, "pk_demo", THERE, None).await.status, 200, "another address");
    assert_eq!(ask(&server, &keys.publishable, HERE, None).await.status, 200, "another merchant's page");
    assert_eq!(ask(&server, &server.secret(), HERE, None).await.status, 200, "the merchant's own server");
}

#[tokio::test]
async fn a_merchants_servers_share_one_count_wherever_they_stand() {
    let server = server().await;
    let keys = server.add("shop").await;
    assert_eq!(statuses(&server, &keys.secret, HERE, 4).await, [200; 4]);
    assert_eq!(statuses(&server, &keys.secret, THERE, 3).await, [200, 200, 429]);
    assert_eq!(ask(&server, &server.secret(), HERE, None).await.status, 200, "another merchant");
    assert_eq!(
        ask(&server, &keys.insurer, HERE, None).await.status,
        403,
        "its insurer's side counts for itself"
    );
}

#[tokio::test]
async fn nobody_tries_out_keys() {
    let server = server().await;
    assert_eq!(statuses(&server, "sk_demo_guess", HERE, 3).await, [401, 401, 429]);
    assert_eq!(ask(&server, "sk_demo_guess", THERE, None).await.status, 401);
    assert_eq!(ask(&server, "pk_demo", HERE, None).await.status, 200, "who has one is not kept out by it");
    let peer = SocketAddr::new(HERE.parse().unwrap(), 4711);
    let form = || Request::post("/oauth/token").extension(ConnectInfo(peer)).body(Body::empty()).unwrap();
    // Whoever comes for a token may share the address.
    for _ in 0..2 {
        assert_ne!(server.send(form()).await.status, 429);
    }
    assert_eq!(server.send(form()).await.problem(), (429, "rate-limited"));
}

#[tokio::test]
async fn behind_a_proxy_of_ours_each_shopper_counts_alone() {
    let server = server().await;
    for shopper in ["198.51.100.1", "198.51.100.2"] {
        for status in [200, 200, 200, 429] {
            let reply = ask(&server, "pk_demo", "10.1.2.3", Some(shopper)).await;
            assert_eq!(reply.status, status, "{shopper}");
        }
    }
    for pretended in ["198.51.100.3", "198.51.100.4", "198.51.100.5"] {
        assert_eq!(ask(&server, "pk_demo", HERE, Some(pretended)).await.status, 200);
    }
    assert_eq!(
        ask(&server, "pk_demo", HERE, Some("198.51.100.6")).await.status,
        429,
        "who is no proxy is not believed"
    );
}

#[tokio::test]
async fn who_may_call_as_often_as_they_like_is_told_nothing() {
    let server = Server::start().await;
    let reply = ask(&server, "pk_demo", HERE, None).await;
    assert_eq!(
        (reply.status.as_u16(), told(&reply, "ratelimit"), told(&reply, "ratelimit-policy")),
        (200, "", "")
    );
}
