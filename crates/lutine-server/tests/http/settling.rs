//! The reconciler: what the insurer has not answered is looked up there, many at a time.

use std::time::Duration;

use async_trait::async_trait;
use lutine_booking::{Amending, Booking, Bound, Clock, Found, Insurer, Released};
use lutine_insurers::Sandbox;
use serde_json::json;
use tokio::sync::Barrier;
use tokio::time::timeout;

use crate::harness::{Server, call};

/// An insurer that answers a look-up once three are asked.
struct Slow {
    sandbox: Sandbox,
    three: Barrier,
}

#[async_trait]
impl Insurer for Slow {
    async fn bind(&self, booking: &Booking) -> Bound {
        self.sandbox.bind(booking).await
    }

    async fn lookup(&self, booking: &Booking) -> Found<Bound> {
        self.three.wait().await;
        self.sandbox.lookup(booking).await
    }

    async fn cancel(&self, booking: &Booking) -> Released {
        self.sandbox.cancel(booking).await
    }

    async fn lookup_cancel(&self, booking: &Booking) -> Found<Released> {
        self.sandbox.lookup_cancel(booking).await
    }

    async fn amend(&self, amending: &Amending) -> Bound {
        self.sandbox.amend(amending).await
    }

    async fn lookup_amend(&self, amending: &Amending) -> Found<Bound> {
        self.sandbox.lookup_amend(amending).await
    }
}

#[tokio::test]
async fn one_that_is_slow_to_be_looked_up_does_not_keep_the_others() {
    let server = Server::insured_by(Slow { sandbox: Sandbox::default(), three: Barrier::new(3) }).await;
    for order in ["A-1", "A-2", "A-3"] {
        let mut body = server.booking_of(&server.offer(&call()).await, order).await;
        body["policyholder"]["email"] = json!("timeout@example.com");
        assert_eq!(server.book(&body, order).await.body["state"], "unknown");
    }
    let settling = server.app.desk.settle_in_flight(server.clock.now());
    let settled = timeout(Duration::from_secs(30), settling).await.expect("they wait for one another");
    assert_eq!(settled.unwrap(), 3);
}
