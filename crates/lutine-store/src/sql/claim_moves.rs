//! Claims on their way: recorded, and from version to version. Who holds a booking says so in the booking's own row, and
//! touches that row first, so that two who do so wait for one another in one order.

use lutine_booking::{Claim, ClaimMoved, ClaimStep, EvidenceFile, InsuredParcel, Submission, Submitted};

use super::claims::{find, paid_on};
use super::{Connection, events};
use crate::failure::{Failure, Written};
use crate::rows::claims::{ClaimColumns, whole};
use crate::rows::{millis, minor, unreadable};

pub(super) async fn submit(
    connection: &mut Connection,
    submission: &Submission,
) -> Result<Written<Submitted>, Failure> {
    let claim = &submission.claim;
    let held = sqlx::query(
        "UPDATE bookings SET claims = claims + 1
         WHERE merchant = $1 AND id = $2 AND version = $3 AND state = 'booked'",
    )
    .bind(&claim.merchant)
    .bind(&claim.booking)
    .bind(submission.version)
    .execute(&mut *connection)
    .await?;
    if held.rows_affected() == 0 {
        return Ok(Written::Nothing(Submitted::NotBooked));
    }
    if !insert(connection, claim).await? {
        return Ok(Written::Undo(in_the_way(connection, claim).await?));
    }
    // Now nobody else can be paid on this parcel; whoever was until now is seen by a statement of its own.
    let parcel = InsuredParcel {
        merchant: claim.merchant.clone(),
        booking: claim.booking.clone(),
        parcel: claim.parcel,
    };
    if paid_on(connection, &parcel).await?.len() != submission.paid_before {
        return Ok(Written::Undo(Submitted::PaidSince));
    }
    events::record(connection, &submission.event).await?;
    Ok(Written::Keep(Submitted::Submitted))
}

/// Whether it could be: an id is used once, and a parcel has one open claim.
async fn insert(connection: &mut Connection, claim: &Claim) -> Result<bool, Failure> {
    let columns = ClaimColumns::of(claim)?;
    let inserted = sqlx::query(
        "INSERT INTO claims (id, merchant, booking_id, parcel, cover, currency, loss, description, payable, reckoning,
           decided_within_hours, evidence, state, decide_by, created_at, updated_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
         ON CONFLICT DO NOTHING",
    )
    .bind(&claim.id)
    .bind(&claim.merchant)
    .bind(&claim.booking)
    .bind(whole(claim.parcel)?)
    .bind(minor(claim.cover)?)
    .bind(claim.cover.currency().code())
    .bind(claim.loss.to_string())
    .bind(&claim.description)
    .bind(columns.payable)
    .bind(columns.reckoning)
    .bind(claim.decided_within_hours.map(i64::from))
    .bind(columns.evidence)
    .bind(claim.state.status().name())
    .bind(columns.decide_by)
    .bind(millis(claim.created_at))
    .bind(millis(claim.updated_at))
    .bind(claim.version)
    .execute(connection)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

async fn in_the_way(connection: &mut Connection, claim: &Claim) -> Result<Submitted, Failure> {
    if let Some(before) = find(connection, &claim.merchant, &claim.id).await? {
        return Ok(Submitted::Before(Box::new(before)));
    }
    let open: Option<String> = sqlx::query_scalar(
        "SELECT id FROM claims WHERE merchant = $1 AND booking_id = $2 AND parcel = $3
           AND state IN ('submitted', 'in_review', 'needs_evidence', 'approved', 'approved_in_part')",
    )
    .bind(&claim.merchant)
    .bind(&claim.booking)
    .bind(whole(claim.parcel)?)
    .fetch_optional(connection)
    .await?;
    // One that ended this moment leaves its place: it is looked at anew.
    Ok(open.map_or(Submitted::PaidSince, Submitted::Open))
}

pub(super) async fn move_claim(
    connection: &mut Connection,
    step: &ClaimStep,
) -> Result<Written<ClaimMoved>, Failure> {
    let to = &step.to;
    if to.state.lets_go() {
        sqlx::query("UPDATE bookings SET claims = claims - 1 WHERE merchant = $1 AND id = $2")
            .bind(&to.merchant)
            .bind(&to.booking)
            .execute(&mut *connection)
            .await?;
    }
    let columns = ClaimColumns::of(to)?;
    let moved = sqlx::query(
        "UPDATE claims SET state = $4, decide_by = $5, words = $6, granted = $7, decided_at = $8,
           payment_reference = $9, paid_at = $10, evidence = $11, updated_at = $12, version = $13
         WHERE merchant = $1 AND id = $2 AND version = $3",
    )
    .bind(&to.merchant)
    .bind(&to.id)
    .bind(to.version - 1)
    .bind(to.state.status().name())
    .bind(columns.decide_by)
    .bind(columns.words)
    .bind(columns.granted)
    .bind(columns.decided_at)
    .bind(columns.payment_reference)
    .bind(columns.paid_at)
    .bind(columns.evidence)
    .bind(millis(to.updated_at))
    .bind(to.version)
    .execute(&mut *connection)
    .await?;
    if moved.rows_affected() == 0 {
        let now = find(connection, &to.merchant, &to.id).await?;
        let now = now.ok_or_else(|| unreadable(format!("claim {} is not there", to.id)))?;
        let elsewhere = ClaimMoved::Elsewhere(Box::new(now));
        return Ok(if to.state.lets_go() { Written::Undo(elsewhere) } else { Written::Nothing(elsewhere) });
    }
    for file in &step.files {
        keep(connection, to, file).await?;
    }
    events::record(connection, &step.event).await?;
    Ok(Written::Keep(ClaimMoved::Moved))
}

async fn keep(connection: &mut Connection, claim: &Claim, file: &EvidenceFile) -> Result<(), Failure> {
    sqlx::query("INSERT INTO evidence (id, merchant, claim_id, content) VALUES ($1, $2, $3, $4)")
        .bind(&file.evidence.id)
        .bind(&claim.merchant)
        .bind(&claim.id)
        .bind(file.content.bytes())
        .execute(connection)
        .await?;
    Ok(())
}
