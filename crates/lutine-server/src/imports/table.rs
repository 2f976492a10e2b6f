//! A table of shipments, read as far as its rows: what is in them is looked at when they are booked.

use lutine_booking::{BadRow, ImportColumn};
use lutine_core::Node;

use crate::batch::{line_ends, stray_quote};

/// The most rows of one import.
pub(crate) const MOST_ROWS: usize = 20_000;
/// What some programs begin a UTF-8 file with.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A row and the number of its first line.
type Row = (u64, Result<Node, BadRow>);

/// Why a table is none.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TableError {
    /// Its header row names something else, or not all that must be there.
    #[error("the header row {problem}; the columns are {}", names())]
    Header {
        /// What is wrong with it.
        problem: String,
    },
    /// It has a header row at the most.
    #[error("the table has no rows; the columns are {}", names())]
    Empty,
    /// It is longer than is read.
    #[error("the table has more than {MOST_ROWS} rows: send it in parts")]
    TooLong,
    /// A quotation mark takes in what follows, as far as to the next one.
    #[error(
        "line {line} opens a quotation mark and does not close it at a cell's end; one that is meant is written twice, within two"
    )]
    Quote {
        /// Where the cell begins.
        line: u64,
    },
}

fn names() -> String {
    ImportColumn::names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Reads a table with a header row.
///
/// # Errors
/// Where it is none, or too long. A row that is none is told with its line.
pub(crate) fn read(table: &[u8]) -> Result<Vec<Row>, TableError> {
    let table = table.strip_prefix(BYTE_ORDER_MARK).unwrap_or(table);
    if let Some(cell) = stray_quote(table) {
        return Err(TableError::Quote { line: 1 + line_ends(&table[..cell]) });
    }
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).trim(csv::Trim::All).from_reader(table);
    let mut record = csv::ByteRecord::new();
    // What is in memory can always be read.
    if !reader.read_byte_record(&mut record).unwrap_or(false) {
        return Err(TableError::Empty);
    }
    let columns = columns(&record).map_err(|problem| TableError::Header { problem })?;
    let (mut rows, mut lines) = (Vec::new(), Lines { table, line: 1, counted: 0 });
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        if rows.len() == MOST_ROWS {
            return Err(TableError::TooLong);
        }
        let line = lines.at(record.position().map_or(0, csv::Position::byte));
        rows.push((line, row(&columns, &record)));
    }
    if rows.is_empty() { Err(TableError::Empty) } else { Ok(rows) }
}

/// Counts lines. The reader's own count is of where it went on to read, which may be the end of the line before, or an empty one.
struct Lines<'t> {
    table: &'t [u8],
    line: u64,
    counted: usize,
}

impl Lines<'_> {
    /// The line of the first character from a place on that ends no line.
    fn at(&mut self, place: u64) -> u64 {
        let place = usize::try_from(place).unwrap_or(usize::MAX).max(self.counted);
        let rest = self.table.get(place..).unwrap_or_default();
        let begins = place + rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let before = self.table.get(self.counted..begins).unwrap_or_default();
        self.line += line_ends(before);
        self.counted = begins;
        self.line
    }
}

fn columns(header: &csv::ByteRecord) -> Result<Vec<ImportColumn>, String> {
    let mut columns = Vec::new();
    if let (1, Some(separator)) = (header.len(), header[0].iter().find(|byte| b";\t".contains(byte))) {
        let called = if *separator == b';' { "semicolons" } else { "tabs" };
        return Err(format!("is parted by {called}: write commas"));
    }
    for name in header {
        let name = String::from_utf8_lossy(name).trim().to_ascii_lowercase();
        let column =
            ImportColumn::named(&name).ok_or_else(|| format!("names `{name}`, which is no column"))?;
        if columns.contains(&column) {
            return Err(format!("names `{name}` twice"));
        }
        columns.push(column);
    }
    match ImportColumn::REQUIRED.into_iter().find(|column| !columns.contains(column)) {
        Some(missing) => Err(format!("lacks `{}`", missing.name())),
        None => Ok(columns),
    }
}

/// The cells of a row that have something in them.
fn row(columns: &[ImportColumn], record: &csv::ByteRecord) -> Result<Node, BadRow> {
    if record.len() != columns.len() {
        return Err(BadRow::WrongLength);
    }
    let mut cells = Vec::new();
    for (column, cell) in columns.iter().zip(record) {
        let cell = std::str::from_utf8(cell).map_err(|_| BadRow::NoText)?;
        if cell.contains('\0') {
            return Err(BadRow::NoText);
        }
        if !cell.is_empty() {
            cells.push((column.name().to_owned(), Node::text(cell)));
        }
    }
    Ok(Node::Table(cells))
}

#[cfg(test)]
mod tests {
    use lutine_booking::BadRow;
    use lutine_core::Node;

    use super::read;

    const HEADER: &str = "order,first_name,last_name,email,policyholder,origin,destination,amount,currency\n";

    #[test]
    fn room_around_a_cell_is_no_part_of_it() {
        let rows = read(format!("{HEADER} A, Ada ,King,a@b.c,US,US,US,\t1.00, \n").as_bytes()).unwrap();
        let row = rows[0].1.as_ref().unwrap();
        let cell = |name| row.get(name).and_then(Node::as_text);
        assert_eq!(
            [cell("order"), cell("first_name"), cell("amount")],
            [Some("A"), Some("Ada"), Some("1.00")]
        );
        assert_eq!(cell("currency"), None, "nothing but room is nothing");
    }

    #[test]
    fn rows_have_the_line_that_they_begin_on() {
        let table = format!(
            "\u{feff}{}A,\"Ada\nAugusta\",King,a@b.c,US,US,US,1.00,USD\r\n\nB,Ada\nC,,,,,,,,\n",
            HEADER.to_uppercase()
        );
        let rows = read(table.as_bytes()).unwrap();
        let lines: Vec<_> = rows.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 5, 6]);
        let first = rows[0].1.as_ref().unwrap();
        assert_eq!(first.get("first_name").and_then(Node::as_text), Some("Ada\nAugusta"));
        assert_eq!(rows[1].1, Err(BadRow::WrongLength));
        assert_eq!(rows[2].1.as_ref().unwrap().entries().len(), 1);
        let crlf = format!("{}A,,,,,,,,\r\nB,,,,,,,,\r\n", HEADER.replace('\n', "\r\n"));
        let lines: Vec<_> = read(crlf.as_bytes()).unwrap().iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 3]);
        let old = format!("{}A,,,,,,,,\rB,,,,,,,,\r", HEADER.replace('\n', "\r"));
        let lines: Vec<_> = read(old.as_bytes()).unwrap().iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 3]);
        let other = [HEADER.as_bytes(), b"\xff,,,,,,,,"].concat();
        assert_eq!(read(&other).unwrap()[0].1, Err(BadRow::NoText));
    }

    #[test]
    fn what_is_no_table_says_what_one_has() {
        for (table, said) in [
            ("", "no rows"),
            (HEADER, "no rows"),
            ("order,what\nA,B", "names `what`, which is no column"),
            ("order,order\nA,B", "names `order` twice"),
            ("order\nA", "lacks `origin`"),
        ] {
            let error = read(table.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(said) && error.contains("`order_value`"), "{error}");
        }
        assert!(read((HEADER.to_owned() + &"A\n".repeat(20_001)).as_bytes()).is_err());
    }
}
