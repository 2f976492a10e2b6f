//! Claims: submitted, found, counted. How they move is in `claim_moves`.

use async_trait::async_trait;
use lutine_booking::{
    Claim, ClaimMoved, ClaimPage, ClaimStatus, ClaimStep, Claims, ClaimsDue, InsuredParcel, StoreError,
    Submission, Submitted,
};
use time::OffsetDateTime;

use super::claim_moves::{move_claim, submit};
use super::list::List;
use super::{Connection, Database, Row, read, write};
use crate::failure::Failure;
use crate::rows::claims::{ClaimReader, whole};
use crate::rows::{Reader, millis};

#[async_trait]
impl Claims for Database {
    async fn submit(&self, submission: &Submission) -> Result<Submitted, StoreError> {
        write!(self, submit, submission)
    }

    async fn move_claim(&self, step: &ClaimStep) -> Result<ClaimMoved, StoreError> {
        write!(self, move_claim, step)
    }

    async fn claim(&self, merchant: &str, id: &str) -> Result<Option<Claim>, StoreError> {
        Ok(read!(self, |connection| find(connection, merchant, id))?)
    }

    async fn claims(&self, merchant: &str, page: &ClaimPage) -> Result<Vec<Claim>, StoreError> {
        Ok(read!(self, |connection| list(connection, merchant, page))?)
    }

    async fn evidence(
        &self,
        merchant: &str,
        claim: &str,
        evidence: &str,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let content = read!(self, |connection| sqlx::query_scalar(
            "SELECT content FROM evidence WHERE merchant = $1 AND claim_id = $2 AND id = $3",
        )
        .bind(merchant)
        .bind(claim)
        .bind(evidence)
        .fetch_optional(connection))?;
        Ok(content)
    }

    async fn paid_on(&self, parcel: &InsuredParcel) -> Result<Vec<Claim>, StoreError> {
        Ok(read!(self, |connection| paid_on(connection, parcel))?)
    }

    async fn is_claimed(&self, merchant: &str, booking: &str) -> Result<bool, StoreError> {
        Ok(read!(self, |connection| is_claimed(connection, merchant, booking))?)
    }

    async fn claims_due(&self, now: OffsetDateTime) -> Result<ClaimsDue, StoreError> {
        Ok(read!(self, |connection| due(connection, now))?)
    }
}

pub(super) async fn find(
    connection: &mut Connection,
    merchant: &str,
    id: &str,
) -> Result<Option<Claim>, Failure> {
    let row = sqlx::query("SELECT * FROM claims WHERE merchant = $1 AND id = $2")
        .bind(merchant)
        .bind(id)
        .fetch_optional(connection)
        .await?;
    Ok(row.map(|row| ClaimReader(Reader(&row)).claim()).transpose()?)
}

/// Ids sort by time, so the latest are those with the greatest ids.
async fn list(connection: &mut Connection, merchant: &str, page: &ClaimPage) -> Result<Vec<Claim>, Failure> {
    let list = List::of("SELECT * FROM claims", merchant)
        .only("id < ?", page.after.clone())
        .only("booking_id = ?", page.booking.clone())
        .only("state = ?", page.status.map(ClaimStatus::name));
    all(&list.greatest("id", page.limit, connection).await?)
}

pub(super) async fn paid_on(
    connection: &mut Connection,
    parcel: &InsuredParcel,
) -> Result<Vec<Claim>, Failure> {
    let rows = sqlx::query(
        "SELECT * FROM claims WHERE merchant = $1 AND booking_id = $2 AND parcel = $3 AND state = 'paid' ORDER BY id",
    )
    .bind(&parcel.merchant)
    .bind(&parcel.booking)
    .bind(whole(parcel.parcel)?)
    .fetch_all(connection)
    .await?;
    all(&rows)
}

fn all(rows: &[Row]) -> Result<Vec<Claim>, Failure> {
    Ok(rows.iter().map(|row| ClaimReader(Reader(row)).claim()).collect::<Result<_, _>>()?)
}

pub(super) async fn is_claimed(
    connection: &mut Connection,
    merchant: &str,
    booking: &str,
) -> Result<bool, Failure> {
    let claims: Option<i64> =
        sqlx::query_scalar("SELECT claims FROM bookings WHERE merchant = $1 AND id = $2")
            .bind(merchant)
            .bind(booking)
            .fetch_optional(connection)
            .await?;
    Ok(claims.is_some_and(|claims| claims > 0))
}

async fn due(connection: &mut Connection, now: OffsetDateTime) -> Result<ClaimsDue, Failure> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS open, COUNT(CASE WHEN decide_by < $1 THEN 1 END) AS overdue,
           MIN(CASE WHEN decide_by >= $1 THEN decide_by END) AS next
         FROM claims WHERE state IN ('submitted', 'in_review', 'needs_evidence', 'approved', 'approved_in_part')",
    )
    .bind(millis(now))
    .fetch_one(connection)
    .await?;
    let row = Reader(&row);
    Ok(ClaimsDue {
        open: row.number("open")?,
        overdue: row.number("overdue")?,
        next: row.time_if_any("next")?,
    })
}
