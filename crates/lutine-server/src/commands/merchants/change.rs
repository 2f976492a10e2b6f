//! `lutine merchants change`

use std::path::PathBuf;

use lutine_booking::{Account, Store};

use super::add::{called, checked, rates};
use super::{own_id, unknown};
use crate::commands::CommandError;
use crate::commands::terminal::show;

#[derive(clap::Args)]
pub(super) struct Change {
    /// Which
    #[arg(value_parser = own_id)]
    id: String,
    #[command(flatten)]
    to: To,
}

#[derive(clap::Args)]
#[group(required = true, multiple = true)]
struct To {
    /// What people call it
    #[arg(long, value_parser = called)]
    name: Option<String>,
    /// What it sells, all of it
    #[arg(long, value_delimiter = ',', value_name = "ID,ID")]
    programmes: Option<Vec<String>>,
    /// Whose pages may use its publishable key and show its widget, all of them
    #[arg(long, value_delimiter = ',')]
    origin: Option<Vec<String>>,
    /// A TOML file with `asOf`, `base`, `rates` and `source`
    #[arg(long, value_name = "FILE")]
    exchange_rates: Option<PathBuf>,
}

impl Change {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), CommandError> {
        let account = store.merchant(&self.id).await?.ok_or_else(|| unknown(&self.id))?;
        let account = self.to.applied(account)?;
        checked(&account)?;
        store.put_merchant(&account, &[]).await?;
        show(&format!("\n  {} is changed; running servers go by it within seconds.\n\n", account.name))
    }
}

impl To {
    fn applied(self, mut account: Account) -> Result<Account, CommandError> {
        let settings = &mut account.settings;
        if let Some(name) = self.name {
            account.name = name;
        }
        if let Some(programmes) = self.programmes {
            settings.programmes = programmes;
        }
        if let Some(origins) = self.origin {
            settings.origins = origins;
        }
        if let Some(file) = self.exchange_rates {
            settings.exchange_rates = Some(rates(file)?);
        }
        Ok(account)
    }
}
