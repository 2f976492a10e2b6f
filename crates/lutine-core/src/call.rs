//! A call for a quote, read from the neutral tree and checked to the end.

use crate::country::Country;
use crate::currency::Currency;
use crate::date::Date;
use crate::error::{ErrorCode, FieldError, message};
use crate::exchange::ExchangeRates;
use crate::node::Node;
use crate::parcel::Parcel;
use crate::read::{Faults, Fields, Path, each, quoted, text};
use crate::shipment::{Place, Shipment};
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
        .and_then(|node| Shipment::read(node, Path::Field(&root, "shipment"), &tariff.categories, faults));
    let policyholder = fields.node("policyholder").and_then(|node| {
        let mut fields = Fields::open(node, Path::Field(&root, "policyholder"), faults)?;
        let country = fields.required::<Country>("country", faults);
        fields.close(faults);
        country
    });
    let programmes = fields.node("programmes").map(|node| {
        let path = Path::Field(&root, "programmes");
        let mut ids: Vec<String> = Vec::new();
        each(node, path, faults, &mut |node, path, faults| {
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
        if node.is_empty_list() {
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
