//! Rows of endpoints, secrets, deliveries and attempts.

use lutine_booking::{
    Backlog, DeliveryState, DisabledBy, Endpoint, EndpointState, Outcome, Reply, SealedSecret, StoreError,
    Tried, Unreachable, Wanted,
};
use sqlx::{ColumnIndex, Decode, Row, Type};
use time::Duration;

use super::{Reader, unreadable};

impl<'r, R: Row> Reader<'r, R>
where
    &'static str: ColumnIndex<R>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    Option<i64>: Decode<'r, R::Database> + Type<R::Database>,
{
    pub(crate) fn endpoint(
        &self,
        wanted: Wanted,
        secrets: Vec<SealedSecret>,
    ) -> Result<Endpoint, StoreError> {
        Ok(Endpoint {
            id: self.text("id")?,
            merchant: self.text("merchant")?,
            address: self.text("url")?.parse().map_err(unreadable)?,
            description: self.text("description")?,
            wanted,
            state: self.endpoint_state()?,
            secrets,
            created_at: self.time("created_at")?,
        })
    }

    fn endpoint_state(&self) -> Result<EndpointState, StoreError> {
        if let Some(since) = self.time_if_any("disabled_at")? {
            let code = self.text("disabled_by")?;
            let by = DisabledBy::ALL.into_iter().find(|by| by.code() == code);
            let by = by.ok_or_else(|| unreadable(format!("`{code}` disables no endpoint")))?;
            return Ok(EndpointState::Disabled { since, by });
        }
        let failing = self.time_if_any("failing_since")?;
        Ok(failing.map_or(EndpointState::Enabled, |since| EndpointState::Failing { since }))
    }

    pub(crate) fn sealed_secret(&self) -> Result<SealedSecret, StoreError> {
        Ok(SealedSecret {
            id: self.text("id")?,
            sealed: self.text("sealed")?,
            created_at: self.time("created_at")?,
            expires_at: self.time_if_any("expires_at")?,
        })
    }

    pub(crate) fn delivery_state(&self) -> Result<DeliveryState, StoreError> {
        match self.text("state")?.as_str() {
            "pending" => Ok(DeliveryState::Pending { due: self.time("due_at")? }),
            "delivered" => Ok(DeliveryState::Delivered),
            "failed" => Ok(DeliveryState::Failed),
            other => Err(unreadable(format!("`{other}` is no state of a delivery"))),
        }
    }

    pub(crate) fn tried(&self) -> Result<Tried, StoreError> {
        Ok(Tried { number: self.number("number")?, at: self.time("at")?, outcome: self.delivery_outcome()? })
    }

    fn delivery_outcome(&self) -> Result<Outcome, StoreError> {
        Ok(match self.text("outcome")?.as_str() {
            "delivered" => Outcome::Delivered(self.reply()?),
            "gone" => Outcome::Gone(self.reply()?),
            "failed" => Outcome::Failed {
                reply: self.reply()?,
                retry_after: self.number_if_any("retry_after")?.map(Duration::milliseconds),
            },
            "unreachable" => {
                let code = self.text("said")?;
                let found = Unreachable::ALL.into_iter().find(|why| why.code() == code);
                Outcome::Unreachable(found.ok_or_else(|| unreadable(format!("`{code}` is no reason")))?)
            }
            other => return Err(unreadable(format!("`{other}` is no outcome of an attempt"))),
        })
    }

    fn reply(&self) -> Result<Reply, StoreError> {
        let status = u16::try_from(self.number("status")?).map_err(unreadable)?;
        Ok(Reply { status, said: self.text("said")? })
    }

    pub(crate) fn backlog(&self) -> Result<Backlog, StoreError> {
        let pending = u64::try_from(self.number("pending")?).map_err(unreadable)?;
        Ok(Backlog { pending, oldest: self.time_if_any("oldest")? })
    }
}

/// How an attempt ended, as it is kept.
pub(crate) struct OutcomeColumns<'o> {
    pub(crate) status: Option<i64>,
    /// What was answered, or why nothing was.
    pub(crate) said: &'o str,
    pub(crate) retry_after: Option<i64>,
}

impl<'o> OutcomeColumns<'o> {
    pub(crate) fn of(outcome: &'o Outcome) -> Self {
        let said = match outcome {
            Outcome::Unreachable(why) => why.code(),
            Outcome::Delivered(reply) | Outcome::Gone(reply) | Outcome::Failed { reply, .. } => &reply.said,
        };
        let retry_after = match outcome {
            Outcome::Failed { retry_after, .. } => *retry_after,
            _ => None,
        };
        let status = outcome.reply().map(|reply| reply.status.into());
        let in_millis = |wait: Duration| i64::try_from(wait.whole_milliseconds()).unwrap_or(i64::MAX);
        Self { status, said, retry_after: retry_after.map(in_millis) }
    }
}
