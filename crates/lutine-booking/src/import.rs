//! Imports: a merchant's shipments as a table, each row of which becomes a booking or says why not.

use lutine_core::{Column, FieldError, Node, RowTerms};
use time::OffsetDateTime;

use crate::booking::Booking;
use crate::ports::Idempotency;
use crate::request::DirectRequest;

/// A table of shipments that is being booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub merchant: String,
    /// The only programme that is asked, where one is named.
    pub programme: Option<String>,
    /// When it was kept.
    pub created_at: OffsetDateTime,
    /// Where it stands.
    pub state: ImportState,
}

/// Where an import stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportState {
    /// Rows of it wait for their turn, or for an insurer's answer.
    Running,
    /// Every row has its end.
    Completed {
        /// Since when.
        at: OffsetDateTime,
    },
}

/// How many rows of an import have come to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub rows: u64,
    /// Those that are booked.
    pub booked: u64,
    /// Those that no programme takes, or not the insurer, or that are insured already.
    pub refused: u64,
    /// Those that cannot be read.
    pub failed: u64,
}

/// A file as it was sent, read as far as its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uploaded {
    /// The only programme that is to be asked.
    pub programme: Option<String>,
    /// The rows, each with its line.
    pub rows: Vec<(u64, Result<Node, BadRow>)>,
}

/// A row that is no row of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadRow {
    /// It has more cells or fewer than there are columns.
    WrongLength,
    /// It is no UTF-8.
    NoText,
}

/// An import that is to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewImport {
    /// What it is.
    pub import: Import,
    /// Its rows; those that are bad have their end already.
    pub rows: Vec<ImportRow>,
    /// Under which key it was sent, and what.
    pub idempotency: Idempotency,
}

/// A row of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRow {
    /// The number of its first line in the file, from 1.
    pub line: u64,
    /// Its cells by the names of their columns.
    pub cells: Node,
    /// What became of it; `None` while it waits.
    pub end: Option<RowEnd>,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowEnd {
    /// It is booked, as this.
    Booked {
        /// The booking's id.
        booking: String,
    },
    /// It is a "no": of every programme, of the insurer, or because it is insured already.
    Refused {
        /// The booking that the insurer refused, where it came to that.
        booking: Option<String>,
        /// The codes.
        reasons: String,
    },
    /// It cannot be read.
    Failed {
        /// The codes, by column.
        reasons: String,
    },
}

/// A row as it is reported.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportRow {
    /// The row; its end says what it came to.
    pub row: ImportRow,
    /// The booking that it became, as it is now.
    pub booking: Option<Booking>,
}

/// A column of an import: those of a table of parcels, and what a booking needs besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportColumn {
    /// As where rows are only priced. `policyholder` is the country of whoever is insured.
    Parcel(Column),
    /// The shop's order.
    Order,
    /// The goods without insurance, in the row's currency; the insured amount where it is left out.
    OrderValue,
    /// The policyholder's given name.
    FirstName,
    /// The policyholder's family name.
    LastName,
    /// Where the policy goes.
    Email,
}

impl BadRow {
    /// The code as it stands in reports.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::WrongLength => "wrong-number-of-cells",
            Self::NoText => "malformed-input",
        }
    }
}

impl Tally {
    /// Those that wait for their turn, or for an insurer's answer.
    #[must_use]
    pub const fn waiting(&self) -> u64 {
        self.rows.saturating_sub(self.booked).saturating_sub(self.refused).saturating_sub(self.failed)
    }

    /// How much of it is done, rounded down.
    #[must_use]
    pub fn percent(&self) -> u64 {
        let done = self.rows.saturating_sub(self.waiting());
        done.saturating_mul(100).checked_div(self.rows).unwrap_or(100)
    }
}

impl ImportColumn {
    const OWN: [(Self, &'static str, &'static str); 5] = [
        (Self::Order, "order", "order.id"),
        (Self::OrderValue, "order_value", "order.value.amount"),
        (Self::FirstName, "first_name", "policyholder.firstName"),
        (Self::LastName, "last_name", "policyholder.lastName"),
        (Self::Email, "email", "policyholder.email"),
    ];
    /// Those without which no row can be booked.
    pub const REQUIRED: [Self; 9] = [
        Self::Parcel(Column::Origin),
        Self::Parcel(Column::Destination),
        Self::Parcel(Column::Amount),
        Self::Parcel(Column::Currency),
        Self::Parcel(Column::Policyholder),
        Self::Order,
        Self::FirstName,
        Self::LastName,
        Self::Email,
    ];

    /// What tables call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Parcel(column) => column.name(),
            own => Self::OWN.into_iter().find(|(known, ..)| *known == own).map_or("", |(_, name, _)| name),
        }
    }

    /// The column of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let own = Self::OWN.into_iter().find(|(_, known, _)| *known == name).map(|(column, ..)| column);
        own.or_else(|| Column::named(name).map(Self::Parcel))
    }

    /// Every column's name.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Column::ALL.into_iter().map(Column::name).chain(Self::OWN.into_iter().map(|(_, name, _)| name))
    }

    /// The column that says what a request has there.
    fn at(path: &str) -> Option<&'static str> {
        let own = Self::OWN.into_iter().find(|(.., known)| *known == path).map(|(_, name, _)| name);
        own.or_else(|| Column::at(path.strip_prefix("call.").unwrap_or(path)).map(Column::name))
    }
}

/// A cell of a row; [`Node::Null`] where there is nothing in it.
fn cell(cells: &Node, column: ImportColumn) -> Node {
    match cells.get(column.name()).and_then(Node::as_text) {
        None | Some("") => Node::Null,
        Some(text) => Node::text(text),
    }
}

/// The call that a row stands for. Who is insured stands with the request, and goes into it from there.
pub(crate) fn call(cells: &Node, programme: Option<&str>) -> Node {
    let programmes = programme.map_or(Node::Null, |id| Node::List(vec![Node::text(id)]));
    let terms = RowTerms { as_of: Node::Null, programmes, exchange_rates: Node::Null };
    let call = terms.call(|column| match column {
        Column::Policyholder => Node::Null,
        column => cell(cells, ImportColumn::Parcel(column)),
    });
    // What is left out must not look as if it were set.
    match call {
        Node::Table(fields) => {
            Node::Table(fields.into_iter().filter(|(_, node)| *node != Node::Null).collect())
        }
        other => other,
    }
}

/// The request that a row stands for.
///
/// # Errors
/// The faults of the row but for those of its call, by the paths of the request.
pub(crate) fn request(cells: &Node, call: Node) -> Result<DirectRequest, Vec<FieldError>> {
    let cell = |column| cell(cells, column);
    let value = match cell(ImportColumn::OrderValue) {
        Node::Null => cell(ImportColumn::Parcel(Column::Amount)),
        value => value,
    };
    let currency = cell(ImportColumn::Parcel(Column::Currency));
    let value = Node::table([("amount", value), ("currency", currency)]);
    DirectRequest::read(&Node::table([
        ("call", call),
        ("order", Node::table([("id", cell(ImportColumn::Order)), ("value", value)])),
        (
            "policyholder",
            Node::table([
                ("firstName", cell(ImportColumn::FirstName)),
                ("lastName", cell(ImportColumn::LastName)),
                ("email", cell(ImportColumn::Email)),
                ("country", cell(ImportColumn::Parcel(Column::Policyholder))),
            ]),
        ),
    ]))
}

/// Every fault by its column: `amount malformed-amount, order missing-field`. A column says each thing once.
pub(crate) fn faults(errors: &[FieldError], cells: &Node) -> String {
    let valued = cell(cells, ImportColumn::OrderValue) != Node::Null;
    let mut named: Vec<String> = Vec::new();
    for error in errors {
        let place = match error.path.as_str() {
            "policyholder.country" => Column::Policyholder.name(),
            "order.value.currency" => Column::Currency.name(),
            "order.value.amount" if !valued => Column::Amount.name(),
            path => ImportColumn::at(path).unwrap_or(path),
        };
        let fault = format!("{place} {}", error.code.as_str());
        if !named.contains(&fault) {
            named.push(fault);
        }
    }
    named.join(", ")
}
