//! What a person sees first: where the server is, and which keys open what.

use std::io::Write;
use std::net::SocketAddr;

use lutine_server::DemoKeys;

use super::database::Database;
use crate::commands::terminal::{BOLD, CYAN, DIM, GREEN};

pub(super) struct Announcement<'a> {
    pub(super) address: SocketAddr,
    /// Where the figures have an address of their own.
    pub(super) figures: Option<SocketAddr>,
    pub(super) has_shop: bool,
    pub(super) database: &'a Database,
    pub(super) demo: Option<&'a DemoKeys>,
}

impl Announcement<'_> {
    /// Writes to standard output. That nobody reads it is no reason to stop.
    pub(super) fn say(&self) {
        let _ = anstream::stdout().lock().write_all(self.text().as_bytes());
    }

    fn text(&self) -> String {
        let address = self.address;
        let figures = self.figures.unwrap_or(address);
        let apart = if self.figures.is_some() { "" } else { " (to this machine alone)" };
        let version = env!("CARGO_PKG_VERSION");
        let mut text = format!(
            "\n  {GREEN}●{GREEN:#} {BOLD}Lutine{BOLD:#} {version}  {CYAN}http://{address}{CYAN:#}\n\n"
        );
        let mut line = |name: &str, value: &str, more: &str| {
            text += &format!("    {DIM}{name:17}{DIM:#}{value}{DIM}{more}{DIM:#}\n");
        };
        if self.has_shop {
            line("shop", &format!("http://{address}/"), "");
        }
        line("database", &self.database.to_string(), "");
        line("metrics", &format!("http://{figures}/metrics"), apart);
        let demo = match self.demo {
            Some(DemoKeys { publishable, secret, insurer }) => {
                line("publishable key", publishable, "");
                line("merchant secret", secret.reveal(), "");
                line("insurer's key", insurer.reveal(), "");
                "Demo: the sandbox insurer covers nothing."
            }
            None => "No demo merchant: `lutine merchants add` makes one of your own.",
        };
        text + &format!("\n  {DIM}{demo} Ctrl-C stops.{DIM:#}\n\n")
    }
}
