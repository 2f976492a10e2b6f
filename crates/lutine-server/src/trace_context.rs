//! `traceparent` of W3C Trace Context: under which id a request is known where it comes from.

use std::fmt;

use axum::http::HeaderMap;

/// The id of a trace: 32 hexadecimal digits, not all of them 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TraceId<'h>(&'h str);

impl<'h> TraceId<'h> {
    /// The id that a request came with; `None` where it has none, or one that is no good, which then counts as none.
    pub(crate) fn of(headers: &'h HeaderMap) -> Option<Self> {
        let mut all = headers.get_all("traceparent").iter();
        let header = all.next()?.to_str().ok()?;
        if all.next().is_some() {
            return None;
        }
        Self::read(header)
    }

    /// `version-trace-parent-flags`. A later version than 00 may say more behind.
    fn read(header: &'h str) -> Option<Self> {
        let mut parts = header.splitn(5, '-');
        let mut hex = |digits| parts.next().filter(|part| is_hex(part, digits));
        let (version, trace, parent, _flags) = (hex(2)?, hex(32)?, hex(16)?, hex(2)?);
        let more = parts.next().is_some();
        let is_nothing = |id: &str| id.bytes().all(|digit| digit == b'0');
        let bad = version == "ff" || (version == "00" && more) || is_nothing(trace) || is_nothing(parent);
        (!bad).then_some(Self(trace))
    }
}

impl fmt::Display for TraceId<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

fn is_hex(part: &str, digits: usize) -> bool {
    part.len() == digits && part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::TraceId;

    const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

    #[test]
    fn a_trace_is_known_by_its_id() {
        for header in [
            format!("00-{TRACE}-00f067aa0ba902b7-01"),
            format!("00-{TRACE}-00f067aa0ba902b7-00"),
            format!("cc-{TRACE}-00f067aa0ba902b7-01"),
            format!("cc-{TRACE}-00f067aa0ba902b7-01-what-comes-later"),
        ] {
            assert_eq!(TraceId::read(&header), Some(TraceId(TRACE)), "{header}");
        }
    }

    #[test]
    fn what_is_no_trace_is_left_alone() {
        let none = "0".repeat(32);
        for header in [
            String::new(),
            TRACE.to_owned(),
            format!("ff-{TRACE}-00f067aa0ba902b7-01"),
            format!("00-{none}-00f067aa0ba902b7-01"),
            format!("00-{TRACE}-0000000000000000-01"),
            format!("00-{TRACE}-00f067aa0ba902b7"),
            format!("00-{TRACE}-00f067aa0ba902b7-01-more"),
            format!("00-{}-00f067aa0ba902b7-01", TRACE.to_uppercase()),
            format!("00-{TRACE}-00f067aa0ba902b7-1\n"),
        ] {
            assert_eq!(TraceId::read(&header), None, "{header}");
        }
    }
}
