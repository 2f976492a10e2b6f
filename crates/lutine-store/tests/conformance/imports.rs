//! Imports: kept whole, taken row by row, and ended once.

use std::sync::Arc;

use lutine_booking::{
    Event, EventPage, Finished, Hand, Idempotency, Import, ImportPage, ImportRow, ImportState, Kept,
    NewImport, RowEnd, RowPage, Rows, Store, Tally,
};
use lutine_core::Node;

use crate::harness::{Database, at, begun, key};

fn import(number: u32) -> Import {
    Import {
        id: format!("import_{number}"),
        merchant: "demo".to_owned(),
        programme: Some("house-usd".to_owned()),
        created_at: at(i64::from(number)),
        state: ImportState::Running,
    }
}

/// So many rows from line 2 on, the last of which is bad from the start.
fn new(number: u32, rows: u64) -> NewImport {
    let row = |line: u64| ImportRow {
        line,
        cells: Node::table([("order", Node::text(&format!("“{line}”")))]),
        end: (line == rows + 1).then(|| RowEnd::Failed { reasons: "wrong-number-of-cells".to_owned() }),
    };
    let idempotency = key(&format!("k{number}"));
    NewImport { import: import(number), rows: (2..rows + 2).map(row).collect(), idempotency }
}

fn hand(before: i64, now: i64, limit: u32) -> Hand {
    Hand { before: at(before), now: at(now), limit }
}

async fn lines(store: &Arc<dyn Store>, hand: Hand) -> Vec<u64> {
    store.take_rows(hand).await.unwrap().into_iter().map(|(_, row)| row.line).collect()
}

fn finished(tally: &Tally) -> Finished {
    let event = Event::of_import("event_1".to_owned(), &import(1), tally, at(50));
    Finished { import: "import_1".to_owned(), at: at(50), event }
}

pub(crate) async fn an_import_is_kept_once_a_key(database: Database) {
    let store = database.open().await;
    assert_eq!(store.keep_import(&new(1, 1200)).await.unwrap(), Kept::Now);
    let tally = Tally { rows: 1200, failed: 1, ..Tally::default() };
    let again = NewImport { import: import(9), ..new(1, 1200) };
    let before = Kept::Before(Box::new(import(1)), tally);
    assert_eq!(database.open().await.keep_import(&again).await.unwrap(), before);
    let other = Idempotency { fingerprint: "of another file".to_owned(), ..key("k1") };
    let other = NewImport { idempotency: other, ..again };
    assert_eq!(store.keep_import(&other).await.unwrap(), Kept::KeyReused);
    store.keep_import(&new(2, 1)).await.unwrap();
    assert_eq!(store.import("demo", "import_1").await.unwrap(), Some((import(1), tally)));
    assert_eq!(store.import("other", "import_1").await.unwrap(), None);
    let page = |after| ImportPage { limit: 1, after };
    let first = store.imports("demo", &page(None)).await.unwrap();
    assert_eq!((first.len(), &first[0].0), (1, &import(2)));
    let second = store.imports("demo", &page(Some("import_2".to_owned()))).await.unwrap();
    assert_eq!(second, [(import(1), tally)]);
    assert_eq!(store.imports("other", &page(None)).await.unwrap(), []);
}

pub(crate) async fn whose_taker_crashed_is_taken_again_after_a_while(database: Database) {
    let store = database.open().await;
    store.keep_import(&new(1, 5)).await.unwrap();
    let taken = store.take_rows(hand(0, 10, 2)).await.unwrap();
    let row = |line| new(1, 5).rows.into_iter().find(|row| row.line == line).unwrap();
    assert_eq!(taken, [(import(1), row(2)), (import(1), row(3))]);
    let booking = RowEnd::Booked { booking: "booking_1".to_owned() };
    store.end_row("import_1", 2, &booking).await.unwrap();
    drop(store);
    let store = database.open().await;
    assert_eq!(lines(&store, hand(9, 20, 9)).await, [4, 5], "the bad one has its end, and two are in hand");
    assert_eq!(lines(&store, hand(10, 70, 9)).await, [3]);
    store.end_row("import_1", 2, &RowEnd::Failed { reasons: "late".to_owned() }).await.unwrap();
    let page = RowPage { limit: 1, after: 1, of: Rows::All };
    assert_eq!(
        store.rows("import_1", &page).await.unwrap()[0].row.end,
        Some(booking),
        "the first end counts"
    );
}

pub(crate) async fn many_share_the_rows_and_none_is_taken_twice(database: Database) {
    let store = database.open().await;
    store.keep_import(&new(1, 41)).await.unwrap();
    let takers = (0..8).map(|_| {
        let store = Arc::clone(&store);
        tokio::spawn(async move { lines(&store, hand(0, 10, 10)).await })
    });
    let mut all = Vec::new();
    for taker in takers.collect::<Vec<_>>() {
        all.extend(taker.await.unwrap());
    }
    // Of those who come at the same moment some may find nothing, and come again.
    loop {
        let more = lines(&store, hand(0, 10, 10)).await;
        if more.is_empty() {
            break;
        }
        all.extend(more);
    }
    all.sort_unstable();
    assert_eq!(all, (2..42).collect::<Vec<_>>());
}

pub(crate) async fn an_import_ends_once_with_its_last_row(database: Database) {
    let store = database.open().await;
    let booking = begun(&store, 1, "A").await;
    store.keep_import(&new(1, 3)).await.unwrap();
    store.end_row("import_1", 2, &RowEnd::Booked { booking: booking.id.clone() }).await.unwrap();
    assert_eq!(store.finished_imports().await.unwrap(), []);
    store.finish_import(&finished(&Tally::default())).await.unwrap();
    assert_eq!(store.import("demo", "import_1").await.unwrap().unwrap().0.state, ImportState::Running);
    let refused = RowEnd::Refused { booking: None, reasons: "order-insured".to_owned() };
    store.end_row("import_1", 3, &refused).await.unwrap();
    let tally = Tally { rows: 3, booked: 1, refused: 1, failed: 1 };
    assert_eq!(store.finished_imports().await.unwrap(), [(import(1), tally)]);
    for _ in 0..2 {
        store.finish_import(&finished(&tally)).await.unwrap();
    }
    let ended = Import { state: ImportState::Completed { at: at(50) }, ..import(1) };
    assert_eq!(database.open().await.import("demo", "import_1").await.unwrap(), Some((ended, tally)));
    assert_eq!(store.finished_imports().await.unwrap(), []);
    let page = EventPage { limit: 9, after: None, kind: None, subject: Some("import_1".to_owned()) };
    let events = store.events("demo", &page).await.unwrap();
    assert_eq!(events, [finished(&tally).event]);
    let page = RowPage { limit: 9, after: 0, of: Rows::All };
    let rows = store.rows("import_1", &page).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.row.line).collect::<Vec<_>>(), [2, 3, 4]);
    assert_eq!((&rows[0].booking, &rows[1].booking), (&Some(booking), &None));
    let bad = store.rows("import_1", &RowPage { of: Rows::Bad, after: 3, ..page }).await.unwrap();
    assert_eq!(bad, rows[2..]);
}
