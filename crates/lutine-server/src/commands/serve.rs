//! `lutine serve`: started, announced, and stopped without breaking off a request.

mod announce;
pub(crate) mod config;
pub(crate) mod database;
mod gate;
mod log;
mod notify;
mod options;
mod stop;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use lutine_booking::{Desk, Payment, Signer, Store, StoreError};
use lutine_insurers::Sandbox;
use lutine_programmes::Data;
use lutine_server::webhooks::{DEADLINE, Guard, HttpSink, NoGuard, Reach, SystemNames, keep_delivering};
use lutine_server::{
    App, DemoKeys, Figures, Gate, Measured, Operation, Sellers, Settings, SystemClock, TimeIds, close_demo,
    demo_account, keep_importing, keep_settling, open_demo, router, serve, watching,
};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::CommandError;
use announce::Announcement;
use database::Opened;
use lutine_store::Versions;
use options::Demo;
pub(crate) use options::Serve;
use stop::{End, Limits, Signals};

/// A start that takes longer says what for.
const PATIENCE: Duration = Duration::from_secs(5);

/// A server that can be seen from now on.
struct Open {
    database: Opened,
    app: App,
    demo: Option<DemoKeys>,
    listener: TcpListener,
    figures: Option<TcpListener>,
}

impl Demo {
    /// Opens the demo merchant's side, or closes it.
    async fn put(self, desk: &Desk) -> Result<Option<DemoKeys>, CommandError> {
        let payment = match self {
            Self::AtOnce => Payment::AtOnce,
            Self::Confirmed => Payment::Confirmed,
            Self::Off => {
                close_demo(&*desk.store, desk.clock.now()).await?;
                return Ok(None);
            }
        };
        let account = demo_account(payment, desk.clock.now())?;
        Ok(Some(open_demo(&*desk.store, &desk.signer, &account).await?))
    }
}

impl Serve {
    pub(crate) async fn run(self) -> Result<(), CommandError> {
        // Before anything can be seen of the server, so that no signal is missed.
        let mut signals = Signals::listen()?;
        let _log = log::begin(self.log_format, self.log.clone());
        let Some(opened) = signals.unless(self.open()).await else { return Ok(()) };
        let Open { database, app, demo, listener, figures } = opened?;
        let announcement = Announcement {
            address: listener.local_addr()?,
            figures: figures.as_ref().map(TcpListener::local_addr).transpose()?,
            has_shop: self.www.is_some(),
            database: &self.database,
            demo: demo.as_ref(),
        };
        announcement.say();

        let (closing, all_done) = (CancellationToken::new(), CancellationToken::new());
        let mut parts = JoinSet::new();
        parts.spawn(app.tasks.track_future(keep_settling(app.clone())));
        parts.spawn(app.tasks.track_future(keep_delivering(app.clone())));
        parts.spawn(app.tasks.track_future(keep_importing(app.clone())));
        let metrics = app.operation.metrics.clone();
        let routes = router(app.clone(), &Settings { www: self.www.clone() });
        let server = tokio::spawn(serve(listener, routes, metrics.clone(), closing.clone()));
        // The figures and the probes are there to the end.
        let watched = figures
            .map(|figures| tokio::spawn(serve(figures, watching(app.clone()), metrics, all_done.clone())));
        notify::service_manager("READY=1");

        let ended = async {
            let _ = server.await;
            app.tasks.close();
            app.tasks.wait().await;
            database.close().await;
            all_done.cancel();
            if let Some(watched) = watched {
                let _ = watched.await;
            }
        };
        // They end by themselves when the server is to stop, and before that only by breaking down.
        let broken = async { while let Some(Ok(())) = parts.join_next().await {} };
        let stopping = &app.operation.stopping;
        match stop::when_asked(signals, self.limits(), stopping, &closing, broken, ended).await {
            End::Asked => Ok(()),
            End::Broken => Err(CommandError::Broken),
        }
    }

    /// All that can be in the way of a start.
    async fn open(&self) -> Result<Open, CommandError> {
        if let Some(www) = self.www.as_ref().filter(|www| !www.is_dir()) {
            return Err(CommandError::Usage(format!("--www: there is no folder `{}`", www.display())));
        }
        let database = self.database().await?;
        let app = self.app(database.store()).await?;
        let demo = self.demo.put(&app.desk).await?;
        let listener = bind(self.listen, "listen").await?;
        let figures = match self.metrics_listen {
            Some(address) => Some(bind(address, "metrics-listen").await?),
            None => None,
        };
        Ok(Open { database, app, demo, listener, figures })
    }

    async fn database(&self) -> Result<Opened, StoreError> {
        let opening = Opened::of(&self.database, Versions::Bring);
        tokio::pin!(opening);
        if let Ok(opened) = tokio::time::timeout(PATIENCE, &mut opening).await {
            return opened;
        }
        tracing::warn!(
            "still waiting for the database: it may be slow, or another server may be changing its tables"
        );
        opening.await
    }

    fn sink(&self) -> Result<HttpSink, NoGuard> {
        let reach = if self.webhooks_to_private { Reach::Private } else { Reach::Public };
        Ok(HttpSink::new(Guard::new(reach)?, Arc::new(SystemNames), Arc::new(SystemClock), DEADLINE))
    }

    async fn app(&self, store: Arc<dyn Store>) -> Result<App, CommandError> {
        let operation = Operation {
            answer_within: Duration::from_secs(self.answer_seconds.into()),
            figures: if self.metrics_listen.is_some() { Figures::Apart } else { Figures::ToThisMachine },
            ..Operation::default()
        };
        let mut offered = [0; 32];
        getrandom::fill(&mut offered).map_err(CommandError::Randomness)?;
        let key = store.signing_key(offered).await?;
        let sandbox = Sandbox { delay: Duration::from_millis(self.sandbox_delay_ms) };
        let desk = Desk {
            store,
            insurer: Arc::new(Measured::new(sandbox, operation.metrics.clone())),
            sink: Arc::new(self.sink()?),
            clock: Arc::new(SystemClock),
            ids: Arc::new(TimeIds),
            signer: Signer::new(key),
            quote_validity: time::Duration::minutes(self.quote_minutes.into()),
        };
        let sellers = Sellers::new(Arc::clone(&desk.store), Arc::clone(&desk.clock), Data::shipped()?);
        let gate = Gate::new(&desk, self.gate.rates(), self.gate.proxies());
        Ok(App {
            desk: Arc::new(desk),
            sellers: Arc::new(sellers),
            gate: Arc::new(gate),
            tasks: TaskTracker::new(),
            operation,
        })
    }

    fn limits(&self) -> Limits {
        Limits {
            drain: Duration::from_secs(self.drain_seconds.into()),
            stop: Duration::from_secs(self.stop_seconds.into()),
        }
    }
}

async fn bind(address: SocketAddr, option: &'static str) -> Result<TcpListener, CommandError> {
    TcpListener::bind(address).await.map_err(|error| CommandError::Listen { address, option, error })
}
