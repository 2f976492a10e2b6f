//! `lutine`: the backend and the command line.

mod commands;

use std::io::Write as _;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use commands::CommandError;

/// Shipping insurance at the checkout.
#[derive(Parser)]
#[command(name = "lutine", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the backend, with a demo merchant
    Serve(commands::serve::Serve),
    /// Answers a QuoteCall from a file or standard input with a QuoteAnswer
    Quote(commands::quote::Quote),
    /// Answers the rows of a file, on all cores, in their order
    ///
    /// A row is one parcel. Columns (CSV) or fields (NDJSON): origin, destination, amount and currency; and, where known,
    /// reference, carrier, content, category, signature, policyholder (a country) and provider. The answer adds outcome,
    /// programme, premium, tax, total and reasons. A row that cannot be read says its line, and the others go on; only a
    /// row longer than 1 MiB ends the run. An NDJSON line may also be a whole QuoteCall; it is answered with a QuoteAnswer,
    /// whose errors name paths, with the line beside them.
    QuoteBatch(commands::quote_batch::QuoteBatch),
    /// Answers a PayoutCall from a file or standard input with a PayoutAnswer
    Payout(commands::payout::Payout),
    /// Adds and lists merchants, changes them, and renews their keys
    Merchants(commands::merchants::Merchants),
    /// Lists the programmes on sale, explains one, or checks files of your own
    Programmes(commands::programmes::Programmes),
}

/// Exit 0: answered, also "invalid" and "declined"; 1: failed, or faults found; 2: bad usage.
#[tokio::main]
async fn main() -> ExitCode {
    run().await.unwrap_or_else(|error| {
        // Where nobody reads it, the exit code says it; what the log has said is not said again.
        if !matches!(error, CommandError::Broken) || !tracing::enabled!(tracing::Level::ERROR) {
            let _ = writeln!(std::io::stderr(), "lutine: {error}");
        }
        error.exit_code()
    })
}

async fn run() -> Result<ExitCode, CommandError> {
    let answered = |()| ExitCode::SUCCESS;
    let said = commands::serve::config::with_file(Cli::command())?.get_matches();
    match Cli::from_arg_matches(&said).unwrap_or_else(|error| error.exit()).command {
        Command::Serve(serve) => serve.run().await.map(answered),
        Command::Quote(quote) => quote.run().map(answered),
        Command::QuoteBatch(batch) => batch.run().await.map(answered),
        Command::Payout(payout) => payout.run().map(answered),
        Command::Merchants(merchants) => merchants.run().await.map(answered),
        Command::Programmes(programmes) => programmes.run(),
    }
}
