//! Several claims on one parcel: what the earlier ones leave.

use serde_json::{Value, json};

use crate::claimant::{accept, booked, claim, decide, request, submit, usd, watch};
use crate::harness::{Server, call};

#[tokio::test]
async fn what_was_paid_counts_against_the_cover() {
    let server = Server::start().await;
    let booking = booked(&server, &call()).await;
    accept(&server, &claim(&server, &booking, "200.00").await).await;
    let second = claim(&server, &booking, "100.00").await;
    assert_eq!(second["reckoning"]["payable"], usd("49.00"));
    let step = json!({
        "code": "capped-at-cover-left", "paidBefore": usd("200.00"), "limit": usd("49.00"), "amount": usd("49.00"),
    });
    assert_eq!(second["reckoning"]["steps"][1], step);
    accept(&server, &second).await;
    let third = claim(&server, &booking, "1.00").await;
    assert_eq!(third["reckoning"]["reasons"][0]["code"], "cover-used-up");
}

/// Neither a deductible nor a missing signature is got round by claiming twice.
#[tokio::test]
async fn all_claims_on_a_parcel_come_to_what_a_total_loss_pays() {
    let server = Server::start().await;
    let unsigned = booked(&server, &watch()).await;
    accept(&server, &claim(&server, &unsigned, "5000.00").await).await;
    let again = claim(&server, &unsigned, "4999.00").await;
    let used_up =
        json!({ "code": "cover-used-up", "maximumPayable": usd("200.00"), "paidBefore": usd("200.00") });
    assert_eq!(again["reckoning"], json!({ "outcome": "nothing", "reasons": [used_up] }));
    let mut jewelry = call();
    jewelry["shipment"]["reference"] = json!("another");
    jewelry["shipment"]["insurance"] =
        json!({ "amount": "1000.00", "currency": "USD", "content": "gold ring" });
    jewelry["programmes"] = json!(["shippo-xcover-us"]);
    let booking = booked(&server, &jewelry).await;
    for (loss, pays) in [("600.00", "450.00"), ("601.00", "300.00")] {
        let claim = claim(&server, &booking, loss).await;
        assert_eq!(claim["reckoning"]["payable"], usd(pays), "{claim}");
        accept(&server, &claim).await;
    }
}

/// Books a parcel of a t-shirt and a mug.
async fn two_items(server: &Server, amounts: [&str; 2]) -> Value {
    let mut insured = call();
    let [shirt, mug] = amounts;
    insured["shipment"]["insurance"] = json!({
        "currency": "USD",
        "items": [{ "amount": shirt, "content": "t-shirt" }, { "amount": mug, "content": "mug" }],
    });
    booked(server, &insured).await
}

/// Claims some of its items.
async fn lost(server: &Server, booking: &Value, items: Value) -> Value {
    let key = items.to_string();
    let mut body = request(booking, "0");
    body["loss"] = json!({ "peril": "theft", "signed": true, "shippedOn": "2026-11-20", "items": items });
    let reply = submit(server, &body, &key).await;
    assert_eq!(reply.status, 201, "{}", reply.body);
    reply.body
}

#[tokio::test]
async fn an_item_is_not_lost_twice() {
    let server = Server::start().await;
    let booking = two_items(&server, ["40.00", "60.00"]).await;
    let shirt = lost(&server, &booking, json!([{ "index": 0, "amount": "30.00" }])).await;
    accept(&server, &shirt).await;
    let all = json!([{ "index": 0, "amount": "40.00" }, { "index": 1, "amount": "20.00" }]);
    let both = lost(&server, &booking, all).await;
    let capped =
        json!({ "code": "capped-at-item", "item": 0, "limit": usd("10.00"), "amount": usd("10.00") });
    assert_eq!(both["reckoning"]["steps"][1], capped);
    assert_eq!(both["reckoning"]["payable"], usd("30.00"));
    accept(&server, &both).await;
    let again = lost(&server, &booking, json!([{ "index": 0, "amount": "1.00" }])).await;
    let before = json!({ "code": "claimed-before", "paidBefore": usd("60.00") });
    assert_eq!(again["reckoning"], json!({ "outcome": "nothing", "reasons": [before] }));
}

/// Who grants a part says nothing of its items: what was paid counts, and no more.
#[tokio::test]
async fn what_is_granted_in_part_counts_by_its_sum() {
    let server = Server::start().await;
    let booking = two_items(&server, ["40.00", "60.00"]).await;
    let mug = json!([{ "index": 1, "amount": "60.00" }]);
    let first = lost(&server, &booking, mug).await;
    for (step, decision) in [
        ("approve", json!({ "action": "approve", "amount": usd("10.00") })),
        ("pay", json!({ "action": "paid", "reference": "SEPA" })),
    ] {
        assert_eq!(decide(&server, &first, &decision, step).await.status, 200, "{step}");
    }
    let rest = lost(&server, &booking, json!([{ "index": 1, "amount": "50.00" }])).await;
    assert_eq!(rest["reckoning"]["payable"], usd("50.00"));
}

#[tokio::test]
async fn what_arrived_before_there_was_cover_is_not_paid() {
    let server = Server::start().await;
    let booking = booked(&server, &call()).await;
    for (delivered, payable) in [("2026-11-19", false), ("2026-11-20", true)] {
        let mut body = request(&booking, "100.00");
        body["loss"]["peril"] = json!("damage");
        body["loss"]["shippedOn"] = json!("2026-11-18");
        body["loss"]["deliveredOn"] = json!(delivered);
        let claim = submit(&server, &body, delivered).await;
        assert_eq!(claim.status, 201, "{}", claim.body);
        let reckoning = &claim.body["reckoning"];
        if payable {
            assert_eq!(reckoning["payable"], usd("100.00"));
        } else {
            let reasons = json!([{ "code": "arrived-before-cover", "coveredFrom": "2026-11-21" }]);
            assert_eq!(*reckoning, json!({ "outcome": "nothing", "reasons": reasons }));
            let withdraw = format!("/v1/claims/{}/withdraw", claim.body["id"].as_str().unwrap());
            assert_eq!(server.post_as(&server.secret(), &withdraw, &json!({}), Some("w")).await.status, 200);
        }
    }
}
