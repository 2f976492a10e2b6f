//! `lutine serve`

use std::io::{IsTerminal, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use lutine_booking::{Clock, Desk, Payment, Signer, Store};
use lutine_insurers::Sandbox;
use lutine_server::{App, Batches, Settings, SystemClock, TimeIds, demo_merchant, router};
use lutine_store::SqliteStore;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::CommandError;

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
    /// When the demo merchant's widget books
    #[arg(long, value_enum, default_value_t = DemoPayment::AtOnce, env = "LUTINE_DEMO_PAYMENT")]
    demo_payment: DemoPayment,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum DemoPayment {
    /// At once, as no merchant but this one may
    AtOnce,
    /// Once the shop's server has confirmed that the order is paid, as for every other merchant
    Confirmed,
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
        let settings = Settings { www: self.www.clone() };
        let listener = TcpListener::bind(self.listen)
            .await
            .map_err(|error| CommandError::Listen { address: self.listen, error })?;
        let stopping = CancellationToken::new();
        app.tasks.spawn(keep_settling(app.desk.clone(), stopping.clone()));
        announce(&app, listener.local_addr()?, settings.www.is_some());
        let server = axum::serve(listener, router(app.clone(), &settings))
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
        let mut demo = demo_merchant()?;
        demo.merchant.payment = match self.demo_payment {
            DemoPayment::AtOnce => Payment::AtOnce,
            DemoPayment::Confirmed => Payment::Confirmed,
        };
        Ok(App { desk: Arc::new(desk), demo: Arc::new(demo), batches: Batches::default(), tasks: TaskTracker::new() })
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
fn announce(app: &App, address: SocketAddr, shop: bool) {
    let shop = if shop { format!("  shop             http://{address}/\n") } else { String::new() };
    let text = format!(
        "\n  Lutine {}  http://{address}\n\n{shop}  publishable key  {}\n  merchant secret  {}\n\n  \
         Demo: the sandbox insurer covers nothing. Ctrl-C stops.\n\n",
        env!("CARGO_PKG_VERSION"),
        app.demo.publishable_key,
        app.desk.signer.demo_secret(),
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
