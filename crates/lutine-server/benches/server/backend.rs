//! The backend under measurement, over one store or another.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use lutine_booking::{Desk, Payment, Signer, Store};
use lutine_insurers::Sandbox;
use lutine_programmes::Data;
use lutine_server::{
    App, Operation, Sellers, Settings, SystemClock, TimeIds, demo_account, open_demo, router,
};
use lutine_store::{PostgresStore, SqliteStore};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::task::TaskTracker;

use crate::postgres;

/// A store, and the folder that it is in.
pub(crate) struct Kept {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) folder: TempDir,
}

pub(crate) async fn sqlite() -> Kept {
    let folder = tempfile::tempdir().expect("a folder");
    let store = SqliteStore::open(&folder.path().join("lutine.db")).await.expect("SQLite");
    Kept { store: Arc::new(store), folder }
}

/// On a cluster that waits for the disk, and its address.
pub(crate) async fn postgres() -> (Kept, String) {
    let url = postgres::durable_database().await;
    let store = PostgresStore::connect(&url).await.expect("PostgreSQL");
    (Kept { store: Arc::new(store), folder: tempfile::tempdir().expect("a folder") }, url)
}

pub(crate) async fn app(store: Arc<dyn Store>) -> App {
    let key = store.signing_key([42; 32]).await.expect("a key");
    let desk = Desk {
        store,
        insurer: Arc::new(Sandbox::default()),
        clock: Arc::new(SystemClock),
        ids: Arc::new(TimeIds),
        signer: Signer::new(key),
        quote_validity: time::Duration::minutes(30),
    };
    let demo = demo_account(Payment::AtOnce, desk.clock.now()).expect("the demo merchant");
    open_demo(&*desk.store, &desk.signer, &demo).await.expect("its keys");
    let data = Data::shipped().expect("the shipped rates");
    let sellers = Sellers::new(Arc::clone(&desk.store), Arc::clone(&desk.clock), data);
    App {
        desk: Arc::new(desk),
        sellers: Arc::new(sellers),
        tasks: TaskTracker::new(),
        operation: Operation::default(),
    }
}

pub(crate) async fn backend(store: Arc<dyn Store>) -> SocketAddr {
    serve(router(app(store).await, &Settings { www: None })).await
}

/// Serves on a free port for as long as the runtime lives.
pub(crate) async fn serve(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}
