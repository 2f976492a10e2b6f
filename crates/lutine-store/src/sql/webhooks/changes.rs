//! What changes an endpoint: its owner's word, and an attempt that ends it. What is disabled or removed is told nothing more,
//! and what was on its way to it has failed.

use lutine_booking::{DisabledBy, Endpoint, EndpointChange, Event, Switch, Telling};
use time::OffsetDateTime;

use super::super::{Connection, events};
use super::deliveries::deliver_to;
use super::endpoints::{find, want};
use crate::failure::{Failure, Written};
use crate::rows::millis;

pub(super) async fn change(
    connection: &mut Connection,
    change: &EndpointChange,
) -> Result<Written<Option<Endpoint>>, Failure> {
    let EndpointChange { merchant, endpoint, to, at } = change;
    let changed = sqlx::query(
        "UPDATE webhook_endpoints SET url = COALESCE($3, url), description = COALESCE($4, description),
           failing_since = CASE WHEN url = COALESCE($3, url) THEN failing_since END
         WHERE merchant = $1 AND id = $2",
    )
    .bind(merchant)
    .bind(endpoint)
    .bind(to.address.as_ref().map(ToString::to_string))
    .bind(&to.description)
    .execute(&mut *connection)
    .await?;
    if changed.rows_affected() == 0 {
        return Ok(Written::Nothing(None));
    }
    if let Some(wanted) = &to.wanted {
        want(connection, endpoint, wanted).await?;
    }
    match to.state {
        Some(Switch::Enabled) => enable(connection, endpoint).await?,
        Some(Switch::Disabled) => {
            disable(connection, endpoint, DisabledBy::Merchant, None, *at).await?;
        }
        None => {}
    }
    Ok(Written::Keep(find(connection, merchant, endpoint).await?))
}

/// It begins anew: what it did not take before does not count, and what of that has not failed yet does so now. Most of it has
/// by [`fail_more`].
async fn enable(connection: &mut Connection, endpoint: &str) -> Result<(), Failure> {
    fail_pending(connection, endpoint).await?;
    sqlx::query(
        "UPDATE webhook_endpoints SET disabled_at = NULL, disabled_by = NULL, failing_since = NULL
         WHERE id = $1 AND disabled_at IS NOT NULL",
    )
    .bind(endpoint)
    .execute(connection)
    .await?;
    Ok(())
}

/// Of what waits for a disabled endpoint some more fails; says whether there may be more.
pub(super) async fn fail_more(
    connection: &mut Connection,
    change: &EndpointChange,
) -> Result<Written<bool>, Failure> {
    if find(connection, &change.merchant, &change.endpoint).await?.is_none() {
        return Ok(Written::Nothing(false));
    }
    let failed = fail_pending(connection, &change.endpoint).await?;
    Ok(if failed > 0 { Written::Keep(true) } else { Written::Nothing(false) })
}

/// Disables an endpoint that is not, and answers how many events are about itself; `None` where it was before. For its
/// failures only where they began at that time: meanwhile it may have recovered, and failed anew.
pub(super) async fn disable(
    connection: &mut Connection,
    endpoint: &str,
    by: DisabledBy,
    failing_since: Option<OffsetDateTime>,
    at: OffsetDateTime,
) -> Result<Option<i64>, Failure> {
    let told: Option<i64> = sqlx::query_scalar(
        "UPDATE webhook_endpoints SET disabled_at = $2, disabled_by = $3, told = told + 1
         WHERE id = $1 AND disabled_at IS NULL AND ($3 <> 'failures' OR failing_since = $4)
         RETURNING told",
    )
    .bind(endpoint)
    .bind(millis(at))
    .bind(by.code())
    .bind(failing_since.map(millis))
    .fetch_optional(&mut *connection)
    .await?;
    if told.is_some() {
        fail_pending(connection, endpoint).await?;
    }
    Ok(told)
}

pub(super) async fn remove(
    connection: &mut Connection,
    merchant: &str,
    endpoint: &str,
) -> Result<Written<Option<()>>, Failure> {
    let removed = sqlx::query("DELETE FROM webhook_endpoints WHERE merchant = $1 AND id = $2")
        .bind(merchant)
        .bind(endpoint)
        .execute(&mut *connection)
        .await?;
    if removed.rows_affected() == 0 {
        return Ok(Written::Nothing(None));
    }
    for rest in
        ["DELETE FROM webhook_wants WHERE endpoint = $1", "DELETE FROM webhook_secrets WHERE endpoint = $1"]
    {
        sqlx::query(rest).bind(endpoint).execute(&mut *connection).await?;
    }
    fail_pending(connection, endpoint).await?;
    Ok(Written::Keep(Some(())))
}

/// What was on its way to an endpoint that is told nothing more has failed. It may be the backlog of three days, so here only the
/// first of it: the rest fails when it is due, for `take` sends it to nobody. Answers how many there were; none where the
/// endpoint is told, by this statement's own look.
async fn fail_pending(connection: &mut Connection, endpoint: &str) -> Result<u64, Failure> {
    let failed = sqlx::query(
        "UPDATE webhook_deliveries SET state = 'failed' WHERE endpoint = $1 AND state = 'pending' AND event IN (
           SELECT event FROM webhook_deliveries WHERE endpoint = $1 AND state = 'pending'
           ORDER BY due_at, event LIMIT 1000)
         AND NOT EXISTS (SELECT 1 FROM webhook_endpoints WHERE id = $1 AND disabled_at IS NULL)",
    )
    .bind(endpoint)
    .execute(connection)
    .await?;
    Ok(failed.rows_affected())
}

pub(super) async fn tell(connection: &mut Connection, event: &Event) -> Result<Written<Telling>, Failure> {
    let Event { merchant, subject: endpoint, .. } = event;
    let told: Option<i64> = sqlx::query_scalar(
        "UPDATE webhook_endpoints SET told = told + 1
         WHERE merchant = $1 AND id = $2 AND disabled_at IS NULL RETURNING told",
    )
    .bind(merchant)
    .bind(endpoint)
    .fetch_optional(&mut *connection)
    .await?;
    let Some(sequence) = told else {
        let there = find(connection, merchant, endpoint).await?.is_some();
        return Ok(Written::Nothing(if there { Telling::Disabled } else { Telling::NotFound }));
    };
    if let Some(before) = events::find(connection, merchant, &event.id).await? {
        return Ok(Written::Undo(Telling::Told(before)));
    }
    let event = Event { sequence, ..event.clone() };
    events::insert(connection, &event).await?;
    deliver_to(connection, &event, endpoint).await?;
    Ok(Written::Keep(Telling::Told(event)))
}
