//! Claims, as a merchant makes them and the insurer's side decides on them.

use std::sync::Arc;

use lutine_booking::{Account, ClaimRequest, Decision, Merchant, Payment, SubmitError};
use lutine_core::Node;
use lutine_programmes::Data;
use lutine_server::Seller;
use serde_json::{Value, json};
use time::Duration;

use crate::claimant::{
    accept, booked, booked_by, claim, decide, parcels, read, request, submit, usd, watch, withdraw,
};
use crate::harness::{Server, call, demo, path};

/// A merchant with the shipped rates.
fn merchant(account: Account) -> Merchant {
    Seller::of(&account, &Data::shipped().unwrap()).unwrap().merchant
}

#[tokio::test]
async fn a_claim_says_at_once_what_is_payable() {
    let server = Server::start().await;
    let booking = booked(&server, &call()).await;
    let reply = submit(&server, &request(&booking, "100.00"), "k").await;
    assert_eq!(reply.status, 201, "{}", reply.body);
    let claim = &reply.body;
    assert_eq!((&claim["state"], &claim["booking"]), (&json!("submitted"), &booking["id"]));
    let steps = json!([{ "code": "loss", "amount": usd("100.00") }]);
    let reckoning = json!({ "outcome": "payable", "payable": usd("100.00"), "steps": steps });
    assert_eq!(claim["reckoning"], reckoning);
    assert_eq!((&claim["parcel"], &claim["cover"]), (&json!(0), &usd("249.00")));
    assert_eq!(claim["loss"]["reportedOn"], "2026-11-21");
    assert_eq!(claim["createdAt"], "2026-11-21T12:00:00Z");
    assert_eq!((claim.get("decideBy"), claim.get("overdue")), (None, None), "its offer sets no time");
    let again = submit(&server, &request(&booking, "100.00"), "k").await;
    assert_eq!((again.status.as_u16(), &again.body), (201, claim));
    assert_eq!(again.headers["idempotent-replayed"], "true");
    let told = read(&server, claim).await;
    assert_eq!(told["history"], json!([{ "event": "claim.submitted", "at": "2026-11-21T12:00:00Z" }]));
}

#[tokio::test]
async fn the_terms_are_those_that_were_sold() {
    let server = Server::start().await;
    let unsigned = claim(&server, &booked(&server, &watch()).await, "5000.00").await;
    assert_eq!(unsigned["reckoning"]["payable"], usd("200.00"), "nobody signed");
    assert_eq!(unsigned["reckoning"]["steps"][1]["code"], "capped-without-signature");
    let mut insured = call();
    insured["shipment"]["insurance"] = json!({
        "amount": "1024.00", "currency": "USD",
        "items": [
            { "amount": "24.00", "content": "t-shirt" },
            { "amount": "1000.00", "content": "watch" },
        ],
    });
    insured["programmes"] = json!(["shippo-xcover-us"]);
    let booking = booked(&server, &insured).await;
    let mut both = request(&booking, "0");
    both["loss"] = json!({
        "peril": "theft", "signed": true, "shippedOn": "2026-11-20",
        "items": [{ "index": 0, "amount": "24.00" }, { "index": 1, "amount": "1000.00" }],
    });
    let reply = submit(&server, &both, "items").await;
    assert_eq!(reply.body["reckoning"]["payable"], usd("774.00"), "{}", reply.body);
}

/// A person decides, and may find that the loss was stated wrongly.
#[tokio::test]
async fn a_claim_for_which_nothing_is_payable_is_taken() {
    let server = Server::start().await;
    let claim = claim(&server, &booked(&server, &call()).await, "0.00").await;
    let reasons = json!([{ "code": "nothing-lost" }]);
    assert_eq!(claim["reckoning"], json!({ "outcome": "nothing", "reasons": reasons }));
    let refused = decide(&server, &claim, &json!({ "action": "approve" }), "a").await;
    assert_eq!((refused.problem(), &refused.body["reasons"]), ((422, "nothing-payable"), &reasons));
    assert_eq!(read(&server, &claim).await["state"], "submitted");
    let rejected = decide(&server, &claim, &json!({ "action": "reject", "reason": " zero " }), "r").await;
    assert_eq!(
        rejected.body["decision"],
        json!({ "outcome": "rejected", "reason": "zero", "at": "2026-11-21T12:00:00Z" })
    );
}

#[tokio::test]
async fn every_fault_is_named_at_once() {
    let server = Server::start().await;
    let booking = booked(&server, &call()).await;
    let faults = async |body: Value| {
        let reply = submit(&server, &body, "k").await;
        assert_eq!(reply.problem(), (400, "invalid-input"), "{}", reply.body);
        let errors = reply.body["errors"].as_array().unwrap().clone();
        let told = |error: &Value| format!("{} {}", error["path"], error["code"]).replace('"', "");
        errors.iter().map(told).collect::<Vec<_>>()
    };
    let of_the_request = json!({ "parcels": 0, "description": " ", "loss": { "reportedOn": "2026-11-01" } });
    assert_eq!(
        faults(of_the_request).await,
        [
            "booking missing-field",
            "loss.reportedOn server-sets-this",
            "description unknown-value",
            "parcels unknown-field"
        ]
    );
    let unkeepable = json!({ "booking": "\u{0}", "description": "a\u{0}b", "loss": {} });
    assert_eq!(faults(unkeepable).await, ["booking unknown-value", "description unknown-value"]);
    let mut of_the_loss = request(&booking, "1.001");
    of_the_loss["loss"]["peril"] = json!("rust");
    of_the_loss["loss"]["colour"] = json!("red");
    assert_eq!(
        faults(of_the_loss).await,
        ["loss.peril unknown-value", "loss.amount too-many-decimals", "loss.colour unknown-field"]
    );
    let mut elsewhere = request(&booking, "1.00");
    elsewhere["parcel"] = json!(1);
    assert_eq!(faults(elsewhere).await, ["parcel unknown-parcel"]);
    let mut tomorrow = request(&booking, "1.00");
    tomorrow["loss"]["deliveredOn"] = json!("2026-11-22");
    assert_eq!(faults(tomorrow).await, ["loss.deliveredOn bad-period"], "the server knows the day");
    for loss in [json!([]), json!("all of it"), Value::Null] {
        let mut body = request(&booking, "1.00");
        body["loss"] = loss;
        assert_eq!(faults(body).await.len(), 1);
    }
    assert_eq!(submit(&server, &request(&booking, "1.00"), "k").await.status, 201, "a refusal keeps no key");
}

/// A 5,000.00 watch that nobody signed for pays 200.00: whoever has recorded that cannot claim otherwise.
#[tokio::test]
async fn what_is_recorded_of_a_shipment_holds_for_its_claims() {
    let server = Server::start().await;
    let booking = booked(&server, &watch()).await;
    server.clock.pass(Duration::days(3));
    let facts = json!({ "signed": false, "shippedOn": "2026-11-21", "deliveredOn": "2026-11-23" });
    assert_eq!(server.tell(&booking, "amend", &facts, "a").await.status, 200);
    let mut body = request(&booking, "5000.00");
    body["loss"]["signed"] = json!(true);
    body["loss"]["deliveredOn"] = json!("2026-11-22");
    let refused = submit(&server, &body, "k").await;
    assert_eq!(refused.problem(), (400, "invalid-input"));
    let paths: Vec<_> =
        refused.body["errors"].as_array().unwrap().iter().map(|fault| &fault["path"]).collect();
    assert_eq!(paths, ["loss.signed", "loss.shippedOn", "loss.deliveredOn"]);
    body["loss"] =
        json!({ "peril": "loss", "amount": "5000.00", "signed": false, "shippedOn": "2026-11-21" });
    let claim = submit(&server, &body, "l").await;
    assert_eq!((claim.status.as_u16(), &claim.body["reckoning"]["payable"]), (201, &usd("200.00")));
    assert_eq!(claim.body["loss"]["deliveredOn"], "2026-11-23");
    // East of here it was tomorrow already, and a claim may say so, too.
    let east = booked(&server, &call()).await;
    let facts = json!({ "shippedOn": "2026-11-21", "deliveredOn": "2026-11-25" });
    assert_eq!(server.tell(&east, "amend", &facts, "east").await.status, 200);
    let mut body = request(&east, "1.00");
    body["loss"]["shippedOn"] = json!("2026-11-21");
    body["loss"]["deliveredOn"] = json!("2026-11-25");
    let claim = submit(&server, &body, "of the east").await;
    assert_eq!((claim.status.as_u16(), &claim.body["loss"]["deliveredOn"]), (201, &json!("2026-11-24")));
    // Of two parcels one was left at the door, and nobody says which.
    let two = booked(&server, &parcels(2)).await;
    assert_eq!(server.tell(&two, "amend", &facts, "b").await.status, 200);
    let signed = json!({ "peril": "damage", "amount": "9.00", "signed": true, "shippedOn": "2026-11-22" });
    let claim = submit(&server, &json!({ "booking": two["id"], "parcel": 1, "loss": signed }), "m").await;
    assert_eq!((claim.status.as_u16(), claim.body["loss"].get("deliveredOn")), (201, None));
}

#[tokio::test]
async fn only_what_is_covered_can_be_claimed() {
    let server = Server::start().await;
    server.clock.pass(Duration::days(1));
    for (mailbox, reason) in [("refused", "rejected"), ("timeout", "not-known")] {
        let booking = booked_by(&server, &call(), mailbox).await;
        let reply = submit(&server, &request(&booking, "1.00"), mailbox).await;
        assert_eq!((reply.problem(), &reply.body["reason"]), ((409, "not-claimable"), &json!(reason)));
    }
    let cancelled = booked(&server, &call()).await;
    assert_eq!(server.tell(&cancelled, "cancel", &json!({}), "c").await.status, 200);
    let reply = submit(&server, &request(&cancelled, "1.00"), "k").await;
    assert_eq!((reply.problem(), &reply.body["reason"]), ((409, "not-claimable"), &json!("cancelled")));
    let none = submit(&server, &request(&json!({ "id": "booking_none" }), "1.00"), "k").await;
    assert_eq!(none.problem(), (404, "not-found"));
    let waits = Server::that_waits().await;
    let pending = booked(&waits, &call()).await;
    for (time, reason) in [(Duration::ZERO, "not-paid"), (Duration::hours(1), "expired")] {
        waits.clock.pass(time);
        let reply = submit(&waits, &request(&pending, "1.00"), "k").await;
        assert_eq!((reply.problem(), &reply.body["reason"]), ((409, "not-claimable"), &json!(reason)));
    }
}

#[tokio::test]
async fn another_merchants_booking_is_none() {
    let server = Server::start().await;
    let booking = booked(&server, &call()).await;
    let claim = claim(&server, &booking, "1.00").await;
    let other = Account { id: "other".to_owned(), ..demo(Payment::AtOnce) };
    let other = merchant(other);
    let node: Node = serde_json::from_value(request(&booking, "1.00")).unwrap();
    let request = ClaimRequest::read(&node).unwrap();
    let desk = &server.app.desk;
    let submitted = desk.submit_claim(&other, request, "claim_x").await;
    assert!(matches!(submitted, Err(SubmitError::NotFound)));
    let id = claim["id"].as_str().unwrap();
    assert_eq!(desk.claim(&other, id).await.unwrap(), None);
    assert!(desk.withdraw(&other, id, "event_x").await.is_err());
    assert!(desk.decide(&other, id, Decision::Review, "event_x").await.is_err());
    assert_eq!(read(&server, &claim).await["state"], "submitted");
}

#[tokio::test]
async fn a_parcel_has_one_claim_at_a_time() {
    let server = Server::start().await;
    let booking = booked(&server, &parcels(2)).await;
    let nowhere = submit(&server, &request(&booking, "1.00"), "n").await;
    assert_eq!(nowhere.body["errors"][0]["path"], "parcel", "it must be said which");
    let of_parcel = |parcel: usize| {
        let mut body = request(&booking, "1.00");
        body["parcel"] = json!(parcel);
        body
    };
    let first = submit(&server, &of_parcel(0), "k0").await.body;
    assert_eq!(submit(&server, &of_parcel(1), "k1").await.status, 201);
    let again = submit(&server, &of_parcel(0), "k2").await;
    assert_eq!((again.problem(), &again.body["claim"]), ((409, "claim-open"), &first["id"]));
    assert_eq!(withdraw(&server, &first, "w").await.status, 200);
    assert_eq!(submit(&server, &of_parcel(0), "k2").await.status, 201);
}

/// A parcel that is not insured has its place in the shipment too.
#[tokio::test]
async fn a_policy_is_for_the_parcel_that_is_claimed() {
    let server = Server::start().await;
    let mut call = parcels(3);
    let insured = call["shipment"].as_object_mut().unwrap().remove("insurance").unwrap();
    call["shipment"]["parcels"] = json!([{}, { "insurance": insured }, { "insurance": insured }]);
    let booking = booked(&server, &call).await;
    let of = |list: &str| -> Vec<Value> {
        booking[list].as_array().unwrap().iter().map(|one| one["parcel"].clone()).collect()
    };
    assert_eq!(of("policies"), [json!(1), json!(2)]);
    let mut body = request(&booking, "1.00");
    body["parcel"] = json!(1);
    assert_eq!(submit(&server, &body, "k").await.status, 201);
}

#[tokio::test]
async fn one_key_makes_one_claim() {
    let server = Arc::new(Server::start().await);
    let booking = booked(&server, &call()).await;
    let submitting = (0..64).map(|_| {
        let (server, body) = (Arc::clone(&server), request(&booking, "100.00"));
        tokio::spawn(async move { submit(&server, &body, "k").await })
    });
    let mut bodies = Vec::new();
    for reply in submitting.collect::<Vec<_>>() {
        let reply = reply.await.unwrap();
        match reply.problem() {
            (201, _) => bodies.push(reply.body),
            other => assert_eq!(other, (409, "idempotency-key-in-flight")),
        }
    }
    let list = server.get("/v1/claims", &server.secret()).await.body;
    assert_eq!(list["data"].as_array().unwrap().len(), 1);
    assert!(!bodies.is_empty() && bodies.iter().all(|body| *body == list["data"][0]));
    let other = submit(&server, &request(&booking, "1.00"), "k").await;
    assert_eq!(other.problem(), (422, "idempotency-key-reused"));
}

/// Whoever repeats a request after the server fell over comes with the same id.
#[tokio::test]
async fn what_was_done_before_a_crash_is_not_done_again() {
    let server = Server::start().await;
    let booking = booked(&server, &call()).await;
    let (desk, merchant) = (&server.app.desk, &merchant(demo(Payment::AtOnce)));
    let node: Node = serde_json::from_value(request(&booking, "1.00")).unwrap();
    let submit = || desk.submit_claim(merchant, ClaimRequest::read(&node).unwrap(), "claim_1");
    let claim = submit().await.unwrap();
    assert_eq!(submit().await.unwrap(), claim);
    let approve = || desk.decide(merchant, "claim_1", Decision::Approve { amount: None }, "event_1");
    let approved = approve().await.unwrap();
    assert_eq!((approve().await.unwrap(), approved.version), (approved, 2));
}

#[tokio::test]
async fn what_is_claimed_cannot_be_given_back() {
    let server = Server::start().await;
    server.clock.pass(Duration::days(1));
    let booking = booked(&server, &call()).await;
    let claimed = claim(&server, &booking, "100.00").await;
    for (body, key) in [(json!({ "preview": true }), "p"), (json!({}), "c")] {
        let reply = server.tell(&booking, "cancel", &body, key).await;
        assert_eq!((reply.problem(), &reply.body["reason"]), ((409, "not-cancellable"), &json!("claimed")));
    }
    let stored = server.get(path(&booking, "").trim_end_matches('/'), &server.secret()).await.body;
    assert_eq!(stored["state"], "booked");
    withdraw(&server, &claimed, "w").await;
    assert_eq!(server.tell(&booking, "cancel", &json!({ "preview": true }), "p").await.status, 200);
    accept(&server, &claim(&server, &booking, "99.00").await).await;
    let paid = server.tell(&booking, "cancel", &json!({}), "c").await;
    assert_eq!(paid.body["reason"], "claimed", "what was paid on stays sold");
    let other = booked_by(&server, &call(), "grace").await;
    let withdrawn = claim(&server, &other, "1.00").await;
    withdraw(&server, &withdrawn, "w2").await;
    assert_eq!(server.tell(&other, "cancel", &json!({}), "c2").await.status, 200);
    assert_eq!(read(&server, &withdrawn).await["state"], "withdrawn", "it outlives its booking");
}

#[tokio::test]
async fn claims_are_listed_in_parts() {
    let server = Server::start().await;
    let mut claims = Vec::new();
    for mailbox in ["ada", "grace", "mary"] {
        let booking = booked_by(&server, &call(), mailbox).await;
        claims.push(claim(&server, &booking, "1.00").await);
    }
    withdraw(&server, &claims[1], "w").await;
    let list = async |query: &str| server.get(&format!("/v1/claims?{query}"), &server.secret()).await.body;
    let ids = |list: &Value| -> Vec<Value> {
        list["data"].as_array().unwrap().iter().map(|claim| claim["id"].clone()).collect()
    };
    let first = list("limit=2").await;
    assert_eq!(ids(&first), [claims[2]["id"].clone(), claims[1]["id"].clone()]);
    let rest = list(&format!("limit=2&after={}", first["next"].as_str().unwrap())).await;
    assert_eq!((ids(&rest), rest.get("next")), (vec![claims[0]["id"].clone()], None));
    let of_booking = list(&format!("booking={}", claims[0]["booking"].as_str().unwrap())).await;
    assert_eq!(ids(&of_booking), [claims[0]["id"].clone()]);
    assert_eq!(ids(&list("state=withdrawn").await), [claims[1]["id"].clone()]);
    for query in ["limit=0", "limit=101", "state=lost", "colour=red", "booking=%00", "after=%00"] {
        assert_eq!(list(query).await["code"], "invalid-input", "{query}");
    }
}

#[tokio::test]
async fn every_key_does_with_claims_exactly_what_it_may() {
    let server = Server::start().await;
    let booking = booked(&server, &call()).await;
    let claim = claim(&server, &booking, "1.00").await;
    let own = format!("/v1/claims/{}", claim["id"].as_str().unwrap());
    let shopper = booking["shopperToken"].as_str().unwrap();
    let keys = [
        ("pk_demo".to_owned(), "publishable"),
        (server.secret(), "merchant"),
        (server.insurer(), "insurer"),
        (shopper.to_owned(), "shopper"),
        ("ik_demo_x".to_owned(), "unknown"),
    ];
    let evidence = format!("{own}/evidence");
    // Without what they need, so that nothing happens to those who may.
    let routes = [
        ("GET", &own, [403, 200, 200, 403, 401]),
        ("POST", &format!("{own}/withdraw"), [403, 400, 403, 403, 401]),
        ("POST", &format!("{own}/decision"), [403, 403, 400, 403, 401]),
        ("POST", &evidence, [403, 415, 403, 403, 401]),
        ("GET", &format!("{evidence}/evidence_none"), [403, 404, 404, 403, 401]),
    ];
    for (method, path, statuses) in routes {
        for ((key, who), status) in keys.iter().zip(statuses) {
            let reply = if method == "GET" {
                server.get(path, key).await
            } else {
                server.post_as(key, path, &json!({}), None).await
            };
            assert_eq!(reply.status.as_u16(), status, "{method} {path} by {who}: {}", reply.body);
        }
    }
}

/// The words of those who claim and decide are for those who read the claim, not for whatever address events go to.
#[tokio::test]
async fn events_tell_of_claims_without_naming_anybody() {
    let server = Server::start().await;
    let booking = booked(&server, &call()).await;
    let mut body = request(&booking, "100.00");
    body["description"] = json!("Ada Lovelace found the box empty");
    let claim = submit(&server, &body, "k").await.body;
    assert_eq!(claim["description"], body["description"]);
    let page = lutine_booking::EventPage {
        limit: 9,
        after: None,
        subject: claim["id"].as_str().map(Into::into),
        kind: None,
    };
    let events = server.app.desk.store.events("demo", &page).await.unwrap();
    assert_eq!((events.len(), events[0].data["reckoning"]["payable"].clone()), (1, usd("100.00")));
    assert!(!events[0].data.to_string().contains("Ada"));
}

#[tokio::test]
async fn what_is_not_sold_any_more_is_paid_by_its_terms() {
    let server = Server::start().await;
    let booking = booked(&server, &call()).await;
    let mut account = demo(Payment::AtOnce);
    account.settings.programmes = vec!["secursus-usd".to_owned()];
    let node: Node = serde_json::from_value(request(&booking, "1.00")).unwrap();
    let request = ClaimRequest::read(&node).unwrap();
    let claim = server.app.desk.submit_claim(&merchant(account), request, "claim_1").await.unwrap();
    assert_eq!(json!(claim.reckoning)["payable"], usd("1.00"));
}
