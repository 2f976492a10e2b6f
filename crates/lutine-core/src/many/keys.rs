//! What makes rows alike: one number for all that they have in common.

use super::table::Table;
use crate::category::{Categories, CategoryId};
use crate::node::Node;
use crate::row::Column;

/// A longer description makes a row invalid, or may: the readable path knows.
const LONGEST_CONTENT: usize = 2_000;

/// Rows with the same key are alike but for amount and description; two descriptions of one category are alike.
pub(super) struct Keys<'t> {
    columns: Vec<(&'t [u32], u64)>,
    content: Option<(&'t [u32], Vec<u64>)>,
    /// How many keys there can be; `None` past 64 bits.
    pub(super) count: Option<u64>,
}

impl<'t> Keys<'t> {
    pub(super) fn new(table: &'t Table<'_>, categories: &Categories) -> Self {
        let mut keys = Self { columns: Vec::new(), content: None, count: Some(1) };
        for (name, column) in &table.columns {
            let Some(codes) = column.codes else { continue };
            let stride = keys.count.unwrap_or_default();
            let mut different = column.values.len();
            if name == Column::Content.name() {
                let (classes, most) = classes(&column.values, categories);
                let strides = classes.iter().map(|class| stride.saturating_mul(to_u64(*class)));
                keys.content = Some((codes, strides.collect()));
                different = most;
            } else if name != Column::Amount.name() && name != Column::Reference.name() {
                keys.columns.push((codes, stride));
            } else {
                continue;
            }
            keys.count = keys.count.and_then(|count| count.checked_mul(to_u64(different).max(1)));
        }
        keys
    }

    /// The key of a row, below `count`.
    #[inline]
    pub(super) fn of(&self, row: usize) -> u64 {
        let at = |codes: &[u32]| codes.get(row).copied().unwrap_or_default();
        let mut key = 0_u64;
        for (codes, stride) in &self.columns {
            key = key.wrapping_add(u64::from(at(codes)).wrapping_mul(*stride));
        }
        if let Some((codes, strides)) = &self.content {
            let class = usize::try_from(at(codes)).ok().and_then(|code| strides.get(code));
            key = key.wrapping_add(class.copied().unwrap_or_default());
        }
        key
    }
}

/// For each description its class, and how many there can be: its category, or one of its own where it is none that can be
/// read.
fn classes(values: &[Node], categories: &Categories) -> (Vec<usize>, usize) {
    let mut most = categories.count();
    let class = |value: &Node| match plain_category(value, categories) {
        Some(CategoryId(category)) => category,
        None => {
            most = most.saturating_add(1);
            most.saturating_sub(1)
        }
    };
    (values.iter().map(class).collect(), most)
}

/// What a description was taken to be; `None` where only the readable path can tell whether it is one.
pub(super) fn plain_category(content: &Node, categories: &Categories) -> Option<CategoryId> {
    match content {
        Node::Null => Some(categories.classify(None).category),
        Node::Text(text) if text.len() <= LONGEST_CONTENT => Some(categories.classify(Some(text)).category),
        _ => None,
    }
}

fn to_u64(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
