//! Amounts in whole minor units, and exchange rates.

use serde_json::Value;

use super::rational::Rational;

/// How many digits stand behind the point.
pub(crate) fn scale(currency: &str) -> u32 {
    match currency {
        "JPY" => 0,
        "USD" | "EUR" | "GBP" => 2,
        "KWD" => 3,
        other => panic!("no scale for {other}"),
    }
}

/// `12.5` in minor units.
pub(crate) fn minor(text: &str, currency: &str) -> i128 {
    (Rational::decimal(text) * units(currency)).floor()
}

/// Minor units as a decimal at the currency's scale.
pub(crate) fn text(minor: i128, currency: &str) -> String {
    match scale(currency) {
        0 => minor.to_string(),
        digits => {
            let unit = 10_i128.pow(digits);
            format!("{}.{:0width$}", minor / unit, minor % unit, width = digits as usize)
        }
    }
}

/// Minor units as an amount of the currency.
pub(crate) fn major(minor: i128, currency: &str) -> Rational {
    Rational::whole(minor) / units(currency)
}

/// An exact amount in minor units, half up.
pub(crate) fn half_up(amount: Rational, currency: &str) -> i128 {
    (amount * units(currency)).half_up()
}

/// An exact amount in minor units, rounded down.
pub(crate) fn down(amount: Rational, currency: &str) -> i128 {
    (amount * units(currency)).floor()
}

fn units(currency: &str) -> Rational {
    Rational::whole(10_i128.pow(scale(currency)))
}

/// What one unit of `from` is in `to` by the call's rates (`1 base = rate units`), through the base.
pub(crate) fn exchange(from: &str, to: &str, rates: &Value) -> Option<Rational> {
    if from == to {
        return Some(Rational::whole(1));
    }
    let per_base = |currency: &str| {
        if rates["base"] == currency {
            return Some(Rational::whole(1));
        }
        rates["rates"][currency].as_str().map(Rational::decimal)
    };
    Some(per_base(to)? / per_base(from)?)
}

#[test]
fn amounts_are_read_and_written_at_their_scale() {
    let there_and_back = |amount, currency| text(minor(amount, currency), currency);
    assert_eq!(there_and_back("200", "USD"), "200.00");
    assert_eq!(there_and_back("0.5", "KWD"), "0.500");
    assert_eq!(there_and_back("715", "JPY"), "715");
    assert_eq!(there_and_back("999999999999999.99", "EUR"), "999999999999999.99");
}

#[test]
fn a_cross_rate_goes_through_the_base() {
    let rates = serde_json::json!({ "base": "EUR", "rates": { "USD": "1.25", "GBP": "0.75" } });
    assert_eq!(exchange("USD", "GBP", &rates), Some(Rational::new(3, 5)));
    assert_eq!(exchange("EUR", "USD", &rates), Some(Rational::new(5, 4)));
    assert_eq!(exchange("EUR", "JPY", &rates), None);
    assert_eq!(exchange("JPY", "JPY", &Value::Null), Some(Rational::whole(1)));
}
