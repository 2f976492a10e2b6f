//! Amounts that lie on edges more often than chance would put them there, and ugly exchange rates.

use serde_json::{Map, Value, json};

use super::super::money::{down, exchange, minor, scale, text};
use super::super::rational::Rational;
use super::random::Random;

/// Each currency, and roughly a millionth of what one dollar is in it.
const CURRENCIES: [(&str, i128); 5] =
    [("USD", 1_000_000), ("EUR", 913_700), ("GBP", 782_134), ("JPY", 151_237_000), ("KWD", 307_130)];

/// Sums at which some programme's terms change, and sums around them.
const EDGES: [&str; 15] = [
    "715.00",
    "98.00",
    "100.00",
    "200.00",
    "300.00",
    "345.00",
    "1000.00",
    "2.80",
    "250.00",
    "5000.00",
    "10000.00",
    "50000.00",
    "120000.00",
    "71500.00",
    "500.00",
];

/// The call's currency and its rates, `null` where it has none.
pub(super) struct Wallet {
    pub(super) currency: &'static str,
    pub(super) rates: Value,
}

impl Wallet {
    pub(super) fn new(random: &mut Random) -> Self {
        let (currency, wanted) = match random.below(100) {
            0..50 => ("USD", 40),
            50..65 => ("EUR", 60),
            65..75 => ("GBP", 60),
            75..88 => ("JPY", 85),
            _ => ("KWD", 85),
        };
        let rates = if random.chance(wanted) { rates(random) } else { Value::Null };
        Self { currency, rates }
    }

    /// Minor units, at least one.
    pub(super) fn amount(&self, random: &mut Random) -> i128 {
        let amount = match random.below(100) {
            0..30 => self.edge(random),
            30..45 => self.foreign_edge(random),
            45..48 => 1,
            48 => 10_i128.pow(15 + scale(self.currency)) - 1 - self.edge(random) % 7,
            49 => 10_i128.pow(5 + random.below(10) as u32 + scale(self.currency)) + 7,
            _ => {
                // A uniform number of digits; most programmes end at seven of a two-digit currency.
                let digits = 2 + scale(self.currency) + random.below(3) as u32 + self.digits_of_a_dollar();
                1 + i128::from(random.below(10_u64.pow(digits)))
            }
        };
        amount.max(1)
    }

    fn digits_of_a_dollar(&self) -> u32 {
        if self.currency == "JPY" { 2 } else { 0 }
    }

    /// An edge as it stands, or one minor unit beside it.
    fn edge(&self, random: &mut Random) -> i128 {
        let edge = random.pick(&EDGES);
        let edge = if scale(self.currency) == 0 { &edge[..edge.len() - 3] } else { edge };
        minor(edge, self.currency) + i128::from(random.below(3)) - 1
    }

    /// An edge of a programme in another currency: the last amount within it, or the first beyond.
    fn foreign_edge(&self, random: &mut Random) -> i128 {
        let other = random.pick(&["USD", "USD", "EUR", "GBP"]);
        let edge = Rational::decimal(random.pick(&EDGES));
        match exchange(other, self.currency, &self.rates) {
            Some(rate) => down(edge * rate, self.currency) + i128::from(random.below(2)),
            None => self.edge(random),
        }
    }

    /// As people write it: `200.00`, `200.0` or `200`.
    pub(super) fn write(&self, amount: i128, random: &mut Random) -> Value {
        let full = text(amount, self.currency);
        let short = if full.contains('.') { full.trim_end_matches('0').trim_end_matches('.') } else { &full };
        if random.chance(70) { json!(full) } else { json!(short) }
    }
}

/// Rates of most of the other currencies.
fn rates(random: &mut Random) -> Value {
    let (base, of_base) = random.pick(&CURRENCIES);
    let mut rates = Map::new();
    for (currency, of_dollar) in CURRENCIES {
        if currency != base && random.chance(88) {
            rates.insert(currency.to_owned(), json!(rate(random, of_dollar, of_base)));
        }
    }
    if rates.is_empty() {
        rates.insert(if base == "USD" { "EUR" } else { "USD" }.to_owned(), json!("1"));
    }
    json!({ "base": base, "rates": rates })
}

/// About so many for one, with three to six digits that do not divide well.
fn rate(random: &mut Random, of_dollar: i128, of_base: i128) -> String {
    if random.chance(8) {
        return random.pick(&["1", "0.5", "2", "0.9137", "151.237", "0.3", "7"]).to_owned();
    }
    let mut digits = random.below(5) as u32;
    while of_dollar * 10_i128.pow(digits) < 100 * of_base {
        digits += 1;
    }
    let unit = 10_i128.pow(digits);
    let about = of_dollar * unit * i128::from(9_000 + random.below(2_001)) / (of_base * 10_000);
    let fraction = format!("{:0width$}", about % unit, width = digits as usize);
    match fraction.trim_end_matches('0') {
        "" => (about / unit).to_string(),
        fraction => format!("{}.{fraction}", about / unit),
    }
}
