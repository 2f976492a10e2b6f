//! Rows that are alike but for their amount share a lane; here lanes are found again by what such rows have in common.

use std::sync::Arc;

use hashbrown::HashMap;
use lutine_core::{CategoryId, Lane, QuoteCall};

use super::Terms;
use super::amount::units;
use super::answer::reasons;
use super::column::{Column, Row};
use super::readable::call;

/// How many different rows are remembered, and how many lanes: some 10 and some 50 MB at the very most. Past that all is
/// forgotten and learned anew.
const MOST_KEYS: usize = 65_536;
const MOST_LANES: usize = 16_384;
/// A reference that is longer goes the readable path, which knows how long it may be.
const LONGEST_REFERENCE: usize = 600;

/// The lanes that one thread has met.
#[derive(Debug)]
pub(super) struct Lanes {
    pub(super) terms: Arc<Terms>,
    /// By the cells of a row. `None`: such rows go the readable path.
    by_cells: HashMap<Box<[u8]>, Option<u32>>,
    /// By the same with what the content was taken to be instead of its words, which are many.
    by_category: HashMap<Box<[u8]>, Option<u32>>,
    /// What descriptions were taken to be.
    by_content: HashMap<Box<[u8]>, CategoryId>,
    lanes: Vec<Known>,
    key: Vec<u8>,
}

/// A lane and its texts.
#[derive(Debug)]
pub(super) struct Known {
    lane: Lane,
    scale: usize,
    /// For each stretch the programmes that offer, then the reasons where none does.
    stretches: Vec<(Vec<Box<str>>, Box<str>)>,
}

/// What a lane answers, ready to be written.
pub(super) enum Quick<'l> {
    Offered { programme: &'l str, premium: u64, tax: u64, total: u64, scale: usize },
    Declined(&'l str),
}

impl Lanes {
    pub(super) fn new(terms: Arc<Terms>) -> Self {
        Self {
            terms,
            by_cells: HashMap::new(),
            by_category: HashMap::new(),
            by_content: HashMap::new(),
            lanes: Vec::new(),
            key: Vec::new(),
        }
    }

    /// The answer to a row; `None` where only the readable path can tell.
    #[inline]
    pub(super) fn answer(&mut self, row: &Row<'_>) -> Option<Quick<'_>> {
        self.key.clear();
        for cell in row.shared() {
            // Lengths first, so that no two rows look alike.
            self.key.push(u8::try_from(cell.len()).ok()?);
            self.key.extend_from_slice(cell);
        }
        let found = match self.by_cells.get(self.key.as_slice()) {
            Some(found) => *found,
            None => self.learn(row),
        };
        let known = self.lanes.get(usize::try_from(found?).ok()?)?;
        if row.get(Column::Reference).len() > LONGEST_REFERENCE {
            return None;
        }
        let answer = known.lane.price(units(row.get(Column::Amount), known.scale)?)?;
        let (offering, reasons) = known.stretches.get(answer.stretch)?;
        Some(match answer.offer {
            Some(offer) => Quick::Offered {
                programme: offering.get(offer.place)?,
                premium: offer.premium,
                tax: offer.tax,
                total: offer.total,
                scale: known.scale,
            },
            None => Quick::Declined(reasons),
        })
    }

    /// Makes the lane of a row, or finds the one of its category.
    #[cold]
    fn learn(&mut self, row: &Row<'_>) -> Option<u32> {
        if self.by_cells.len() >= MOST_KEYS || self.by_category.len() >= MOST_LANES {
            self.by_cells.clear();
            self.by_category.clear();
            self.by_content.clear();
            self.lanes.clear();
        }
        let lane = self.lane(row);
        self.by_cells.insert(Box::from(self.key.as_slice()), lane);
        lane
    }

    fn lane(&mut self, row: &Row<'_>) -> Option<u32> {
        let categories = &self.terms.tariff.categories;
        let content = row.get(Column::Content);
        let mut alike = *row;
        if row.get(Column::Category).is_empty() && !content.is_empty() {
            if !self.by_content.contains_key(content) {
                let category = categories.classify(Some(&String::from_utf8_lossy(content))).category;
                self.by_content.insert(Box::from(content), category);
            }
            alike.set(Column::Category, categories.get(*self.by_content.get(content)?)?.id.as_bytes());
        }
        alike.set(Column::Content, b"");
        let key: Vec<u8> =
            alike.shared().iter().flat_map(|cell| cell.iter().copied().chain([b'\n'])).collect();
        if let Some(lane) = self.by_category.get(key.as_slice()) {
            return *lane;
        }
        // One unit of any currency: the lane is for every amount.
        let lane = QuoteCall::read(&call(&alike, b"1", &self.terms), &self.terms.tariff)
            .ok()
            .and_then(|call| Lane::of(&call, &self.terms.tariff));
        let index = match lane {
            Some(lane) => {
                self.lanes.push(Known::of(lane, self.terms.programme.as_deref()));
                u32::try_from(self.lanes.len() - 1).ok()
            }
            None => None,
        };
        self.by_category.insert(key.into_boxed_slice(), index);
        index
    }
}

impl Known {
    fn of(lane: Lane, asked: Option<&str>) -> Self {
        let stretches = lane.stretches().iter().map(|stretch| {
            let offering = stretch.offering().iter().map(|id| Box::from(id.as_str())).collect();
            (offering, reasons(stretch.declined(), asked).into_boxed_str())
        });
        Self { scale: usize::from(lane.currency().scale()), stretches: stretches.collect(), lane }
    }
}
