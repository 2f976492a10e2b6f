//! Premium tax, by the policyholder's country.

use serde_json::Value;

use super::money;
use super::rational::Rational;

/// The rate in hundredths of a percent, and whether only domestic transit is taxed.
fn law(country: &str) -> Option<(i128, bool)> {
    match country {
        "DE" => Some((19_00, true)),
        "GB" => Some((12_00, true)),
        "AT" => Some((11_00, true)),
        "BE" => Some((1_40, false)),
        "IT" => Some((21_25, false)),
        "FI" => Some((25_50, false)),
        "NL" => Some((0, false)),
        _ => None,
    }
}

/// The tax on the sum of premiums, in minor units, and how sure it is.
pub(crate) fn tax(call: &Value, premium: i128, currency: &str) -> (i128, &'static str) {
    let Some(country) = call["policyholder"]["country"].as_str() else {
        return (0, "not-determined");
    };
    let ends = ["origin", "destination"].map(|end| call["shipment"][end]["country"].as_str());
    let domestic = ends == [Some(country); 2];
    match law(country) {
        None => (0, "not-determined"),
        Some((0, _)) => (0, "none-due"),
        Some((_, true)) if !domestic => (0, "none-due"),
        Some((rate, _)) => {
            let exact = money::major(premium, currency) * Rational::new(rate, 100_00);
            (money::half_up(exact, currency), "determined")
        }
    }
}
