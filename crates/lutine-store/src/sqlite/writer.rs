//! The one who writes. What is waiting when it comes round is written in one transaction, so that many share the wait for
//! the disk; each is answered when that is durable. Being a task of its own, it is not stopped half way by whoever stops waiting.

use futures_util::future::BoxFuture;
use lutine_booking::StoreError;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection as _, SqliteConnection};
use tokio::sync::{mpsc, oneshot};

use crate::failure::{Failure, Writing, Written, unavailable};
use crate::outbox::Outbox;
use crate::together::MOST;

/// Hands work to the task that writes.
#[derive(Clone, Debug)]
pub(super) struct Writer(mpsc::Sender<Message>);

enum Message {
    Job(Box<dyn Job>),
    Stop(oneshot::Sender<()>),
}

impl Writer {
    /// Writes on a connection, and on others with the same options where it breaks.
    pub(super) fn start(connection: SqliteConnection, options: SqliteConnectOptions, outbox: Outbox) -> Self {
        let (sender, receiver) = mpsc::channel(MOST);
        tokio::spawn(run(Line { options, open: Some(connection) }, receiver, outbox));
        Self(sender)
    }

    pub(super) async fn write<T: Send + 'static>(
        &self,
        writing: impl for<'c> Fn(&'c mut SqliteConnection) -> Writing<'c, T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, answered) = oneshot::channel();
        let job = Waiting { writing, came_to: None, answer };
        let stopped = || StoreError::Unavailable("the database is closed".to_owned());
        self.0.send(Message::Job(Box::new(job))).await.map_err(|_| stopped())?;
        answered.await.map_err(|_| stopped())?
    }

    /// The same, of statements that may each be by itself.
    pub(super) async fn by_statement<T: Send + 'static>(
        &self,
        writing: impl for<'c> Fn(&'c mut SqliteConnection) -> BoxFuture<'c, Result<T, Failure>> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.write(move |connection| {
            let writing = writing(connection);
            Box::pin(async move { Ok(Written::Keep(writing.await?)) })
        })
        .await
    }

    /// Ends once everything that was handed over is written.
    pub(super) async fn stop(&self) {
        let (stop, stopped) = oneshot::channel();
        if self.0.send(Message::Stop(stop)).await.is_ok() {
            let _ = stopped.await;
        }
    }
}

/// Work and whoever waits for it, whatever it comes to.
trait Job: Send {
    /// Does it on an open transaction. It may be done anew.
    fn run<'a>(&'a mut self, connection: &'a mut SqliteConnection) -> BoxFuture<'a, Ran>;

    /// Tells what it came to, or that it was not kept.
    fn answer(self: Box<Self>, kept: Result<(), StoreError>);
}

/// What work leaves in its transaction.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ran {
    /// All of it, or nothing: it may be committed with others.
    Whole,
    /// A part that is to be undone.
    Broken,
}

struct Waiting<W, T> {
    writing: W,
    came_to: Option<Result<T, Failure>>,
    answer: oneshot::Sender<Result<T, StoreError>>,
}

impl<W, T> Job for Waiting<W, T>
where
    W: for<'c> Fn(&'c mut SqliteConnection) -> Writing<'c, T> + Send,
    T: Send,
{
    fn run<'a>(&'a mut self, connection: &'a mut SqliteConnection) -> BoxFuture<'a, Ran> {
        Box::pin(async move {
            let (came_to, ran) = match (self.writing)(connection).await {
                Ok(Written::Keep(done) | Written::Nothing(done)) => (Ok(done), Ran::Whole),
                Ok(Written::Undo(done)) => (Ok(done), Ran::Broken),
                Err(failure) => (Err(failure), Ran::Broken),
            };
            self.came_to = Some(came_to);
            ran
        })
    }

    fn answer(self: Box<Self>, kept: Result<(), StoreError>) {
        let done = self.came_to.unwrap_or_else(|| Err(unavailable("it was not tried").into()));
        // Whoever stopped waiting does not hear of it.
        let _ = self.answer.send(kept.and_then(|()| done.map_err(StoreError::from)));
    }
}

async fn run(mut line: Line, mut messages: mpsc::Receiver<Message>, outbox: Outbox) {
    let (mut waiting, mut jobs, mut stop) = (Vec::with_capacity(MOST), Vec::with_capacity(MOST), None);
    while messages.recv_many(&mut waiting, MOST).await > 0 {
        for message in waiting.drain(..) {
            match message {
                Message::Job(job) => jobs.push(job),
                Message::Stop(told) => {
                    messages.close();
                    stop = Some(told);
                }
            }
        }
        outbox.watch(write(&mut line, std::mem::take(&mut jobs))).await;
    }
    if let Some(connection) = line.open {
        let _ = connection.close().await;
    }
    if let Some(told) = stop {
        let _ = told.send(());
    }
}

/// Together, if none of them breaks; else each by itself.
async fn write(line: &mut Line, mut jobs: Vec<Box<dyn Job>>) {
    if jobs.len() > 1 {
        match line.transaction(&mut jobs).await {
            Ok(Ran::Whole) => return jobs.into_iter().for_each(|job| job.answer(Ok(()))),
            Ok(Ran::Broken) => {}
            Err(error) => {
                let not_kept = || Err(unavailable(&error));
                return jobs.into_iter().for_each(|job| job.answer(not_kept()));
            }
        }
    }
    for job in jobs {
        let mut alone = [job];
        let kept = line.transaction(&mut alone).await.map(|_| ()).map_err(unavailable);
        let [job] = alone;
        job.answer(kept);
    }
}

/// The one connection that writes.
struct Line {
    options: SqliteConnectOptions,
    open: Option<SqliteConnection>,
}

impl Line {
    /// One transaction. Where it cannot be begun or ended (the disk is full, say), whatever is left of it goes with its
    /// connection, and the next has another: SQLite may have undone it, and the connection still count it as open.
    async fn transaction(&mut self, jobs: &mut [Box<dyn Job>]) -> Result<Ran, sqlx::Error> {
        let mut connection = match self.open.take() {
            Some(connection) => connection,
            None => SqliteConnection::connect_with(&self.options).await?,
        };
        let ran = transaction(&mut connection, jobs).await?;
        self.open = Some(connection);
        Ok(ran)
    }
}

/// One transaction, which has the write lock from its start: it cannot fail half way for want of one. It is undone whole
/// where a part of it is to be undone.
async fn transaction(
    connection: &mut SqliteConnection,
    jobs: &mut [Box<dyn Job>],
) -> Result<Ran, sqlx::Error> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    for job in jobs {
        if job.run(&mut transaction).await == Ran::Broken {
            transaction.rollback().await?;
            return Ok(Ran::Broken);
        }
    }
    transaction.commit().await?;
    Ok(Ran::Whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes so many bytes, and says whether it was done.
    async fn written(writer: &Writer, bytes: i64) -> bool {
        let written = writer.by_statement(move |connection| {
            Box::pin(async move {
                let insert = sqlx::query("INSERT INTO kept VALUES (zeroblob($1))").bind(bytes);
                Ok(insert.execute(connection).await.map(drop)?)
            })
        });
        written.await.is_ok()
    }

    #[tokio::test]
    async fn a_disk_that_was_full_is_written_to_again() {
        let folder = tempfile::tempdir().unwrap();
        let options = SqliteConnectOptions::new()
            .filename(folder.path().join("small.db"))
            .create_if_missing(true)
            .pragma("max_page_count", "8");
        let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
        sqlx::raw_sql("CREATE TABLE kept (bytes BLOB)").execute(&mut connection).await.unwrap();
        let writer = Writer::start(connection, options, Outbox::default());
        assert!(written(&writer, 100).await);
        for _ in 0..2 {
            assert!(!written(&writer, 1_000_000).await, "there is no room for it");
            let both = tokio::join!(written(&writer, 100), written(&writer, 100));
            assert_eq!(both, (true, true));
        }
        writer.stop().await;
    }
}
