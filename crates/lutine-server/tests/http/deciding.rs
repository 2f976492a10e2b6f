//! Deciding on claims: what the insurer's side can do with one, when, and by when.

use std::sync::Arc;

use lutine_booking::ClaimFigures;
use serde_json::{Value, json};
use time::Duration;

use crate::claimant::{booked, booked_by, claim, decide, read, usd, watch, withdraw};
use crate::harness::{Server, call};

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
    let insurer = server.insurer();
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
    assert_eq!(read(&server, &claim).await["overdue"], false, "the last moment");
    server.clock.pass(Duration::seconds(1));
    assert_eq!(read(&server, &claim).await["overdue"], true);
    assert_eq!(figures().await, due(1, None));
    let metrics = &server.app.operation.metrics;
    metrics.claims(figures().await);
    let told = metrics.text();
    for line in ["lutine_claims_open 1", "lutine_claims_overdue 1", "lutine_claim_next_deadline_seconds NaN"]
    {
        assert!(told.lines().any(|known| known == line), "{line} in {told}");
    }
    let ask = json!({ "action": "request-evidence", "what": "an invoice" });
    let asked = decide(&server, &claim, &ask, "e").await.body;
    assert_eq!((asked.get("decideBy"), &asked["awaited"]), (None, &json!("an invoice")), "it stands still");
    decide(&server, &claim, &ask, "once more").await;
    let history = read(&server, &claim).await["history"].clone();
    let told = history.as_array().unwrap().iter().rev().take(2).map(|event| event["event"].clone());
    assert_eq!(told.collect::<Vec<_>>(), ["claim.needs_evidence", "claim.needs_evidence"]);
    server.clock.pass(Duration::days(30));
    assert_eq!(figures().await, due(0, None));
    let resumed = decide(&server, &claim, &json!({ "action": "review" }), "r2").await.body;
    assert_eq!(resumed["decideBy"], "2026-12-27T12:00:01Z", "72 hours anew");
    let approved = decide(&server, &claim, &json!({ "action": "approve" }), "a").await.body;
    assert_eq!((approved.get("decideBy"), approved.get("overdue")), (None, None));
    assert_eq!(figures().await, due(0, None));
}

/// Evidence may be asked for again and again.
#[tokio::test]
async fn a_long_story_is_told_from_its_beginning() {
    let server = Server::start().await;
    let claim = claim(&server, &booked(&server, &call()).await, "10.00").await;
    for number in 0..205 {
        let ask = json!({ "action": "request-evidence", "what": format!("page {number}") });
        assert_eq!(decide(&server, &claim, &ask, &number.to_string()).await.status, 200);
    }
    let history = read(&server, &claim).await["history"].as_array().unwrap().clone();
    assert_eq!((history.len(), &history[0]["event"]), (206, &json!("claim.submitted")));
}
