//! Attempts, and what follows from each: for its delivery, and for its endpoint.

use lutine_booking::{DeliveryAttempt, DisabledBy, EndpointState, Event, Health, Next};

use super::super::{Connection, events};
use super::changes::disable;
use crate::failure::{Failure, Written};
use crate::rows::{OutcomeColumns, millis};

pub(super) async fn record(
    connection: &mut Connection,
    attempt: &DeliveryAttempt,
) -> Result<Written<()>, Failure> {
    // First, for whoever changes an endpoint locks it before its deliveries.
    let moved = attempt.next != Next::Delivered && has_moved(connection, attempt).await?;
    let number: Option<i64> = sqlx::query_scalar(
        "UPDATE webhook_deliveries SET tried = tried + 1 WHERE event = $1 AND endpoint = $2 RETURNING tried",
    )
    .bind(&attempt.delivery.event.id)
    .bind(&attempt.endpoint.id)
    .fetch_optional(&mut *connection)
    .await?;
    let Some(number) = number else { return Ok(Written::Nothing(())) };
    insert(connection, attempt, number).await?;
    if moved {
        // What an address said that is not the endpoint's any more is nothing that it said.
        follow(connection, attempt, Next::Retry(attempt.at)).await?;
    } else {
        let lease = follow(connection, attempt, attempt.next).await?;
        judge(connection, attempt, lease).await?;
    }
    Ok(Written::Keep(()))
}

async fn insert(connection: &mut Connection, attempt: &DeliveryAttempt, number: i64) -> Result<(), Failure> {
    let columns = OutcomeColumns::of(&attempt.outcome);
    sqlx::query(
        "INSERT INTO webhook_attempts (event, endpoint, number, at, outcome, status, said, retry_after)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&attempt.delivery.event.id)
    .bind(&attempt.endpoint.id)
    .bind(number)
    .bind(millis(attempt.at))
    .bind(attempt.outcome.name())
    .bind(columns.status)
    .bind(columns.said)
    .bind(columns.retry_after)
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether an endpoint is not any more where an attempt went. Whoever is about to give it another address waits for the end of
/// this, or has come before.
async fn has_moved(connection: &mut Connection, attempt: &DeliveryAttempt) -> Result<bool, Failure> {
    let there = sqlx::query("UPDATE webhook_endpoints SET url = url WHERE id = $1 AND url = $2")
        .bind(&attempt.endpoint.id)
        .bind(attempt.endpoint.address.to_string())
        .execute(connection)
        .await?;
    Ok(there.rows_affected() == 0)
}

/// Whether whoever made an attempt still had the delivery when it ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LeaseThen {
    Held,
    Lost,
}

/// What was delivered is delivered, whoever had it. Anything else is the word of whoever still has the lease.
async fn follow(
    connection: &mut Connection,
    attempt: &DeliveryAttempt,
    next: Next,
) -> Result<LeaseThen, Failure> {
    let (state, due) = match next {
        Next::Delivered => ("delivered", attempt.at),
        Next::Retry(at) => ("pending", at),
        Next::GivenUp => ("failed", attempt.at),
    };
    let followed = sqlx::query(
        "UPDATE webhook_deliveries SET state = $3, due_at = $4, step = step + 1
         WHERE event = $1 AND endpoint = $2 AND state = 'pending' AND (due_at = $5 OR $3 = 'delivered')",
    )
    .bind(&attempt.delivery.event.id)
    .bind(&attempt.endpoint.id)
    .bind(state)
    .bind(millis(due))
    .bind(millis(attempt.delivery.until))
    .execute(connection)
    .await?;
    Ok(if followed.rows_affected() > 0 { LeaseThen::Held } else { LeaseThen::Lost })
}

/// What an attempt says of its endpoint. That it came too late says nothing: whoever has the delivery by then may have
/// delivered it, and nobody would take back that the endpoint fails.
async fn judge(
    connection: &mut Connection,
    attempt: &DeliveryAttempt,
    lease: LeaseThen,
) -> Result<(), Failure> {
    let endpoint = &attempt.endpoint;
    match attempt.health {
        // Another's failure may be younger than what is known of the endpoint here.
        Health::Well => {
            sqlx::query(
                "UPDATE webhook_endpoints SET failing_since = NULL
                 WHERE id = $1 AND url = $2 AND failing_since IS NOT NULL",
            )
            .bind(&endpoint.id)
            .bind(endpoint.address.to_string())
            .execute(connection)
            .await?;
        }
        Health::Failing | Health::Over(DisabledBy::Failures) if lease == LeaseThen::Lost => {}
        Health::Failing if endpoint.state != EndpointState::Enabled => {}
        Health::Failing => {
            sqlx::query(
                "UPDATE webhook_endpoints SET failing_since = $2
                 WHERE id = $1 AND failing_since IS NULL AND disabled_at IS NULL",
            )
            .bind(&endpoint.id)
            .bind(millis(attempt.at))
            .execute(connection)
            .await?;
        }
        Health::Over(by) => end(connection, attempt, by).await?,
    }
    Ok(())
}

/// Disables the endpoint, and tells its owner's others, and whoever reads the list of events.
async fn end(connection: &mut Connection, attempt: &DeliveryAttempt, by: DisabledBy) -> Result<(), Failure> {
    let since = match attempt.endpoint.state {
        EndpointState::Failing { since } => Some(since),
        _ => None,
    };
    if let Some(sequence) = disable(connection, &attempt.endpoint.id, by, since, attempt.at).await?
        && let Some(event) = &attempt.disabling
    {
        events::record(connection, &Event { sequence, ..event.clone() }).await?;
    }
    Ok(())
}
