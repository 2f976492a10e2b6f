//! Tells whoever delivers events that there is something new, once it is durable.

use std::cell::Cell;
use std::future::Future;
use std::sync::Arc;

use tokio::sync::Notify;

tokio::task_local! {
    /// Whether the transaction that this task is in has written a delivery.
    static WRITTEN: Cell<bool>;
}

/// Knows whether something new is to be delivered. One waits.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outbox(Arc<Notify>);

impl Outbox {
    /// Runs a transaction to its end, and tells if it wrote a delivery.
    pub(crate) async fn watch<T>(&self, transaction: impl Future<Output = T>) -> T {
        let watched = async {
            let done = transaction.await;
            (done, WRITTEN.with(Cell::get))
        };
        let (done, written) = WRITTEN.scope(Cell::new(false), watched).await;
        if written {
            self.0.notify_one();
        }
        done
    }

    /// Waits until something was written since the last time.
    pub(crate) async fn told(&self) {
        self.0.notified().await;
    }
}

/// Notes that a delivery was written in the transaction that this task is in.
pub(crate) fn written() {
    let _ = WRITTEN.try_with(|written| written.set(true));
}
