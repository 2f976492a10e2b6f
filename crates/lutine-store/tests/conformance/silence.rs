//! A database whose machine is gone says nothing, not even that it is gone: whoever asks is told so in time, and asks its
//! successor.

use std::time::Duration;

use futures_util::future::join_all;
use lutine_booking::{Attempts, Bookings, StoreError};
use lutine_store::PostgresStore;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::timeout;

use crate::harness::at;
use crate::postgres;

/// Everything below is over by then, though nothing was answered.
const IN_TIME: Duration = Duration::from_secs(60);
/// As many as a store has.
const CONNECTIONS: usize = 16;

/// What stands before a database. Connections that are there when it goes stay open, and nothing comes back on them.
async fn way_to(database: u16) -> (u16, watch::Sender<()>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let (goes, gone) = (watch::Sender::new(()), listener.local_addr().unwrap().port());
    let going = goes.clone();
    tokio::spawn(async move {
        while let Ok((mut caller, _)) = listener.accept().await {
            let mut gone = going.subscribe();
            tokio::spawn(async move {
                let mut database = TcpStream::connect(("127.0.0.1", database)).await.unwrap();
                tokio::select! {
                    _ = copy_bidirectional(&mut caller, &mut database) => {}
                    _ = gone.changed() => std::future::pending().await,
                }
            });
        }
    });
    (gone, goes)
}

#[tokio::test]
async fn what_is_not_answered_is_given_up() {
    let url = postgres::database().await;
    let port = url.rsplit_once(':').unwrap().1.split_once('/').unwrap().0;
    let (way, goes) = way_to(port.parse().unwrap()).await;
    let store = PostgresStore::connect(&url.replace(port, &way.to_string())).await.unwrap();
    let read = || store.booking("demo", "booking_none");
    let all = || join_all((0..CONNECTIONS).map(|_| read()));
    assert!(all().await.iter().all(|found| matches!(found, Ok(None))));
    goes.send_replace(());
    // Who does not wait for as long as the database may take keeps no connection either.
    let impatient = join_all((0..CONNECTIONS).map(|_| timeout(Duration::from_millis(100), read()))).await;
    assert!(impatient.iter().all(Result::is_err), "it has answered");
    let again = async { while read().await.is_err() {} };
    timeout(IN_TIME, again).await.expect("those who left keep their connections");
    assert!(all().await.iter().all(|found| matches!(found, Ok(None))));
    goes.send_replace(());
    let both = async || {
        let (read, written) = tokio::join!(read(), store.abandon("demo", "k", at(0)));
        (read.map(drop), written.map(drop))
    };
    let silent = join_all((0..CONNECTIONS).map(|_| both()));
    let silent = timeout(IN_TIME, silent).await.expect("they wait for ever");
    assert!(silent.iter().any(|(read, _)| matches!(read, Err(StoreError::Unavailable(_)))), "{silent:?}");
    let (read, written) = timeout(IN_TIME, both()).await.expect("no connection is left");
    read.unwrap();
    written.unwrap();
}
