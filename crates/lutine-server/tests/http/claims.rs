//! Claims, as a merchant makes them and the insurer's side decides on them.

use std::sync::Arc;

use lutine_booking::{ClaimFigures, ClaimRequest, Decision, SubmitError};
use lutine_core::Node;
use lutine_server::demo_merchant;
use serde_json::{Value, json};
use time::Duration;

use crate::claimant::{
    accept, booked, booked_by, claim, decide, parcels, read, request, submit, usd, watch, withdraw,
};
use crate::harness::{Server, call, path};

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
            "loss server-sets-this",
            "description unknown-value",
            "parcels unknown-field"
        ]
    );
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
    let mut other = demo_merchant().unwrap().merchant;
    other.id = "other".to_owned();
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

#[tokio::test]
async fn what_is_granted_is_at_most_what_is_payable() {
    let server = Server::start().await;
    let claim = claim(&server, &booked(&server, &watch()).await, "5000.00").await;
    let approve = |amount: Value| json!({ "action": "approve", "amount": amount });
    let above = decide(&server, &claim, &approve(usd("200.01")), "a").await;
    assert_eq!(above.problem(), (422, "above-payable"));
    assert_eq!((&above.body["payable"], &above.body["amount"]), (&usd("200.00"), &usd("200.01")));
    for amount in [usd("0.00"), json!({ "amount": "1.00", "currency": "EUR" }), json!("1.00")] {
        let reply = decide(&server, &claim, &approve(amount), "a").await;
        assert_eq!(reply.problem(), (400, "invalid-input"));
        assert_eq!(reply.body["errors"][0]["path"], "amount");
    }
    let in_part = decide(&server, &claim, &approve(usd("199.99")), "a").await;
    assert_eq!(in_part.body["state"], "approved_in_part");
    assert_eq!(in_part.body["decision"]["amount"], usd("199.99"));
    let paid = decide(&server, &claim, &json!({ "action": "paid", "reference": "SEPA 7" }), "p").await.body;
    let at = "2026-11-21T12:00:00Z";
    let payment = json!({ "reference": "SEPA 7", "at": at });
    let decision =
        json!({ "outcome": "approved_in_part", "amount": usd("199.99"), "at": at, "payment": payment });
    assert_eq!((&paid["state"], &paid["decision"]), (&json!("paid"), &decision));
}

#[tokio::test]
async fn every_decision_has_its_states() {
    let to = |action: &str| match action {
        "review" => vec![json!({ "action": "review" })],
        "ask" => vec![json!({ "action": "request-evidence", "what": "an invoice" })],
        "approve" => vec![json!({ "action": "approve" })],
        "reject" => vec![json!({ "action": "reject", "reason": "no" })],
        "pay" => vec![json!({ "action": "approve" }), json!({ "action": "paid", "reference": "1" })],
        _ => vec![],
    };
    // What leads there, and what can be done there.
    let states = [
        ("", "submitted", ["review", "ask", "approve", "reject", "withdraw"].as_slice()),
        ("review", "in_review", &["ask", "approve", "reject", "withdraw"]),
        ("ask", "needs_evidence", &["review", "ask", "approve", "reject", "withdraw"]),
        ("approve", "approved", &["paid"]),
        ("reject", "rejected", &[]),
        ("withdraw", "withdrawn", &[]),
        ("pay", "paid", &[]),
    ];
    let server = Server::start().await;
    let mut number = 0;
    for (way, state, possible) in states {
        for action in ["review", "ask", "approve", "reject", "withdraw", "paid"] {
            number += 1;
            let booking = booked_by(&server, &call(), &format!("ada{number}")).await;
            let claim = claim(&server, &booking, "100.00").await;
            for (step, decision) in to(way).iter().enumerate() {
                decide(&server, &claim, decision, &format!("{number} {step}")).await;
            }
            if way == "withdraw" {
                withdraw(&server, &claim, &format!("{number} w")).await;
            }
            assert_eq!(read(&server, &claim).await["state"], state);
            let key = format!("{number} last");
            let reply = match action {
                "withdraw" => withdraw(&server, &claim, &key).await,
                "paid" => decide(&server, &claim, &json!({ "action": "paid", "reference": "2" }), &key).await,
                other => decide(&server, &claim, &to(other)[0], &key).await,
            };
            if possible.contains(&action) {
                assert_eq!(reply.status, 200, "{action} in {state}: {}", reply.body);
            } else {
                assert_eq!(reply.problem(), (409, "wrong-claim-state"), "{action} in {state}");
                assert_eq!(reply.body["state"], state);
                assert_eq!(read(&server, &claim).await["state"], state);
            }
        }
    }
}

#[tokio::test]
async fn a_decision_is_one_of_five_and_says_what_it_needs() {
    let server = Server::start().await;
    let claim = claim(&server, &booked(&server, &call()).await, "1.00").await;
    let wrong = [
        json!({}),
        json!({ "action": "burn" }),
        json!({ "action": "reject" }),
        json!({ "action": "reject", "reason": "\n" }),
        json!({ "action": "request-evidence" }),
        json!({ "action": "paid" }),
        json!({ "action": "review", "reason": "none is asked for" }),
        json!({ "action": "approve", "reason": "none is asked for" }),
    ];
    for body in wrong {
        let reply = decide(&server, &claim, &body, "k").await;
        assert_eq!(reply.problem(), (400, "invalid-input"), "{body}");
    }
    let path = format!("/v1/claims/{}/decision", claim["id"].as_str().unwrap());
    let insurer = server.app.desk.signer.demo_insurer_key();
    let no_key = server.post_as(&insurer, &path, &json!({ "action": "review" }), None).await;
    assert_eq!(no_key.problem(), (400, "idempotency-key-missing"));
    assert_eq!(read(&server, &claim).await["state"], "submitted");
}

#[tokio::test]
async fn of_decisions_at_once_one_holds() {
    let server = Arc::new(Server::start().await);
    let claim = claim(&server, &booked(&server, &call()).await, "100.00").await;
    let deciding = (0..24).map(|number| {
        let (server, claim) = (Arc::clone(&server), claim.clone());
        tokio::spawn(async move {
            let key = format!("k{number}");
            match number % 3 {
                0 => decide(&server, &claim, &json!({ "action": "approve" }), &key).await,
                1 => decide(&server, &claim, &json!({ "action": "reject", "reason": "no" }), &key).await,
                _ => withdraw(&server, &claim, &key).await,
            }
        })
    });
    let mut held = Vec::new();
    for reply in deciding.collect::<Vec<_>>() {
        let reply = reply.await.unwrap();
        match reply.problem() {
            (200, _) => held.push(reply.body["state"].clone()),
            other => assert_eq!(other, (409, "wrong-claim-state")),
        }
    }
    assert_eq!(held, [read(&server, &claim).await["state"].clone()]);
    assert_eq!(read(&server, &claim).await["history"].as_array().unwrap().len(), 2);
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
    let (desk, merchant) = (&server.app.desk, &server.app.demo.merchant);
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
async fn the_clock_of_the_offer_runs_until_it_is_decided() {
    let server = Server::start().await;
    let claim = claim(&server, &booked(&server, &watch()).await, "100.00").await;
    assert_eq!((&claim["decideBy"], &claim["overdue"]), (&json!("2026-11-24T12:00:00Z"), &json!(false)));
    let figures = async || server.app.desk.claim_figures().await.unwrap();
    let due = |overdue, hours: Option<i64>| ClaimFigures {
        open: 1,
        overdue,
        next_deadline: hours.map(Duration::hours),
    };
    assert_eq!(figures().await, due(0, Some(72)));
    server.clock.pass(Duration::hours(71));
    decide(&server, &claim, &json!({ "action": "review" }), "r").await;
    let reviewed = read(&server, &claim).await;
    assert_eq!((&reviewed["state"], &reviewed["decideBy"]), (&json!("in_review"), &claim["decideBy"]));
    server.clock.pass(Duration::hours(1));
    assert_eq!(read(&server, &claim).await["overdue"], true);
    assert_eq!(figures().await, due(1, None));
    let ask = json!({ "action": "request-evidence", "what": "an invoice" });
    let asked = decide(&server, &claim, &ask, "e").await.body;
    assert_eq!((asked.get("decideBy"), &asked["awaited"]), (None, &json!("an invoice")), "it stands still");
    server.clock.pass(Duration::days(30));
    assert_eq!(figures().await, due(0, None));
    let resumed = decide(&server, &claim, &json!({ "action": "review" }), "r2").await.body;
    assert_eq!(resumed["decideBy"], "2026-12-27T12:00:00Z", "72 hours anew");
    let approved = decide(&server, &claim, &json!({ "action": "approve" }), "a").await.body;
    assert_eq!((approved.get("decideBy"), approved.get("overdue")), (None, None));
    assert_eq!(figures().await, due(0, None));
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
    for query in ["limit=0", "limit=101", "state=lost", "colour=red"] {
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
        (server.app.desk.signer.demo_insurer_key(), "insurer"),
        (shopper.to_owned(), "shopper"),
        ("ik_demo_x".to_owned(), "unknown"),
    ];
    let evidence = format!("{own}/evidence");
    // Without what they need, so that nothing happens to those who may.
    let routes = [
        ("POST", "/v1/claims", [403, 400, 403, 403, 401]),
        ("GET", "/v1/claims", [403, 200, 200, 403, 401]),
        ("GET", &own, [403, 200, 200, 403, 401]),
        ("GET", "/v1/claims/claim_none", [403, 404, 404, 403, 401]),
        ("POST", &format!("{own}/withdraw"), [403, 400, 403, 403, 401]),
        ("POST", &format!("{own}/decision"), [403, 403, 400, 403, 401]),
        ("POST", &evidence, [403, 415, 403, 403, 401]),
        ("GET", &format!("{evidence}/evidence_none"), [403, 404, 404, 403, 401]),
        ("GET", "/v1/bookings", [403, 200, 403, 403, 401]),
        ("POST", "/v1/quotes", [400, 400, 403, 403, 401]),
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
    let page =
        lutine_booking::EventPage { limit: 9, after: None, subject: claim["id"].as_str().map(Into::into) };
    let events = server.app.desk.store.events("demo", &page).await.unwrap();
    assert_eq!((events.len(), events[0].data["reckoning"]["payable"].clone()), (1, usd("100.00")));
    assert!(!events[0].data.to_string().contains("Ada"));
}
