//! How long a receiver asks to be left alone for: `Retry-After` (RFC 9110, section 10.2.3).

use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{Duration, OffsetDateTime, PrimitiveDateTime};

/// The one form of a date that is still sent.
const DATE: &[BorrowedFormatItem<'static>] =
    format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");

/// Seconds, or a date. What is neither says nothing.
pub(super) fn read(text: &str, now: OffsetDateTime) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<u32>() {
        return Some(Duration::seconds(seconds.into()));
    }
    let until = PrimitiveDateTime::parse(text, DATE).ok()?.assume_utc();
    Some((until - now).max(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use time::Duration;
    use time::macros::datetime;

    use super::read;

    #[test]
    fn seconds_and_dates_are_read_and_nothing_else() {
        let now = datetime!(2026-11-21 12:00 UTC);
        assert_eq!(read("120", now), Some(Duration::minutes(2)));
        assert_eq!(read(" 0 ", now), Some(Duration::ZERO));
        assert_eq!(read("Sat, 21 Nov 2026 13:00:00 GMT", now), Some(Duration::HOUR));
        assert_eq!(read("Sat, 21 Nov 2026 11:00:00 GMT", now), Some(Duration::ZERO));
        for rubbish in ["", "-1", "1.5", "soon", "99999999999", "2026-11-21"] {
            assert_eq!(read(rubbish, now), None, "{rubbish}");
        }
    }
}
