//! `lutine merchants list`

use lutine_booking::{Account, ApiKey, Clock, Role, Store};
use lutine_server::SystemClock;
use time::OffsetDateTime;
use time::macros::format_description;

use super::keys;
use crate::commands::CommandError;
use crate::commands::terminal::{self, BOLD, Column, DIM, counted, show};

const COLUMNS: [Column; 4] = [
    Column { heading: "key", right: false },
    Column { heading: "begins with", right: false },
    Column { heading: "since", right: false },
    Column { heading: "until", right: false },
];
const BEGINS_WITH: usize = 1;

pub(super) async fn run(store: &dyn Store) -> Result<(), CommandError> {
    let (now, merchants) = (SystemClock.now(), store.merchants().await?);
    if merchants.is_empty() {
        return show("There is no merchant yet: `lutine merchants add` makes one.\n");
    }
    let mut text = String::from("\n");
    for account in &merchants {
        text += &told(account, &store.keys(&account.id).await?, now);
    }
    show(&format!("{text}  {DIM}{}{DIM:#}\n\n", counted(merchants.len(), "merchant")))
}

/// A merchant, what it sells where, and the keys that open something.
fn told(account: &Account, keys: &[ApiKey], now: OffsetDateTime) -> String {
    let settings = &account.settings;
    let pages = match settings.origins.as_slice() {
        [] => "no pages".to_owned(),
        origins => origins.join(", "),
    };
    let mut good: Vec<&ApiKey> = keys.iter().filter(|key| key.is_good(now)).collect();
    good.sort_by_key(|key| Role::ALL.iter().position(|role| *role == key.role));
    let rows: Vec<[String; 4]> = good.into_iter().map(row).collect();
    let keys = match rows.as_slice() {
        [] => format!("  {DIM}no key opens anything{DIM:#}\n"),
        rows => terminal::table(&COLUMNS, BEGINS_WITH, rows),
    };
    let sells = terminal::labelled("sells", &[settings.programmes.join(", ").into()]);
    let on = terminal::labelled("on", &[pages.into()]);
    format!("  {BOLD}{}{BOLD:#}  {}\n{sells}{on}{keys}\n", account.id, account.name)
}

fn row(key: &ApiKey) -> [String; 4] {
    let until = key.ends_at.map(minute).unwrap_or_default();
    [keys::name(key.role).to_owned(), key.label.clone(), minute(key.created_at), until]
}

/// A time to the minute, in UTC.
pub(super) fn minute(time: OffsetDateTime) -> String {
    let format = format_description!("[year]-[month]-[day] [hour]:[minute] UTC");
    time.format(&format).unwrap_or_default()
}
