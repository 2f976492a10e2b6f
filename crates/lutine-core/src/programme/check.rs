//! What is wrong with a programme as a whole, though each of its fields can be read.
//!
//! Only with the feature `authoring`: whoever loads a file checks it once, and whoever gets it from there (a browser,
//! from the server) need not.

use core::cmp::Ordering;

use super::{
    Band, Carriers, ClaimWindow, ConditionCode, Corridor, DeductibleRule, Limits, Pricing, PricingCase,
    SignatureRule, Steps,
};
use crate::currency::Currency;
use crate::date::Date;
use crate::error::{ErrorCode, message};
use crate::money::Money;
use crate::nearest::instead;
use crate::node::Node;
use crate::programme::CoverKind;
use crate::read::{Faults, Fields, Path, quoted};

/// Whether whole programmes are checked: not where they come checked, and every check would be bytes.
pub(crate) const ON: bool = cfg!(feature = "authoring");

/// The currency, or one to go on reading with where it is missing: then the rest is checked as well, and the fault that
/// was noted keeps the programme from being used.
pub(super) fn currency_to_read_on(currency: Option<Currency>) -> Option<Currency> {
    currency.or(if ON { Some(Currency::NONE) } else { None })
}

/// A period that ends before it begins.
pub(super) fn period(from: Date, to: Option<Date>, path: Path<'_>, faults: &mut Faults) {
    if ON && to.is_some_and(|to| to < from) {
        faults.add(
            path,
            ErrorCode::BadPeriod,
            message!("`to` is before `from`: write a day from `{from}` on, or leave it out"),
        );
    }
}

/// A claim window that ends before it begins, or is the second of its peril.
pub(super) fn window(window: &ClaimWindow, earlier: &[ClaimWindow], path: Path<'_>, faults: &mut Faults) {
    if ON && earlier.iter().any(|other| other.peril == window.peril) {
        let message = message!("`{}` has a window before this one: write one", window.peril.name());
        faults.add(path, ErrorCode::DuplicateField, message);
    }
    if ON
        && let Some((from, to)) = window.from_days.zip(window.to_days)
        && to < from
    {
        let message = message!("`toDays` is before `fromDays`: write `{from}` or more, or leave it out");
        faults.add(path, ErrorCode::BadPeriod, message);
    }
}

/// A list of carriers that names some beside `*`, which is all of them: one may be misspelt, and nobody would see.
pub(super) fn any_alone(listed: usize, any: bool, path: Path<'_>, faults: &mut Faults) {
    if ON && any && listed > 1 {
        let message = message!("`*` is any carrier: name it alone, or leave it out");
        faults.add_to(&path, "carriers", ErrorCode::UnknownValue, message);
    }
}

/// Lists that need an entry and have none.
pub(super) fn entries(fields: &mut Fields<'_, '_>, names: &[&'static str], faults: &mut Faults) {
    for name in names.iter().filter(|_| ON) {
        if fields.node(name).is_none_or(Node::is_empty_list) {
            let message = message!("`{name}` needs at least one entry{}", entry_instead(name));
            faults.add_to(fields.path(), name, ErrorCode::EmptyList, message);
        }
    }
}

/// Lists that narrow where they are there, and have no entry: they would mean nothing at all, or everything.
pub(super) fn entries_if_any(
    fields: &mut Fields<'_, '_>,
    lists: &[(&'static str, &str)],
    faults: &mut Faults,
) {
    for (name, all) in lists.iter().filter(|_| ON) {
        if fields.node(name).is_some_and(Node::is_empty_list) {
            let message = message!("`{name}` has no entry: leave it out for {all}");
            faults.add_to(fields.path(), name, ErrorCode::EmptyList, message);
        }
    }
}

/// A carrier's own cover that does not serve that carrier, or that does not say what it is.
pub(super) fn provider(
    kind: Option<CoverKind>,
    provider: Option<&str>,
    carriers: &Carriers,
    conditions: &[ConditionCode],
    fields: &mut Fields<'_, '_>,
    faults: &mut Faults,
) {
    if !ON || kind != Some(CoverKind::DeclaredValue) && fields.node("provider").is_none() {
        return;
    }
    // An entry that cannot be read may be the one that is missed here.
    let mut all_read = |name, read: usize| match fields.node(name) {
        None => true,
        Some(Node::List(list)) => list.len() == read,
        Some(_) => false,
    };
    let named = carriers.named();
    let carriers_read = all_read("carriers", named.len());
    let conditions_read = all_read("conditions", conditions.len());
    if let Some(provider) = provider
        && carriers_read
        && !named.is_empty()
        && !named.iter().any(|carrier| carrier == provider)
    {
        let named: Vec<&str> = named.iter().map(String::as_str).collect();
        let message = message!(
            "`{provider}` is not among the `carriers`, so no parcel is covered{}",
            instead(provider, &named)
        );
        faults.add_to(fields.path(), "provider", ErrorCode::UnknownValue, message);
    }
    if conditions_read && !conditions.contains(&ConditionCode::CarrierLiability) {
        let message = if fields.node("provider").is_some() {
            message!("a carrier's own cover says so: add `carrier-liability`, or leave out `provider`")
        } else {
            message!("a declared value says what it is: add `carrier-liability`")
        };
        faults.add_to(fields.path(), "conditions", ErrorCode::MissingField, message);
    }
}

/// A limit that no parcel is within: above zero it must be, and so is every parcel.
pub(super) fn limit(limit: Option<Money>, path: Path<'_>, faults: &mut Faults) {
    if ON && limit.is_some_and(|limit| limit.is_zero()) {
        let message = message!("a limit of zero covers nothing");
        faults.add(path, ErrorCode::ZeroAmount, message);
    }
}

/// A deductible for goods that rules before it take already.
pub(super) fn deductible(
    rule: &DeductibleRule,
    earlier: &[DeductibleRule],
    path: Path<'_>,
    faults: &mut Faults,
) {
    if ON && earlier.iter().any(|other| other.covers(rule)) {
        let message = message!("a rule before this one matches all goods that it is for");
        faults.add(path, ErrorCode::NeverReached, message);
    }
}

/// A signature that is required from a value on that no parcel may have.
pub(super) fn signature(
    rule: Option<&SignatureRule>,
    limits: Option<&Limits>,
    path: Path<'_>,
    faults: &mut Faults,
) {
    if ON
        && let Some((SignatureRule::RequiredFrom(from), limits)) = rule.zip(limits)
        && let limit = limits.highest()
        && from.compare(&limit) == Some(Ordering::Greater)
    {
        let message =
            message!("no parcel reaches `requiredFrom`: the limit is `{limit}`; write at most that");
        faults.add(path, ErrorCode::LimitBelowBand, message);
    }
}

/// A tariff without a case.
pub(super) fn cases(node: &Node, path: Path<'_>, faults: &mut Faults) {
    if ON && node.is_empty_list() {
        let message = message!("`pricing` needs at least one case, with a `kind`");
        faults.add(path, ErrorCode::EmptyList, message);
    }
}

/// A peril that is named twice.
pub(super) fn perils(fields: &mut Fields<'_, '_>, path: Path<'_>, faults: &mut Faults) {
    if !ON {
        return;
    }
    let named = fields.node("perils").map_or(&[][..], Node::elements);
    for (index, peril) in named.iter().enumerate() {
        let is_peril = |earlier: &Node| peril.as_text().is_some_and(|peril| earlier.as_text() == Some(peril));
        if named.iter().take(index).any(is_peril) {
            faults.add(Path::Index(&path, index), ErrorCode::DuplicateField, message!("is named before"));
        }
    }
}

/// A declared value that is called insurance, which it is not.
pub(super) fn title(kind: Option<CoverKind>, title: Option<&str>, path: Path<'_>, faults: &mut Faults) {
    // Byte by byte: looking for a text in another is two kilobytes of the library's.
    let is_called = |title: &str| title.as_bytes().windows(5).any(|word| word.eq_ignore_ascii_case(b"insur"));
    if ON && kind == Some(CoverKind::DeclaredValue) && title.is_some_and(is_called) {
        let message = message!("a declared value is no insurance: leave the word out");
        faults.add(path, ErrorCode::UnknownValue, message);
    }
}

/// A placeholder that nothing is put in the place of: shoppers would read it. Only the summary has one.
pub(super) fn placeholders(name: &str, sentence: &str, path: Path<'_>, faults: &mut Faults) {
    if !ON {
        return;
    }
    const COVER: &[u8] = b"{cover}";
    let letters = sentence.as_bytes();
    for at in 0..letters.len() {
        let rest = letters.get(at..).unwrap_or_default();
        if rest.first() == Some(&b'{') && (name != "summary" || !rest.starts_with(COVER)) {
            let message = message!("only a `summary` has a placeholder, `{{cover}}`");
            faults.add(path, ErrorCode::UnknownValue, message);
        }
    }
}

/// A locale that is none: not as `en` or `pt-BR`.
pub(super) fn locale(locale: &str, path: Path<'_>, faults: &mut Faults) {
    let mut parts = locale.as_bytes().split(|byte| *byte == b'-');
    let language = parts.next().unwrap_or_default();
    let named = (2..=3).contains(&language.len()) && language.iter().all(u8::is_ascii_alphabetic);
    let is_part = |part: &[u8]| (2..=8).contains(&part.len()) && part.iter().all(u8::is_ascii_alphanumeric);
    if ON && !(named && parts.all(is_part)) {
        let message = message!("{} is not a locale such as `en` or `pt-BR`", quoted(locale));
        faults.add(path, ErrorCode::UnknownValue, message);
    }
}

/// A case that no parcel reaches, bands that overlap, leave a gap or lie above the limit, steps of nothing.
pub(super) fn case(
    case: &PricingCase,
    earlier: &[PricingCase],
    limits: Option<&Limits>,
    path: Path<'_>,
    faults: &mut Faults,
) {
    if !ON {
        return;
    }
    let taken = |corridor| !case.is_for(corridor) || earlier.iter().any(|other| other.covers(case, corridor));
    if [Corridor::Domestic, Corridor::International].into_iter().all(taken) {
        faults.add(
            path,
            ErrorCode::NeverReached,
            message!("the cases before this one match every parcel that it is for: put it before them"),
        );
    }
    let limit = limits.map(Limits::highest);
    match &case.pricing {
        Pricing::Bands(bands) => check_bands(bands, limit, Path::Field(&path, "bands"), faults),
        Pricing::Steps(steps) => check_steps(steps, limit, path, faults),
        Pricing::Percent { .. } | Pricing::Flat(_) | Pricing::Insurer => {}
    }
}

fn check_bands(bands: &[Band], limit: Option<Money>, path: Path<'_>, faults: &mut Faults) {
    let mut lower: Option<Money> = None;
    for (index, band) in bands.iter().enumerate() {
        let at = Path::Index(&path, index);
        let is_last = index.saturating_add(1) == bands.len();
        if let Some((lower, limit)) = lower.zip(limit)
            && lower.compare(&limit) != Some(Ordering::Less)
        {
            let message =
                message!("no parcel reaches this band: the limit is `{limit}`; raise it or drop the band");
            faults.add(at, ErrorCode::LimitBelowBand, message);
        }
        match (band.up_to, lower) {
            (None, _) if !is_last => {
                let message =
                    message!("a band without `upTo` overlaps all that follow: only the last has none");
                faults.add(at, ErrorCode::BadBands, message);
            }
            (Some(upper), Some(lower)) if upper.compare(&lower) != Some(Ordering::Greater) => {
                faults.add(
                    at,
                    ErrorCode::BadBands,
                    message!("overlaps the band before it: `upTo` must be above `{lower}`"),
                );
            }
            (Some(upper), _) if is_last => {
                let message =
                    message!("leaves a gap above `{upper}`: the last band has no `upTo`, the limit ends it");
                faults.add(at, ErrorCode::BadBands, message);
            }
            _ => {}
        }
        lower = band.up_to.or(lower);
    }
    if bands.is_empty() {
        faults.add(
            path,
            ErrorCode::EmptyList,
            message!("`bands` needs at least one band, such as `{{ rate = \"1%\" }}`"),
        );
    }
}

fn check_steps(steps: &Steps, limit: Option<Money>, path: Path<'_>, faults: &mut Faults) {
    if steps.step.is_zero() {
        faults.add_to(
            &path,
            "step",
            ErrorCode::ZeroAmount,
            message!("a step must be worth something, such as `100.00`"),
        );
    }
    if let Some((free, limit)) = steps.free.zip(limit)
        && free.compare(&limit) != Some(Ordering::Less)
    {
        let message = message!("everything up to the limit of `{limit}` would be free: write less than that");
        faults.add_to(&path, "free", ErrorCode::LimitBelowBand, message);
    }
}

/// The end of a message on a list that has no entry.
fn entry_instead(name: &str) -> &'static str {
    if name == "source" {
        ": write where a figure comes from and when it was read, or that it is assumed"
    } else {
        ", such as `loss`"
    }
}
