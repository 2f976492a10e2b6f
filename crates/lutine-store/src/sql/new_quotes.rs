//! Keeping quotes: those of one answer, with those of others.

use futures_util::future::BoxFuture;
use lutine_booking::{StoreError, StoredQuote};
use lutine_core::Currency;
use sqlx::QueryBuilder;

use super::shared::{Job, statements};
use super::{Connection, Db};
use crate::failure::{Failure, Writing, Written};
use crate::rows::{millis, minor};

/// The quotes of one answer.
#[derive(Debug)]
pub(super) struct NewQuotes(Vec<NewQuote>);

/// A quote as it is first kept.
#[derive(Debug)]
struct NewQuote {
    id: String,
    merchant: String,
    programme: String,
    revision: String,
    call: String,
    offer: String,
    total: i64,
    currency: Currency,
    created_at: i64,
    expires_at: i64,
}

impl NewQuotes {
    pub(super) fn of(quotes: &[StoredQuote]) -> Result<Self, StoreError> {
        Ok(Self(quotes.iter().map(NewQuote::of).collect::<Result<_, _>>()?))
    }
}

impl NewQuote {
    fn of(quote: &StoredQuote) -> Result<Self, StoreError> {
        Ok(Self {
            id: quote.id.clone(),
            merchant: quote.merchant.clone(),
            programme: quote.programme.clone(),
            revision: quote.revision.clone(),
            call: quote.call.clone(),
            offer: quote.offer.clone(),
            total: minor(quote.total)?,
            currency: quote.total.currency(),
            created_at: millis(quote.created_at),
            expires_at: millis(quote.expires_at),
        })
    }
}

impl Job for NewQuotes {
    type Answer = ();

    const WRITTEN: () = ();

    fn all<'c>(connection: &'c mut Connection, jobs: &'c [Self]) -> BoxFuture<'c, Result<(), Failure>> {
        Box::pin(async move {
            let new: Vec<_> = jobs.iter().flat_map(|new| &new.0).collect();
            insert(connection, &new).await
        })
    }

    fn one<'c>(&'c self, connection: &'c mut Connection) -> Writing<'c, ()> {
        Box::pin(async move {
            let new: Vec<_> = self.0.iter().collect();
            insert(connection, &new).await?;
            Ok(Written::Keep(()))
        })
    }
}

async fn insert(connection: &mut Connection, new: &[&NewQuote]) -> Result<(), Failure> {
    for some in statements(new) {
        let mut statement = QueryBuilder::<Db>::new(
            "INSERT INTO quotes
               (id, merchant, programme, revision, call, offer, total, currency, created_at, expires_at) ",
        );
        statement.push_values(some, |mut row, new| {
            row.push_bind(&new.id)
                .push_bind(&new.merchant)
                .push_bind(&new.programme)
                .push_bind(&new.revision)
                .push_bind(&new.call)
                .push_bind(&new.offer)
                .push_bind(new.total)
                .push_bind(new.currency.code())
                .push_bind(new.created_at)
                .push_bind(new.expires_at);
        });
        // Of several statements the first may have been written before one was done anew.
        statement.push(" ON CONFLICT (id) DO NOTHING").build().execute(&mut *connection).await?;
    }
    Ok(())
}
