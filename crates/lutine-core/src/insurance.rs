//! What a shipment or a parcel says of its insurance, and what a parcel inherits of it.

use crate::category::{Categories, CategoryId, Classified};
use crate::currency::Currency;
use crate::error::{ErrorCode, message};
use crate::money::Money;
use crate::node::Node;
use crate::parcel::{CategoryFrom, Contents, Good, Parcel, Signature};
use crate::read::{Faults, Fields, Path, Slug, each};

/// An `insurance` object once read.
#[derive(Clone)]
pub(crate) struct Insurance {
    cover: Money,
    provider: Option<String>,
    contents: Contents,
}

impl Insurance {
    /// What a parcel's own insurance inherits where it says nothing of its goods: the highest-ranked category.
    fn inherited(&self) -> Option<Classified> {
        let good = self.contents.goods().iter().min_by_key(|good| good.category)?;
        Some(Classified { category: good.category, from: good.from })
    }
}

/// So many goods are in all parcels of a shipment together at most. What a shipment says of its items, each of its parcels
/// inherits: a short text could else be a warehouse.
pub(crate) const MOST_GOODS: usize = 10_000;

/// Reads the parcels of one shipment, and holds them to one currency.
pub(crate) struct ParcelReader<'t> {
    categories: &'t Categories,
    /// The currency of the first insurance: all others must have the same.
    currency: Option<Currency>,
    insured: bool,
    goods: usize,
}

impl<'t> ParcelReader<'t> {
    pub(crate) const fn new(categories: &'t Categories) -> Self {
        Self { categories, currency: None, insured: false, goods: 0 }
    }

    /// Whether the parcels have more in them than is read.
    pub(crate) const fn is_full(&self) -> bool {
        self.goods > MOST_GOODS
    }

    /// Whether no insurance has been met, not even one with faults.
    pub(crate) const fn insures_nothing(&self) -> bool {
        !self.insured
    }

    pub(crate) fn parcel(
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
        let own = match own_node {
            Some(node) => Some(self.insurance(node, Path::Field(&path, "insurance"), shared, faults)?),
            None => None,
        };
        let goods = own.as_ref().or(shared)?.contents.goods().len();
        self.goods = self.goods.saturating_add(goods);
        if self.is_full() {
            return None;
        }
        let Insurance { cover, provider, contents } = match own {
            Some(own) => own,
            None => shared?.clone(),
        };
        Some(Parcel { index, reference, signature, cover, provider, contents })
    }

    pub(crate) fn insurance(
        &mut self,
        node: &Node,
        path: Path<'_>,
        shared: Option<&Insurance>,
        faults: &mut Faults,
    ) -> Option<Insurance> {
        self.insured = true;
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
        // Without a currency that is known all else is read all the same, for its faults.
        let is_good = currency.is_some_and(|currency| self.is_same_currency(currency, path, faults));
        let currency = currency.unwrap_or(Currency::NONE);
        let amount_path = Path::Field(&path, "amount");
        let is_stated = amount.is_some();
        let amount = amount.and_then(|node| faults.keep(amount_path, Money::from_node_in(node, currency)));
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
            if is_stated && amount.is_none() {
                return None;
            }
            if is_good && amount.is_some_and(|amount| amount != sum) {
                let message = message!("the items add up to `{}`", sum.amount());
                faults.add(amount_path, ErrorCode::AmountNotSumOfItems, message);
            }
            (sum, Contents::Items(items))
        } else {
            let Classified { category, from } = inherited.unwrap_or_else(|| self.categories.unnamed());
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
        is_good.then_some(Insurance { cover, provider, contents })
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
        each(node, path, faults, &mut |node, path, faults| {
            let Some(mut fields) = Fields::open(node, path, faults) else { return };
            let reference = fields.optional::<String>("reference", faults);
            let own = self.category(&mut fields, faults);
            let amount = fields.required_node("amount", faults);
            fields.close(faults);
            let Some(amount) = amount else { return };
            let amount = faults.keep(Path::Field(&path, "amount"), Money::from_node_in(amount, currency));
            let Some(amount) = amount else { return };
            let Classified { category, from } =
                own.or(inherited).unwrap_or_else(|| self.categories.unnamed());
            items.push(Good { reference, amount, category, from });
        });
        if node.is_empty_list() {
            faults.add(
                path,
                ErrorCode::EmptyList,
                message!("name at least one item, or leave the field out"),
            );
        }
        (faults.0.len() == before).then_some(items)
    }

    /// The category of what an object describes; `None` where it describes nothing, or in words that mean nothing here.
    fn category(&self, fields: &mut Fields<'_, '_>, faults: &mut Faults) -> Option<Classified> {
        let content = fields.optional::<String>("content", faults);
        let given = fields.node("category");
        if let Some(node) = given {
            let path = Path::Field(fields.path(), "category");
            let category: Option<CategoryId> = faults.keep(path, self.categories.read_id(node));
            return category.map(|category| Classified { category, from: CategoryFrom::Given });
        }
        self.categories.named_in(&content?)
    }

    fn is_same_currency(&mut self, given: Currency, path: Path<'_>, faults: &mut Faults) -> bool {
        let expected = *self.currency.get_or_insert(given);
        if expected != given {
            let message = message!("`{given}` beside `{expected}`: a call has one currency");
            faults.add_to(&path, "currency", ErrorCode::MixedCurrencies, message);
        }
        expected == given
    }
}
