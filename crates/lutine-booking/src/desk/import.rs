//! Imports: kept first, then booked row by row under keys of their own, by whoever has a hand free.

use lutine_core::{DeclinedCodes, FieldError, Node};
use time::Duration;

use super::Desk;
use super::book::{BookError, Booked};
use super::direct::DirectError;
use crate::booking::{Booking, State};
use crate::event::Event;
use crate::import::{
    Import, ImportRow, ImportState, NewImport, RowEnd, Tally, Uploaded, call, faults, request,
};
use crate::merchant::Merchant;
use crate::ports::{Finished, Hand, Idempotency, Kept, StoreError};
use crate::signer::fingerprint;

/// How long a row is in the hand of whoever took it. After that it is taken to have crashed, or the insurer's answer may be
/// known by now.
const IN_HAND: Duration = Duration::seconds(60);
/// The most that are taken at once.
const MOST: u32 = 64;

/// Why an import is not kept.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The key came with something else.
    #[error("the idempotency key was used for something else")]
    KeyReused,
    /// It could not be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Desk {
    /// Keeps a file of shipments, whose rows are then booked one by one. Sent again under its key, it is the one that was kept.
    ///
    /// # Errors
    /// Where it is not kept, and why.
    pub async fn import(
        &self,
        merchant: &Merchant,
        uploaded: Uploaded,
        idempotency: Idempotency,
    ) -> Result<(Import, Tally, Sent), ImportError> {
        let rows = uploaded.rows.into_iter().map(|(line, cells)| match cells {
            Ok(cells) => ImportRow { line, cells, end: None },
            Err(bad) => {
                let end = RowEnd::Failed { reasons: bad.code().to_owned() };
                ImportRow { line, cells: Node::Null, end: Some(end) }
            }
        });
        let import = Import {
            id: self.ids.fresh("import"),
            merchant: merchant.id.clone(),
            programme: uploaded.programme,
            created_at: self.clock.now(),
            state: ImportState::Running,
        };
        let new = NewImport { rows: rows.collect(), import, idempotency };
        match self.store.keep_import(&new).await? {
            Kept::Now => {
                let rows = new.rows.len() as u64;
                let failed = new.rows.iter().filter(|row| row.end.is_some()).count() as u64;
                Ok((new.import, Tally { rows, failed, ..Tally::default() }, Sent::Now))
            }
            Kept::Before(import, tally) => Ok((*import, tally, Sent::Before)),
            Kept::KeyReused => Err(ImportError::KeyReused),
        }
    }

    /// Takes some rows that wait for their turn: those that nobody has in hand.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn take_rows(&self) -> Result<Vec<(Import, ImportRow)>, StoreError> {
        let now = self.clock.now();
        self.store.take_rows(Hand { before: now - IN_HAND, now, limit: MOST }).await
    }

    /// Books a row that was taken, and records what became of it. Where that is not known yet it goes on waiting: taken again,
    /// it is the booking that its key made.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn import_row(
        &self,
        merchant: &Merchant,
        import: &Import,
        row: &ImportRow,
    ) -> Result<(), StoreError> {
        let cells = serde_json::to_string(&row.cells).unwrap_or_default();
        let key = format!("{}/{}", import.id, row.line);
        let idempotency = Idempotency { key, fingerprint: fingerprint(&cells) };
        let call = call(&row.cells, import.programme.as_deref());
        let booked = match request(&row.cells, call.clone()) {
            Ok(request) => self.book_directly(merchant, request, &idempotency).await,
            // Whoever mends the row mends it once.
            Err(errors) => {
                let of_the_call = self.call_faults(merchant, call);
                Err(DirectError::Invalid(of_the_call.into_iter().chain(errors).collect()))
            }
        };
        match end(booked, import, row)? {
            Some(end) => self.store.end_row(&import.id, row.line, &end).await,
            None => Ok(()),
        }
    }

    /// Ends the imports whose rows have all come to an end.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn finish_imports(&self) -> Result<(), StoreError> {
        for (import, tally) in self.store.finished_imports().await? {
            let at = self.clock.now();
            let event = Event::of_import(self.ids.fresh("event"), &import, &tally, at);
            self.store.finish_import(&Finished { import: import.id, at, event }).await?;
        }
        Ok(())
    }
}

/// Whether a file is kept now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It is.
    Now,
    /// It was kept before.
    Before,
}

/// What became of a row; `None` where nobody knows yet.
fn end(
    booked: Result<Booked, DirectError>,
    import: &Import,
    row: &ImportRow,
) -> Result<Option<RowEnd>, StoreError> {
    let failed = |errors: &[FieldError]| Some(RowEnd::Failed { reasons: faults(errors, &row.cells) });
    let refused = |reasons: &str| Some(RowEnd::Refused { booking: None, reasons: reasons.to_owned() });
    Ok(match booked {
        Ok(Booked::Now(booking) | Booked::Before(booking)) => end_of(booking),
        Err(DirectError::Invalid(errors)) => failed(&errors),
        Err(DirectError::Declined(declined)) => {
            let codes: Vec<DeclinedCodes> = declined.iter().map(lutine_core::Declined::codes).collect();
            refused(&DeclinedCodes::written(&codes, import.programme.as_deref()))
        }
        Err(DirectError::Book(error)) => match error {
            BookError::Store(error) => return Err(error),
            BookError::OrderInsured => refused("order-insured"),
            BookError::Consent(errors) => failed(&errors),
            BookError::KeyReused => refused("idempotency-key-reused"),
            // It was quoted this moment: only somebody who has the row too can have been in the way.
            BookError::PriceChanged(_) | BookError::QuoteUsed | BookError::QuoteDeclined => None,
        },
    })
}

fn end_of(booking: Booking) -> Option<RowEnd> {
    match booking.state {
        State::Booking | State::Unknown | State::PendingPayment { .. } => None,
        State::Rejected(refusal) => Some(RowEnd::Refused {
            booking: Some(booking.id),
            reasons: format!("insurer-refused {}", refusal.code),
        }),
        State::Booked(_)
        | State::Amending(_)
        | State::Cancelling(_)
        | State::Cancelled(_)
        | State::Expired => Some(RowEnd::Booked { booking: booking.id }),
    }
}
