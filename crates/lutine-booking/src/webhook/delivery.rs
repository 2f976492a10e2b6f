//! A delivery: one event on its way to one endpoint, tried by a schedule until it is taken.

use time::{Duration, OffsetDateTime};

use crate::event::Event;

/// How long after the one before it each attempt is made, as Standard Webhooks recommends: within about 75 hours.
pub const SCHEDULE: [Duration; 10] = [
    Duration::ZERO,
    Duration::seconds(5),
    Duration::minutes(5),
    Duration::minutes(30),
    Duration::hours(2),
    Duration::hours(5),
    Duration::hours(10),
    Duration::hours(14),
    Duration::hours(20),
    Duration::hours(24),
];
/// The longest that an endpoint may ask to be left alone for.
const LONGEST_WAIT: Duration = Duration::hours(24);

/// A delivery, and what became of it so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// Of what.
    pub event: String,
    /// To which endpoint.
    pub endpoint: String,
    /// Where it stands.
    pub state: DeliveryState,
    /// Every attempt, the first one first.
    pub tried: Vec<Tried>,
}

/// Where a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryState {
    /// It is tried at this time, or is being tried and would be again then.
    Pending {
        /// When.
        due: OffsetDateTime,
    },
    /// The endpoint has it.
    Delivered,
    /// It was given up, or its endpoint is told nothing any more.
    Failed,
}

impl DeliveryState {
    /// The name as it stands in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending { .. } => "pending",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }
}

/// An attempt.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// Which of the delivery's it is, from 1.
    pub number: i64,
    /// When it ended.
    pub at: OffsetDateTime,
    /// How.
    pub outcome: Outcome,
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// With a status of 200 to 299.
    Delivered(Reply),
    /// With 410: there is nobody any more.
    Gone(Reply),
    /// With any other status, of redirects too: they are not followed.
    Failed {
        /// What came.
        reply: Reply,
        /// How long it asks to be left alone for.
        retry_after: Option<Duration>,
    },
    /// Without an answer.
    Unreachable(Unreachable),
}

/// What an endpoint answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The beginning of the body, for the merchant to see.
    pub said: String,
}

/// Why there was no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreachable {
    /// The host's name has no address.
    NotResolved,
    /// The host is, or has, an address that nothing is sent to: a private one, for example.
    AddressRefused,
    /// Nobody listens, or no encrypted connection came about.
    NotConnected,
    /// It took too long.
    TimedOut,
    /// The connection broke before there was an answer.
    BrokenOff,
}

impl Unreachable {
    /// Every reason.
    pub const ALL: [Self; 5] =
        [Self::NotResolved, Self::AddressRefused, Self::NotConnected, Self::TimedOut, Self::BrokenOff];

    /// The code as it stands in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotResolved => "not-resolved",
            Self::AddressRefused => "address-refused",
            Self::NotConnected => "not-connected",
            Self::TimedOut => "timed-out",
            Self::BrokenOff => "broken-off",
        }
    }
}

impl Outcome {
    /// The name as it stands in JSON.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Delivered(_) => "delivered",
            Self::Gone(_) => "gone",
            Self::Failed { .. } => "failed",
            Self::Unreachable(_) => "unreachable",
        }
    }

    /// What was answered, if anything.
    #[must_use]
    pub const fn reply(&self) -> Option<&Reply> {
        match self {
            Self::Delivered(reply) | Self::Gone(reply) | Self::Failed { reply, .. } => Some(reply),
            Self::Unreachable(_) => None,
        }
    }
}

/// A delivery that somebody has for himself, for a while.
#[derive(Clone, Debug, PartialEq)]
pub struct Leased {
    /// Of what.
    pub event: Event,
    /// How often it was tried in this round of the schedule.
    pub step: usize,
    /// Until when. After that whoever had it is taken to have crashed.
    pub until: OffsetDateTime,
}

/// What follows from an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing: it is delivered.
    Delivered,
    /// Another one.
    Retry(OffsetDateTime),
    /// Nothing: it is given up.
    GivenUp,
}

impl Leased {
    /// What follows from an attempt that ended at a time.
    #[must_use]
    pub fn after(&self, outcome: &Outcome, at: OffsetDateTime) -> Next {
        let wait = match outcome {
            Outcome::Delivered(_) => return Next::Delivered,
            Outcome::Gone(_) => return Next::GivenUp,
            Outcome::Failed { retry_after, .. } => retry_after.unwrap_or_default().min(LONGEST_WAIT),
            Outcome::Unreachable(_) => Duration::ZERO,
        };
        match SCHEDULE.get(self.step + 1) {
            Some(after) => Next::Retry(at + wait.max(*after)),
            None => Next::GivenUp,
        }
    }
}
