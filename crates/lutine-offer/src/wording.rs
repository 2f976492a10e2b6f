//! The sentences of a card, from what the core says. Regulated wording comes from the programme.

use lutine_core::{Condition, Deductible, Liability, Money, Offer, Peril, Reason, TaxStatus};

use crate::config::Config;
use crate::host::{Host, fill};

/// What is covered, in the programme's own words.
pub(crate) fn summary(host: &Host, config: &Config, offer: &Offer) -> String {
    let programme = config.tariff.programmes.iter().find(|programme| programme.id == offer.programme);
    let text = programme.and_then(|programme| programme.texts.get("en", "summary")).unwrap_or_default();
    fill(String::from(text), &[("cover", &host.money(offer.cover))])
}

/// What lowers or conditions the cover, the gravest first; the first may be helped by a signature.
pub(crate) fn conditions(host: &Host, config: &Config, offer: &Offer) -> Vec<String> {
    let mut lines = Vec::new();
    for parcel in &offer.parcels {
        if let Some(payable) = parcel.payable_without_signature
            && payable == parcel.maximum_payable
        {
            lines.push(host.fill("signature", &[("amount", &host.money(payable))]));
        }
    }
    for (category, deductible) in deductibles(offer) {
        let id = config.tariff.categories.find(category);
        let name = id.and_then(|id| config.tariff.categories.get(id)).map_or(category, |known| &known.name);
        lines.push(host.fill("deductible", &[("category", name), ("rate", &deductible.rate.to_string())]));
    }
    for condition in &offer.conditions {
        match condition {
            Condition::NeutralPackaging => lines.push(host.text("neutral-packaging")),
            Condition::ProofOfValue => lines.push(host.text("proof-of-value")),
            Condition::SignatureAdvised { .. } => {}
        }
    }
    lines.dedup();
    lines
}

/// Whether a signature at delivery would raise what is paid.
pub(crate) fn signature_helps(offer: &Offer) -> bool {
    offer.conditions.iter().any(|condition| matches!(condition, Condition::SignatureAdvised { .. }))
}

fn deductibles(offer: &Offer) -> Vec<(&str, Deductible)> {
    let mut found: Vec<(&str, Deductible)> = Vec::new();
    for parcel in &offer.parcels {
        let items = parcel.items.iter().flatten().map(|item| (item.category.as_str(), item.deductible));
        for (category, deductible) in items.chain([(parcel.category.as_str(), parcel.deductible)]) {
            if let Some(deductible) = deductible
                && !found.iter().any(|(known, _)| *known == category)
            {
                found.push((category, deductible));
            }
        }
    }
    found
}

/// Below the yes: how often, which tax, and what the order then comes to.
pub(crate) fn yes_note(host: &Host, offer: &Offer, order_total: Option<Money>) -> String {
    let once = match offer.tax_status {
        TaxStatus::Determined => "once-with-tax",
        TaxStatus::NoneDue => "once",
        TaxStatus::NotDetermined => "once-taxes-may-apply",
    };
    let total = order_total.and_then(|total| total.plus(offer.total));
    joined(host.text(once), total.map(|total| host.fill("order-total", &[("total", &host.money(total))])))
}

/// Below the no: what the order then comes to, and what the carrier owes anyway.
pub(crate) fn no_note(host: &Host, liability: &Liability, order_total: Option<Money>) -> String {
    let total = order_total.map(|total| host.fill("order-total", &[("total", &host.money(total))]));
    joined(total.unwrap_or_default(), owed(host, liability))
}

/// What the carrier owes for all parcels; nothing where nobody states it.
fn owed(host: &Host, liability: &Liability) -> Option<String> {
    let first = liability.parcels.first()?;
    let amounts: Option<Vec<Money>> = liability.parcels.iter().map(|parcel| parcel.amount).collect();
    let amount = Money::sum(amounts?, first.amount?.currency())?;
    let perils: Vec<String> = first.perils.iter().map(|peril| host.text(peril_key(*peril))).collect();
    let perils = perils.join(&host.text("or"));
    Some(host.fill("carrier-owes", &[("amount", &host.money(amount)), ("perils", &perils)]))
}

const fn peril_key(peril: Peril) -> &'static str {
    match peril {
        Peril::Loss => "loss",
        Peril::Theft => "theft",
        Peril::Damage => "damage",
    }
}

/// One calm sentence on why not, of the reason that says most, and what happens instead.
pub(crate) fn ineligible(host: &Host, config: &Config, reasons: &[Reason], liability: &Liability) -> String {
    let why = excluded(host, config, reasons).or_else(|| too_valuable(host, reasons)).unwrap_or_else(|| {
        let not_this = |reason: &&Reason| !matches!(reason, Reason::NotOnSale);
        let key = match reasons.iter().find(not_this) {
            Some(Reason::CarrierNotServed { .. } | Reason::OtherProviderChosen { .. }) => {
                "carrier-not-covered"
            }
            Some(Reason::DestinationNotServed { .. } | Reason::OriginNotServed { .. }) => "route-not-covered",
            Some(Reason::NoExchangeRate { .. }) => "currency-not-covered",
            _ => "nothing-on-sale",
        };
        host.text(key)
    });
    joined(joined(why, Some(host.text("ships-as-usual"))), owed(host, liability))
}

fn excluded(host: &Host, config: &Config, reasons: &[Reason]) -> Option<String> {
    let category = reasons.iter().find_map(|reason| match reason {
        Reason::CategoryExcluded { category, .. } => Some(category),
        _ => None,
    })?;
    let known = config.tariff.categories.get(config.tariff.categories.find(category)?)?;
    Some(host.fill("category-not-covered", &[("category", &known.name)]))
}

/// The highest of the limits that are too low.
fn too_valuable(host: &Host, reasons: &[Reason]) -> Option<String> {
    let limits = reasons.iter().filter_map(|reason| match reason {
        Reason::ValueAboveLimit { limit, .. } => Some(*limit),
        _ => None,
    });
    let highest =
        limits.reduce(
            |one, other| if one.compare(&other).is_some_and(|order| order.is_lt()) { other } else { one },
        )?;
    Some(host.fill("value-not-covered", &[("limit", &host.money(highest))]))
}

fn joined(mut text: String, more: Option<String>) -> String {
    if let Some(more) = more {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&more);
    }
    text
}
