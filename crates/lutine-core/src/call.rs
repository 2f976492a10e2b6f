//! A call for a quote, read from the neutral tree and checked to the end.

use crate::category::{Categories, CategoryId, Classified};
use crate::country::Country;
use crate::currency::Currency;
use crate::date::Date;
use crate::error::{ErrorCode, FieldError, message};
use crate::exchange::ExchangeRates;
use crate::money::Money;
use crate::node::Node;
use crate::parcel::{CategoryFrom, Contents, Good, Parcel, Signature};
use crate::read::{Faults, Fields, Path, Slug, each, quoted, text};
use crate::tariff::Tariff;

/// A call for a quote in which everything has been checked and inherited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteCall {
    /// The day that picks each programme's revision.
    pub as_of: Date,
    /// From where.
    pub origin: Place,
    /// To where.
    pub destination: Place,
    /// By whom; absent where not known.
    pub carrier: Option<String>,
    /// The merchant's own name for the shipment; empty where none was given.
    pub reference: String,
    /// The parcels that are to be insured: at least one.
    pub parcels: Vec<Parcel>,
    /// The one currency of all amounts.
    pub currency: Currency,
    /// Whose country decides the premium tax.
    pub policyholder: Option<Country>,
    /// The programmes that were asked for; `None` for all on sale.
    pub programmes: Option<Vec<String>>,
    pub(crate) exchange_rates: Option<ExchangeRates>,
}

/// One end of the transit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The country.
    pub country: Country,
    /// A state or province, such as `CA`.
    pub region: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
}

impl QuoteCall {
    /// Reads a call.
    ///
    /// # Errors
    /// All faults at once, each with its path.
    pub fn read(node: &Node, tariff: &Tariff) -> Result<Self, Vec<FieldError>> {
        let mut faults = Faults::default();
        let call = read_call(node, tariff, &mut faults);
        faults.finish(call)
    }
}

fn read_call(node: &Node, tariff: &Tariff, faults: &mut Faults) -> Option<QuoteCall> {
    let root = Path::Root;
    let mut fields = Fields::open(node, root, faults)?;
    let as_of = fields.required::<Date>("asOf", faults);
    let shipment = fields
        .required_node("shipment", faults)
        .and_then(|node| read_shipment(node, Path::Field(&root, "shipment"), &tariff.categories, faults));
    let policyholder = fields.node("policyholder").and_then(|node| {
        let mut fields = Fields::open(node, Path::Field(&root, "policyholder"), faults)?;
        let country = fields.required::<Country>("country", faults);
        fields.close(faults);
        country
    });
    let programmes = fields.node("programmes").map(|node| {
        let path = Path::Field(&root, "programmes");
        let mut ids: Vec<String> = Vec::new();
        each(node, path, faults, |node, path, faults| {
            let Some(id) = faults.keep(path, text(node)) else { return };
            if !tariff.knows(id) {
                faults.add(
                    path,
                    ErrorCode::UnknownProgramme,
                    message!("{} is not a programme of this tariff", quoted(id)),
                );
            } else if !ids.iter().any(|known| known == id) {
                ids.push(String::from(id));
            }
        });
        if node.elements().is_empty() && matches!(node, Node::List(_)) {
            faults.add(
                path,
                ErrorCode::EmptyList,
                message!("name at least one programme, or leave the field out"),
            );
        }
        ids
    });
    let exchange_rates = fields
        .node("exchangeRates")
        .and_then(|node| ExchangeRates::read(node, Path::Field(&root, "exchangeRates"), faults));
    fields.close(faults);
    let (Some(as_of), Some(Shipment { origin, destination, carrier, reference, parcels })) =
        (as_of, shipment)
    else {
        return None;
    };
    let currency = parcels.first()?.cover.currency();
    Some(QuoteCall {
        as_of,
        origin,
        destination,
        carrier,
        reference,
        parcels,
        currency,
        policyholder,
        programmes,
        exchange_rates,
    })
}

struct Shipment {
    origin: Place,
    destination: Place,
    carrier: Option<String>,
    reference: String,
    parcels: Vec<Parcel>,
}

fn read_shipment(
    node: &Node,
    path: Path<'_>,
    categories: &Categories,
    faults: &mut Faults,
) -> Option<Shipment> {
    let mut fields = Fields::open(node, path, faults)?;
    let mut place = |name: &'static str, faults: &mut Faults| {
        let node = fields.required_node(name, faults)?;
        read_place(node, Path::Field(&path, name), faults)
    };
    let origin = place("origin", faults);
    let destination = place("destination", faults);
    let carrier = fields.optional::<Slug>("carrier", faults).map(|Slug(id)| id);
    let _: Option<String> = fields.optional("service", faults);
    let signature = fields.optional::<Signature>("signature", faults).unwrap_or_default();
    let reference = fields.optional::<String>("reference", faults).unwrap_or_default();
    let mut reader = ParcelReader { categories, currency: None };
    let shared = fields
        .node("insurance")
        .and_then(|node| reader.insurance(node, Path::Field(&path, "insurance"), None, faults));
    let mut parcels = Vec::new();
    let mut count = 0_usize;
    if let Some(node) = fields.required_node("parcels", faults) {
        let path = Path::Field(&path, "parcels");
        each(node, path, faults, |node, path, faults| {
            parcels.extend(reader.parcel(node, path, count, shared.as_ref(), signature, faults));
            count = count.saturating_add(1);
        });
        if node.elements().is_empty() && matches!(node, Node::List(_)) {
            faults.add(path, ErrorCode::EmptyList, message!("at least one parcel is needed"));
        } else if parcels.is_empty() && faults.0.is_empty() {
            faults.add(
                path,
                ErrorCode::NothingToInsure,
                message!("no parcel has insurance, nor has the shipment"),
            );
        }
    }
    fields.close(faults);
    let (Some(origin), Some(destination)) = (origin, destination) else { return None };
    Some(Shipment { origin, destination, carrier, reference, parcels })
}

fn read_place(node: &Node, path: Path<'_>, faults: &mut Faults) -> Option<Place> {
    let mut fields = Fields::open(node, path, faults)?;
    let country = fields.required::<Country>("country", faults);
    let region = fields.optional::<String>("region", faults);
    let postal_code = fields.optional::<String>("postalCode", faults);
    fields.close(faults);
    Some(Place { country: country?, region, postal_code })
}

/// An `insurance` object once read.
struct Insurance {
    cover: Money,
    provider: Option<String>,
    contents: Contents,
}

impl Insurance {
    /// What a parcel's own insurance inherits where it says nothing of its goods: the highest-ranked category.
    fn inherited(&self) -> Option<Classified> {
        let goods = match &self.contents {
            Contents::Good(good) => core::slice::from_ref(good),
            Contents::Items(items) => items,
        };
        let good = goods.iter().min_by_key(|good| good.category)?;
        Some(Classified { category: good.category, from: good.from })
    }
}

struct ParcelReader<'t> {
    categories: &'t Categories,
    /// The currency of the first insurance: all others must have the same.
    currency: Option<Currency>,
}

impl ParcelReader<'_> {
    fn parcel(
        &mut self,
        node: &Node,
        path: Path<'_>,
        index: usize,
        shared: Option<&Insurance>,
        shipment_signature: Signature,
        faults: &mut Faults,
    ) -> Option<Parcel> {
        let mut fields = Fields::open(node, path, faults)?;
        let reference = fields.optional::<String>("reference", faults);
        let signature = fields.optional::<Signature>("signature", faults).unwrap_or(shipment_signature);
        let own_node = fields.node("insurance");
        fields.close(faults);
        let Insurance { cover, provider, contents } = match own_node {
            Some(node) => self.insurance(node, Path::Field(&path, "insurance"), shared, faults)?,
            None => {
                let shared = shared?;
                Insurance {
                    cover: shared.cover,
                    provider: shared.provider.clone(),
                    contents: shared.contents.clone(),
                }
            }
        };
        Some(Parcel { index, reference, signature, cover, provider, contents })
    }

    fn insurance(
        &mut self,
        node: &Node,
        path: Path<'_>,
        shared: Option<&Insurance>,
        faults: &mut Faults,
    ) -> Option<Insurance> {
        let mut fields = Fields::open(node, path, faults)?;
        let currency = fields.required::<Currency>("currency", faults);
        let amount = fields.node("amount");
        let provider = fields.optional::<Slug>("provider", faults).map(|Slug(id)| id);
        let own = self.category(&mut fields, faults);
        let items = fields.node("items");
        if amount.is_none() && items.is_none() {
            fields.missing("amount", faults);
        }
        fields.close(faults);
        let currency = self.same_currency(currency?, path, faults)?;
        let amount_path = Path::Field(&path, "amount");
        let amount = match amount {
            Some(node) => Some(faults.keep(amount_path, Money::from_node_in(node, currency))?),
            None => None,
        };
        let inherited = own.or_else(|| shared.and_then(Insurance::inherited));
        let (cover, contents) = if let Some(node) = items {
            let path = Path::Field(&path, "items");
            let items = self.items(node, path, currency, inherited, faults)?;
            let Some(sum) = Money::sum(items.iter().map(|item| item.amount), currency) else {
                faults.add(
                    path,
                    ErrorCode::AmountTooLarge,
                    message!("the items add up to more than an amount can be"),
                );
                return None;
            };
            if amount.is_some_and(|amount| amount != sum) {
                let message = message!("the items add up to `{}`", sum.amount());
                faults.add(amount_path, ErrorCode::AmountNotSumOfItems, message);
            }
            (sum, Contents::Items(items))
        } else {
            let Classified { category, from } = inherited.unwrap_or_else(|| self.categories.classify(None));
            let amount = amount?;
            (amount, Contents::Good(Good { reference: None, amount, category, from }))
        };
        if cover.is_zero() {
            faults.add(
                amount_path,
                ErrorCode::ZeroAmount,
                message!("there is nothing to insure in a parcel worth zero"),
            );
            return None;
        }
        Some(Insurance { cover, provider, contents })
    }

    fn items(
        &self,
        node: &Node,
        path: Path<'_>,
        currency: Currency,
        inherited: Option<Classified>,
        faults: &mut Faults,
    ) -> Option<Vec<Good>> {
        let before = faults.0.len();
        let mut items = Vec::new();
        each(node, path, faults, |node, path, faults| {
            let Some(mut fields) = Fields::open(node, path, faults) else { return };
            let reference = fields.optional::<String>("reference", faults);
            let own = self.category(&mut fields, faults);
            let amount = fields.required_node("amount", faults);
            fields.close(faults);
            let Some(amount) = amount else { return };
            let amount = faults.keep(Path::Field(&path, "amount"), Money::from_node_in(amount, currency));
            let Some(amount) = amount else { return };
            let Classified { category, from } =
                own.or(inherited).unwrap_or_else(|| self.categories.classify(None));
            items.push(Good { reference, amount, category, from });
        });
        if node.elements().is_empty() && matches!(node, Node::List(_)) {
            faults.add(
                path,
                ErrorCode::EmptyList,
                message!("name at least one item, or leave the field out"),
            );
        }
        (faults.0.len() == before).then_some(items)
    }

    /// The category of what an object describes; `None` where it describes nothing.
    fn category(&self, fields: &mut Fields<'_, '_>, faults: &mut Faults) -> Option<Classified> {
        let content = fields.optional::<String>("content", faults);
        let given = fields.node("category");
        if let Some(node) = given {
            let path = Path::Field(&fields.path, "category");
            let category: Option<CategoryId> = faults.keep(path, self.categories.read_id(node));
            return category.map(|category| Classified { category, from: CategoryFrom::Given });
        }
        content.map(|content| self.categories.classify(Some(&content)))
    }

    fn same_currency(&mut self, given: Currency, path: Path<'_>, faults: &mut Faults) -> Option<Currency> {
        let expected = *self.currency.get_or_insert(given);
        if expected != given {
            let message = message!("`{given}` beside `{expected}`: a call has one currency");
            faults.add(Path::Field(&path, "currency"), ErrorCode::MixedCurrencies, message);
            return None;
        }
        Some(given)
    }
}
