//! What a row is answered.

use crate::batch::Counts;

/// The answer to one row. Amounts are as they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// The first offer.
    Offered { programme: String, premium: String, tax: String, total: String },
    /// No programme offers: every code, and whose it is where more than one was asked.
    Declined(String),
    /// The row cannot be read: its line, and every column that is wrong.
    Invalid(String),
}

impl Answer {
    pub(super) const fn outcome(&self) -> &'static str {
        match self {
            Self::Offered { .. } => OFFERED,
            Self::Declined(_) => DECLINED,
            Self::Invalid(_) => INVALID,
        }
    }

    /// Counts this row in.
    pub(super) const fn count(&self, counts: &mut Counts) {
        match self {
            Self::Offered { .. } => counts.offered += 1,
            Self::Declined(_) => counts.declined += 1,
            Self::Invalid(_) => counts.invalid += 1,
        }
    }

    /// The reasons of a "no".
    pub(super) fn reasons(&self) -> &str {
        match self {
            Self::Offered { .. } => "",
            Self::Declined(reasons) | Self::Invalid(reasons) => reasons,
        }
    }
}

pub(super) const OFFERED: &str = "quoted";
pub(super) const DECLINED: &str = "declined";
pub(super) const INVALID: &str = "invalid";

/// The columns that answers add to a row.
pub(super) const COLUMNS: [&str; 6] = ["outcome", "programme", "premium", "tax", "total", "reasons"];
