//! Tables: dictionaries as JSON, codes and amounts as typed arrays.

use std::hint::black_box;

use lutine_core::{Coded, Form, Many, Node, Table, Worth, quote_many};
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Pricer, json, node};

/// The answers to a table. Each column can be taken once.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Quotes(Many);

#[wasm_bindgen]
impl Pricer {
    /// Answers every row of a table: `{ form, options, rows, columns: [[name, values, codes]…], worth }`. `codes` says how
    /// many of the codes, which stand behind one another, are that column's; -1 where all rows have the first value.
    /// `amounts` are read where `worth` is true.
    ///
    /// # Errors
    /// The list of faults of options and table, as JSON.
    #[wasm_bindgen(js_name = quoteMany)]
    pub fn quote_many(&self, table: &str, codes: &[u32], amounts: &[f64]) -> Result<Quotes, String> {
        make_room(table.len());
        let table = node(table).map_err(|errors| json(&errors))?;
        let at = |name| table.get(name).unwrap_or(&Node::Null);
        let rows = match at("rows") {
            Node::Integer(rows) => usize::try_from(*rows).unwrap_or_default(),
            _ => 0,
        };
        let form = if at("form").as_text() == Some("rows") { Form::Rows } else { Form::Columns };
        let mut rest = codes;
        let columns = at("columns").elements().iter().map(|column| match column.elements() {
            [Node::Text(name), Node::List(values), Node::Integer(count)] => {
                let (codes, behind) =
                    rest.split_at(rest.len().min(usize::try_from(*count).unwrap_or_default()));
                rest = behind;
                let codes = (*count >= 0).then_some(codes);
                (name.clone(), Coded { values: values.clone(), codes })
            }
            _ => (String::new(), Coded { values: Vec::new(), codes: None }),
        });
        let columns = columns.collect();
        let units: Vec<i64> = amounts.iter().map(|amount| whole(*amount)).collect();
        let worth = (*at("worth") == Node::Bool(true)).then_some(Worth(&units));
        let many = quote_many(at("options"), &Table { form, rows, columns, worth }, &self.0);
        many.map(Quotes).map_err(|errors| json(&errors))
    }
}

#[wasm_bindgen]
impl Quotes {
    /// What rows were answered, as JSON.
    #[must_use]
    pub fn answers(&self) -> String {
        json(&self.0.answers)
    }

    /// For each row its place in `answers`.
    pub fn answer(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.0.answer)
    }

    /// The premiums in smallest units.
    pub fn premium(&mut self) -> Vec<f64> {
        floats(&mut self.0.premium)
    }

    /// The taxes in smallest units.
    pub fn tax(&mut self) -> Vec<f64> {
        floats(&mut self.0.tax)
    }

    /// Both.
    pub fn total(&mut self) -> Vec<f64> {
        floats(&mut self.0.total)
    }
}

/// Grows the memory once for what a table of so many bytes becomes: each time that it grows, an engine with many objects may
/// collect all of its garbage.
fn make_room(bytes: usize) {
    let mut room = Vec::<u8>::new();
    // Where there is none, it grows step by step.
    let _ = room.try_reserve_exact(bytes.saturating_mul(8));
    black_box(room);
}

/// JavaScript's numbers are floats; the core has none. Those of a whole number that 64 bits hold become it.
fn whole(number: f64) -> i64 {
    // Past 64 bits the nearest that they hold: that is no amount either, and neither is what is below zero.
    let whole = (number as i64).max(Worth::NONE + 1);
    let is_whole = number.is_finite() && number.fract() == 0.0;
    if is_whole { whole } else { Worth::NONE }
}

/// The core keeps every figure below what a float holds exactly.
fn floats(figures: &mut Vec<u64>) -> Vec<f64> {
    std::mem::take(figures).into_iter().map(|figure| figure as f64).collect()
}
