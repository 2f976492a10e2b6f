//! Reading a programme's file, or the same as JSON.

use super::rules::read_rounding;
use super::{
    Cancellation, Carriers, Claims, ConditionCode, CoverKind, DeductibleRule, Documents, Exclusions, Limits,
    Peril, PricingCase, Programme, SignatureRule, Texts, check,
};
use crate::category::Categories;
use crate::country::Country;
use crate::currency::Currency;
use crate::date::Date;
use crate::error::FieldError;
use crate::node::Node;
use crate::read::{Faults, Fields, Path, Slug, each};

impl Programme {
    /// Reads one revision.
    ///
    /// # Errors
    /// All faults at once.
    pub fn read(node: &Node, categories: &Categories) -> Result<Self, Vec<FieldError>> {
        let mut faults = Faults::default();
        let programme = read_programme(node, categories, &mut faults);
        faults.finish(programme)
    }
}

fn read_programme(node: &Node, categories: &Categories, faults: &mut Faults) -> Option<Programme> {
    let root = Path::Root;
    let at = |name| Path::Field(&root, name);
    let mut fields = Fields::open(node, root, faults)?;
    let id = fields.required::<Slug>("id", faults);
    let revision = fields.required::<Date>("revision", faults);
    let insurer = fields.required::<Slug>("insurer", faults);
    let title = fields.required::<String>("title", faults);
    let currency = fields.required::<Currency>("currency", faults);
    let kind = fields.required::<CoverKind>("kind", faults);
    let valid = fields.required_node("valid", faults).and_then(|node| read_period(node, at("valid"), faults));
    read_rounding(&mut fields, faults);
    let perils = fields.list::<Peril>("perils", faults);
    let source = fields.list::<String>("source", faults);
    let origins = fields.node("origins").is_some().then(|| fields.list::<Country>("origins", faults));
    let currencies = fields.list::<Currency>("currencies", faults);
    let provider = fields.optional::<Slug>("provider", faults).map(|Slug(id)| id);
    let carriers = Carriers::read(&mut fields, faults);
    let conditions = fields.list::<ConditionCode>("conditions", faults);
    let documents = fields.node("documents").and_then(|node| Documents::read(node, at("documents"), faults));
    let texts = fields.node("texts").map(|node| Texts::read(node, at("texts"), faults));
    let exclusions = fields
        .node("exclusions")
        .and_then(|node| Exclusions::read(node, at("exclusions"), categories, faults));
    let claims = fields.node("claims").and_then(|node| Claims::read(node, at("claims"), faults));
    let cancellation =
        fields.node("cancellation").and_then(|node| Cancellation::read(node, at("cancellation"), faults));
    let mut deductibles = Vec::new();
    if let Some(node) = fields.node("deductible") {
        each(node, at("deductible"), faults, &mut |node, path, faults| {
            if let Some(rule) = DeductibleRule::read(node, path, categories, faults) {
                check::deductible(&rule, &deductibles, path, faults);
                deductibles.push(rule);
            }
        });
    }
    let limit = fields.required_node("limit", faults);
    let pricing_node = fields.required_node("pricing", faults);
    let signature = fields.node("signature");
    check::perils(&mut fields, at("perils"), faults);
    check::title(kind, title.as_deref(), at("title"), faults);
    check::entries(&mut fields, &["perils", "source"], faults);
    let all = [
        ("origins", "parcels from any country"),
        ("currencies", "any currency with a known rate"),
        ("carriers", "any carrier"),
    ];
    check::entries_if_any(&mut fields, &all, faults);
    check::provider(kind, provider.as_deref(), &carriers, &conditions, &mut fields, faults);
    fields.close(faults);
    // Without its currency no figure can be read, but that anything is wrong with it can be said.
    let currency = check::currency_to_read_on(currency)?;
    let limits = limit.and_then(|node| Limits::read(node, at("limit"), currency, categories, faults));
    let signature = signature.and_then(|node| SignatureRule::read(node, at("signature"), currency, faults));
    check::signature(signature.as_ref(), limits.as_ref(), at("signature"), faults);
    let mut pricing = Vec::new();
    if let Some(node) = pricing_node {
        each(node, at("pricing"), faults, &mut |node, path, faults| {
            let case = PricingCase::read(node, path, currency, categories, faults);
            if let Some(case) = case {
                check::case(&case, &pricing, limits.as_ref(), path, faults);
                pricing.push(case);
            }
        });
        check::cases(node, at("pricing"), faults);
    }
    // All at once: a way out in the middle of what follows would have to clear up everything before it.
    let (
        Some(Slug(id)),
        Some(revision),
        Some(valid),
        Some(Slug(insurer)),
        Some(title),
        Some(kind),
        Some(limits),
    ) = (id, revision, valid, insurer, title, kind, limits)
    else {
        return None;
    };
    Some(Programme {
        id,
        revision,
        valid,
        insurer,
        title,
        currency,
        kind,
        perils,
        source,
        documents: documents.unwrap_or_default(),
        texts: texts.unwrap_or_default(),
        provider,
        origins,
        currencies,
        limits,
        pricing,
        deductibles,
        signature,
        carriers,
        exclusions: exclusions.unwrap_or_default(),
        conditions,
        claims: claims.unwrap_or_default(),
        cancellation: cancellation.unwrap_or_default(),
    })
}

fn read_period(node: &Node, path: Path<'_>, faults: &mut Faults) -> Option<(Date, Option<Date>)> {
    let mut fields = Fields::open(node, path, faults)?;
    let from = fields.required::<Date>("from", faults);
    let to = fields.optional::<Date>("to", faults);
    fields.close(faults);
    let from = from?;
    check::period(from, to, path, faults);
    Some((from, to))
}
