//! The replicas, as whoever asks them sees them: an answer may be no answer.

use std::sync::{Arc, Mutex};

use lutine_booking::{
    AmendError, BookError, CancelError, ClaimError, ConfirmError, DeclineError, Desk, StoreError,
    SubmitError, WebhookError,
};

use crate::world::World;

/// Every replica, behind one address.
#[derive(Clone)]
pub(crate) struct Replicas {
    pub(crate) world: World,
    pub(crate) desks: Vec<Arc<Desk>>,
}

/// An answer that may be no answer.
pub(crate) trait Answer: Send + 'static {
    fn store(&self) -> Option<&StoreError>;
}

macro_rules! answers {
    ($($error:ident),*) => {$(
        impl Answer for $error {
            fn store(&self) -> Option<&StoreError> {
                if let Self::Store(error) = self { Some(error) } else { None }
            }
        }
    )*};
}

answers!(
    AmendError,
    BookError,
    CancelError,
    ClaimError,
    ConfirmError,
    DeclineError,
    SubmitError,
    WebhookError
);

impl Answer for StoreError {
    fn store(&self) -> Option<&StoreError> {
        Some(self)
    }
}

impl Replicas {
    /// Asks until there is an answer: of any replica, and again where one fails, crashes or takes too long; whatever it was
    /// doing may then go on.
    pub(crate) async fn insist<T, E, W>(&self, what: &str, ask: impl Fn(Arc<Desk>) -> W) -> Result<T, E>
    where
        T: Send + 'static,
        E: Answer,
        W: Future<Output = Result<T, E>> + Send + 'static,
    {
        loop {
            let host = self.world.below(self.desks.len());
            let asked = Arc::new(Mutex::new(None));
            let (work, answer) = (ask(Arc::clone(&self.desks[host])), Arc::clone(&asked));
            let work = async move {
                let done = work.await;
                *answer.lock().unwrap() = Some(done);
            };
            self.world.spawn(format!("{what} on {host}"), Some(host), Box::pin(work));
            let answer = loop {
                self.world.turn().await;
                let answer = asked.lock().unwrap().take();
                let gone = Arc::strong_count(&asked) == 1 || self.world.goes_wrong(|odds| odds.impatience);
                if answer.is_some() || gone {
                    break answer;
                }
            };
            match answer {
                Some(Err(error)) => match error.store() {
                    Some(StoreError::Unavailable(_)) => {}
                    Some(unreadable) => self.world.is_wrong(unreadable),
                    None => return Err(error),
                },
                Some(Ok(answer)) => return Ok(answer),
                None => {}
            }
        }
    }
}
