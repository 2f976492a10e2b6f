//! Finding what a free description means, by whole words.
//!
//! Case and plural are folded. The longest phrase (in words, then in letters) decides what one thing is, and takes what stands
//! before it: "dog bed" is no dog, "cat t-shirt" no cat. What stands behind it counts as well ("t-shirt with a watch"), and so
//! does everything beyond a comma or another mark: of all that counts the highest-ranked decides, for a doubt never flatters the
//! shopper.

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

/// The folded words of a text, and a [`MARK`] where there is more than a space between two.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut letters = text.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        if is_of_word(letter) {
            word.push(letter.to_ascii_lowercase());
        } else {
            end_word(&mut words, &mut word);
            let joins = letter == '-' && before != ' ' && letters.peek() != Some(&' ');
            if !joins && !is_space(letter) {
                words.push(String::from(MARK));
            }
        }
        before = letter;
    }
    end_word(&mut words, &mut word);
    words
}

/// Stands for all that parts one thing from the next and is no word.
const MARK: &str = ",";
/// It, and the words that do the same.
const BETWEEN: [&str; 5] = [MARK, "and", "or", "with", "plus"];

/// What parts words and no things: spaces, quotes, and signs that belong to a name.
const fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '"' | '\'' | '%' | '_' | '\u{a0}' | '\u{a9}' | '\u{ad}' | '\u{ae}' | '\u{300}'..='\u{36f}'
        | '\u{2000}'..='\u{2011}' | '\u{2018}'..='\u{201f}' | '\u{202f}' | '\u{2122}' | '\u{fe0f}' | '\u{feff}')
}

/// Adds a word that has ended, if one had begun.
fn end_word(words: &mut Vec<String>, word: &mut String) {
    if !word.is_empty() {
        words.push(singular(core::mem::take(word)));
    }
}

/// Letters and digits of ASCII, and every other letter; not the spaces, marks and symbols of Latin-1 and Unicode, nor what
/// stands for bytes that are no text. An apostrophe parts words ("men's watch").
const fn is_of_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric()
        || !(letter.is_ascii()
            || matches!(letter,
                '\u{80}'..='\u{bf}' | '\u{300}'..='\u{36f}' | '\u{2000}'..='\u{2bff}' | '\u{2e00}'..='\u{2e7f}'
                | '\u{3000}'..='\u{303f}' | '\u{fe00}'..='\u{fe6f}' | '\u{feff}'..='\u{ff0f}' | '\u{fff0}'..='\u{1faff}'))
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

    /// The highest-ranked category of what it names: of each thing the longest phrase, and those behind that.
    pub(crate) fn best_of(self, mut phrases: Vec<(CategoryId, &Phrase)>) -> Option<CategoryId> {
        // Words that are taken are emptied: no phrase has an empty word, and what stands in a phrase parts nothing.
        let Self(mut left) = self;
        let mut found = Vec::new();
        // The phrases are few: each turn takes the longest of those left, and of equals the higher-ranked.
        while let Some(longest) = phrases.iter().copied().reduce(longer) {
            phrases.retain(|phrase| *phrase != longest);
            while let Some(start) = position(&left, longest.1) {
                left.iter_mut().skip(start).take(longest.1.0.len()).for_each(String::clear);
                found.push((start, longest.0));
            }
        }
        let mut things: Vec<(usize, usize)> = Vec::new();
        let mut best: Option<CategoryId> = None;
        for (start, category) in found {
            let parts = |word: &&String| BETWEEN.contains(&word.as_str());
            let thing = left.iter().take(start).filter(parts).count();
            let longest = things.iter().find(|(known, _)| *known == thing).map(|(_, start)| *start);
            if longest.is_none() {
                things.push((thing, start));
            }
            if longest.is_none_or(|longest| longest < start) {
                best = Some(best.map_or(category, |best| best.min(category)));
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
            ["t", "shirt", ",", "3", "watch", ",", "men", "s", "scarf"]
        );
        assert_eq!(
            words("\u{feff}Rolex\u{2122}\u{200d} r\u{fffd}ng ou\u{e9}\u{1f48d}"),
            ["rolex", "r", ",", "ng", "ou\u{e9}", ","]
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
        let phrases = ["dog", "gold", "gold ring", "dog bed", "bread and butter", "hoodie"]
            .map(|text| Phrase::parse(text).unwrap());
        let find = |text: &str| {
            let ranked = phrases.iter().enumerate().map(|(rank, phrase)| (CategoryId(rank), phrase));
            let description = Description::of(text);
            let phrases = ranked.filter(|(_, phrase)| description.has(phrase)).collect();
            description.best_of(phrases).map(|category| category.0)
        };
        assert_eq!(find("Dog beds"), Some(3));
        assert_eq!(find("a dog bed and a dog"), Some(0));
        assert_eq!(find("gold ring on a dog bed"), Some(2));
        assert_eq!(find("dog hoodie"), Some(5));
        assert_eq!(find("dog bread and butter"), Some(4));
        for things in [
            "dog, hoodie",
            "Dog & hoodies",
            "dog with a hoodie",
            "dog\nhoodie",
            "dog / hoodie",
            "dog - hoodie",
            "dog. Hoodie",
            "dog\u{3001}hoodie",
            "dog\u{2022}hoodie",
            "dog or hoodie",
            "hoodie dog",
            "hoodie (dog)",
            "hoodie containing a dog",
        ] {
            assert_eq!(find(things), Some(0), "{things}");
        }
        for thing in ["dog-hoodie", "dog_hoodie", "dog\u{2019}s hoodie", "dog\u{ae} \"hoodie\""] {
            assert_eq!(find(thing), Some(5), "{thing}");
        }
        assert_eq!(find("hotdog"), None);
        assert_eq!(find(""), None);
    }
}
