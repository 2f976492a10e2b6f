//! Rows that are alike but for their amount share a lane; here lanes are found again by what such rows have in common.

use std::hash::{BuildHasher, Hasher};
use std::sync::Arc;

use hashbrown::{DefaultHashBuilder, HashMap, HashSet, HashTable};
use lutine_core::{CategoryId, Column, DeclinedCodes, Lane, QuoteCall, Stretch, units};

use super::Terms;
use super::column::{Alike, Row};
use super::readable::call;

/// How many descriptions are remembered, and how many kinds of rows; past that all is forgotten and learned anew. A thread
/// so holds some 20 MB of descriptions and some 40 MB of lanes at the very most.
const MOST_CONTENTS: usize = 32_768;
const MOST_LANES: usize = 8_192;
/// A reference that is longer goes the readable path, which knows how long it may be; so does a longer description.
const LONGEST_TEXT: usize = 600;

/// The lanes that one thread has met.
#[derive(Debug)]
pub(super) struct Lanes {
    pub(super) terms: Arc<Terms>,
    style: Style,
    hasher: DefaultHashBuilder,
    keys: HashTable<Key>,
    known: Vec<Known>,
    /// What descriptions were taken to be.
    contents: HashMap<Box<[u8]>, CategoryId>,
    /// Every text that lanes have, once.
    texts: HashSet<Arc<[u8]>>,
}

/// How the fixed parts of an answer are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// What stands before the premium of a programme's offer.
    pub(super) offered: fn(&str) -> Vec<u8>,
    /// The whole answer where nobody offers.
    pub(super) declined: fn(&str) -> Vec<u8>,
}

/// What rows have in common, and where their lane is.
#[derive(Debug)]
struct Key {
    lengths: u64,
    category: Option<CategoryId>,
    /// `None`: such a row has been seen once. Only the second pays for a lane.
    place: Option<usize>,
    cells: Box<[u8]>,
    hash: u64,
}

/// A lane and its texts.
#[derive(Debug)]
struct Known {
    /// `None`: such rows go the readable path.
    lane: Option<Lane>,
    scale: usize,
    /// For each stretch the texts of the programmes that offer, or the one where none does.
    texts: Vec<Vec<Arc<[u8]>>>,
}

/// What a lane answers, ready to be written.
pub(super) enum Quick<'l> {
    Offered { opening: &'l [u8], premium: u64, tax: u64, total: u64, scale: usize },
    Declined(&'l [u8]),
}

/// The cells of a row that a lane looks at.
pub(super) struct Cells<'r> {
    pub(super) alike: Alike<'r>,
    pub(super) amount: &'r [u8],
    pub(super) reference: &'r [u8],
    /// Empty where the category is given: then nobody reads it.
    pub(super) content: &'r [u8],
    /// The description's length, read or not: one that is too long makes a row invalid all the same.
    pub(super) content_length: usize,
}

impl Lanes {
    pub(super) fn new(terms: Arc<Terms>, style: Style) -> Self {
        Self {
            terms,
            style,
            hasher: DefaultHashBuilder::default(),
            keys: HashTable::new(),
            known: Vec::new(),
            contents: HashMap::new(),
            texts: HashSet::new(),
        }
    }

    /// The answer to a row; `None` where only the readable path can tell. `row` is the whole of it, for a lane that is new.
    #[inline]
    pub(super) fn answer<'r>(
        &mut self,
        cells: &Cells<'_>,
        row: impl FnOnce() -> Row<'r>,
    ) -> Option<Quick<'_>> {
        if cells.reference.len().max(cells.content_length) > LONGEST_TEXT {
            return None;
        }
        let category = match cells.content {
            b"" => None,
            content => Some(match self.contents.get(content) {
                Some(category) => *category,
                None => self.classify(content),
            }),
        };
        let hash = self.hash(&cells.alike);
        let place = match self.keys.find(hash, |key| key.is_of(&cells.alike, category)) {
            Some(Key { place: Some(place), .. }) => *place,
            Some(_) => self.learn(hash, &cells.alike, category, row())?,
            None => {
                self.meet(hash, &cells.alike, category);
                return None;
            }
        };
        let known = self.known.get(place)?;
        let answer = known.lane.as_ref()?.price(units(cells.amount, known.scale)?)?;
        let texts = known.texts.get(answer.stretch)?;
        Some(match answer.offer {
            Some(offer) => Quick::Offered {
                opening: texts.get(offer.place)?,
                premium: offer.premium,
                tax: offer.tax,
                total: offer.total,
                scale: known.scale,
            },
            None => Quick::Declined(texts.first()?),
        })
    }

    #[inline]
    fn hash(&self, alike: &Alike<'_>) -> u64 {
        let mut hasher = self.hasher.build_hasher();
        hasher.write_u64(alike.lengths());
        alike.pieces().iter().for_each(|piece| hasher.write(piece));
        hasher.finish()
    }

    #[cold]
    fn classify(&mut self, content: &[u8]) -> CategoryId {
        if self.contents.len() >= MOST_CONTENTS {
            self.contents.clear();
        }
        let text = String::from_utf8_lossy(content);
        let category = self.terms.tariff.categories.classify(Some(&text)).category;
        self.contents.insert(Box::from(content), category);
        category
    }

    /// Remembers that there are such rows.
    #[cold]
    fn meet(&mut self, hash: u64, alike: &Alike<'_>, category: Option<CategoryId>) {
        if self.keys.len() >= MOST_LANES {
            self.keys.clear();
            self.known.clear();
            self.texts.clear();
        }
        let cells = alike.pieces().concat().into_boxed_slice();
        let key = Key { lengths: alike.lengths(), category, place: None, cells, hash };
        self.keys.insert_unique(hash, key, |key| key.hash);
    }

    /// Makes the lane of a row that has been met.
    #[cold]
    fn learn(
        &mut self,
        hash: u64,
        alike: &Alike<'_>,
        category: Option<CategoryId>,
        row: Row<'_>,
    ) -> Option<usize> {
        let tariff = &self.terms.tariff;
        let given = category.and_then(|category| Some(tariff.categories.get(category)?.id.clone()));
        let mut row = row;
        // A lane is for every reference, and for every description of the same category.
        row.set(Column::Reference, b"");
        row.set(Column::Content, b"");
        if let Some(category) = &given {
            row.set(Column::Category, category.as_bytes());
        }
        // One unit of any currency: the lane is for every amount.
        let call = QuoteCall::read(&call(&row, b"1", &self.terms), tariff).ok();
        let (lane, stretches) = call.and_then(|call| Lane::of(&call, tariff)).unzip();
        let texts = self.texts(&stretches.unwrap_or_default());
        let place = self.known.len();
        let scale = lane.as_ref().map_or(0, |lane| usize::from(lane.currency().scale()));
        self.known.push(Known { lane, scale, texts });
        self.keys.find_mut(hash, |key| key.is_of(alike, category))?.place = Some(place);
        Some(place)
    }

    fn texts(&mut self, stretches: &[Stretch]) -> Vec<Vec<Arc<[u8]>>> {
        let (style, asked) = (self.style, self.terms.programme.as_deref());
        let of_stretch = |stretch: &Stretch| {
            let mut texts: Vec<Vec<u8>> = stretch.offering.iter().map(|id| (style.offered)(id)).collect();
            if texts.is_empty() {
                texts.push((style.declined)(&DeclinedCodes::written(&stretch.declined, asked)));
            }
            texts
        };
        let texts: Vec<Vec<Vec<u8>>> = stretches.iter().map(of_stretch).collect();
        let mut once = |text: Vec<u8>| {
            if let Some(text) = self.texts.get(text.as_slice()) {
                return Arc::clone(text);
            }
            let text: Arc<[u8]> = Arc::from(text);
            self.texts.insert(Arc::clone(&text));
            text
        };
        texts.into_iter().map(|texts| texts.into_iter().map(&mut once).collect()).collect()
    }
}

impl Key {
    #[inline]
    fn is_of(&self, alike: &Alike<'_>, category: Option<CategoryId>) -> bool {
        let mut rest = &*self.cells;
        self.lengths == alike.lengths()
            && self.category == category
            && alike.pieces().iter().all(|piece| {
                // The lengths are the same: the pieces are as long together as the cells.
                let (cells, behind) = rest.split_at(piece.len());
                rest = behind;
                cells == *piece
            })
    }
}
