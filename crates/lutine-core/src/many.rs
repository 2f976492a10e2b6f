//! Many parcels at once: a table of columns in, columns of whole smallest units out.
//!
//! Rows that are alike but for their amount share a [`Lane`](crate::Lane); what is not plain takes the readable path, row by
//! row. Both give a row what [`crate::quote`] gives the same parcel: its first offer, or every reason why there is none.

mod alike;
mod keys;
mod lanes;
mod table;

use crate::currency::Currency;
use crate::error::FieldError;
use crate::node::Node;
use crate::object::{Object, Written, serialized};
use crate::quote::DeclinedCodes;
use crate::tariff::Tariff;
use lanes::Lanes;

pub use table::{Coded, Form, Table, Worth};

/// What became of a row; rows share it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ManyAnswer {
    /// There is an offer; its figures stand in the columns.
    Quoted {
        /// The programme of the first offer.
        programme: String,
        /// The currency of the figures; its scale says how many of their digits stand after the point.
        currency: Currency,
    },
    /// No programme offers.
    Declined {
        /// Who declines and why, in the order in which they were asked.
        declined: Vec<DeclinedCodes>,
    },
    /// The row was not understood.
    Invalid {
        /// Every fault; the path is the column.
        errors: Vec<FieldError>,
    },
}

serialized!(ManyAnswer);

impl Written for ManyAnswer {
    fn write<'a>(&'a self, to: &mut Object<'a>) {
        match self {
            Self::Quoted { programme, currency } => to
                .text("outcome", "quoted")
                .text("programme", programme)
                .text("currency", currency.code())
                .count("scale", usize::from(currency.scale())),
            Self::Declined { declined } => to.text("outcome", "declined").list("declined", declined),
            Self::Invalid { errors } => to.text("outcome", "invalid").list("errors", errors),
        };
    }
}

/// The answers to a table, a row each. Figures are whole smallest units; zero where nothing is offered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Many {
    /// What rows were answered, each but once as long as they are no faults.
    pub answers: Vec<ManyAnswer>,
    /// For each row its place in `answers`.
    pub answer: Vec<u32>,
    /// Before tax.
    pub premium: Vec<u64>,
    /// The premium tax.
    pub tax: Vec<u64>,
    /// Both.
    pub total: Vec<u64>,
}

/// The greatest figure: what a float holds exactly, since callers keep columns of figures in such. A dearer offer is
/// declined, `amount-out-of-range`.
pub(crate) const GREATEST: u64 = (1 << 53) - 1;

/// Answers every row of a table. The options are those of a call that are the same for all rows: `asOf`, `programmes` and
/// `exchangeRates`.
///
/// # Errors
/// Where the options or the table as a whole cannot be read. A row that cannot is an answer.
pub fn quote_many(options: &Node, table: &Table<'_>, tariff: &Tariff) -> Result<Many, Vec<FieldError>> {
    let (terms, call) = table::terms(options, table, tariff)?;
    let mut lanes = Lanes::new(table, terms, &call, tariff);
    let figures = || vec![0; table.rows];
    let mut many = Many {
        answers: Vec::new(),
        answer: vec![0; table.rows],
        premium: figures(),
        tax: figures(),
        total: figures(),
    };
    let columns = many.premium.iter_mut().zip(&mut many.tax).zip(&mut many.total);
    let keys = lanes.keys.of(table.rows);
    let rows = many.answer.iter_mut().zip(keys).enumerate().zip(columns);
    for ((row, (place, key)), ((premium, tax), total)) in rows {
        (*place, [*premium, *tax, *total]) = lanes.answer(row, key);
    }
    many.answers = lanes.answers;
    Ok(many)
}
