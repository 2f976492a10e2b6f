//! What somebody meant who wrote a name that nobody knows.

use crate::read::quoted;

/// The known name that is nearest to the given one, where one is near: about every third letter may be wrong, and
/// small and capital letters are the same.
pub fn nearest<'k>(given: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let given = given.to_lowercase();
    let known = known.into_iter().map(|name| (mistakes(&given, &name.to_lowercase()), name));
    let near = |(mistakes, name): &(usize, &str)| {
        let letters = name.chars().count();
        *mistakes <= letters.checked_div(3).unwrap_or_default().max(usize::from(letters > 1))
    };
    known.filter(near).min_by_key(|(mistakes, _)| *mistakes).map(|(_, name)| name)
}

/// What to write instead, for the end of a message: the nearest known name, or else each of them once.
pub(crate) fn instead<'k>(given: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in known {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let known = names;
    if let Some(name) = nearest(given, known.iter().copied()) {
        return format!(": write `{name}`");
    }
    let names: Vec<String> = known.into_iter().map(quoted).collect();
    if names.is_empty() { String::new() } else { format!(": it is one of {}", names.join(", ")) }
}

/// How many mistakes lie between two words; two letters that changed places are one.
fn mistakes(one: &str, other: &str) -> usize {
    let letters = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    match distance(one, other) {
        2 if letters(one) == letters(other) => 1,
        distance => distance,
    }
}

/// How many letters must be changed, added or taken away to make one word of the other.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (index, letter) in one.chars().enumerate() {
        let (mut diagonal, mut left) = (index, index.saturating_add(1));
        let mut cells = row.iter_mut();
        if let Some(first) = cells.next() {
            *first = left;
        }
        for (cell, wanted) in cells.zip(other.chars()) {
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
    use super::{distance, instead, nearest};

    #[test]
    fn counts_letters() {
        for (one, other, letters) in
            [("", "", 0), ("a", "", 1), ("", "abc", 3), ("flaw", "lawn", 2), ("rate", "rate", 0)]
        {
            assert_eq!(distance(one, other), letters, "{one:?} and {other:?}");
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
        assert_eq!(instead("amuont", known), ": write `amount`");
        assert_eq!(instead("x", ["rate", "upTo", "rate"]), ": it is one of `rate`, `upTo`");
    }
}
