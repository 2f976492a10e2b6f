//! What somebody meant who wrote a name that nobody knows.

use core::fmt;

use crate::read::quoted;

/// The known name that is nearest to the given one, where one is near: about every third letter may be wrong, and
/// small and capital letters (of ASCII: all others would take a table of 10 kB) are the same.
pub fn nearest<'k>(given: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let given = letters(given);
    let mut best: Option<(usize, &str)> = None;
    for name in known {
        let known = letters(name);
        let mistakes = mistakes(&given, &known);
        let most = known.len().div_euclid(3).max(usize::from(known.len() > 1));
        if mistakes <= most && best.is_none_or(|(least, _)| mistakes < least) {
            best = Some((mistakes, name));
        }
    }
    best.map(|(_, name)| name)
}

/// The letters of a word, all of them small.
fn letters(word: &str) -> Vec<char> {
    word.chars().map(|letter| letter.to_ascii_lowercase()).collect()
}

/// What to write instead, for the end of a message: the nearest known name, or else each of them once.
pub(crate) fn instead(given: &str, known: &[&str]) -> impl fmt::Display {
    fmt::from_fn(move |formatter| {
        if let Some(name) = nearest(given, known.iter().copied()) {
            return write!(formatter, ": write `{name}`");
        }
        let mut names: Vec<&str> = Vec::new();
        for name in known {
            if !names.contains(name) {
                names.push(name);
            }
        }
        if names.is_empty() { Ok(()) } else { write!(formatter, ": it is one of {}", listed(&names)) }
    })
}

/// Names, as a message gives them.
pub(crate) fn listed(names: &[&str]) -> impl fmt::Display {
    fmt::from_fn(move |formatter| {
        for (place, name) in names.iter().enumerate() {
            write!(formatter, "{}{}", if place > 0 { ", " } else { "" }, quoted(name))?;
        }
        Ok(())
    })
}

/// How many mistakes lie between two words; two letters that changed places are one.
fn mistakes(one: &[char], other: &[char]) -> usize {
    match distance(one, other) {
        2 if same_letters(one, other) => 1,
        distance => distance,
    }
}

/// Whether two words have the same letters, each as often.
fn same_letters(one: &[char], other: &[char]) -> bool {
    let mut left = other.to_vec();
    let mut take = |letter: &char| match left.iter().position(|known| known == letter) {
        Some(place) => left.swap_remove(place) == *letter,
        None => false,
    };
    one.len() == other.len() && one.iter().all(&mut take)
}

/// How many letters must be changed, added or taken away to make one word of the other.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, letter) in one.iter().enumerate() {
        let (mut diagonal, mut left) = (index, index.saturating_add(1));
        let mut cells = row.iter_mut();
        if let Some(first) = cells.next() {
            *first = left;
        }
        for (cell, wanted) in cells.zip(other) {
            let above = *cell;
            let kept = diagonal.saturating_add(usize::from(letter != wanted));
            left = kept.min(above.saturating_add(1)).min(left.saturating_add(1));
            diagonal = above;
            *cell = left;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{distance, instead, letters, nearest};

    #[test]
    fn counts_letters() {
        for (one, other, wrong) in
            [("", "", 0), ("a", "", 1), ("", "abc", 3), ("flaw", "lawn", 2), ("rate", "rate", 0)]
        {
            assert_eq!(distance(&letters(one), &letters(other)), wrong, "{one:?} and {other:?}");
        }
    }

    #[test]
    fn finds_what_was_meant_and_guesses_nothing_far() {
        let known = ["upTo", "amount", "rate", "currency", "currencies"];
        for (given, meant) in [
            ("upto", Some("upTo")),
            ("ammount", Some("amount")),
            ("curency", Some("currency")),
            ("rates", Some("rate")),
            ("aret", None),
            ("raet", Some("rate")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(given, known), meant, "{given:?}");
        }
        assert_eq!(instead("amuont", &known).to_string(), ": write `amount`");
        assert_eq!(instead("x", &["rate", "upTo", "rate"]).to_string(), ": it is one of `rate`, `upTo`");
    }
}
