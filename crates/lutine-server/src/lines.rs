//! A body cut into lines while it arrives.

use axum::body::{Body, BodyDataStream};
use futures_util::StreamExt;
use tokio_util::bytes::BytesMut;

use crate::problem::Problem;
use crate::silence::fell_silent;

/// The longest line, in bytes: as long as the body of one request may be.
const LONGEST: usize = 64 * 1024;
/// The most of one body.
const MOST_LINES: u64 = 100_000;

/// A line that is not blank.
pub(crate) struct Line {
    /// Its number in the body, from 1.
    pub(crate) number: u64,
    pub(crate) text: Result<Vec<u8>, Broken>,
}

/// Why a line cannot be read. All but the last end the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Broken {
    /// The body ended before it should.
    Off,
    /// Nothing came for too long.
    Silent,
    /// There are more lines than are read.
    TooMany,
    /// It is longer than any may be. It is skipped.
    TooLong,
}

impl From<Broken> for Problem {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Off => Self::malformed("the body broke off"),
            Broken::Silent => Self::TimedOut,
            Broken::TooMany | Broken::TooLong => Self::PayloadTooLarge,
        }
    }
}

/// Lines as they arrive. What is held of them is at most a line and a piece of the body.
pub(crate) struct Lines {
    body: BodyDataStream,
    /// What has arrived and is in no line yet.
    rest: BytesMut,
    number: u64,
    place: Place,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    InALine,
    /// In a line that is too long.
    Skipping,
    /// Everything has arrived.
    AtTheEnd,
}

impl Lines {
    pub(crate) fn of(body: Body) -> Self {
        Self { body: body.into_data_stream(), rest: BytesMut::new(), number: 0, place: Place::InALine }
    }

    /// The next line that is not blank.
    pub(crate) async fn next(&mut self) -> Option<Line> {
        loop {
            if let Some(end) = memchr::memchr(b'\n', &self.rest) {
                let line = self.rest.split_to(end + 1);
                if let Some(line) = self.line(&line) {
                    return Some(line);
                }
                continue;
            }
            if self.place == Place::AtTheEnd {
                let last = std::mem::take(&mut self.rest);
                return if last.is_empty() { None } else { self.line(&last) };
            }
            if self.rest.len() > LONGEST {
                self.rest.clear();
                self.place = Place::Skipping;
            }
            match self.body.next().await {
                Some(Ok(piece)) => self.rest.extend_from_slice(&piece),
                Some(Err(error)) if fell_silent(&error) => return Some(self.end(Broken::Silent)),
                Some(Err(_)) => return Some(self.end(Broken::Off)),
                None if self.place == Place::Skipping => return Some(self.end(Broken::TooLong)),
                None => self.place = Place::AtTheEnd,
            }
        }
    }

    /// A line with its end; `None` where it is blank.
    fn line(&mut self, line: &[u8]) -> Option<Line> {
        if self.number == MOST_LINES {
            return Some(self.end(Broken::TooMany));
        }
        self.number += 1;
        let skipped = self.place == Place::Skipping;
        if skipped {
            self.place = Place::InALine;
        }
        let line = line.trim_ascii();
        if skipped || line.len() > LONGEST {
            return Some(Line { number: self.number, text: Err(Broken::TooLong) });
        }
        (!line.is_empty()).then(|| Line { number: self.number, text: Ok(line.to_vec()) })
    }

    /// The last one.
    fn end(&mut self, broken: Broken) -> Line {
        self.rest.clear();
        self.place = Place::AtTheEnd;
        Line { number: self.number + 1, text: Err(broken) }
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::{Broken, LONGEST, Lines};

    async fn read(pieces: Vec<String>) -> Vec<(u64, Result<String, Broken>)> {
        let pieces = pieces.into_iter().map(Ok::<_, std::io::Error>);
        let mut lines = Lines::of(Body::from_stream(futures_util::stream::iter(pieces)));
        let mut read = Vec::new();
        while let Some(line) = lines.next().await {
            read.push((line.number, line.text.map(|text| String::from_utf8(text).unwrap())));
        }
        read
    }

    #[tokio::test]
    async fn lines_are_whole_wherever_the_body_is_cut() {
        let wanted = [(1, Ok("a".to_owned())), (3, Ok("b b".to_owned())), (4, Ok("c".to_owned()))];
        let body = "a\r\n\n b b \nc";
        assert_eq!(read(vec![body.to_owned()]).await, wanted);
        assert_eq!(read(body.chars().map(String::from).collect()).await, wanted);
        assert_eq!(read(vec![]).await, []);
    }

    #[tokio::test]
    async fn a_line_that_is_too_long_is_skipped() {
        let [fits, long] = [LONGEST, LONGEST + 1].map(|length| "x".repeat(length));
        let body = format!("{fits}\n{long}\n{long}{long}\nb\n{long}{long}");
        let wanted = vec![
            (1, Ok(fits)),
            (2, Err(Broken::TooLong)),
            (3, Err(Broken::TooLong)),
            (4, Ok("b".to_owned())),
            (5, Err(Broken::TooLong)),
        ];
        let cut: Vec<String> =
            body.as_bytes().chunks(1000).map(|piece| String::from_utf8(piece.to_vec()).unwrap()).collect();
        assert_eq!(read(cut).await, wanted);
        assert_eq!(read(vec![body]).await, wanted);
    }
}
