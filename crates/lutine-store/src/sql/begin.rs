//! Recording bookings: of a quote, a key and an order's shipment, whoever comes first has it.

use futures_util::future::BoxFuture;
use lutine_booking::{Begun, Booking, Idempotency, StoreError};
use lutine_core::Currency;
use sqlx::QueryBuilder;

use super::bookings::of_quote;
use super::quotes::declined;
use super::shared::{Job, statements};
use super::{Connection, Db};
use crate::failure::{Failure, Writing, Written};
use crate::rows::{StateColumns, millis, minor, unreadable};

/// A booking as it is first kept.
#[derive(Debug)]
pub(super) struct NewBooking {
    id: String,
    merchant: String,
    quote_id: String,
    order_id: String,
    order_value: i64,
    order_currency: Currency,
    shipment_reference: String,
    offer: String,
    total: i64,
    currency: Currency,
    policyholder: String,
    consent: String,
    consent_at: i64,
    state: &'static str,
    outcome: String,
    created_at: i64,
    begun_at: Option<i64>,
    pending_until: Option<i64>,
    version: i64,
    key: String,
    fingerprint: String,
}

impl NewBooking {
    pub(super) fn of(booking: &Booking, idempotency: &Idempotency) -> Result<Self, StoreError> {
        let json = |value: serde_json::Result<String>| value.map_err(unreadable);
        let state = StateColumns::of(&booking.state)?;
        Ok(Self {
            id: booking.id.clone(),
            merchant: booking.merchant.clone(),
            quote_id: booking.quote_id.clone(),
            order_id: booking.order.id.clone(),
            order_value: minor(booking.order.value)?,
            order_currency: booking.order.value.currency(),
            shipment_reference: booking.shipment_reference.clone(),
            offer: booking.offer.to_string(),
            total: minor(booking.total)?,
            currency: booking.total.currency(),
            policyholder: json(serde_json::to_string(&booking.policyholder))?,
            consent: json(serde_json::to_string(&booking.consent.consent))?,
            consent_at: millis(booking.consent.at),
            state: state.name,
            outcome: state.outcome,
            created_at: millis(booking.created_at),
            begun_at: booking.begun_at.map(millis),
            pending_until: state.pending_until,
            version: booking.version,
            key: idempotency.key.clone(),
            fingerprint: idempotency.fingerprint.clone(),
        })
    }
}

impl Job for NewBooking {
    type Answer = Begun;

    const WRITTEN: Begun = Begun::Begun;

    fn all<'c>(connection: &'c mut Connection, jobs: &'c [Self]) -> BoxFuture<'c, Result<(), Failure>> {
        Box::pin(async move { insert(connection, jobs, "").await.map(drop) })
    }

    fn one<'c>(&'c self, connection: &'c mut Connection) -> Writing<'c, Begun> {
        Box::pin(begin(connection, self))
    }
}

async fn begin(connection: &mut Connection, new: &NewBooking) -> Result<Written<Begun>, Failure> {
    match insert(connection, std::slice::from_ref(new), " ON CONFLICT DO NOTHING").await {
        Ok(1) => return Ok(Written::Keep(Begun::Begun)),
        Ok(_) => {}
        // Only a "no" takes a quote away.
        Err(failure) if failure.is_foreign_key() => return Ok(Written::Undo(Begun::QuoteDeclined)),
        Err(failure) => return Err(failure),
    }
    if let Some(before) = of_quote(connection, &new.merchant, &new.quote_id).await? {
        return Ok(Written::Nothing(Begun::QuoteUsed(Box::new(before))));
    }
    if declined(connection, &new.merchant, &new.quote_id).await?.is_some() {
        return Ok(Written::Nothing(Begun::QuoteDeclined));
    }
    let key: Option<String> =
        sqlx::query_scalar("SELECT id FROM bookings WHERE merchant = $1 AND idempotency_key = $2")
            .bind(&new.merchant)
            .bind(&new.key)
            .fetch_optional(connection)
            .await?;
    // The quote had no booking and the key was not used: so it is the order's shipment that has one.
    Ok(Written::Nothing(if key.is_some() { Begun::KeyReused } else { Begun::OrderInsured }))
}

/// A quote, a key and an order's shipment have one booking each. How many were inserted.
async fn insert(
    connection: &mut Connection,
    new: &[NewBooking],
    on_conflict: &'static str,
) -> Result<u64, Failure> {
    let mut inserted = 0;
    for some in statements(new) {
        let mut statement = QueryBuilder::<Db>::new(
            "INSERT INTO bookings (id, merchant, quote_id, order_id, order_value, order_currency, shipment_reference,
               offer, total, currency, policyholder, consent, consent_at, state, outcome, created_at, updated_at,
               begun_at, pending_until, version, idempotency_key, fingerprint) ",
        );
        statement.push_values(some, |mut row, new| {
            row.push_bind(&new.id)
                .push_bind(&new.merchant)
                .push_bind(&new.quote_id)
                .push_bind(&new.order_id)
                .push_bind(new.order_value)
                .push_bind(new.order_currency.code())
                .push_bind(&new.shipment_reference)
                .push_bind(&new.offer)
                .push_bind(new.total)
                .push_bind(new.currency.code())
                .push_bind(&new.policyholder)
                .push_bind(&new.consent)
                .push_bind(new.consent_at)
                .push_bind(new.state)
                .push_bind(&new.outcome)
                .push_bind(new.created_at)
                .push_bind(new.created_at)
                .push_bind(new.begun_at)
                .push_bind(new.pending_until)
                .push_bind(new.version)
                .push_bind(&new.key)
                .push_bind(&new.fingerprint);
        });
        let statement = statement.push(on_conflict).build();
        inserted += statement.execute(&mut *connection).await?.rows_affected();
    }
    Ok(inserted)
}
