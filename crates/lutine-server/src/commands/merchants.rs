//! `lutine merchants`: who sells through this server, and with which keys.

mod add;
mod change;
mod keys;
mod list;
mod rotate;

use clap::Subcommand;
use lutine_booking::{DEMO, merchant_id};
use lutine_store::Versions;

use super::CommandError;
use super::serve::database::{Database, DatabaseParser, Opened};

#[derive(clap::Args)]
#[command(arg_required_else_help = true)]
pub(crate) struct Merchants {
    /// Where everything is kept, as `lutine serve` has it
    #[arg(long, value_name = "DATABASE", default_value = "lutine.db", env = "DATABASE_URL", hide_env_values = true,
        global = true, value_parser = DatabaseParser)]
    database: Database,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Adds a merchant, and shows its keys: its secrets this once
    ///
    /// It sells through the sandbox insurer, which covers nothing.
    Add(add::Add),
    /// Changes what a merchant sells, and on whose pages
    ///
    /// What is given takes the place of what was; a running server goes by it within seconds.
    Change(change::Change),
    /// Lists the merchants, and which keys open their sides
    List,
    /// Gives a merchant a new secret, beside which the old one goes on for a while
    Rotate(rotate::Rotate),
}

impl Merchants {
    pub(crate) async fn run(self) -> Result<(), CommandError> {
        if !matches!(self.command, Command::Add(_)) && !self.database.is_there() {
            return Err(CommandError::Usage(format!("there is no database at `{}`", self.database)));
        }
        // A server of an earlier version may be running.
        let database = Opened::of(&self.database, Versions::Keep).await?;
        let store = database.store();
        let done = match self.command {
            Command::Add(add) => add.run(&*store).await,
            Command::Change(change) => change.run(&*store).await,
            Command::List => list::run(&*store).await,
            Command::Rotate(rotate) => rotate.run(&*store).await,
        };
        database.close().await;
        done
    }
}

/// The id of a merchant other than the demo's, which `lutine serve` looks after.
fn own_id(text: &str) -> Result<String, String> {
    let id = merchant_id(text).map_err(|error| error.to_string())?;
    if id == DEMO {
        return Err("the demo merchant is looked after by `lutine serve`: see its --demo".to_owned());
    }
    Ok(id)
}

fn unknown(id: &str) -> CommandError {
    CommandError::Usage(format!("there is no merchant `{id}`: `lutine merchants list` shows those there are"))
}
