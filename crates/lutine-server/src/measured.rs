//! An insurer whose answers are counted and timed.

use std::sync::Arc;

use async_trait::async_trait;
use lutine_booking::{Amending, Booking, Bound, Found, Insurer, Released};
use tokio::time::Instant;

use crate::metrics::Metrics;

/// An insurer, watched.
pub struct Measured {
    insurer: Arc<dyn Insurer>,
    metrics: Metrics,
}

impl Measured {
    /// Watches an insurer.
    pub fn new(insurer: impl Insurer + 'static, metrics: Metrics) -> Self {
        Self { insurer: Arc::new(insurer), metrics }
    }

    async fn measure<T>(
        &self,
        operation: &'static str,
        asked: impl Future<Output = T>,
        outcome: fn(&T) -> &'static str,
    ) -> T {
        let _in_flight = self.metrics.in_flight();
        let since = Instant::now();
        let answer = asked.await;
        self.metrics.insurer(operation, outcome(&answer), since.elapsed());
        answer
    }
}

#[async_trait]
impl Insurer for Measured {
    async fn bind(&self, booking: &Booking) -> Bound {
        self.measure("bind", self.insurer.bind(booking), bound).await
    }

    async fn lookup(&self, booking: &Booking) -> Found<Bound> {
        self.measure("lookup", self.insurer.lookup(booking), |found| of_found(found, bound)).await
    }

    async fn cancel(&self, booking: &Booking) -> Released {
        self.measure("cancel", self.insurer.cancel(booking), released).await
    }

    async fn lookup_cancel(&self, booking: &Booking) -> Found<Released> {
        self.measure("lookup_cancel", self.insurer.lookup_cancel(booking), |found| of_found(found, released))
            .await
    }

    async fn amend(&self, amending: &Amending) -> Bound {
        self.measure("amend", self.insurer.amend(amending), bound).await
    }

    async fn lookup_amend(&self, amending: &Amending) -> Found<Bound> {
        self.measure("lookup_amend", self.insurer.lookup_amend(amending), |found| of_found(found, bound))
            .await
    }
}

const fn bound(answer: &Bound) -> &'static str {
    match answer {
        Bound::Policies(_) => "accepted",
        Bound::Refused(_) => "refused",
        Bound::Unknown => "unknown",
    }
}

const fn released(answer: &Released) -> &'static str {
    match answer {
        Released::Released => "accepted",
        Released::Refused(_) => "refused",
        Released::Unknown => "unknown",
    }
}

fn of_found<T>(found: &Found<T>, outcome: fn(&T) -> &'static str) -> &'static str {
    match found {
        Found::Answer(answer) => outcome(answer),
        Found::Nothing => "never_arrived",
    }
}
