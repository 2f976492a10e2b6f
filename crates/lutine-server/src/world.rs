//! The real clock, and ids that sort by it.

use lutine_booking::{Clock, Ids};
use time::OffsetDateTime;
use uuid::Uuid;

/// The machine's clock, in whole milliseconds: so are times kept, and what was answered reads back the same.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the port's adapter")]
    fn now(&self) -> OffsetDateTime {
        let now = OffsetDateTime::now_utc();
        now.replace_millisecond(now.millisecond()).unwrap_or(now)
    }
}

/// UUIDs of version 7: time first, then chance.
#[derive(Clone, Copy, Debug, Default)]
pub struct TimeIds;

impl Ids for TimeIds {
    #[expect(clippy::disallowed_methods, reason = "this is the port's adapter")]
    fn fresh(&self, prefix: &str) -> String {
        format!("{prefix}_{}", Uuid::now_v7().simple())
    }
}
