//! The programmes on sale on a day, one a line.

use lutine_core::{Date, Node, Tariff};
use lutine_programmes::Data;

use super::words::{self, Figures};
use crate::commands::terminal::{self, Column, DIM, counted};

const COLUMNS: [Column; 7] = [
    Column { heading: "programme", right: false },
    Column { heading: "revision", right: false },
    Column { heading: "kind", right: false },
    Column { heading: "in", right: false },
    Column { heading: "price", right: false },
    Column { heading: "limit", right: true },
    Column { heading: "assumed", right: true },
];
const PRICE: usize = 4;

/// The data of what is on sale: of each programme the revision of that day.
pub(super) fn on_sale<'d>(data: &'d Data, tariff: &Tariff, day: Date) -> Vec<&'d Node> {
    let pairs = data.programmes.iter().zip(&tariff.programmes);
    pairs
        .filter(|(_, programme)| tariff.on_sale(&programme.id, day) == Some(programme))
        .map(|(node, _)| node)
        .collect()
}

pub(super) fn table(data: &Data, tariff: &Tariff, day: Date) -> String {
    let programmes = on_sale(data, tariff, day);
    if programmes.is_empty() {
        return format!("No programme is on sale on {day}.\n");
    }
    let rows: Vec<[String; 7]> = programmes.iter().map(|node| row(node)).collect();
    let table = terminal::table(&COLUMNS, PRICE, &rows);
    let count = counted(programmes.len(), "programme");
    let hint = "`lutine programmes ID` explains one, and names what is assumed";
    format!("\n{table}\n  {count} on sale on {day}\n  {DIM}{hint}{DIM:#}\n\n")
}

fn row(node: &Node) -> [String; 7] {
    let text = |name| words::text(node, name).to_owned();
    let assumed = words::sources(node).filter(|source| lutine_programmes::is_assumed(source)).count();
    let figures = Figures::bare(node);
    let mut limit =
        words::field(node, "limit", "default").map(|limit| figures.money(limit)).unwrap_or_default();
    if node.get("limit").is_some_and(|limit| limit.entries().len() > 1) {
        limit = format!("varies, {limit}");
    }
    [
        text("id"),
        text("revision"),
        words::kind(node).to_owned(),
        text("currency"),
        words::cases(node, &figures).join("; "),
        limit,
        assumed.to_string(),
    ]
}
