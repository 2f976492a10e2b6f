//! Connections: accepted, limited, and ended without breaking off a request.
//!
//! axum's own loop would do, but that it waits for a request's head for ever, and closes a connection that was accepted and
//! has not asked yet.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use socket2::{SockRef, TcpKeepalive};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

use crate::metrics::Metrics;

/// The largest head of a request, in bytes. (It has at most 100 headers, which is hyper's own limit.) More is 431.
const MAX_HEAD: usize = 32 * 1024;
/// How long a connection may be silent between requests, and how long a head may take: more than the 60 seconds for which
/// usual balancers keep theirs, so that it is they who close.
const HEAD_WITHIN: Duration = Duration::from_secs(75);
/// How long a connection that was accepted at the end has for its first request.
const FIRST_WITHIN: Duration = Duration::from_secs(1);
/// How long what was sent may lie there unread. (That a connection is kept alive says nothing of whether anybody reads.)
#[cfg(target_os = "linux")]
const READ_WITHIN: Duration = Duration::from_secs(60);
/// Of the files that the process may have open, those that are no connections: the database's, the widget's, webhooks'.
const OTHER_FILES: u64 = 256;
/// How long to wait where the system has no room for another connection.
const ACCEPT_AGAIN: Duration = Duration::from_millis(100);

/// Answers until told to close, and then whoever is connected already; returns when all connections are closed. Each request
/// has the address that it came from as `ConnectInfo<SocketAddr>`.
pub async fn serve(listener: TcpListener, router: Router, metrics: Metrics, closing: CancellationToken) {
    let router = router.with_state(());
    let connections = TaskTracker::new();
    let room = Arc::new(Semaphore::new(most_connections()));
    let open = |stream: TcpStream, peer: SocketAddr, place: Option<OwnedSemaphorePermit>| {
        let _ = stream.set_nodelay(true);
        let socket = SockRef::from(&stream);
        let _ = socket.set_tcp_keepalive(&still_there());
        #[cfg(target_os = "linux")]
        let _ = socket.set_tcp_user_timeout(Some(READ_WITHIN));
        let connection = connection(stream, peer, router.clone(), closing.clone());
        let counted = metrics.connection();
        connections.spawn(async move {
            connection.await;
            drop((counted, place));
        });
    };
    loop {
        // Where there is no room, whoever comes waits at the door.
        let place = tokio::select! {
            place = room.clone().acquire_owned() => place.ok(),
            () = closing.cancelled() => break,
        };
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => open(stream, peer, place),
                Err(error) if is_of_one(&error) => {}
                Err(error) => {
                    tracing::error!(%error, "cannot accept connections; trying again");
                    tokio::time::sleep(ACCEPT_AGAIN).await;
                }
            },
            () = closing.cancelled() => break,
        }
    }
    // Those who wait at the door were told by the system that they are connected.
    if let Ok(listener) = listener.into_std() {
        while let Ok((stream, peer)) = listener.accept() {
            if stream.set_nonblocking(true).is_ok()
                && let Ok(stream) = TcpStream::from_std(stream)
            {
                open(stream, peer, None);
            }
        }
    }
    connections.close();
    connections.wait().await;
}

/// As many as there may be open files, of which the process takes as many as it is allowed to.
fn most_connections() -> usize {
    let files = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(1024);
    usize::try_from(files.saturating_sub(OTHER_FILES).max(files / 4))
        .unwrap_or(usize::MAX)
        .min(Semaphore::MAX_PERMITS)
}

/// Whoever says nothing for a minute is asked whether they are there. On Linux they are not where that goes unanswered for
/// ten seconds, elsewhere after some ten times.
fn still_there() -> TcpKeepalive {
    TcpKeepalive::new().with_time(Duration::from_secs(60)).with_interval(Duration::from_secs(10))
}

/// Whether only this connection failed, before anybody had it.
fn is_of_one(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

async fn connection(stream: TcpStream, peer: SocketAddr, router: Router, closing: CancellationToken) {
    let has_asked = Arc::new(AtomicBool::new(false));
    let asks = has_asked.clone();
    let service = service_fn(move |request: Request<Incoming>| {
        asks.store(true, Ordering::Relaxed);
        answer(router.clone(), peer, request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
        .max_header_size(MAX_HEAD)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    // That a connection breaks is its client's affair.
    tokio::select! {
        biased;
        _ = connection.as_mut() => return,
        () = closing.cancelled() => {}
    }
    if !has_asked.load(Ordering::Relaxed)
        && tokio::time::timeout(FIRST_WITHIN, connection.as_mut()).await.is_ok()
    {
        return;
    }
    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}

async fn answer(
    router: Router,
    peer: SocketAddr,
    mut request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    request.extensions_mut().insert(ConnectInfo(peer));
    router.oneshot(request.map(Body::new)).await
}
