//! Finding what a free description means, by whole words.
//!
//! Case and plural are folded. The longest phrase (in words, then in letters) takes its words first, so that
//! "dog bed" is no dog; what is left is searched on, and of all the phrases found the highest-ranked decides,
//! so that "t-shirts and a gold watch" is a watch: a doubt never flatters the shopper.

use crate::category::CategoryId;

/// Words that mean a category, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Phrase(Vec<String>);

impl Phrase {
    /// `None` where the text has no word.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let words = words(text);
        (!words.is_empty()).then_some(Self(words))
    }

    /// What makes one phrase longer than another: its words, then its letters.
    fn length(&self) -> (usize, usize) {
        (self.0.len(), self.0.iter().map(String::len).sum())
    }
}

/// The folded words of a text.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for letter in text.chars() {
        if is_of_word(letter) {
            word.push(letter.to_ascii_lowercase());
        } else {
            end_word(&mut words, &mut word);
        }
    }
    end_word(&mut words, &mut word);
    words
}

/// Adds a word that has ended, if one had begun.
fn end_word(words: &mut Vec<String>, word: &mut String) {
    if !word.is_empty() {
        words.push(singular(core::mem::take(word)));
    }
}

/// Letters and digits of ASCII, and every other letter; not the spaces, dashes and quotes of Latin-1 and Unicode.
/// An apostrophe parts words ("men's watch").
const fn is_of_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric()
        || !(letter.is_ascii()
            || matches!(letter, '\u{80}'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{3003}'))
}

/// What the end of a word becomes, once a plural `s` is off it. Both sides of a comparison are folded alike, so the
/// result need not be English: `glove` and `gloves` both end as `glof`, `tie` and `ties` as `ty`.
const ENDINGS: [(&str, &str); 9] = [
    ("ie", "y"),
    ("ve", "f"),
    ("fe", "f"),
    ("oe", "o"),
    ("che", "ch"),
    ("she", "sh"),
    ("sse", "ss"),
    ("zze", "zz"),
    ("xe", "x"),
];

/// One word, in lower case, made singular.
fn singular(mut word: String) -> String {
    if word.len() > 2 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") {
        word.pop();
    }
    for (ending, folded) in ENDINGS {
        if let Some(stem) = word.strip_suffix(ending).map(str::len).filter(|stem| *stem > 0) {
            word.truncate(stem);
            word.push_str(folded);
            break;
        }
    }
    word
}

/// A description, word by word.
pub(crate) struct Description(Vec<String>);

impl Description {
    pub(crate) fn of(text: &str) -> Self {
        Self(words(text))
    }

    /// Whether a phrase stands in it.
    pub(crate) fn has(&self, phrase: &Phrase) -> bool {
        position(&self.0, phrase).is_some()
    }

    /// The highest-ranked category whose phrase, of those that stand in it, does so outside of any longer one.
    pub(crate) fn best_of(self, mut phrases: Vec<(CategoryId, &Phrase)>) -> Option<CategoryId> {
        // Words that are taken are emptied: no phrase has an empty word.
        let Self(mut left) = self;
        let mut best: Option<CategoryId> = None;
        // The phrases are few: each turn takes the longest of those left, and of equals the higher-ranked.
        while let Some(longest) = phrases.iter().copied().reduce(longer) {
            phrases.retain(|phrase| *phrase != longest);
            while let Some(start) = position(&left, longest.1) {
                left.iter_mut().skip(start).take(longest.1.0.len()).for_each(String::clear);
                best = Some(best.map_or(longest.0, |best| best.min(longest.0)));
            }
        }
        best
    }
}

fn longer<'p>(one: (CategoryId, &'p Phrase), other: (CategoryId, &'p Phrase)) -> (CategoryId, &'p Phrase) {
    let order = one.1.length().cmp(&other.1.length()).then(other.0.cmp(&one.0));
    if order.is_lt() { other } else { one }
}

/// Where a phrase stands among the words that no longer phrase has taken.
fn position(left: &[String], phrase: &Phrase) -> Option<usize> {
    left.windows(phrase.0.len()).position(|window| window == phrase.0)
}

#[cfg(test)]
mod tests {
    use super::{Description, Phrase, words};
    use crate::category::CategoryId;

    #[test]
    fn folds_case_plural_and_punctuation() {
        assert_eq!(
            words("T-Shirts, 3\u{a0}WATCHES & men\u{2019}s scarves"),
            ["t", "shirt", "3", "watch", "men", "s", "scarf"]
        );
        assert_eq!(
            words("Batteries boxes glasses dress virus gas"),
            ["battery", "box", "glass", "dress", "virus", "ga"]
        );
        for (singular, plural) in
            [("knife", "knives"), ("glove", "gloves"), ("tie", "ties"), ("axe", "axes"), ("shoe", "shoes")]
        {
            assert_eq!(words(singular), words(plural));
        }
        assert_ne!(words("car"), words("care"));
        // Two letters are no plural.
        assert_eq!(words("ts ps"), ["ts", "ps"]);
    }

    #[test]
    fn longest_phrase_first_and_then_the_rank() {
        let phrases = ["dog", "gold", "gold ring", "dog bed"].map(|text| Phrase::parse(text).unwrap());
        let find = |text: &str| {
            let ranked = phrases.iter().enumerate().map(|(rank, phrase)| (CategoryId(rank), phrase));
            let description = Description::of(text);
            let phrases = ranked.filter(|(_, phrase)| description.has(phrase)).collect();
            description.best_of(phrases).map(|category| category.0)
        };
        assert_eq!(find("Dog beds"), Some(3));
        assert_eq!(find("a dog bed and a dog"), Some(0));
        assert_eq!(find("gold ring on a dog bed"), Some(2));
        assert_eq!(find("hotdog"), None);
        assert_eq!(find(""), None);
    }
}
