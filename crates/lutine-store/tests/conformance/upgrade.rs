//! A database that an earlier version made is this version's, with all that it holds.

use lutine_booking::{Asked, Begun, Booking, No, Open};
use sqlx::PgPool;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};

use crate::harness::{Database, at, booking, bound, key, quote};

const OF_THE_FIRST_VERSION: &str = include_str!("first-version.sql");

pub(crate) async fn a_database_of_the_first_version_is_read_on(database: Database) {
    let mut first = sqlx::migrate!("./migrations");
    first.migrations.to_mut().truncate(1);
    match &database {
        Database::Sqlite(folder) => {
            let file = folder.path().join("lutine.db");
            let options = SqliteConnectOptions::new().filename(&file).create_if_missing(true);
            let pool = SqlitePool::connect_with(options).await.unwrap();
            first.run(&pool).await.unwrap();
            sqlx::raw_sql(OF_THE_FIRST_VERSION).execute(&pool).await.unwrap();
            pool.close().await;
        }
        Database::Postgres(url) => {
            let pool = PgPool::connect(url).await.unwrap();
            first.run(&pool).await.unwrap();
            sqlx::raw_sql(OF_THE_FIRST_VERSION).execute(&pool).await.unwrap();
            pool.close().await;
        }
    }
    let store = database.open().await;
    let [booked, asked] = [bound(&booking(1, "q1", "A")), booking(2, "q2", "B")];
    assert_eq!(store.booking("demo", &booked.id).await.unwrap(), Some(booked.clone()));
    let open = store.take_in_flight(Asked { before: at(9), now: at(9) }).await.unwrap();
    assert_eq!(open.iter().map(Open::booking).collect::<Vec<_>>(), [&asked]);
    let declined = store.quote("demo", "q4").await.unwrap().unwrap().declined;
    assert_eq!(declined, Some(No { at: at(5), shown: None, locale: None }));
    assert_eq!(store.begin(&booking(4, "q4", "D"), &key("d")).await.unwrap(), Begun::QuoteDeclined);
    store.save_quotes(&[quote("q3")]).await.unwrap();
    let again: Booking = booking(3, "q3", "A");
    assert_eq!(store.begin(&again, &key("k")).await.unwrap(), Begun::OrderInsured);
}
