//! `lutine`: the backend and the command line.

mod commands;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

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
}

/// Exit 0: answered, also "invalid" and "declined"; 1: failed; 2: bad usage.
#[tokio::main]
async fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Serve(serve) => serve.run().await,
        Command::Quote(quote) => quote.run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lutine: {error}");
            ExitCode::FAILURE
        }
    }
}
