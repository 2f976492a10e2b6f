//! Sends what is due, for as long as the server runs: at once what this process writes, and within a second what others do.

use std::collections::{HashMap, HashSet};
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
            Ok(due) => workers.in_turn(due).into_iter().for_each(|endpoint| workers.start(&app, endpoint)),
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
    turns: Turns,
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
        self.turns.taken(&endpoint);
        self.endpoints.insert(task.id(), endpoint);
    }

    fn in_turn(&mut self, due: Vec<String>) -> Vec<String> {
        let busy: HashSet<&String> = self.endpoints.values().collect();
        self.turns.of(due, &busy)
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

/// Whose turn it is: those with a backlog and no answers are due first for ever, and would leave the others no place.
#[derive(Default)]
struct Turns {
    last: u64,
    /// The last turn of each of those that are due still, or are sent to.
    had: HashMap<String, u64>,
}

impl Turns {
    /// Those that are due, the ones first that have waited longest for their turn.
    fn of(&mut self, mut due: Vec<String>, busy: &HashSet<&String>) -> Vec<String> {
        let still: HashSet<&String> = due.iter().collect();
        self.had.retain(|endpoint, _| still.contains(endpoint) || busy.contains(endpoint));
        due.sort_by_key(|endpoint| self.had.get(endpoint).copied().unwrap_or_default());
        due
    }

    fn taken(&mut self, endpoint: &str) {
        self.last += 1;
        self.had.insert(endpoint.to_owned(), self.last);
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

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Turns;

    #[test]
    fn whoever_had_a_turn_comes_after_the_others() {
        let mut turns = Turns::default();
        let of =
            |turns: &mut Turns, due: [&str; 3]| turns.of(due.map(str::to_owned).to_vec(), &HashSet::new());
        assert_eq!(of(&mut turns, ["dead", "slow", "new"]), ["dead", "slow", "new"]);
        turns.taken("dead");
        turns.taken("slow");
        assert_eq!(of(&mut turns, ["dead", "slow", "new"]), ["new", "dead", "slow"]);
        turns.taken("dead");
        assert_eq!(of(&mut turns, ["dead", "slow", "new"]), ["new", "slow", "dead"]);
        assert_eq!(of(&mut turns, ["dead", "other", "new"]), ["other", "new", "dead"]);
    }
}
