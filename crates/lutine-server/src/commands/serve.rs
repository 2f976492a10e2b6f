//! `lutine serve`

mod gate;

use std::io::{IsTerminal, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use lutine_booking::{Clock, Desk, Payment, Signer, Store};
use lutine_insurers::Sandbox;
use lutine_programmes::Data;
use lutine_server::{
    App, DemoKeys, Gate, Sellers, Settings, SystemClock, TimeIds, close_demo, demo_account, open_demo, router,
};
use lutine_store::SqliteStore;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::CommandError;
use gate::GateOptions;

/// How often bookings without an end are looked up.
const SETTLE_EVERY: std::time::Duration = std::time::Duration::from_secs(5);
/// Younger ones are still being asked about.
const SETTLE_AFTER: time::Duration = time::Duration::seconds(30);
/// How long requests and bookings may take to end when the server stops.
const STOP_WITHIN: std::time::Duration = std::time::Duration::from_secs(10);

#[derive(clap::Args)]
pub(crate) struct Serve {
    /// Address and port
    #[arg(long, default_value = "127.0.0.1:8080", env = "LUTINE_LISTEN")]
    listen: SocketAddr,
    /// The SQLite file; made where there is none
    #[arg(long, default_value = "lutine.db", env = "LUTINE_DATABASE")]
    database: PathBuf,
    /// The folder of the demo shop and the widget; without it only the API is served
    #[arg(long, env = "LUTINE_WWW")]
    www: Option<PathBuf>,
    /// How long a quote can be booked at its price, in minutes
    #[arg(long, default_value_t = 30, env = "LUTINE_QUOTE_MINUTES", value_parser = clap::value_parser!(u16).range(1..))]
    quote_minutes: u16,
    /// How long the sandbox insurer thinks before it answers, in milliseconds
    #[arg(long, default_value_t = 0, env = "LUTINE_SANDBOX_DELAY_MS")]
    sandbox_delay_ms: u64,
    /// Whether there is a demo merchant, and when its widget books
    #[arg(long, value_enum, default_value_t = Demo::AtOnce, env = "LUTINE_DEMO")]
    demo: Demo,
    #[command(flatten)]
    gate: GateOptions,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Demo {
    /// It books at once, as no other merchant may
    AtOnce,
    /// It books once the shop's server has confirmed that the order is paid, as every other merchant
    Confirmed,
    /// There is none: its keys open nothing
    Off,
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
        tracing_subscriber::fmt()
            .with_env_filter(
                tracing_subscriber::EnvFilter::try_from_default_env()
                    .unwrap_or_else(|_| "info,sqlx=warn".into()),
            )
            .with_writer(std::io::stderr)
            .with_ansi(std::io::stderr().is_terminal())
            .init();
        let store = SqliteStore::open(&self.database).await?;
        let app = self.app(store.clone()).await?;
        let demo = self.demo.put(&app.desk).await?;
        let settings = Settings { www: self.www.clone() };
        let listener = TcpListener::bind(self.listen)
            .await
            .map_err(|error| CommandError::Listen { address: self.listen, error })?;
        let stopping = CancellationToken::new();
        app.tasks.spawn(keep_settling(app.desk.clone(), stopping.clone()));
        announce(demo.as_ref(), listener.local_addr()?, settings.www.is_some());
        let server = axum::serve(
            listener,
            router(app.clone(), &settings).into_make_service_with_connect_info::<SocketAddr>(),
        )
        .with_graceful_shutdown(stopping.clone().cancelled_owned());
        let server = tokio::spawn(server.into_future());
        stop_signal().await;
        stopping.cancel();
        app.tasks.close();
        // Requests are answered and bookings end; whoever never ends theirs, and a second signal, end the waiting.
        let finished = async {
            let _ = server.await;
            app.tasks.wait().await;
        };
        tokio::select! {
            () = finished => store.close().await,
            () = tokio::time::sleep(STOP_WITHIN) => tracing::warn!("stopped early: the next start settles what is left"),
            () = stop_signal() => tracing::warn!("stopped at once: the next start settles what is left"),
        }
        Ok(())
    }

    async fn app(&self, store: SqliteStore) -> Result<App, CommandError> {
        let mut offered = [0; 32];
        getrandom::fill(&mut offered).map_err(CommandError::Randomness)?;
        let key = store.signing_key(offered).await?;
        let desk = Desk {
            store: Arc::new(store),
            insurer: Arc::new(Sandbox { delay: std::time::Duration::from_millis(self.sandbox_delay_ms) }),
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
        })
    }
}

/// At the start everything that a crash left behind; then whatever has been without an end for too long.
async fn keep_settling(desk: Arc<Desk>, stopping: CancellationToken) {
    let mut before = SystemClock.now();
    loop {
        if let Err(error) = desk.settle_in_flight(before).await {
            tracing::error!(%error, "cannot settle what is in flight; trying again");
        }
        tokio::select! {
            () = tokio::time::sleep(SETTLE_EVERY) => before = SystemClock.now() - SETTLE_AFTER,
            () = stopping.cancelled() => return,
        }
    }
}

/// Where the shop is and which keys open what. That nobody reads it is no reason to stop.
fn announce(demo: Option<&DemoKeys>, address: SocketAddr, shop: bool) {
    let shop = if shop { format!("  shop             http://{address}/\n") } else { String::new() };
    let keys = match demo {
        Some(DemoKeys { publishable, secret, insurer }) => format!(
            "  publishable key  {publishable}\n  merchant secret  {}\n  insurer's key    {}\n\n  \
             Demo: the sandbox insurer covers nothing.",
            secret.reveal(),
            insurer.reveal()
        ),
        None => "  No demo merchant; `lutine merchants add` makes one of your own.".to_owned(),
    };
    let text = format!(
        "\n  Lutine {}  http://{address}\n\n{shop}{keys} Ctrl-C stops.\n\n",
        env!("CARGO_PKG_VERSION")
    );
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// Ctrl-C, or the service manager's word.
async fn stop_signal() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut terminated) = signal(SignalKind::terminate()) else {
            let _ = interrupted.await;
            return;
        };
        tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = interrupted.await;
}
