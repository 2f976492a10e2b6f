//! Claims: one a parcel, moved once, and their booking stays as long as they do.

use std::sync::Arc;

use lutine_booking::{
    Advanced, Booking, Claim, ClaimMoved, ClaimPage, ClaimState, ClaimStatus, ClaimStep, ClaimsDue, Covered,
    Event, EventPage, EvidenceFile, EvidenceKind, Granted, InsuredParcel, Reckoning, Store, Submission,
    Submitted, Undecided, Unread, Upload,
};
use lutine_core::Refund;
use serde_json::json;

use crate::harness::{Database, at, begun, bound, moved, step, usd};

/// A booking that is covered.
async fn covered(store: &Arc<dyn Store>, number: u32) -> Booking {
    moved(store, bound(&begun(store, number, &number.to_string()).await), 9).await
}

fn claim(number: u32, booking: &Booking) -> Claim {
    Claim {
        id: format!("claim_{number:04}"),
        merchant: booking.merchant.clone(),
        booking: booking.id.clone(),
        parcel: 0,
        cover: usd(24_900),
        loss: json!({ "peril": "loss", "amount": "100.00", "reportedOn": "2026-11-21" }),
        description: Some("it never came: “ça”".to_owned()),
        reckoning: Reckoning::Payable {
            payable: usd(10_000),
            steps: vec![json!({ "code": "loss", "amount": usd(10_000) })],
        },
        decided_within_hours: Some(72),
        evidence: Vec::new(),
        state: ClaimState::Submitted { decide_by: Some(at(1_000)) },
        created_at: at(10),
        updated_at: at(10),
        version: 1,
    }
}

fn submission(claim: Claim) -> Submission {
    let event = Event::of_claim(format!("event_{}_1", claim.id), &claim);
    Submission { claim, version: 1, paid_before: 0, event }
}

async fn submitted(store: &Arc<dyn Store>, claim: Claim) -> Claim {
    let submission = submission(claim);
    assert_eq!(store.submit(&submission).await.unwrap(), Submitted::Submitted);
    submission.claim
}

/// A claim, submitted, on a covered booking of its own.
async fn fresh(store: &Arc<dyn Store>, number: u32) -> Claim {
    let booking = covered(store, number).await;
    submitted(store, claim(number, &booking)).await
}

fn claim_step(to: Claim, seconds: i64) -> ClaimStep {
    let to = Claim { version: to.version + 1, updated_at: at(seconds), ..to };
    let event = Event::of_claim(format!("event_{}_{}", to.id, to.version), &to);
    ClaimStep { to, event, files: Vec::new() }
}

async fn taken(store: &Arc<dyn Store>, step: ClaimStep) -> Claim {
    assert_eq!(store.move_claim(&step).await.unwrap(), ClaimMoved::Moved);
    step.to
}

async fn go(store: &Arc<dyn Store>, to: Claim, seconds: i64) -> Claim {
    taken(store, claim_step(to, seconds)).await
}

async fn kept(store: &Arc<dyn Store>, claim: &Claim) -> Claim {
    store.claim("demo", &claim.id).await.unwrap().unwrap()
}

fn undecided(claim: &Claim) -> Undecided {
    Undecided::of(claim.clone()).unwrap()
}

fn granted(claim: &Claim) -> Claim {
    undecided(claim).approve(None, at(20)).unwrap()
}

async fn paid(store: &Arc<dyn Store>, claim: &Claim) -> Claim {
    let granted = go(store, granted(claim), 20).await;
    go(store, Granted::of(granted).unwrap().pay("SEPA 1".to_owned(), at(30)), 30).await
}

fn given_back(booking: &Booking) -> Booking {
    let refund = Refund::of(usd(249), usd(0)).unwrap();
    Covered::of(booking.clone()).unwrap().cancel(refund, at(50))
}

fn file(number: u32) -> EvidenceFile {
    let content = format!("%PDF-1.7\n{number}\0\u{ff}").into_bytes();
    let upload = Upload::read("invoice.pdf", "application/pdf", EvidenceKind::Invoice, content).unwrap();
    let evidence = lutine_booking::Evidence {
        id: format!("evidence_{number}"),
        name: upload.name,
        kind: upload.kind,
        media: upload.media,
        size: upload.content.bytes().len(),
        sha256: upload.sha256,
        at: at(15),
    };
    EvidenceFile { evidence, content: upload.content }
}

pub(crate) async fn every_state_of_a_claim_reads_back(database: Database) {
    let store = database.open().await;
    let first = fresh(&store, 1).await;
    assert_eq!(kept(&database.open().await, &first).await, first);
    let reviewed = go(&store, Unread::of(first).unwrap().review(at(11)), 11).await;
    assert_eq!(kept(&store, &reviewed).await, reviewed);
    let asked = go(&store, undecided(&reviewed).ask("an invoice".to_owned()), 12).await;
    assert_eq!(kept(&store, &asked).await, asked);
    let in_part = go(&store, undecided(&asked).approve(Some(usd(1)), at(13)).unwrap(), 13).await;
    assert_eq!(in_part.state.status(), ClaimStatus::ApprovedInPart);
    assert_eq!(kept(&store, &in_part).await, in_part);
    let second = paid(&store, &fresh(&store, 2).await).await;
    assert_eq!(kept(&store, &second).await, second);
    let third = fresh(&store, 3).await;
    let rejected = go(&store, undecided(&third).reject("no proof".to_owned(), at(14)), 14).await;
    assert_eq!(kept(&store, &rejected).await, rejected);
    let fourth = fresh(&store, 4).await;
    let withdrawn = go(&store, undecided(&fourth).withdraw(at(15)), 15).await;
    assert_eq!(kept(&store, &withdrawn).await, withdrawn);
    let fifth = covered(&store, 5).await;
    let unpayable = Claim {
        reckoning: Reckoning::Nothing { reasons: vec![json!({ "code": "nothing-lost" })] },
        description: None,
        decided_within_hours: None,
        state: ClaimState::Submitted { decide_by: None },
        ..claim(5, &fifth)
    };
    assert_eq!(kept(&store, &submitted(&store, unpayable.clone()).await).await, unpayable);
}

pub(crate) async fn a_claim_is_its_merchants_alone(database: Database) {
    let store = database.open().await;
    let first = fresh(&store, 1).await;
    assert_eq!(store.claim("other", &first.id).await.unwrap(), None);
    assert_eq!(store.claims("other", &page(9)).await.unwrap(), []);
    let foreign = Claim { merchant: "other".to_owned(), ..claim(2, &covered(&store, 2).await) };
    assert_eq!(store.submit(&submission(foreign)).await.unwrap(), Submitted::NotBooked);
    let with_file = ClaimStep { files: vec![file(1)], ..claim_step(first, 11) };
    let first = taken(&store, with_file).await;
    assert_eq!(store.evidence("other", &first.id, "evidence_1").await.unwrap(), None);
    assert_eq!(store.evidence("demo", "claim_none", "evidence_1").await.unwrap(), None);
}

pub(crate) async fn a_parcel_has_one_open_claim(database: Database) {
    let store = database.open().await;
    let booking = covered(&store, 1).await;
    let first = submitted(&store, claim(1, &booking)).await;
    let again = store.submit(&submission(first.clone())).await.unwrap();
    assert_eq!(again, Submitted::Before(Box::new(first.clone())), "under one id it is one claim");
    let second = submission(claim(2, &booking));
    assert_eq!(store.submit(&second).await.unwrap(), Submitted::Open(first.id.clone()));
    let other_parcel = Claim { parcel: 1, ..claim(3, &booking) };
    submitted(&store, other_parcel).await;
    go(&store, undecided(&first).withdraw(at(20)), 20).await;
    assert_eq!(store.submit(&second).await.unwrap(), Submitted::Submitted);
}

pub(crate) async fn a_claim_is_on_what_is_covered(database: Database) {
    let store = database.open().await;
    let asked = begun(&store, 1, "A").await;
    assert_eq!(store.submit(&submission(claim(1, &asked))).await.unwrap(), Submitted::NotBooked);
    let booking = moved(&store, bound(&asked), 9).await;
    moved(&store, given_back(&booking), 50).await;
    assert_eq!(store.submit(&submission(claim(1, &asked))).await.unwrap(), Submitted::NotBooked);
    assert_eq!(store.claims("demo", &page(9)).await.unwrap(), []);
}

pub(crate) async fn what_was_paid_since_is_reckoned_with(database: Database) {
    let store = database.open().await;
    let booking = covered(&store, 1).await;
    let parcel = |parcel| InsuredParcel { merchant: "demo".to_owned(), booking: booking.id.clone(), parcel };
    assert_eq!(store.paid_on(&parcel(0)).await.unwrap(), []);
    let first = submitted(&store, claim(1, &booking)).await;
    let first = paid(&store, &first).await;
    assert_eq!(store.paid_on(&parcel(0)).await.unwrap(), [first]);
    assert_eq!(store.paid_on(&parcel(1)).await.unwrap(), []);
    let unaware = submission(claim(2, &booking));
    assert_eq!(store.submit(&unaware).await.unwrap(), Submitted::PaidSince);
    let aware = Submission { paid_before: 1, ..unaware };
    assert_eq!(store.submit(&aware).await.unwrap(), Submitted::Submitted);
}

pub(crate) async fn what_is_claimed_is_not_given_back(database: Database) {
    let store = database.open().await;
    let booking = covered(&store, 1).await;
    assert!(!store.is_claimed("demo", &booking.id).await.unwrap());
    let first = submitted(&store, claim(1, &booking)).await;
    assert!(store.is_claimed("demo", &booking.id).await.unwrap());
    assert!(!store.is_claimed("other", &booking.id).await.unwrap());
    let refused = store.advance(&step(given_back(&booking), 50)).await.unwrap();
    assert_eq!(refused, Advanced::Claimed);
    assert_eq!(store.booking("demo", &booking.id).await.unwrap(), Some(booking.clone()));
    let rejected = go(&store, undecided(&first).reject("no".to_owned(), at(51)), 51).await;
    moved(&store, given_back(&booking), 52).await;
    assert_eq!(kept(&store, &first).await, rejected, "it outlives its booking's cover");
    let second = fresh(&store, 2).await;
    paid(&store, &second).await;
    let booking = store.booking("demo", &second.booking).await.unwrap().unwrap();
    assert_eq!(store.advance(&step(given_back(&booking), 50)).await.unwrap(), Advanced::Claimed);
}

pub(crate) async fn of_a_claim_and_a_cancelling_one_holds(database: Database) {
    let store = database.open().await;
    for number in 1..=16 {
        let booking = covered(&store, number).await;
        let claiming = {
            let (store, submission) = (Arc::clone(&store), submission(claim(number, &booking)));
            tokio::spawn(async move { store.submit(&submission).await.unwrap() })
        };
        let cancelled = store.advance(&step(given_back(&booking), 50)).await.unwrap();
        match (cancelled, claiming.await.unwrap()) {
            (Advanced::Advanced, Submitted::NotBooked) | (Advanced::Claimed, Submitted::Submitted) => {}
            both => panic!("{both:?}"),
        }
    }
}

pub(crate) async fn of_many_who_claim_one_does(database: Database) {
    let store = database.open().await;
    let booking = covered(&store, 1).await;
    let claiming = (1..=32).map(|number| {
        let (store, submission) = (Arc::clone(&store), submission(claim(number, &booking)));
        tokio::spawn(async move { store.submit(&submission).await.unwrap() })
    });
    let mut submitted = 0;
    for task in claiming.collect::<Vec<_>>() {
        match task.await.unwrap() {
            Submitted::Submitted => submitted += 1,
            Submitted::Open(_) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(submitted, 1);
    let [only] = store.claims("demo", &page(99)).await.unwrap().try_into().unwrap();
    go(&store, undecided(&only).withdraw(at(20)), 20).await;
    assert!(!store.is_claimed("demo", &booking.id).await.unwrap(), "none of the others holds it");
}

pub(crate) async fn of_many_who_decide_one_does(database: Database) {
    let store = database.open().await;
    let first = fresh(&store, 1).await;
    let deciding = (0..32).map(|number| {
        let to = match number % 3 {
            0 => granted(&first),
            1 => undecided(&first).reject("no".to_owned(), at(20)),
            _ => undecided(&first).withdraw(at(20)),
        };
        let (store, step) = (Arc::clone(&store), claim_step(to, 20));
        tokio::spawn(async move { (store.move_claim(&step).await.unwrap(), step.to) })
    });
    let mut moved = Vec::new();
    for task in deciding.collect::<Vec<_>>() {
        if let (ClaimMoved::Moved, to) = task.await.unwrap() {
            moved.push(to);
        }
    }
    let [to] = moved.as_slice() else { panic!("{moved:?}") };
    assert_eq!(kept(&store, &first).await, *to);
    let claimed = store.is_claimed("demo", &first.booking).await.unwrap();
    assert_eq!(claimed, !to.state.lets_go(), "who came late let go of nothing");
}

pub(crate) async fn files_come_with_what_moves_the_claim(database: Database) {
    let store = database.open().await;
    let first = fresh(&store, 1).await;
    let proved = undecided(&first).prove(&[file(1), file(2)], at(15)).unwrap();
    let step = ClaimStep { files: vec![file(1), file(2)], ..claim_step(proved, 15) };
    let proved = taken(&store, step.clone()).await;
    let store = database.open().await;
    assert_eq!(kept(&store, &first).await, proved);
    assert_eq!(kept(&store, &first).await.evidence, [file(1).evidence, file(2).evidence]);
    for number in [1, 2] {
        let id = format!("evidence_{number}");
        let content = store.evidence("demo", &first.id, &id).await.unwrap();
        assert_eq!(content, Some(file(number).content.into_bytes()));
    }
    let late = ClaimStep { files: vec![file(3)], ..step };
    assert_eq!(store.move_claim(&late).await.unwrap(), ClaimMoved::Elsewhere(Box::new(proved)));
    assert_eq!(store.evidence("demo", &first.id, "evidence_3").await.unwrap(), None);
}

pub(crate) async fn an_event_tells_of_every_move_of_a_claim(database: Database) {
    let store = database.open().await;
    let first = fresh(&store, 1).await;
    paid(&store, &first).await;
    let all = EventPage { limit: 9, after: None, subject: Some(first.id.clone()), kind: None };
    let mut events = store.events("demo", &all).await.unwrap();
    events.sort_by_key(|event| event.sequence);
    let told: Vec<_> = events.iter().map(|event| (event.kind.as_str(), event.sequence, event.at)).collect();
    assert_eq!(
        told,
        [("claim.submitted", 1, at(10)), ("claim.approved", 2, at(20)), ("claim.paid", 3, at(30))]
    );
    assert_eq!(events[2].data["amount"], json!(usd(10_000)));
}

fn page(limit: u32) -> ClaimPage {
    ClaimPage { limit, after: None, booking: None, status: None }
}

pub(crate) async fn claims_come_latest_first_in_parts(database: Database) {
    let store = database.open().await;
    for number in 1..=3 {
        fresh(&store, number).await;
    }
    let ids = |list: Vec<Claim>| list.into_iter().map(|claim| claim.id).collect::<Vec<_>>();
    let first = store.claims("demo", &page(2)).await.unwrap();
    let second = first[1].clone();
    assert_eq!(ids(first), ["claim_0003", "claim_0002"]);
    let after = ClaimPage { after: Some(second.id.clone()), ..page(2) };
    assert_eq!(ids(store.claims("demo", &after).await.unwrap()), ["claim_0001"]);
    let of_booking = ClaimPage { booking: Some(second.booking.clone()), ..page(9) };
    assert_eq!(ids(store.claims("demo", &of_booking).await.unwrap()), ["claim_0002"]);
    go(&store, undecided(&second).withdraw(at(20)), 20).await;
    let withdrawn = ClaimPage { status: Some(ClaimStatus::Withdrawn), ..page(9) };
    assert_eq!(ids(store.claims("demo", &withdrawn).await.unwrap()), ["claim_0002"]);
}

pub(crate) async fn open_and_overdue_claims_are_counted(database: Database) {
    let store = database.open().await;
    let nothing = ClaimsDue { open: 0, overdue: 0, next: None };
    assert_eq!(store.claims_due(at(0)).await.unwrap(), nothing);
    let first = fresh(&store, 1).await;
    let second = covered(&store, 2).await;
    let later = ClaimState::Submitted { decide_by: Some(at(2_000)) };
    let second = submitted(&store, Claim { state: later, ..claim(2, &second) }).await;
    let due = |open, overdue, next: Option<i64>| ClaimsDue { open, overdue, next: next.map(at) };
    assert_eq!(store.claims_due(at(1_000)).await.unwrap(), due(2, 0, Some(1_000)), "the last moment");
    assert_eq!(store.claims_due(at(1_001)).await.unwrap(), due(2, 1, Some(2_000)));
    assert_eq!(store.claims_due(at(9_999)).await.unwrap(), due(2, 2, None));
    go(&store, undecided(&second).ask("an invoice".to_owned()), 20).await;
    let first = go(&store, granted(&first), 20).await;
    assert_eq!(store.claims_due(at(9_999)).await.unwrap(), due(2, 0, None), "no clock runs");
    go(&store, Granted::of(first).unwrap().pay("SEPA 1".to_owned(), at(30)), 30).await;
    assert_eq!(store.claims_due(at(9_999)).await.unwrap(), due(1, 0, None));
}
