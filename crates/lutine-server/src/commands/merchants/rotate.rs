//! `lutine merchants rotate`

use lutine_booking::{Clock, Role, Store};
use lutine_server::SystemClock;
use time::Duration;

use super::keys::{self, line};
use super::list::minute;
use super::{own_id, unknown};
use crate::commands::CommandError;
use crate::commands::terminal::{YELLOW, show};

/// The longest that an old key goes on.
const LONGEST: Duration = Duration::days(90);

#[derive(clap::Args)]
pub(super) struct Rotate {
    /// Whose
    #[arg(value_parser = own_id)]
    id: String,
    /// Which key
    #[arg(long, value_enum, default_value_t = Which::Secret)]
    key: Which,
    /// How long the old one goes on beside the new: `24h`, `30m`, `7d`; `0` ends it, and the tokens got with it, at once
    #[arg(long, default_value = "24h", value_parser = duration)]
    keep: Duration,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Which {
    /// The secret of its servers
    Secret,
    /// The key on its pages
    Publishable,
    /// The key of whoever decides its claims
    Insurer,
}

impl From<Which> for Role {
    fn from(which: Which) -> Self {
        match which {
            Which::Secret => Self::Merchant,
            Which::Publishable => Self::Publishable,
            Which::Insurer => Self::Insurer,
        }
    }
}

impl Rotate {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), CommandError> {
        let (now, role) = (SystemClock.now(), self.key.into());
        let (secret, key) = keys::fresh(&self.id, role, now)?;
        if !store.rotate(&key, now + self.keep).await? {
            return Err(unknown(&self.id));
        }
        let old = if self.keep.is_zero() {
            "What was there before opens nothing any more.".to_owned()
        } else {
            format!("What was there before goes on until {}.", minute(now + self.keep))
        };
        let once = match role {
            Role::Publishable => "",
            Role::Merchant | Role::Insurer => "It is shown this once. ",
        };
        let shown = line(keys::name(role), secret.reveal(), &old);
        show(&format!("\n{shown}\n  {YELLOW}{once}{YELLOW:#}Running servers take it within seconds.\n\n"))
    }
}

/// A number of minutes, hours or days.
fn duration(text: &str) -> Result<Duration, String> {
    let (number, unit) = match text.split_at_checked(text.len().saturating_sub(1)) {
        Some((number, "m")) => (number, Duration::MINUTE),
        Some((number, "h")) => (number, Duration::HOUR),
        Some((number, "d")) => (number, Duration::DAY),
        // Nothing needs no unit.
        _ => (text, Duration::ZERO),
    };
    let read = number.parse::<u16>().ok().map(|number| unit * i32::from(number));
    let sound = |keep: &Duration| *keep <= LONGEST && (*keep > Duration::ZERO || number == "0");
    read.filter(sound)
        .ok_or_else(|| format!("`{text}` is no time: write `30m`, `24h` or `7d`, up to 90 days, or `0`"))
}

#[cfg(test)]
mod tests {
    use super::duration;
    use time::Duration;

    #[test]
    fn a_time_has_a_unit_and_an_end() {
        for (text, keep) in [
            ("24h", Duration::hours(24)),
            ("30m", Duration::minutes(30)),
            ("90d", Duration::days(90)),
            ("0", Duration::ZERO),
            ("0h", Duration::ZERO),
        ] {
            assert_eq!(duration(text), Ok(keep), "{text}");
        }
        for rubbish in ["", "h", "24", "-1h", "1.5h", "24s", "91d", "70000h", "24 h", "24ä"] {
            assert!(duration(rubbish).is_err(), "{rubbish}");
        }
    }
}
