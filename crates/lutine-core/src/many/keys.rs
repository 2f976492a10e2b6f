//! What makes rows alike: one number for all that they have in common.

use super::alike::Rules;
use super::table::Table;
use crate::category::{Categories, CategoryId};
use crate::node::Node;
use crate::row::Column;

/// A longer description makes a row invalid, or may: the readable path knows.
const LONGEST_CONTENT: usize = 2_000;

/// Rows with the same key are alike but for what no rule tells apart.
pub(super) struct Keys<'t> {
    /// The codes of a column, and what each of them adds to the key.
    columns: Vec<(&'t [u32], Vec<u64>)>,
    /// How many keys there can be; `None` past 64 bits.
    pub(super) count: Option<u64>,
}

impl<'t> Keys<'t> {
    pub(super) fn new(table: &'t Table<'_>, rules: &Rules<'_>) -> Self {
        let mut keys = Self { columns: Vec::new(), count: Some(1) };
        for (name, coded) in &table.columns {
            let Some(codes) = coded.codes else { continue };
            let (classes, different) = match Column::named(name) {
                Some(Column::Amount) => continue,
                Some(column) => rules.classes(column, &coded.values),
                // A cell there is a fault, whatever it is.
                None => {
                    (coded.values.iter().map(|cell| usize::from(!matches!(cell, Node::Null))).collect(), 2)
                }
            };
            if different > 1 {
                let stride = keys.count.unwrap_or_default();
                let adds = classes.iter().map(|class| stride.saturating_mul(to_u64(*class)));
                keys.columns.push((codes, adds.collect()));
                keys.count = keys.count.and_then(|count| count.checked_mul(to_u64(different)));
            }
        }
        keys
    }

    /// The keys of all rows, below `count`; a column at a time, which is faster.
    pub(super) fn of(&self, rows: usize) -> Vec<u64> {
        let mut keys = vec![0_u64; rows];
        for (codes, adds) in &self.columns {
            for (key, code) in keys.iter_mut().zip(*codes) {
                let adds = usize::try_from(*code).ok().and_then(|code| adds.get(code));
                *key = key.wrapping_add(adds.copied().unwrap_or_default());
            }
        }
        keys
    }
}

/// What a description was taken to be; `None` where only the readable path can tell whether it is one.
pub(super) fn plain_category(content: &Node, categories: &Categories) -> Option<CategoryId> {
    match content {
        Node::Null => Some(categories.classify(None).category),
        Node::Text(text) if text.len() <= LONGEST_CONTENT => Some(categories.classify(Some(text)).category),
        _ => None,
    }
}

pub(super) fn to_u64(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
