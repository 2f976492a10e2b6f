//! What can be set: by flag, by environment, in a file, or not at all. `config` takes its keys from here.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::value_parser;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

use super::database::{Database, DatabaseParser};
use super::gate::GateOptions;

#[derive(clap::Args)]
#[command(
    after_help = "A flag counts before the environment, that before the file, and that before the default."
)]
pub(crate) struct Serve {
    /// A file with values for these options
    ///
    /// TOML; each key is an option's name without its dashes, like `quote-minutes = 30`. Paths in it are relative to where the
    /// server is started. This help then shows the file's values as the defaults.
    #[arg(long, value_name = "FILE", env = "LUTINE_CONFIG")]
    pub(super) config: Option<PathBuf>,

    /// Address and port of the API
    ///
    /// Port 0 takes a free one. `0.0.0.0:8080` or `[::]:8080` listens on every address; a proxy that speaks TLS belongs before it.
    #[arg(
        long,
        value_name = "ADDRESS",
        default_value = "127.0.0.1:8080",
        env = "LUTINE_LISTEN",
        help_heading = "Serving"
    )]
    pub(super) listen: SocketAddr,

    /// The folder of the demo shop and the widget; without it only the API is served
    ///
    /// There is no default: `target/www` after a build, `/usr/share/lutine/www` in the container.
    #[arg(long, value_name = "FOLDER", env = "LUTINE_WWW", help_heading = "Serving")]
    pub(super) www: Option<PathBuf>,

    /// How long the head of an answer may take, in seconds
    ///
    /// What takes longer is answered 503 `timed-out`; a booking that had begun goes on. A file that tells its size has
    /// so much longer as it takes at 64 KiB a second; a stream that has begun may take any time. No body may be silent for so long, and nobody
    /// may leave the answer of a batch unread for so long.
    #[arg(long, value_name = "SECONDS", default_value_t = 30, env = "LUTINE_ANSWER_SECONDS", help_heading = "Serving",
        value_parser = value_parser!(u16).range(1..))]
    pub(super) answer_seconds: u16,

    /// Where everything is kept: a SQLite file or a PostgreSQL
    ///
    /// A path, `sqlite:PATH`, or `postgres://USER:PASSWORD@HOST/NAME`. A SQLite file is made where there is none. A password is
    /// better set by environment or file than by flag, which every program of the machine can see.
    #[arg(long, value_name = "DATABASE", default_value = "lutine.db", env = "DATABASE_URL", hide_env_values = true,
        help_heading = "Business", value_parser = DatabaseParser)]
    pub(super) database: Database,

    /// How long a quote can be booked at its price, in minutes
    #[arg(long, value_name = "MINUTES", default_value_t = 30, env = "LUTINE_QUOTE_MINUTES", help_heading = "Business",
        value_parser = value_parser!(u16).range(1..))]
    pub(super) quote_minutes: u16,

    /// How long the sandbox insurer thinks before it answers, in milliseconds
    #[arg(
        long,
        value_name = "MILLISECONDS",
        default_value_t = 0,
        env = "LUTINE_SANDBOX_DELAY_MS",
        help_heading = "Business"
    )]
    pub(super) sandbox_delay_ms: u64,

    /// Whether there is a demo merchant, and when its widget books
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Demo::AtOnce, env = "LUTINE_DEMO",
        help_heading = "Business")]
    pub(super) demo: Demo,

    /// Send webhooks to private addresses and unencrypted, too: for development alone
    ///
    /// A merchant's address may then lead to whatever this machine can reach: never set it where anybody but you can make
    /// endpoints. The metadata of clouds stays out of reach.
    #[arg(long, value_name = "WHETHER", num_args = 0..=1, require_equals = true, default_value_t = false,
        default_missing_value = "true", action = clap::ArgAction::Set, env = "LUTINE_WEBHOOKS_TO_PRIVATE",
        help_heading = "Business")]
    pub(super) webhooks_to_private: bool,

    /// An address of their own for the figures, /metrics; beside them /livez and /readyz
    ///
    /// Figures tell how much business there is. Without this, which is the default, /metrics is on the API's address, but only
    /// for programs of this machine; set it wherever a proxy on this machine leads to the API.
    #[arg(long, value_name = "ADDRESS", env = "LUTINE_METRICS_LISTEN", help_heading = "Operation")]
    pub(super) metrics_listen: Option<SocketAddr>,

    /// What is logged: a level, or levels by module
    ///
    /// `error`, `warn`, `info`, `debug` or `trace`; `info,lutine::request=warn` leaves out requests that went well. Probes and
    /// files are logged at `debug`.
    #[arg(long, value_name = "FILTER", default_value = "info,sqlx=warn", env = "RUST_LOG", help_heading = "Operation",
        value_parser = filter)]
    pub(super) log: Filter,

    /// How it is logged, on standard error
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = LogFormat::Text, env = "LUTINE_LOG_FORMAT",
        help_heading = "Operation")]
    pub(super) log_format: LogFormat,

    /// How long requests are still answered after SIGTERM, in seconds
    ///
    /// Meanwhile /readyz says 503 and each answer closes its connection, so that balancers and clients turn elsewhere before the
    /// door is shut. Ctrl-C does without.
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 1,
        env = "LUTINE_DRAIN_SECONDS",
        help_heading = "Operation"
    )]
    pub(super) drain_seconds: u16,

    /// How long requests and bookings may then take to end, in seconds
    ///
    /// What has not ended by then is settled at the next start.
    #[arg(long, value_name = "SECONDS", default_value_t = 10, env = "LUTINE_STOP_SECONDS", help_heading = "Operation",
        value_parser = value_parser!(u16).range(1..))]
    pub(super) stop_seconds: u16,

    #[command(flatten)]
    pub(super) gate: GateOptions,
}

/// Whether there is a demo merchant, and when its widget books.
#[derive(Clone, Copy, clap::ValueEnum)]
pub(super) enum Demo {
    /// It books at once, as no other merchant may
    AtOnce,
    /// It books once the shop's server has confirmed that the order is paid, as every other merchant
    Confirmed,
    /// There is none: its keys open nothing
    Off,
}

/// How it is logged.
#[derive(Clone, Copy, clap::ValueEnum)]
pub(super) enum LogFormat {
    /// A line for people, in colours on a terminal
    Text,
    /// A JSON object a line, for programs
    Json,
}

/// Levels that can be logged by, as they were written.
#[derive(Clone)]
pub(super) struct Filter(String);

impl From<Filter> for EnvFilter {
    fn from(Filter(levels): Filter) -> Self {
        Self::new(levels)
    }
}

/// A word by itself is a level: as a name of code, which it would be otherwise, it silences all the rest.
fn filter(levels: &str) -> Result<Filter, String> {
    let is_bare = |word: &&str| !word.is_empty() && !word.contains(['=', '[', ':']);
    for word in levels.split(',').map(str::trim).filter(is_bare) {
        word.parse::<LevelFilter>().map_err(|_| {
            format!("`{word}` is no level: write `off`, `error`, `warn`, `info`, `debug` or `trace`, or `{word}=debug`")
        })?;
    }
    EnvFilter::try_new(levels).map(|_| Filter(levels.to_owned())).map_err(|error| error.to_string())
}
