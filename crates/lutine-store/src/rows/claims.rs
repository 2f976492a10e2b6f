//! Claims, between rows and what the use cases know.

use lutine_booking::{Approval, Claim, ClaimState, ClaimStatus, Reckoning, StoreError};
use serde_json::Value;
use sqlx::{ColumnIndex, Decode, Row, Type};
use time::OffsetDateTime;

use super::{Reader, millis, minor, unreadable};

/// A whole number, as it is kept.
pub(crate) fn whole(number: usize) -> Result<i64, StoreError> {
    i64::try_from(number).map_err(unreadable)
}

/// A row of the claims of any database.
pub(crate) struct ClaimReader<'r, R: Row>(pub(crate) Reader<'r, R>);

impl<'r, R: Row> ClaimReader<'r, R>
where
    &'static str: ColumnIndex<R>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    Option<String>: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    Option<i64>: Decode<'r, R::Database> + Type<R::Database>,
{
    pub(crate) fn claim(&self) -> Result<Claim, StoreError> {
        let row = &self.0;
        Ok(Claim {
            id: row.text("id")?,
            merchant: row.text("merchant")?,
            booking: row.text("booking_id")?,
            parcel: usize::try_from(row.number("parcel")?).map_err(unreadable)?,
            cover: row.money("cover", "currency")?,
            loss: row.json("loss")?,
            description: self.text_if_any("description")?,
            reckoning: self.reckoning()?,
            decided_within_hours: row
                .number_if_any("decided_within_hours")?
                .map(|hours| u32::try_from(hours).map_err(unreadable))
                .transpose()?,
            evidence: serde_json::from_str(&row.text("evidence")?).map_err(unreadable)?,
            state: self.state()?,
            created_at: row.time("created_at")?,
            updated_at: row.time("updated_at")?,
            version: row.number("version")?,
        })
    }

    fn text_if_any(&self, column: &'static str) -> Result<Option<String>, StoreError> {
        self.0.0.try_get(column).map_err(unreadable)
    }

    fn reckoning(&self) -> Result<Reckoning, StoreError> {
        let list: Vec<Value> = serde_json::from_str(&self.0.text("reckoning")?).map_err(unreadable)?;
        Ok(match self.0.number_if_any("payable")? {
            Some(_) => Reckoning::Payable { payable: self.0.money("payable", "currency")?, steps: list },
            None => Reckoning::Nothing { reasons: list },
        })
    }

    fn state(&self) -> Result<ClaimState, StoreError> {
        let row = &self.0;
        let name = row.text("state")?;
        let status = ClaimStatus::named(&name)
            .ok_or_else(|| StoreError::Unreadable(format!("`{name}` is no state of a claim")))?;
        let decide_by = || row.time_if_any("decide_by");
        Ok(match status {
            ClaimStatus::Submitted => ClaimState::Submitted { decide_by: decide_by()? },
            ClaimStatus::InReview => ClaimState::InReview { decide_by: decide_by()? },
            ClaimStatus::NeedsEvidence => ClaimState::NeedsEvidence { what: row.text("words")? },
            ClaimStatus::Approved => ClaimState::Approved(self.approval()?),
            ClaimStatus::ApprovedInPart => ClaimState::ApprovedInPart(self.approval()?),
            ClaimStatus::Rejected => {
                ClaimState::Rejected { reason: row.text("words")?, at: row.time("decided_at")? }
            }
            ClaimStatus::Withdrawn => ClaimState::Withdrawn { at: row.time("decided_at")? },
            ClaimStatus::Paid => ClaimState::Paid {
                approval: self.approval()?,
                reference: row.text("payment_reference")?,
                at: row.time("paid_at")?,
            },
        })
    }

    fn approval(&self) -> Result<Approval, StoreError> {
        Ok(Approval { amount: self.0.money("granted", "currency")?, at: self.0.time("decided_at")? })
    }
}

/// What of a claim stands in columns that only some of them have.
#[derive(Default)]
pub(crate) struct ClaimColumns<'c> {
    pub(crate) payable: Option<i64>,
    pub(crate) reckoning: String,
    pub(crate) evidence: String,
    pub(crate) decide_by: Option<i64>,
    pub(crate) words: Option<&'c str>,
    pub(crate) granted: Option<i64>,
    pub(crate) decided_at: Option<i64>,
    pub(crate) payment_reference: Option<&'c str>,
    pub(crate) paid_at: Option<i64>,
}

impl<'c> ClaimColumns<'c> {
    pub(crate) fn of(claim: &'c Claim) -> Result<Self, StoreError> {
        let (payable, list) = match &claim.reckoning {
            Reckoning::Payable { payable, steps } => (Some(minor(*payable)?), steps),
            Reckoning::Nothing { reasons } => (None, reasons),
        };
        let approval = claim.state.approval();
        let columns = Self {
            payable,
            reckoning: serde_json::to_string(list).map_err(unreadable)?,
            evidence: serde_json::to_string(&claim.evidence).map_err(unreadable)?,
            decide_by: claim.state.decide_by().map(millis),
            granted: approval.map(|approval| minor(approval.amount)).transpose()?,
            decided_at: approval.map(|approval| millis(approval.at)),
            ..Self::default()
        };
        let ended = |at: &OffsetDateTime| Some(millis(*at));
        Ok(match &claim.state {
            ClaimState::NeedsEvidence { what } => Self { words: Some(what), ..columns },
            ClaimState::Rejected { reason, at } => {
                Self { words: Some(reason), decided_at: ended(at), ..columns }
            }
            ClaimState::Withdrawn { at } => Self { decided_at: ended(at), ..columns },
            ClaimState::Paid { reference, at, .. } => {
                Self { payment_reference: Some(reference), paid_at: ended(at), ..columns }
            }
            ClaimState::Submitted { .. }
            | ClaimState::InReview { .. }
            | ClaimState::Approved(_)
            | ClaimState::ApprovedInPart(_) => columns,
        })
    }
}
