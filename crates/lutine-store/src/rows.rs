//! Between rows and what the use cases know. What was written by this crate reads back, or the database is broken.

pub(crate) mod claims;
mod webhooks;

pub(crate) use webhooks::OutcomeColumns;

use lutine_booking::{
    Account, ApiKey, Booking, Consent, ConsentReceipt, Event, Facts, KeyHash, No, Order, Policy,
    Policyholder, Role, State, StoreError, StoredQuote, Withdrawal,
};
use lutine_core::read::{Faults, Path};
use lutine_core::{Currency, Money, Node, Refund};
use sqlx::{ColumnIndex, Decode, Row, Type};
use time::OffsetDateTime;

use crate::amendments;

/// Milliseconds since 1970.
pub(crate) fn millis(time: OffsetDateTime) -> i64 {
    i64::try_from(time.unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX)
}

/// Minor units.
pub(crate) fn minor(money: Money) -> Result<i64, StoreError> {
    money.minor().ok_or_else(|| StoreError::Unreadable(format!("{money} has more digits than are kept")))
}

pub(crate) fn time(millis: i64) -> Result<OffsetDateTime, StoreError> {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000).map_err(unreadable)
}

pub(crate) fn money(minor: i64, currency: &str) -> Result<Money, StoreError> {
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
    Option<String>: Decode<'r, R::Database> + Type<R::Database>,
{
    pub(crate) fn text(&self, column: &'static str) -> Result<String, StoreError> {
        self.0.try_get(column).map_err(unreadable)
    }

    pub(crate) fn number(&self, column: &'static str) -> Result<i64, StoreError> {
        self.0.try_get(column).map_err(unreadable)
    }

    pub(crate) fn json(&self, column: &'static str) -> Result<serde_json::Value, StoreError> {
        serde_json::from_str(&self.text(column)?).map_err(unreadable)
    }

    pub(crate) fn time(&self, column: &'static str) -> Result<OffsetDateTime, StoreError> {
        time(self.number(column)?)
    }

    pub(crate) fn text_if_any(&self, column: &'static str) -> Result<Option<String>, StoreError> {
        self.0.try_get(column).map_err(unreadable)
    }

    pub(crate) fn number_if_any(&self, column: &'static str) -> Result<Option<i64>, StoreError> {
        self.0.try_get(column).map_err(unreadable)
    }

    pub(crate) fn time_if_any(&self, column: &'static str) -> Result<Option<OffsetDateTime>, StoreError> {
        self.number_if_any(column)?.map(time).transpose()
    }

    /// An amount, whose currency stands in a column of its own.
    pub(crate) fn money(&self, column: &'static str, currency: &'static str) -> Result<Money, StoreError> {
        money(self.number(column)?, &self.text(currency)?)
    }

    pub(crate) fn quote(&self) -> Result<StoredQuote, StoreError> {
        Ok(StoredQuote {
            id: self.text("id")?,
            merchant: self.text("merchant")?,
            programme: self.text("programme")?,
            revision: self.text("revision")?,
            call: self.text("call")?,
            offer: self.text("offer")?,
            total: self.money("total", "currency")?,
            created_at: self.time("created_at")?,
            expires_at: self.time("expires_at")?,
            declined: None,
        })
    }

    pub(crate) fn declined_quote(&self) -> Result<(StoredQuote, No), StoreError> {
        let no = No {
            at: self.time("at")?,
            shown: self.text_if_any("shown")?,
            locale: self.text_if_any("locale")?,
        };
        Ok((StoredQuote { declined: Some(no.clone()), ..self.quote()? }, no))
    }

    pub(crate) fn booking(&self) -> Result<Booking, StoreError> {
        Ok(Booking {
            id: self.text("id")?,
            merchant: self.text("merchant")?,
            quote_id: self.text("quote_id")?,
            order: Order { id: self.text("order_id")?, value: self.money("order_value", "order_currency")? },
            shipment_reference: self.text("shipment_reference")?,
            offer: self.json("offer")?,
            total: self.money("total", "currency")?,
            policyholder: checked(&self.text("policyholder")?, Policyholder::read)?,
            consent: ConsentReceipt {
                consent: checked(&self.text("consent")?, Consent::read)?,
                at: self.time("consent_at")?,
            },
            facts: checked(&self.text("facts")?, Facts::read)?,
            call: self.text_if_any("amended_call")?,
            amended: self.text_if_any("amended")?.as_deref().map(amendments::read_ended).transpose()?,
            state: self.state()?,
            created_at: self.time("created_at")?,
            begun_at: self.time_if_any("begun_at")?,
            version: self.number("version")?,
        })
    }

    pub(crate) fn event(&self) -> Result<Event, StoreError> {
        Ok(Event {
            id: self.text("id")?,
            merchant: self.text("merchant")?,
            kind: self.text("kind")?,
            subject: self.text("subject")?,
            sequence: self.number("sequence")?,
            at: self.time("at")?,
            data: self.json("data")?,
        })
    }

    pub(crate) fn account(&self) -> Result<Account, StoreError> {
        Ok(Account {
            id: self.text("id")?,
            name: self.text("name")?,
            settings: serde_json::from_str(&self.text("settings")?).map_err(unreadable)?,
            version: self.number("version")?,
            created_at: self.time("created_at")?,
        })
    }

    pub(crate) fn key(&self) -> Result<ApiKey, StoreError> {
        let role = self.text("role")?;
        Ok(ApiKey {
            hash: KeyHash::kept(self.text("hash")?),
            merchant: self.text("merchant")?,
            role: Role::ALL
                .into_iter()
                .find(|known| known.name() == role)
                .ok_or_else(|| StoreError::Unreadable(format!("`{role}` is no role of a key")))?,
            label: self.text("label")?,
            created_at: self.time("created_at")?,
            ends_at: self.time_if_any("ends_at")?,
        })
    }

    fn state(&self) -> Result<State, StoreError> {
        Ok(match self.text("state")?.as_str() {
            "pending_payment" => State::PendingPayment { until: self.time("pending_until")? },
            "expired" => State::Expired,
            "booking" => State::Booking,
            "unknown" => State::Unknown,
            "booked" => State::Booked(self.policies()?),
            "amending" => {
                let open = amendments::read_open(&self.text("amendment")?, self.policies()?)?;
                State::Amending(Box::new(open))
            }
            "rejected" => State::Rejected(serde_json::from_str(&self.text("outcome")?).map_err(unreadable)?),
            "cancelling" => State::Cancelling(self.withdrawal()?),
            "cancelled" => State::Cancelled(self.withdrawal()?),
            other => return Err(StoreError::Unreadable(format!("`{other}` is no state of a booking"))),
        })
    }

    fn policies(&self) -> Result<Vec<Policy>, StoreError> {
        serde_json::from_str(&self.text("outcome")?).map_err(unreadable)
    }

    fn withdrawal(&self) -> Result<Withdrawal, StoreError> {
        let [premium, tax] = ["refund_premium", "refund_tax"].map(|column| self.money(column, "currency"));
        let refund = Refund::of(premium?, tax?).ok_or_else(|| unreadable("a refund"))?;
        Ok(Withdrawal { policies: self.policies()?, refund, at: self.time("cancelled_at")? })
    }
}

/// A state as it is kept.
pub(crate) struct StateColumns {
    pub(crate) name: &'static str,
    /// The policies or the refusal, as JSON.
    pub(crate) outcome: String,
    pub(crate) pending_until: Option<i64>,
    pub(crate) cancelled_at: Option<i64>,
    pub(crate) refund_premium: Option<i64>,
    pub(crate) refund_tax: Option<i64>,
}

impl StateColumns {
    pub(crate) fn of(state: &State) -> Result<Self, StoreError> {
        let json = match state {
            State::Rejected(refusal) => serde_json::to_string(refusal),
            State::Booked(_) | State::Amending(_) | State::Cancelling(_) | State::Cancelled(_) => {
                serde_json::to_string(state.policies())
            }
            State::PendingPayment { .. } | State::Expired | State::Booking | State::Unknown => {
                Ok(String::from("null"))
            }
        };
        let withdrawal = match state {
            State::Cancelling(withdrawal) | State::Cancelled(withdrawal) => Some(withdrawal),
            _ => None,
        };
        let pending_until = match state {
            State::PendingPayment { until } => Some(millis(*until)),
            _ => None,
        };
        // What is told as booked is in flight all the same while the insurer is asked for another cover.
        let name = if matches!(state, State::Amending(_)) { "amending" } else { state.name() };
        Ok(Self {
            name,
            outcome: json.map_err(unreadable)?,
            pending_until,
            cancelled_at: withdrawal.map(|withdrawal| millis(withdrawal.at)),
            refund_premium: withdrawal.map(|withdrawal| minor(withdrawal.refund.premium)).transpose()?,
            refund_tax: withdrawal.map(|withdrawal| minor(withdrawal.refund.tax)).transpose()?,
        })
    }
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
