//! The reconciler: what the insurer has not answered is looked up there, many at a time.

use std::sync::Arc;
use std::time::Duration;

use lutine_booking::Clock;
use lutine_insurers::Sandbox;
use serde_json::json;
use tokio::sync::Barrier;
use tokio::time::timeout;

use crate::harness::{Server, call};
use crate::watched::{Asked, Watched};

#[tokio::test]
async fn one_that_is_slow_to_be_looked_up_does_not_keep_the_others() {
    let three = Arc::new(Barrier::new(3));
    let once_three_are_looked_up = move |asked| -> futures_util::future::BoxFuture<'static, ()> {
        let three = Arc::clone(&three);
        Box::pin(async move {
            if asked == Asked::Lookup {
                three.wait().await;
            }
        })
    };
    let server = Server::insured_by(Watched(Sandbox::default(), once_three_are_looked_up)).await;
    for order in ["A-1", "A-2", "A-3"] {
        let mut body = server.booking_of(&server.offer(&call()).await, order).await;
        body["policyholder"]["email"] = json!("timeout@example.com");
        assert_eq!(server.book(&body, order).await.body["state"], "unknown");
    }
    let settling = server.app.desk.settle_in_flight(server.clock.now());
    let settled = timeout(Duration::from_secs(30), settling).await.expect("they wait for one another");
    assert_eq!(settled.unwrap(), 3);
}
