//! Idempotency keys: an answer is given once and said as often as it is asked for.

use std::sync::Arc;

use lutine_booking::{Answer, Attempt, IN_FLIGHT, Idempotency};
use time::OffsetDateTime;

use crate::harness::{Database, at, key};

fn answer() -> Answer {
    Answer { status: 409, content_type: "application/json".to_owned(), body: "{\"é\":1}".to_owned() }
}

fn first(id: &str, since: OffsetDateTime) -> Attempt {
    Attempt::First { id: id.to_owned(), since }
}

pub(crate) async fn an_answer_is_kept_under_its_key(database: Database) {
    let store = database.open().await;
    assert_eq!(store.attempt("demo", &key("k"), "a", at(0)).await.unwrap(), first("a", at(0)));
    assert_eq!(store.attempt("demo", &key("k"), "b", at(1)).await.unwrap(), Attempt::InFlight);
    assert_eq!(store.attempt("other", &key("k"), "c", at(1)).await.unwrap(), first("c", at(1)));
    store.answered("demo", "k", "a", &answer()).await.unwrap();
    let later = Answer { body: "another".to_owned(), ..answer() };
    store.answered("demo", "k", "a", &later).await.unwrap();
    let store = database.open().await;
    assert_eq!(store.attempt("demo", &key("k"), "d", at(9)).await.unwrap(), Attempt::Replay(answer()));
    assert_eq!(store.attempt("other", &key("k"), "e", at(9)).await.unwrap(), Attempt::InFlight);
}

pub(crate) async fn a_key_belongs_to_one_body(database: Database) {
    let store = database.open().await;
    let other = Idempotency { fingerprint: "of another body".to_owned(), ..key("k") };
    store.attempt("demo", &key("k"), "a", at(0)).await.unwrap();
    assert_eq!(store.attempt("demo", &other, "b", at(1)).await.unwrap(), Attempt::KeyReused);
    store.answered("demo", "k", "a", &answer()).await.unwrap();
    assert_eq!(store.attempt("demo", &other, "b", at(1)).await.unwrap(), Attempt::KeyReused);
}

/// And whoever follows makes the same thing, under the same id.
pub(crate) async fn whoever_crashed_is_followed_by_one(database: Database) {
    let store = database.open().await;
    store.attempt("demo", &key("k"), "a", at(0)).await.unwrap();
    let given_up = at(0) + IN_FLIGHT;
    let early = store.attempt("demo", &key("k"), "b", given_up - time::Duration::SECOND).await.unwrap();
    assert_eq!(early, Attempt::InFlight);
    assert_eq!(store.attempt("demo", &key("k"), "c", given_up).await.unwrap(), first("a", given_up));
    assert_eq!(store.attempt("demo", &key("k"), "d", given_up).await.unwrap(), Attempt::InFlight);
}

/// At once, and as what it was: it may have been made before the answer was lost.
pub(crate) async fn what_was_interrupted_is_gone_on_with(database: Database) {
    let store = database.open().await;
    store.attempt("demo", &key("k"), "a", at(0)).await.unwrap();
    store.interrupted("demo", "k", at(0)).await.unwrap();
    assert_eq!(store.attempt("demo", &key("k"), "b", at(1)).await.unwrap(), first("a", at(1)));
    assert_eq!(store.attempt("demo", &key("k"), "c", at(1)).await.unwrap(), Attempt::InFlight);
}

pub(crate) async fn what_was_let_go_of_is_begun_anew(database: Database) {
    let store = database.open().await;
    store.attempt("demo", &key("k"), "a", at(0)).await.unwrap();
    store.abandon("demo", "k", at(0)).await.unwrap();
    assert_eq!(store.attempt("demo", &key("k"), "b", at(1)).await.unwrap(), first("b", at(1)));
    store.answered("demo", "k", "a", &answer()).await.unwrap();
    let still = store.attempt("demo", &key("k"), "c", at(2)).await.unwrap();
    assert_eq!(still, Attempt::InFlight, "whoever is late answers something else");
    store.answered("demo", "k", "b", &answer()).await.unwrap();
    store.abandon("demo", "k", at(1)).await.unwrap();
    let replay = store.attempt("demo", &key("k"), "c", at(2)).await.unwrap();
    assert_eq!(replay, Attempt::Replay(answer()), "what was answered stays answered");
}

/// It was slow, and has ended since: the key is not its own any more.
pub(crate) async fn what_was_taken_over_is_not_let_go_of(database: Database) {
    let store = database.open().await;
    store.attempt("demo", &key("k"), "a", at(0)).await.unwrap();
    let later = at(0) + IN_FLIGHT;
    assert_eq!(store.attempt("demo", &key("k"), "b", later).await.unwrap(), first("a", later));
    store.interrupted("demo", "k", at(0)).await.unwrap();
    assert_eq!(store.attempt("demo", &key("k"), "c", later).await.unwrap(), Attempt::InFlight);
    store.abandon("demo", "k", at(0)).await.unwrap();
    assert_eq!(store.attempt("demo", &key("k"), "d", later).await.unwrap(), Attempt::InFlight);
}

pub(crate) async fn of_many_at_once_one_answers(database: Database) {
    let store = database.open().await;
    let attempts = (0..32).map(|number| {
        let store = Arc::clone(&store);
        tokio::spawn(
            async move { store.attempt("demo", &key("k"), &number.to_string(), at(0)).await.unwrap() },
        )
    });
    let mut firsts = 0;
    for attempt in attempts.collect::<Vec<_>>() {
        match attempt.await.unwrap() {
            Attempt::First { .. } => firsts += 1,
            Attempt::InFlight => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(firsts, 1);
}
