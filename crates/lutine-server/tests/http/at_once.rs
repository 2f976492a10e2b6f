//! Many at once with the same: one booking, and everybody is told of it in the same words.

use std::sync::Arc;

use futures_util::future::join_all;
use lutine_booking::Store;
use lutine_insurers::Sandbox;
use lutine_store::{PostgresStore, SqliteStore};
use tempfile::TempDir;

use crate::harness::{Reply, Server, call};
use crate::postgres;

const CLIENTS: usize = 64;

/// All of them book the same offer under the same key, each at the next of the servers; the one answer.
pub(crate) async fn all_book_the_same(servers: &[Arc<Server>]) -> Reply {
    let offer = servers[0].offer(&call()).await;
    let body = servers[0].booking_of(&offer, "A-1").await;
    let clients = (0..CLIENTS).map(|client| {
        let (server, body) = (Arc::clone(&servers[client % servers.len()]), body.clone());
        tokio::spawn(async move { server.book(&body, "the same").await })
    });
    let replies: Vec<Reply> =
        join_all(clients.collect::<Vec<_>>()).await.into_iter().map(Result::unwrap).collect();
    let (first, repeated): (Vec<_>, Vec<_>) = replies.into_iter().partition(|reply| reply.status == 201);
    let [first] = <[Reply; 1]>::try_from(first).unwrap();
    for reply in repeated {
        assert_eq!((reply.status.as_u16(), &reply.body), (200, &first.body));
        assert_eq!(reply.headers["idempotent-replayed"], "true");
    }
    assert_eq!(first.body["state"], "booked");
    assert_eq!(servers[0].stored().await, 1);
    first
}

/// An insurer that takes its time, so that all come while it is asked.
pub(crate) fn thoughtful() -> Sandbox {
    Sandbox { delay: std::time::Duration::from_millis(200) }
}

async fn a_server_on(store: Arc<dyn Store>) -> [Arc<Server>; 1] {
    [Arc::new(Server::beside(store, thoughtful()).await)]
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_of_many_books_once_on_sqlite() {
    let folder = TempDir::new().unwrap();
    let store = SqliteStore::open(&folder.path().join("lutine.db")).await.unwrap();
    all_book_the_same(&a_server_on(Arc::new(store)).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_of_many_books_once_on_postgres() {
    let store = PostgresStore::connect(&postgres::database().await).await.unwrap();
    all_book_the_same(&a_server_on(Arc::new(store)).await).await;
}
