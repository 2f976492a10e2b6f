//! `lutine merchants add`

use std::path::PathBuf;

use lutine_booking::{Account, AccountSettings, Clock, Payment, Role, Store};
use lutine_core::read::{Faults, Fields, Path};
use lutine_core::{Date, FieldError, Node};
use lutine_programmes::{Data, parse};
use lutine_server::{Seller, SystemClock};

use super::keys::{self, line};
use super::own_id;
use crate::commands::CommandError;
use crate::commands::terminal::{DIM, YELLOW, show};

#[derive(clap::Args)]
pub(super) struct Add {
    /// What its keys and tokens call it: small letters, digits and hyphens
    #[arg(value_parser = own_id)]
    id: String,
    /// What people call it
    #[arg(long, value_parser = called)]
    name: String,
    /// What it sells: ids of programmes, as `lutine programmes` lists them
    #[arg(long, required = true, value_delimiter = ',', value_name = "ID,ID")]
    programmes: Vec<String>,
    /// Whose pages may use its publishable key and show its widget: `https://shop.example`; may be given several times
    #[arg(long, value_delimiter = ',')]
    origin: Vec<String>,
    /// A TOML file with `asOf`, `base`, `rates` and `source`, to quote other currencies than its programmes have
    #[arg(long, value_name = "FILE")]
    exchange_rates: Option<PathBuf>,
}

impl Add {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), CommandError> {
        let now = SystemClock.now();
        let settings = AccountSettings {
            programmes: self.programmes,
            origins: self.origin,
            exchange_rates: self.exchange_rates.map(rates).transpose()?,
            payment: Payment::Confirmed,
            sandbox: true,
        };
        let account = Account { id: self.id, name: self.name, settings, version: 0, created_at: now };
        checked(&account)?;
        let (publishable, secret, insurer) = (
            keys::fresh(&account.id, Role::Publishable, now)?,
            keys::fresh(&account.id, Role::Merchant, now)?,
            keys::fresh(&account.id, Role::Insurer, now)?,
        );
        if !store.add_merchant(&account, &[publishable.1, secret.1, insurer.1]).await? {
            let taken = format!("there is a merchant `{}` already: choose another id", account.id);
            return Err(CommandError::Usage(taken));
        }
        let pages = match account.settings.origins.as_slice() {
            [] => "for no page yet: `lutine merchants change` takes --origin".to_owned(),
            origins => format!("for pages of {}", origins.join(", ")),
        };
        let shown = [
            line(keys::name(Role::Publishable), publishable.0.reveal(), &pages),
            line("client id", &account.id, "for its servers: with the secret, at POST /oauth/token"),
            line(
                keys::name(Role::Merchant),
                secret.0.reveal(),
                "for its servers: there, or as a key by itself",
            ),
            line(keys::name(Role::Insurer), insurer.0.reveal(), "for whoever decides its claims"),
        ];
        show(&format!(
            "\n  {}\n\n{}\n  {YELLOW}The secrets are shown this once: of them only hashes are kept.{YELLOW:#}\n  \
             {DIM}Sandbox: the insurer behind it covers nothing.{DIM:#}\n\n",
            account.name,
            shown.concat()
        ))
    }
}

/// Refuses what nobody could sell by, in the words that a server would use of it.
pub(super) fn checked(account: &Account) -> Result<(), CommandError> {
    let sold = &account.settings.programmes;
    if let Some((_, twice)) = sold.iter().enumerate().find(|(place, id)| sold[..*place].contains(id)) {
        return Err(CommandError::Usage(format!("`{twice}` is named twice")));
    }
    let seller = Seller::of(account, &Data::shipped()?);
    seller.map(|_| ()).map_err(|error| CommandError::Usage(error.to_string()))
}

/// Exchange rates from a file, with their day and whose they are: both are shown with them. What is in `base` and `rates` is
/// for the core to say.
pub(super) fn rates(path: PathBuf) -> Result<Node, CommandError> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(&path).map_err(|error| CommandError::File { path, error })?;
    let node = parse(&name, &text)?;
    let mut faults = Faults::default();
    if let Some(mut fields) = Fields::open(&node, Path::Root, &mut faults) {
        fields.required::<Date>("asOf", &mut faults);
        fields.required::<String>("source", &mut faults);
        fields.required_node("base", &mut faults);
        fields.required_node("rates", &mut faults);
        fields.close(&mut faults);
    }
    match faults.finish(Some(())) {
        Ok(()) => Ok(node),
        Err(faults) => Err(CommandError::Usage(format!("the exchange rates: {}", listed(&faults)))),
    }
}

fn listed(faults: &[FieldError]) -> String {
    let told: Vec<_> = faults.iter().map(|fault| format!("`{}` {}", fault.path, fault.message)).collect();
    told.join("; ")
}

/// What people call it: something.
pub(super) fn called(name: &str) -> Result<String, String> {
    let name = name.trim();
    if name.is_empty() {
        return Err("a merchant has a name".to_owned());
    }
    // A terminal would obey them.
    if name.contains(char::is_control) {
        return Err("a name has no control characters".to_owned());
    }
    Ok(name.to_owned())
}
