//! The lanes of a table, made where rows of a kind come again or are likely to, and the readable path for all else.

use super::alike::Rules;
use super::keys::{Keys, plain_category, to_u64};
use super::table::{Coded, Table};
use super::{GREATEST, ManyAnswer};
use crate::bulk::{Lane, Stretch, units};
use crate::call::QuoteCall;
use crate::category::CategoryId;
use crate::currency::Currency;
use crate::error::{ErrorCode, FieldError, Said, message, written};
use crate::money::Money;
use crate::node::Node;
use crate::offer::Offer;
use crate::quote::{Declined, DeclinedCodes, QuoteAnswer, quote};
use crate::reason::Reason;
use crate::row::{Column, RowTerms};
use crate::tariff::Tariff;

/// Premium, tax and total.
type Figures = [u64; 3];

const NO_FIGURES: Figures = [0; 3];

/// Up to so many keys are looked up by their place, more by halving.
const MOST_PLACES: u64 = 1 << 16;

/// No lane yet, and none has been missed.
const UNMET: u32 = 0;
/// Such a row has been seen once, and has gone the readable path. Only the second pays for a lane.
const MET: u32 = 1;
/// From here on the lanes are counted.
const FIRST: u32 = 2;

/// The lanes of a table.
pub(super) struct Lanes<'t> {
    table: &'t Table<'t>,
    tariff: &'t Tariff,
    terms: RowTerms,
    pub(super) keys: Keys<'t>,
    /// The category of each description.
    contents: Vec<Option<CategoryId>>,
    /// The column of amounts, where there is one.
    amounts: Option<&'t Coded<'t>>,
    /// By key what is known of it, where there are few keys.
    by_key: Vec<u32>,
    /// The same where there are many: sorted, and only what is known.
    known: Vec<(u64, u32)>,
    /// `None`: such rows go the readable path.
    lanes: Vec<Option<Known>>,
    /// There are so few keys that most will come again.
    is_eager: bool,
    pub(super) answers: Vec<ManyAnswer>,
}

/// A lane and its answers.
struct Known {
    lane: Lane,
    /// For each stretch the answers of the programmes that offer, or the one where none does.
    answers: Vec<Vec<u32>>,
}

impl<'t> Lanes<'t> {
    /// `call` is any with the same options.
    pub(super) fn new(table: &'t Table<'t>, terms: RowTerms, call: &QuoteCall, tariff: &'t Tariff) -> Self {
        let rules = Rules::new(table, call, tariff);
        let keys = Keys::new(table, &rules);
        let few = keys.count.filter(|count| *count <= MOST_PLACES);
        let by_key = vec![UNMET; few.and_then(|count| usize::try_from(count).ok()).unwrap_or_default()];
        Self {
            table,
            tariff,
            terms,
            keys,
            contents: rules.contents,
            amounts: table.column(Column::Amount),
            by_key,
            known: Vec::new(),
            lanes: Vec::new(),
            is_eager: few.is_some_and(|few| few.saturating_mul(4) <= to_u64(table.rows)),
            answers: Vec::new(),
        }
    }

    /// The answer to a row: its place in `answers`, and its figures.
    #[inline]
    pub(super) fn answer(&mut self, row: usize, key: u64) -> (u32, Figures) {
        self.quick(row, key).unwrap_or_else(|| self.readable(row))
    }

    #[inline(always)]
    fn quick(&mut self, row: usize, key: u64) -> Option<(u32, Figures)> {
        self.keys.count?;
        let place = match self.place(key).checked_sub(FIRST) {
            Some(place) => place,
            None => self.meet(key, row)?,
        };
        let known = self.lanes.get(usize::try_from(place).ok()?)?.as_ref()?;
        let worth = match &self.table.worth {
            Some(worth) => u64::try_from(worth.of(row)?).ok().filter(|units| *units > 0)?,
            None => units(
                self.amounts?.cell(row).as_text()?.as_bytes(),
                usize::from(known.lane.currency().scale()),
            )?,
        };
        let answer = known.lane.price(worth)?;
        let answers = known.answers.get(answer.stretch)?;
        match answer.offer {
            Some(offer) if offer.total <= GREATEST => {
                Some((*answers.get(offer.place)?, [offer.premium, offer.tax, offer.total]))
            }
            Some(_) => None,
            None => Some((*answers.first()?, NO_FIGURES)),
        }
    }

    #[inline(always)]
    fn place(&self, key: u64) -> u32 {
        if let Some(place) = usize::try_from(key).ok().and_then(|key| self.by_key.get(key)) {
            return *place;
        }
        let found = self.known.binary_search_by_key(&key, |(key, _)| *key).ok();
        found.and_then(|place| self.known.get(place)).map_or(UNMET, |(_, place)| *place)
    }

    /// Notes that a row of this key has come. `Some`: for the second time, and there is its lane.
    #[cold]
    fn meet(&mut self, key: u64, row: usize) -> Option<u32> {
        let lane = (self.is_eager || self.place(key) == MET).then(|| self.learn(row));
        let place = lane.and_then(|lane| lane.checked_add(FIRST)).unwrap_or(MET);
        if let Some(known) = usize::try_from(key).ok().and_then(|key| self.by_key.get_mut(key)) {
            *known = place;
        } else {
            match self.known.binary_search_by_key(&key, |(key, _)| *key) {
                Ok(at) => self.known.get_mut(at).into_iter().for_each(|(_, known)| *known = place),
                Err(at) => self.known.insert(at, (key, place)),
            }
        }
        lane
    }

    /// Makes the lane of a row.
    fn learn(&mut self, row: usize) -> u32 {
        let category = match self.table.column(Column::Content) {
            Some(column) => self.contents.get(column.code(row)).copied().flatten(),
            None => plain_category(&Node::Null, &self.tariff.categories),
        };
        let category = category.map(|category| Node::Text(self.tariff.categories.name(category)));
        let call = self.terms.call(|column| match (column, &category) {
            // One unit of any currency: the lane is for every amount.
            (Column::Amount, _) => Node::text("1"),
            (Column::Content, Some(_)) => Node::Null,
            (Column::Category, Some(category)) => match self.cell(column, row) {
                Node::Null => category.clone(),
                given => given,
            },
            _ => self.cell(column, row),
        });
        let call = QuoteCall::read(&call, self.tariff).ok().filter(|_| self.table.unknown_in(row).is_empty());
        let known = call.and_then(|call| Lane::of(&call, self.tariff)).map(|(lane, stretches)| {
            let currency = lane.currency();
            let answers = stretches.into_iter().map(|stretch| self.places(stretch, currency)).collect();
            Known { lane, answers }
        });
        self.lanes.push(known);
        u32::try_from(self.lanes.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// The places of a stretch's answers.
    fn places(&mut self, stretch: Stretch, currency: Currency) -> Vec<u32> {
        if stretch.offering.is_empty() {
            return vec![self.keep(ManyAnswer::Declined { declined: stretch.declined })];
        }
        stretch.offering.into_iter().map(|programme| self.keep(quoted(programme, currency))).collect()
    }

    /// The place of an answer, which is added where it is new.
    fn keep(&mut self, answer: ManyAnswer) -> u32 {
        // There can be as many different faults as rows: only the last answers are compared with.
        let first = match answer {
            ManyAnswer::Invalid { .. } => self.answers.len().saturating_sub(16),
            _ => 0,
        };
        let recent = self.answers.get(first..).unwrap_or_default();
        let known = recent.iter().position(|known| *known == answer).map(|place| first.saturating_add(place));
        let place = known.unwrap_or_else(|| {
            self.answers.push(answer);
            self.answers.len().saturating_sub(1)
        });
        u32::try_from(place).unwrap_or(u32::MAX)
    }

    fn cell(&self, column: Column, row: usize) -> Node {
        self.table.column(column).map_or(Node::Null, |column| column.cell(row).clone())
    }

    /// Answers a row by the core's own `quote`.
    #[cold]
    fn readable(&mut self, row: usize) -> (u32, Figures) {
        let currency = self.cell(Column::Currency, row).as_text().and_then(Currency::parse);
        let worth = self.table.worth.as_ref().map(|worth| amount(worth.of(row), currency));
        let call = self.terms.call(|column| match (&worth, column) {
            (Some(Ok(amount)), Column::Amount) => Node::text(amount),
            // Some amount, so that all else that is wrong is told too.
            (Some(Err(_)), Column::Amount) => Node::text("1"),
            _ => self.cell(column, row),
        });
        let (mut faults, understood) = match quote(&call, self.tariff) {
            QuoteAnswer::Quoted { offers, declined, .. } => (Vec::new(), Some(first(offers, &declined))),
            QuoteAnswer::Invalid { errors } => (errors, None),
        };
        for fault in &mut faults {
            if let Some(column) = Column::at(&fault.path) {
                fault.path = String::from(column.name());
            }
        }
        faults.extend(worth.and_then(Result::err));
        faults.extend(self.table.unknown_in(row));
        let (answer, figures) = match understood {
            Some(understood) if faults.is_empty() => understood,
            _ => (ManyAnswer::Invalid { errors: faults }, NO_FIGURES),
        };
        (self.keep(answer), figures)
    }
}

/// The first offer, or every reason why there is none.
fn first(offers: Vec<Offer>, declined: &[Declined]) -> (ManyAnswer, Figures) {
    let Some(offer) = offers.into_iter().next() else {
        let declined = declined.iter().map(Declined::codes).collect();
        return (ManyAnswer::Declined { declined }, NO_FIGURES);
    };
    match [offer.premium, offer.tax, offer.total].map(figure) {
        [Some(premium), Some(tax), Some(total)] => {
            (quoted(offer.programme, offer.total.currency()), [premium, tax, total])
        }
        _ => (out_of_range(offer.programme), NO_FIGURES),
    }
}

fn quoted(programme: String, currency: Currency) -> ManyAnswer {
    ManyAnswer::Quoted { programme, currency }
}

fn out_of_range(programme: String) -> ManyAnswer {
    let declined = DeclinedCodes { programme, codes: vec![Reason::AmountOutOfRange.code()] };
    ManyAnswer::Declined { declined: vec![declined] }
}

fn figure(money: Money) -> Option<u64> {
    u64::try_from(money.minor()?).ok().filter(|units| *units <= GREATEST)
}

/// What a number of smallest units is as an amount of a call. Where the currency cannot be read, any will do: that is told.
fn amount(units: Option<i64>, currency: Option<Currency>) -> Result<String, FieldError> {
    let fault = |code, said: Said<'_>| FieldError {
        path: String::from(Column::Amount.name()),
        code,
        message: written(said),
    };
    let Some(units) = units else {
        let said = message!("must be a whole number of smallest units, such as `1250` for 12.50");
        return Err(fault(ErrorCode::MalformedAmount, said));
    };
    if units < 0 {
        return Err(fault(ErrorCode::NegativeAmount, message!("must be above zero, not `{units}`")));
    }
    let Some(currency) = currency else { return Ok(String::from("1")) };
    let amount = Money::from_minor(units, currency).map(|money| money.amount());
    amount.ok_or_else(|| fault(ErrorCode::AmountTooLarge, message!("`{units}` is more than an amount holds")))
}
