//! An endpoint: where a merchant wants to be told, of what, and whether that goes well.

use time::{Duration, OffsetDateTime};

use super::{Address, Outcome, SealedSecret, Wanted};

/// How many endpoints a merchant may have.
pub const MOST_ENDPOINTS: u32 = 20;
/// How long nothing but failures may come from an endpoint before it is disabled.
pub const FAILING_FOR: Duration = Duration::days(5);

/// Where a merchant wants to be told of events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub merchant: String,
    /// Where messages are posted to.
    pub address: Address,
    /// What its owner says of it.
    pub description: String,
    /// Which events it wants.
    pub wanted: Wanted,
    /// Whether it is told of them.
    pub state: EndpointState,
    /// What messages are signed with, the latest first.
    pub secrets: Vec<SealedSecret>,
    /// When it was made.
    pub created_at: OffsetDateTime,
}

/// Whether an endpoint is told of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndpointState {
    /// It is.
    Enabled,
    /// It is, and has not taken any since.
    Failing {
        /// The first failure that no success followed.
        since: OffsetDateTime,
    },
    /// It is not.
    Disabled {
        /// When that began.
        since: OffsetDateTime,
        /// Why.
        by: DisabledBy,
    },
}

/// Why an endpoint is not told of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisabledBy {
    /// Its owner said so.
    Merchant,
    /// It answered 410: there is nobody any more.
    Gone,
    /// For [`FAILING_FOR`] nothing but failures came from it.
    Failures,
}

/// What an attempt says of its endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// It takes messages.
    Well,
    /// It did not take this one.
    Failing,
    /// It is to be told nothing more.
    Over(DisabledBy),
}

impl EndpointState {
    /// The name as it stands in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Enabled => "enabled",
            Self::Failing { .. } => "failing",
            Self::Disabled { .. } => "disabled",
        }
    }

    /// Whether it is told of events.
    #[must_use]
    pub const fn is_told(self) -> bool {
        !matches!(self, Self::Disabled { .. })
    }
}

impl DisabledBy {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::Merchant, Self::Gone, Self::Failures];

    /// The code as it stands in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Merchant => "merchant",
            Self::Gone => "gone",
            Self::Failures => "failures",
        }
    }
}

impl Endpoint {
    /// What an attempt says of it.
    #[must_use]
    pub fn after(&self, outcome: &Outcome, at: OffsetDateTime) -> Health {
        match (outcome, self.state) {
            (Outcome::Delivered(_), _) => Health::Well,
            (Outcome::Gone(_), _) => Health::Over(DisabledBy::Gone),
            (_, EndpointState::Failing { since }) if since + FAILING_FOR <= at => {
                Health::Over(DisabledBy::Failures)
            }
            _ => Health::Failing,
        }
    }
}
