//! Which values of a column no rule tells apart: rows that differ in nothing else share a lane.

use super::keys::plain_category;
use super::table::Table;
use crate::call::QuoteCall;
use crate::category::CategoryId;
use crate::country::Country;
use crate::node::Node;
use crate::programme::Programme;
use crate::read::{FromNode, Slug, text};
use crate::row::Column;
use crate::tariff::Tariff;

/// What the rules see of a value: in which lists it stands, and which country it is, where another column may have the same.
type Seen = (Vec<bool>, Option<Country>);

/// So many values of which nothing is known are compared with others; there are no more currencies than that.
const MOST_ALONE: usize = 256;

/// The rules that a table is asked under.
pub(super) struct Rules<'t> {
    table: &'t Table<'t>,
    tariff: &'t Tariff,
    programmes: Vec<&'t Programme>,
    /// For each value of the column of contents what it was taken to be.
    pub(super) contents: Vec<Option<CategoryId>>,
}

impl<'t> Rules<'t> {
    /// Of a call with the same options.
    pub(super) fn new(table: &'t Table<'t>, call: &QuoteCall, tariff: &'t Tariff) -> Self {
        let on_sale = |id: &&str| tariff.on_sale(id, call.as_of);
        let contents = table.column(Column::Content).map_or(&[][..], |column| &column.values);
        Self {
            table,
            tariff,
            programmes: call.asked(tariff).iter().filter_map(on_sale).collect(),
            contents: contents.iter().map(|content| plain_category(content, &tariff.categories)).collect(),
        }
    }

    /// For each value of a column its class, from zero, and how many classes there are. One that cannot be read, or of which
    /// nothing is known here, is alone.
    pub(super) fn classes(&self, column: Column, values: &[Node]) -> (Vec<usize>, usize) {
        let mut classes: Vec<Option<Seen>> = Vec::new();
        let mut alone: Vec<(&Node, usize)> = Vec::new();
        let partners = self.partners(column);
        let mut categories = vec![None; self.tariff.categories.count()];
        let mut of_values = Vec::with_capacity(values.len());
        for (place, value) in values.iter().enumerate() {
            let category = self.category(column, place, value);
            let known = category.and_then(|CategoryId(category)| categories.get_mut(category));
            if let Some(Some(class)) = known {
                of_values.push(*class);
                continue;
            }
            let seen = match category {
                Some(category) => Some((self.seen(|one, seen| one.sees_category(category, seen)), None)),
                None => self.see(column, value, &partners),
            };
            let same = match seen {
                Some(_) => classes.iter().position(|other| *other == seen),
                None => alone.iter().find(|(other, _)| is_same(other, value)).map(|(_, class)| *class),
            };
            let class = same.unwrap_or(classes.len());
            if same.is_none() {
                if seen.is_none() && alone.len() < MOST_ALONE {
                    alone.push((value, class));
                }
                classes.push(seen);
            }
            known.into_iter().for_each(|known| *known = Some(class));
            of_values.push(class);
        }
        (of_values, classes.len())
    }

    fn see(&self, column: Column, value: &Node, partners: &[Country]) -> Option<Seen> {
        match column {
            Column::Carrier => {
                let Slug(carrier) = Slug::from_node(value).ok()?;
                Some((self.seen(|one, seen| one.sees_carrier(&carrier, seen)), None))
            }
            Column::Origin | Column::Destination => {
                let country = Country::from_node(value).ok()?;
                let seen = self.seen(|one, seen| match column {
                    Column::Origin => one.sees_origin(country, seen),
                    _ => one.sees_destination(country, seen),
                });
                Some((seen, partners.contains(&country).then_some(country)))
            }
            Column::Policyholder => {
                let country = Country::from_node(value).ok()?;
                Some((Vec::new(), self.tariff.taxes.knows(country).then_some(country)))
            }
            // No rule looks at a reference, as long as it can be read.
            Column::Reference => text(value).ok().map(|_| (Vec::new(), None)),
            _ => None,
        }
    }

    fn seen(&self, of: impl Fn(&Programme, &mut Vec<bool>)) -> Vec<bool> {
        let mut seen = Vec::new();
        self.programmes.iter().for_each(|programme| of(programme, &mut seen));
        seen
    }

    fn category(&self, column: Column, place: usize, value: &Node) -> Option<CategoryId> {
        match column {
            Column::Content => self.contents.get(place).copied().flatten(),
            Column::Category => self.tariff.categories.read_id(value).ok(),
            _ => None,
        }
    }

    /// The countries that an end is compared with: those of the other end, and of policyholders whose tax asks for both.
    fn partners(&self, column: Column) -> Vec<Country> {
        let other = match column {
            Column::Origin => Column::Destination,
            Column::Destination => Column::Origin,
            _ => return Vec::new(),
        };
        let countries = |column| {
            let values = self.table.column(column).map_or(&[][..], |column| &column.values);
            values.iter().filter_map(|value| Country::from_node(value).ok())
        };
        let holders = countries(Column::Policyholder).filter(|holder| self.tariff.taxes.compares(*holder));
        countries(other).chain(holders).collect()
    }
}

/// Whether two cells are the same; of what no cell should be, nobody asks.
fn is_same(one: &Node, other: &Node) -> bool {
    match (one, other) {
        (Node::Null, Node::Null) => true,
        (Node::Text(one), Node::Text(other)) => one == other,
        _ => false,
    }
}
