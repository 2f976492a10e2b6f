//! A load generator: so many clients, each with one kept-alive connection, each asking as soon as it has its answer. It has
//! a thread of its own, so that it costs every server that it measures the same.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// What a load came to.
pub(crate) struct Figures {
    pub(crate) per_second: f64,
    pub(crate) p50: Duration,
    pub(crate) p99: Duration,
    pub(crate) bodies: Vec<Bytes>,
}

/// How long, or how often.
#[derive(Clone, Copy)]
pub(crate) enum Until {
    /// For so long.
    Over(Duration),
    /// Until each of so many requests is answered.
    Count(usize),
}

/// Whether the answers are wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bodies {
    Keep,
    Drop,
}

type Asked = Arc<dyn Fn(usize) -> Request<Full<Bytes>> + Send + Sync>;

/// Sends the first, second, … request and so on from so many clients; each must be answered with a success.
pub(crate) fn load(
    address: SocketAddr,
    clients: usize,
    until: Until,
    bodies: Bodies,
    asked: Asked,
) -> Figures {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async move {
        let begun = Instant::now();
        let tasks: Vec<_> = (0..clients)
            .map(|client| tokio::spawn(work(address, client, clients, until, bodies, Arc::clone(&asked))))
            .collect();
        let (mut times, mut kept) = (Vec::new(), Vec::new());
        for task in tasks {
            let (its_times, its_bodies) = task.await.expect("a client");
            times.extend(its_times);
            kept.extend(its_bodies);
        }
        figures(times, begun.elapsed(), kept)
    })
}

/// Sorted times of single requests, and the time of all.
pub(crate) fn figures(mut times: Vec<Duration>, all: Duration, bodies: Vec<Bytes>) -> Figures {
    times.sort_unstable();
    let at = |share: f64| {
        let place = (times.len() as f64 * share) as usize;
        times.get(place.min(times.len().saturating_sub(1))).copied().unwrap_or_default()
    };
    Figures { per_second: times.len() as f64 / all.as_secs_f64(), p50: at(0.5), p99: at(0.99), bodies }
}

/// The one with more a second.
pub(crate) fn better(before: Option<Figures>, now: Figures) -> Option<Figures> {
    match before {
        Some(before) if before.per_second >= now.per_second => Some(before),
        _ => Some(now),
    }
}

async fn work(
    address: SocketAddr,
    client: usize,
    clients: usize,
    until: Until,
    bodies: Bodies,
    asked: Asked,
) -> (Vec<Duration>, Vec<Bytes>) {
    let stream = TcpStream::connect(address).await.expect("the server");
    stream.set_nodelay(true).expect("a socket");
    let (mut sender, connection) = handshake(TokioIo::new(stream)).await.expect("HTTP");
    tokio::spawn(connection);
    let (mut times, mut kept) = (Vec::new(), Vec::new());
    let begun = Instant::now();
    for number in (client..).step_by(clients) {
        let over = match until {
            Until::Over(time) => begun.elapsed() >= time,
            Until::Count(count) => number >= count,
        };
        if over {
            break;
        }
        let start = Instant::now();
        let body = answer(&mut sender, asked(number)).await;
        times.push(start.elapsed());
        if bodies == Bodies::Keep {
            kept.push(body);
        }
    }
    (times, kept)
}

async fn answer(sender: &mut SendRequest<Full<Bytes>>, request: Request<Full<Bytes>>) -> Bytes {
    sender.ready().await.expect("a connection");
    let response: Response<_> = sender.send_request(request).await.expect("an answer");
    let status = response.status();
    let body = response.into_body().collect().await.expect("a body").to_bytes();
    assert!(status.is_success(), "{status}: {}", String::from_utf8_lossy(&body));
    body
}
