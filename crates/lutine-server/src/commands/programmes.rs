//! `lutine programmes`

mod check;
mod explain;
mod list;
mod words;

use std::process::ExitCode;

use lutine_booking::Clock;
use lutine_core::{Date, Node, nearest};
use lutine_programmes::Data;
use lutine_server::SystemClock;

use super::{CommandError, terminal};

/// Without an id: every programme on sale, as a table
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Programmes {
    #[command(subcommand)]
    verb: Option<Verb>,
    /// The programme to explain in full
    id: Option<String>,
    /// The day in question, YYYY-MM-DD; today where none is named
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    /// Prints the data itself, every revision of it with an id
    #[arg(long)]
    json: bool,
}

#[derive(clap::Subcommand)]
enum Verb {
    /// Checks programme files of your own: every fault with its line, exit 1 where there is any
    Check(check::Check),
}

fn day(given: &str) -> Result<Date, String> {
    Date::parse(given).ok_or_else(|| "write a day such as 2026-01-31".to_owned())
}

fn today() -> Option<Date> {
    Date::parse(&SystemClock.now().date().to_string())
}

impl Programmes {
    pub(crate) fn run(self) -> Result<ExitCode, CommandError> {
        if let Some(Verb::Check(check)) = self.verb {
            return check.run();
        }
        let data = Data::shipped()?;
        let tariff = data.tariff()?;
        let day =
            self.on.or_else(today).ok_or_else(|| CommandError::Usage("name a day with --on".to_owned()))?;
        match &self.id {
            None if self.json => terminal::json(&list::on_sale(&data, &tariff, day))?,
            None => terminal::show(&list::table(&data, &tariff, day))?,
            Some(id) => {
                let revisions: Vec<&Node> =
                    data.programmes.iter().filter(|node| words::text(node, "id") == id).collect();
                if revisions.is_empty() {
                    return Err(unknown(id, &data));
                }
                if self.json {
                    terminal::json(&revisions)?;
                } else {
                    terminal::show(&explain::explain(&revisions, &tariff, day))?;
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn unknown(given: &str, data: &Data) -> CommandError {
    let mut ids: Vec<&str> = data.programmes.iter().map(|node| words::text(node, "id")).collect();
    ids.dedup();
    let lines = |ids: &[&str]| ids.iter().map(|id| format!("\n  {id}")).collect::<String>();
    CommandError::Usage(match meant(given, &ids).as_slice() {
        [] => format!("`{given}` is not a programme: it is one of these{}", lines(&ids)),
        [id] => format!("`{given}` is not a programme: is it `{id}`?"),
        several => format!("`{given}` is not a programme: is it one of these?{}", lines(several)),
    })
}

/// The ids that begin with what was given, else those that hold it, else the one that is nearest.
fn meant<'i>(given: &str, ids: &[&'i str]) -> Vec<&'i str> {
    let given = given.to_lowercase();
    let those = |is_meant: &dyn Fn(&str) -> bool| -> Vec<&'i str> {
        ids.iter().copied().filter(|id| !given.is_empty() && is_meant(id)).collect()
    };
    let begin = those(&|id| id.starts_with(&given));
    let hold = if begin.is_empty() { those(&|id| id.contains(&given)) } else { begin };
    if hold.is_empty() { nearest(&given, ids.iter().copied()).into_iter().collect() } else { hold }
}
