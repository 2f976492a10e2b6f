//! New keys, and how they are shown.

use lutine_booking::{ApiKey, Role, Secret};
use time::OffsetDateTime;

use crate::commands::CommandError;
use crate::commands::terminal::{BOLD, DIM};

/// A new key of a merchant: what is shown, and what is kept.
pub(super) fn fresh(
    merchant: &str,
    role: Role,
    now: OffsetDateTime,
) -> Result<(Secret, ApiKey), CommandError> {
    let mut chance = [0; 32];
    getrandom::fill(&mut chance).map_err(CommandError::Randomness)?;
    let secret = Secret::of(&format!("{}_{merchant}", role.prefix()), chance);
    let label = match role {
        Role::Publishable => secret.reveal().to_owned(),
        Role::Merchant | Role::Insurer => secret.label(),
    };
    let key = ApiKey {
        hash: secret.hash(),
        merchant: merchant.to_owned(),
        role,
        label,
        created_at: now,
        ends_at: None,
    };
    Ok((secret, key))
}

/// What people call the key of a role.
pub(super) const fn name(role: Role) -> &'static str {
    match role {
        Role::Publishable => "publishable key",
        Role::Merchant => "client secret",
        Role::Insurer => "insurer's key",
    }
}

/// Something to be copied, and below it what it is for.
pub(super) fn line(name: &str, value: &str, what_for: &str) -> String {
    format!("  {DIM}{name:17}{DIM:#}{BOLD}{value}{BOLD:#}\n  {:17}{DIM}{what_for}{DIM:#}\n", "")
}
