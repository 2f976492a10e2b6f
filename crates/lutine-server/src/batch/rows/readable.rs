//! The readable path: a row becomes a call, and the core answers it.

use lutine_core::{Column, Declined, DeclinedCodes, FieldError, Node, QuoteAnswer, quote};

use super::Terms;
use super::answer::Answer;
use super::column::Row;

/// Answers a row by the core's own `quote`.
pub(super) fn answer(row: &Row<'_>, line: u64, terms: &Terms) -> Answer {
    match quote(&call(row, row.get(Column::Amount), terms), &terms.tariff) {
        QuoteAnswer::Quoted { offers, declined, .. } => match offers.into_iter().next() {
            Some(offer) => Answer::Offered {
                programme: offer.programme,
                premium: offer.premium.amount(),
                tax: offer.tax.amount(),
                total: offer.total.amount(),
            },
            None => {
                let codes: Vec<DeclinedCodes> = declined.iter().map(Declined::codes).collect();
                Answer::Declined(DeclinedCodes::written(&codes, terms.programme.as_deref()))
            }
        },
        QuoteAnswer::Invalid { errors } => Answer::Invalid(faults(&errors, line)),
    }
}

/// The call that a row stands for, with an amount that need not be its own.
pub(super) fn call(row: &Row<'_>, amount: &[u8], terms: &Terms) -> Node {
    terms.row.call(|column| match if column == Column::Amount { amount } else { row.get(column) } {
        b"" => Node::Null,
        cell => Node::Text(String::from_utf8_lossy(cell).into_owned()),
    })
}

/// Every fault by its column: `line 17: amount malformed-amount, origin missing-field`.
pub(super) fn faults(errors: &[FieldError], line: u64) -> String {
    let named = |error: &FieldError| {
        let place = Column::at(&error.path).map_or(error.path.as_str(), |column| column.name());
        format!("{place} {}", error.code.as_str()).trim_start().to_owned()
    };
    format!("line {line}: {}", errors.iter().map(named).collect::<Vec<_>>().join(", "))
}
