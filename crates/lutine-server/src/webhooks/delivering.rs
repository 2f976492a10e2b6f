//! Sends what is due, for as long as the server runs: at once what this process writes, and within a second what others do.

use std::collections::HashMap;
use std::time::Duration;

use futures_util::future::join_all;
use lutine_booking::StoreError;
use tokio::task::{Id, JoinSet};

use crate::app::App;

/// How often is looked for what others wrote, and for what is due again.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// To how many endpoints is sent at once.
const ENDPOINTS_AT_ONCE: usize = 64;
/// How many messages are on their way to one endpoint at once. Who answers slowly keeps nobody else waiting.
const MESSAGES_AT_ONCE: u32 = 8;

/// Sends until it is told to stop; what is on its way then is sent to its end.
pub async fn keep_delivering(app: App) {
    let (desk, stopping) = (&app.desk, &app.operation.stopping);
    let mut workers = Workers::default();
    while !stopping.is_cancelled() {
        match desk.endpoints_due().await {
            Ok(due) => due.into_iter().for_each(|endpoint| workers.start(&app, endpoint)),
            Err(error) => {
                app.operation.metrics.store_failed();
                tracing::error!(%error, "cannot see what is to be delivered; trying again");
            }
        }
        tokio::select! {
            () = stopping.cancelled() => {}
            () = workers.any_ended() => {}
            () = desk.store.until_told() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
    workers.all_ended().await;
}

/// One for each endpoint that is being sent to.
#[derive(Default)]
struct Workers {
    tasks: JoinSet<()>,
    endpoints: HashMap<Id, String>,
}

impl Workers {
    fn start(&mut self, app: &App, endpoint: String) {
        let busy = self.endpoints.values().any(|busy| *busy == endpoint);
        if busy || self.tasks.len() >= ENDPOINTS_AT_ONCE {
            return;
        }
        let (app, to) = (app.clone(), endpoint.clone());
        let task = self.tasks.spawn(async move {
            if let Err(error) = deliver(&app, &to).await {
                app.operation.metrics.store_failed();
                tracing::error!(%error, endpoint = to, "cannot deliver; trying again");
                tokio::time::sleep(LOOK_EVERY).await;
            }
        });
        self.endpoints.insert(task.id(), endpoint);
    }

    /// Waits until one has ended; for ever, where there is none.
    async fn any_ended(&mut self) {
        let id = match self.tasks.join_next_with_id().await {
            Some(Ok((id, ()))) => id,
            Some(Err(panicked)) => panicked.id(),
            None => return std::future::pending().await,
        };
        self.endpoints.remove(&id);
    }

    async fn all_ended(&mut self) {
        while self.tasks.join_next().await.is_some() {}
    }
}

/// Sends some of what is due for an endpoint. Then it is the next one's turn.
async fn deliver(app: &App, endpoint: &str) -> Result<(), StoreError> {
    let Some(taken) = app.desk.take_due(endpoint, MESSAGES_AT_ONCE).await? else { return Ok(()) };
    let sent = taken.deliveries.into_iter().map(|delivery| app.desk.deliver(&taken.endpoint, delivery));
    for outcome in join_all(sent).await {
        app.operation.metrics.webhook(outcome?.name());
    }
    Ok(())
}
