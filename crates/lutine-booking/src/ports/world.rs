//! Time and ids.

use time::OffsetDateTime;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> OffsetDateTime;
}

/// Makes ids that never repeat and sort by time.
pub trait Ids: Send + Sync {
    /// A new id with a prefix: `quote_…`.
    fn fresh(&self, prefix: &str) -> String;
}
