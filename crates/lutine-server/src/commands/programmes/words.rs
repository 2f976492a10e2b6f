//! A programme's data in words.

use lutine_core::{Currency, Money, Node};

/// How figures are written: with their currency, or, in a column that says it, bare.
pub(super) struct Figures {
    currency: Option<Currency>,
    bare: bool,
}

impl Figures {
    pub(super) fn bare(programme: &Node) -> Self {
        Self { currency: Currency::parse(text(programme, "currency")), bare: true }
    }

    pub(super) fn full(programme: &Node) -> Self {
        Self { bare: false, ..Self::bare(programme) }
    }

    /// `120,000.00 USD`
    pub(super) fn money(&self, amount: &str) -> String {
        let money = self.currency.and_then(|currency| Money::parse(amount, currency).ok());
        let Some(money) = money else { return amount.to_owned() };
        let digits = money.amount();
        let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
        let mut written = String::new();
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                written.push(',');
            }
            written.push(digit);
        }
        if !decimals.is_empty() {
            written = format!("{written}.{decimals}");
        }
        if self.bare { written } else { format!("{written} {}", money.currency()) }
    }

    /// `1%`, and of what.
    fn share(&self, rate: &str, of: &str) -> String {
        if self.bare { rate.to_owned() } else { format!("{rate} of {of}") }
    }
}

/// A text of a table; empty where there is none.
pub(super) fn text<'n>(node: &'n Node, name: &str) -> &'n str {
    node.get(name).and_then(Node::as_text).unwrap_or_default()
}

/// A text of a table within a table.
pub(super) fn field<'n>(node: &'n Node, table: &str, name: &str) -> Option<&'n str> {
    node.get(table)?.get(name)?.as_text()
}

/// The texts of a list.
pub(super) fn texts<'n>(node: &'n Node, name: &str) -> Vec<&'n str> {
    node.get(name).map(Node::elements).unwrap_or_default().iter().filter_map(Node::as_text).collect()
}

/// Where a programme's figures come from.
pub(super) fn sources(programme: &Node) -> impl Iterator<Item = &str> {
    texts(programme, "source").into_iter()
}

/// Insurance, or a carrier's own promise.
pub(super) fn kind(programme: &Node) -> &str {
    match text(programme, "kind") {
        "declared-value" => "declared value",
        kind => kind,
    }
}

/// `loss, theft and damage`
pub(super) fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// Each case of the price: which parcels, and how much.
pub(super) fn cases(programme: &Node, figures: &Figures) -> Vec<String> {
    let cases = programme.get("pricing").map(Node::elements).unwrap_or_default();
    let case = |case: &Node| match criteria(case) {
        criteria if criteria.is_empty() => price(case, figures),
        criteria => format!("{criteria}: {}", price(case, figures)),
    };
    cases.iter().map(case).collect()
}

/// `domestic, from US`; empty where a case is for every parcel.
pub(super) fn criteria(case: &Node) -> String {
    let corridor = case.get("corridor").and_then(Node::as_text).map(str::to_owned);
    let lists = [("category", ""), ("origin", "from "), ("destination", "to "), ("carrier", "by ")];
    let lists = lists.iter().map(|(name, word)| (texts(case, name), word));
    let lists =
        lists.filter(|(list, _)| !list.is_empty()).map(|(list, word)| format!("{word}{}", list.join(" or ")));
    corridor.into_iter().chain(lists).collect::<Vec<_>>().join(", ")
}

fn price(case: &Node, figures: &Figures) -> String {
    let money = |name: &str| case.get(name).and_then(Node::as_text).map(|amount| figures.money(amount));
    let sum = |name: &str| money(name).unwrap_or_default();
    let least = money("minimum").map(|minimum| format!(", at least {minimum}")).unwrap_or_default();
    match text(case, "kind") {
        "percent" => figures.share(text(case, "rate"), "the value") + &least,
        "bands" => bands(case, figures),
        "flat" => format!("{} a parcel", sum("amount")),
        "step" => {
            let free = money("free").map(|free| format!("free up to {free}, above it ")).unwrap_or_default();
            format!("{free}{} for every started {}{least}", sum("amount"), sum("step"))
        }
        _ => "asked of the insurer".to_owned(),
    }
}

fn bands(case: &Node, figures: &Figures) -> String {
    let band = |band: &Node| {
        let price = match band.get("amount").and_then(Node::as_text) {
            Some(amount) => figures.money(amount),
            None => figures.share(text(band, "rate"), "the whole value"),
        };
        match band.get("upTo").and_then(Node::as_text) {
            Some(upper) => format!("{price} up to {}", figures.money(upper)),
            None => format!("{price} above"),
        }
    };
    let bands: Vec<String> =
        case.get("bands").map(Node::elements).unwrap_or_default().iter().map(band).collect();
    bands.join(", ")
}

#[cfg(test)]
mod tests {
    use lutine_core::Node;

    use super::{Figures, cases};

    fn words(pricing: &str) -> Vec<String> {
        let text = format!("currency = \"USD\"\npricing = {pricing}");
        let programme: Node = lutine_programmes::parse("test", &text).unwrap();
        cases(&programme, &Figures::full(&programme))
    }

    #[test]
    fn every_kind_of_price_has_words() {
        for (pricing, said) in [
            ("{ kind = \"flat\", amount = \"5\" }", "5.00 USD a parcel"),
            ("{ kind = \"insurer\" }", "asked of the insurer"),
            (
                "{ kind = \"percent\", rate = \"1%\", minimum = \"1000\" }",
                "1% of the value, at least 1,000.00 USD",
            ),
            (
                "{ kind = \"bands\", bands = [{ upTo = \"9\", amount = \"1\" }, { rate = \"2%\" }] }",
                "1.00 USD up to 9.00 USD, 2% of the whole value above",
            ),
            (
                "{ kind = \"step\", step = \"100\", amount = \"1\", minimum = \"3\", free = \"100\" }",
                "free up to 100.00 USD, above it 1.00 USD for every started 100.00 USD, at least 3.00 USD",
            ),
            (
                "{ corridor = \"domestic\", origin = [\"US\", \"CA\"], kind = \"flat\", amount = \"1\" }",
                "domestic, from US or CA: 1.00 USD a parcel",
            ),
        ] {
            assert_eq!(words(&format!("[{pricing}]")), [said]);
        }
    }
}
