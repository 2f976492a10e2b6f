//! The table that comes in, checked as a whole.

use crate::call::QuoteCall;
use crate::error::{ErrorCode, FieldError, message};
use crate::nearest::instead;
use crate::node::Node;
use crate::read::{Faults, Fields, Path, quoted};
use crate::row::{Column, RowTerms};
use crate::tariff::Tariff;

/// Whose fault a column is that there is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The table's: it was put together column by column.
    Columns,
    /// Each row's that has a cell there: they were put into columns one by one.
    Rows,
}

/// So many rows of cells.
#[derive(Debug)]
pub struct Table<'t> {
    /// How it was put together.
    pub form: Form,
    /// How many.
    pub rows: usize,
    /// The columns by name, in any order.
    pub columns: Vec<(String, Coded<'t>)>,
    /// What each parcel is worth, where that is no column.
    pub worth: Option<Worth<'t>>,
}

/// A column by dictionary.
#[derive(Debug)]
pub struct Coded<'t> {
    /// The different cells.
    pub values: Vec<Node>,
    /// For each row the place of its cell in `values`; `None` where all rows have the first one.
    pub codes: Option<&'t [u32]>,
}

/// Amounts in whole smallest units, one a row.
#[derive(Debug)]
pub struct Worth<'t>(pub &'t [i64]);

impl Worth<'_> {
    /// What is no whole number, or none that 64 bits hold.
    pub const NONE: i64 = i64::MIN;

    pub(super) fn of(&self, row: usize) -> Option<i64> {
        self.0.get(row).copied().filter(|units| *units != Self::NONE)
    }
}

impl Table<'_> {
    /// The faults of a row that has a cell in a column that there is not.
    pub(super) fn unknown_in(&self, row: usize) -> Vec<FieldError> {
        let mut faults = Faults::default();
        for (name, coded) in &self.columns {
            if Column::named(name).is_none() && !matches!(coded.cell(row), Node::Null) {
                unknown(name, &mut faults);
            }
        }
        faults.0
    }

    pub(super) fn column(&self, column: Column) -> Option<&Coded<'_>> {
        self.columns.iter().find(|(name, _)| name == column.name()).map(|(_, coded)| coded)
    }
}

impl Coded<'_> {
    /// The cell of a row.
    pub(super) fn cell(&self, row: usize) -> &Node {
        self.values.get(self.code(row)).unwrap_or(&Node::Null)
    }

    /// The place of a row's cell.
    pub(super) fn code(&self, row: usize) -> usize {
        let code = self.codes.and_then(|codes| codes.get(row)).copied().unwrap_or_default();
        usize::try_from(code).unwrap_or(usize::MAX)
    }
}

/// Reads the options and checks the table's shape. The call is any with these options.
pub(super) fn terms(
    options: &Node,
    table: &Table<'_>,
    tariff: &Tariff,
) -> Result<(RowTerms, QuoteCall), Vec<FieldError>> {
    let mut faults = Faults::default();
    let root = Path::Root;
    for (name, column) in &table.columns {
        shape(name, column, table, &mut faults);
    }
    if let Some(Worth(units)) = &table.worth
        && units.len() != table.rows
    {
        length(Path::Field(&root, Column::Amount.name()), units.len(), table.rows, &mut faults);
    }
    for column in Column::REQUIRED {
        let is_worth = column == Column::Amount && table.worth.is_some();
        if table.column(column).is_none() && !is_worth {
            let name = column.name();
            faults.add(Path::Field(&root, name), ErrorCode::MissingField, message!("`{name}` is missing"));
        }
    }
    let mut read = None;
    if let Some(mut fields) = Fields::open(options, root, &mut faults) {
        let mut at = |name| fields.node(name).cloned().unwrap_or(Node::Null);
        let terms =
            RowTerms { as_of: at("asOf"), programmes: at("programmes"), exchange_rates: at("exchangeRates") };
        fields.close(&mut faults);
        // A call in which nothing else can be wrong.
        let call = terms.call(|column| match column {
            Column::Origin | Column::Destination => Node::text("US"),
            Column::Amount => Node::text("1"),
            Column::Currency => Node::text("USD"),
            _ => Node::Null,
        });
        match QuoteCall::read(&call, tariff) {
            Ok(call) => read = Some((terms, call)),
            Err(errors) => faults.0.extend(errors),
        }
    }
    faults.finish(read)
}

fn shape(name: &str, column: &Coded<'_>, table: &Table<'_>, faults: &mut Faults) {
    let root = Path::Root;
    let path = Path::Field(&root, name);
    if table.form == Form::Columns && Column::named(name).is_none() {
        return unknown(name, faults);
    }
    if column.values.is_empty() && table.rows > 0 {
        faults.add(Path::Field(&path, "values"), ErrorCode::EmptyList, message!("has no value"));
    }
    let Some(codes) = column.codes else { return };
    let path = Path::Field(&path, "codes");
    if codes.len() != table.rows {
        length(path, codes.len(), table.rows, faults);
    }
    let is_code = |code: &u32| usize::try_from(*code).is_ok_and(|code| code < column.values.len());
    if let Some((row, code)) = codes.iter().enumerate().find(|(_, code)| !is_code(code)) {
        let message = message!("`{code}` is the place of no value: there are {}", column.values.len());
        faults.add(Path::Index(&path, row), ErrorCode::UnknownValue, message);
    }
}

fn unknown(name: &str, faults: &mut Faults) {
    let names = Column::ALL.map(Column::name);
    let message = message!("{} is not a column{}", quoted(name), instead(name, &names));
    faults.add(Path::Field(&Path::Root, name), ErrorCode::UnknownField, message);
}

fn length(path: Path<'_>, found: usize, rows: usize, faults: &mut Faults) {
    faults.add(path, ErrorCode::UnknownValue, message!("has {found} rows where the others have {rows}"));
}
