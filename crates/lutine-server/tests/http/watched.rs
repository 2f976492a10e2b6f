//! The sandbox with somebody before it: whoever is told what it is asked may count it, or keep it waiting.

use async_trait::async_trait;
use futures_util::future::BoxFuture;
use lutine_booking::{Amending, Booking, Bound, Found, Insurer, Released};
use lutine_insurers::Sandbox;

/// What an insurer is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    Bind,
    Lookup,
    Other,
}

/// The sandbox, which answers once this future has ended.
#[derive(Clone)]
pub(crate) struct Watched<F>(pub(crate) Sandbox, pub(crate) F);

#[async_trait]
impl<F: Fn(Asked) -> BoxFuture<'static, ()> + Send + Sync> Insurer for Watched<F> {
    async fn bind(&self, booking: &Booking) -> Bound {
        (self.1)(Asked::Bind).await;
        self.0.bind(booking).await
    }

    async fn lookup(&self, booking: &Booking) -> Found<Bound> {
        (self.1)(Asked::Lookup).await;
        self.0.lookup(booking).await
    }

    async fn cancel(&self, booking: &Booking) -> Released {
        (self.1)(Asked::Other).await;
        self.0.cancel(booking).await
    }

    async fn lookup_cancel(&self, booking: &Booking) -> Found<Released> {
        (self.1)(Asked::Other).await;
        self.0.lookup_cancel(booking).await
    }

    async fn amend(&self, amending: &Amending) -> Bound {
        (self.1)(Asked::Other).await;
        self.0.amend(amending).await
    }

    async fn lookup_amend(&self, amending: &Amending) -> Found<Bound> {
        (self.1)(Asked::Other).await;
        self.0.lookup_amend(amending).await
    }
}
