//! Writing that many do at once: whatever waits when a writer comes round shares its statements and its commit.

use std::ops::Range;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use lutine_booking::StoreError;
use tokio::sync::{Mutex, mpsc, oneshot};

use crate::failure::unavailable;

/// The most that are written at once: beyond some hundreds nothing is gained, and the first would wait for the last.
pub(crate) const MOST: usize = 256;

/// Hands jobs of one kind to the tasks that write them. Those are tasks of their own, so that no job is stopped half way by
/// whoever stops waiting.
#[derive(Debug)]
pub(crate) struct Together<J, A>(mpsc::Sender<Waiting<J, A>>);

/// A job, and whoever waits for it.
#[derive(Debug)]
struct Waiting<J, A> {
    job: J,
    answer: Answer<A>,
}

type Answer<A> = oneshot::Sender<Result<A, StoreError>>;

/// Jobs that are written together, and whoever waits for each.
#[derive(Debug)]
pub(crate) struct Batch<J, A> {
    pub(crate) jobs: Arc<[J]>,
    answers: Vec<Option<Answer<A>>>,
}

impl<J, A> Clone for Together<J, A> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<J: Send + Sync + 'static, A: Send + 'static> Together<J, A> {
    /// Starts so many writers. They end when nobody can hand over a job any more.
    pub(crate) fn start(
        writers: usize,
        write: impl Fn(Batch<J, A>) -> BoxFuture<'static, ()> + Send + Sync + 'static,
    ) -> Self {
        let (sender, receiver) = mpsc::channel(MOST);
        let (receiver, write) = (Arc::new(Mutex::new(receiver)), Arc::new(write));
        for _ in 0..writers {
            tokio::spawn(work(Arc::clone(&receiver), Arc::clone(&write)));
        }
        Self(sender)
    }

    /// Writes a job; it is durable when this returns.
    pub(crate) async fn write(&self, job: J) -> Result<A, StoreError> {
        let (answer, answered) = oneshot::channel();
        let closed = |_| unavailable("the database is closed");
        self.0.send(Waiting { job, answer }).await.map_err(closed)?;
        answered.await.map_err(|_| unavailable("whoever wrote it broke off"))?
    }
}

impl<J, A> Batch<J, A> {
    fn of(waiting: Vec<Waiting<J, A>>) -> Self {
        let (jobs, answers): (Vec<_>, _) =
            waiting.into_iter().map(|waiting| (waiting.job, Some(waiting.answer))).unzip();
        Self { jobs: jobs.into(), answers }
    }

    /// Tells some what their jobs came to.
    pub(crate) fn answer(&mut self, jobs: Range<usize>, came_to: &Result<A, StoreError>)
    where
        A: Clone,
    {
        for answer in self.answers.get_mut(jobs).into_iter().flatten().filter_map(Option::take) {
            // Whoever stopped waiting does not hear of it.
            let _ = answer.send(came_to.clone());
        }
    }
}

async fn work<J: Send + Sync + 'static, A: Send + 'static>(
    receiver: Arc<Mutex<mpsc::Receiver<Waiting<J, A>>>>,
    write: Arc<impl Fn(Batch<J, A>) -> BoxFuture<'static, ()>>,
) {
    loop {
        let Some(waiting) = some(&mut *receiver.lock().await).await else { return };
        // A task of its own: were it to panic, it would end with those alone who wait for it.
        let _ = tokio::spawn(write(Batch::of(waiting))).await;
    }
}

/// What waits, or the first that comes; as many as a power of two, for which the database knows its statement.
async fn some<T>(receiver: &mut mpsc::Receiver<T>) -> Option<Vec<T>> {
    let mut waiting = vec![receiver.recv().await?];
    let most = 1 << (1 + receiver.len()).min(MOST).ilog2();
    while waiting.len() < most
        && let Ok(next) = receiver.try_recv()
    {
        waiting.push(next);
    }
    Some(waiting)
}
