//! Between rows and what the use cases know. What was written by this crate reads back, or the database is broken.

use lutine_booking::{Booking, Consent, ConsentReceipt, Order, Policyholder, State, StoreError, StoredQuote};
use lutine_core::read::{Faults, Path};
use lutine_core::{Currency, Money, Node};
use sqlx::{ColumnIndex, Decode, Row, Type};
use time::OffsetDateTime;

/// Milliseconds since 1970.
pub(crate) fn millis(time: OffsetDateTime) -> i64 {
    i64::try_from(time.unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX)
}

/// Minor units.
pub(crate) fn minor(money: Money) -> Result<i64, StoreError> {
    money.minor().ok_or_else(|| StoreError::Unreadable(format!("{money} has more digits than are kept")))
}

fn time(millis: i64) -> Result<OffsetDateTime, StoreError> {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000).map_err(unreadable)
}

fn money(minor: i64, currency: &str) -> Result<Money, StoreError> {
    Currency::parse(currency)
        .and_then(|currency| Money::from_minor(minor, currency))
        .ok_or_else(|| StoreError::Unreadable(format!("{minor} {currency} is no amount")))
}

pub(crate) fn unreadable(error: impl std::fmt::Display) -> StoreError {
    StoreError::Unreadable(error.to_string())
}

/// A row of any database whose texts and whole numbers read as such.
pub(crate) struct Reader<'r, R: Row>(pub(crate) &'r R);

impl<'r, R: Row> Reader<'r, R>
where
    &'static str: ColumnIndex<R>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    Option<i64>: Decode<'r, R::Database> + Type<R::Database>,
{
    fn text(&self, column: &'static str) -> Result<String, StoreError> {
        self.0.try_get(column).map_err(unreadable)
    }

    fn number(&self, column: &'static str) -> Result<i64, StoreError> {
        self.0.try_get(column).map_err(unreadable)
    }

    fn json(&self, column: &'static str) -> Result<serde_json::Value, StoreError> {
        serde_json::from_str(&self.text(column)?).map_err(unreadable)
    }

    pub(crate) fn quote(&self) -> Result<StoredQuote, StoreError> {
        let declined_at: Option<i64> = self.0.try_get("declined_at").map_err(unreadable)?;
        Ok(StoredQuote {
            id: self.text("id")?,
            merchant: self.text("merchant")?,
            programme: self.text("programme")?,
            revision: self.text("revision")?,
            call: self.text("call")?,
            offer: self.json("offer")?,
            total: money(self.number("total")?, &self.text("currency")?)?,
            created_at: time(self.number("created_at")?)?,
            expires_at: time(self.number("expires_at")?)?,
            declined_at: declined_at.map(time).transpose()?,
        })
    }

    pub(crate) fn booking(&self) -> Result<Booking, StoreError> {
        Ok(Booking {
            id: self.text("id")?,
            merchant: self.text("merchant")?,
            quote_id: self.text("quote_id")?,
            order: Order {
                id: self.text("order_id")?,
                value: money(self.number("order_value")?, &self.text("order_currency")?)?,
            },
            shipment_reference: self.text("shipment_reference")?,
            offer: self.json("offer")?,
            total: money(self.number("total")?, &self.text("currency")?)?,
            policyholder: checked(&self.text("policyholder")?, Policyholder::read)?,
            consent: ConsentReceipt {
                consent: checked(&self.text("consent")?, Consent::read)?,
                at: time(self.number("consent_at")?)?,
            },
            state: self.state()?,
            created_at: time(self.number("created_at")?)?,
        })
    }

    fn state(&self) -> Result<State, StoreError> {
        let outcome = self.text("outcome")?;
        Ok(match self.text("state")?.as_str() {
            "booking" => State::Booking,
            "unknown" => State::Unknown,
            "booked" => State::Booked(serde_json::from_str(&outcome).map_err(unreadable)?),
            "rejected" => State::Rejected(serde_json::from_str(&outcome).map_err(unreadable)?),
            other => return Err(StoreError::Unreadable(format!("`{other}` is no state of a booking"))),
        })
    }
}

/// The policies or the refusal, as JSON.
pub(crate) fn outcome(state: &State) -> String {
    let json = match state {
        State::Booking | State::Unknown => return String::from("null"),
        State::Booked(policies) => serde_json::to_string(policies),
        State::Rejected(refusal) => serde_json::to_string(refusal),
    };
    json.unwrap_or_default()
}

/// Reads stored JSON with the reader that it first came through.
fn checked<T>(
    text: &str,
    read: for<'p> fn(&Node, Path<'p>, &mut Faults) -> Option<T>,
) -> Result<T, StoreError> {
    let node: Node = serde_json::from_str(text).map_err(unreadable)?;
    read(&node, Path::Root, &mut Faults::default())
        .ok_or_else(|| StoreError::Unreadable(String::from("a stored receipt")))
}
