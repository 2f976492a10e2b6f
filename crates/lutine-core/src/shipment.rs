//! A shipment: both ends, the carrier, and the parcels with what they inherit from it.

use crate::category::Categories;
use crate::country::Country;
use crate::error::{ErrorCode, message};
use crate::insurance::{MOST_GOODS, ParcelReader};
use crate::node::Node;
use crate::parcel::{Parcel, Signature};
use crate::read::{Faults, Fields, Path, Slug, each};

/// A shipment has so many parcels at most.
const MOST_PARCELS: usize = 1_000;

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

/// A shipment in which everything has been checked and inherited.
pub(crate) struct Shipment {
    pub(crate) origin: Place,
    pub(crate) destination: Place,
    pub(crate) carrier: Option<String>,
    pub(crate) reference: String,
    pub(crate) parcels: Vec<Parcel>,
}

impl Shipment {
    pub(crate) fn read(
        node: &Node,
        path: Path<'_>,
        categories: &Categories,
        faults: &mut Faults,
    ) -> Option<Self> {
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
        let mut reader = ParcelReader::new(categories);
        let shared = fields
            .node("insurance")
            .and_then(|node| reader.insurance(node, Path::Field(&path, "insurance"), None, faults));
        let mut parcels = Vec::new();
        let mut count = 0_usize;
        if let Some(node) = fields.required_node("parcels", faults) {
            let path = Path::Field(&path, "parcels");
            let is_too_long = node.elements().len() > MOST_PARCELS;
            if !is_too_long {
                each(node, path, faults, &mut |node, path, faults| {
                    if let Some(parcel) = reader.parcel(node, path, count, shared.as_ref(), signature, faults)
                    {
                        parcels.push(parcel);
                    }
                    count = count.saturating_add(1);
                });
            }
            if is_too_long || reader.is_full() {
                let message = message!(
                    "is too much for one shipment: write several, each of at most {MOST_PARCELS} parcels and {MOST_GOODS} items"
                );
                faults.add(path, ErrorCode::ListTooLong, message);
            } else if node.is_empty_list() {
                faults.add(path, ErrorCode::EmptyList, message!("at least one parcel is needed"));
            } else if reader.insures_nothing() {
                faults.add(
                    path,
                    ErrorCode::NothingToInsure,
                    message!("no parcel has insurance, nor has the shipment"),
                );
            }
        }
        fields.close(faults);
        let (Some(origin), Some(destination)) = (origin, destination) else { return None };
        Some(Self { origin, destination, carrier, reference, parcels })
    }
}

fn read_place(node: &Node, path: Path<'_>, faults: &mut Faults) -> Option<Place> {
    let mut fields = Fields::open(node, path, faults)?;
    let country = fields.required::<Country>("country", faults);
    let region = fields.optional::<String>("region", faults);
    let postal_code = fields.optional::<String>("postalCode", faults);
    fields.close(faults);
    Some(Place { country: country?, region, postal_code })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Shipment;
    use crate::category::Categories;
    use crate::error::ErrorCode;
    use crate::node::Node;
    use crate::read::{Faults, Path};

    /// A shipment of parcels that inherit items, and the codes of its faults.
    fn faults(parcels: &Value, items: usize) -> Vec<ErrorCode> {
        let goods = vec![json!({ "amount": "1.00" }); items];
        let country = json!({ "country": "US" });
        let shipment = json!({
            "origin": country, "destination": country, "parcels": parcels,
            "insurance": { "currency": "USD", "items": goods },
        });
        let known = json!([{ "id": "general", "name": "General goods", "phrases": [] }]);
        let [shipment, known] = [shipment, known].map(|json| serde_json::from_value::<Node>(json).unwrap());
        let mut faults = Faults::default();
        Shipment::read(&shipment, Path::Root, &Categories::read(&known).unwrap(), &mut faults);
        faults.0.iter().map(|fault| fault.code).collect()
    }

    #[test]
    fn so_much_is_in_one_shipment_and_no_more() {
        let bare = |count| Value::Array(vec![json!({}); count]);
        assert_eq!((faults(&bare(100), 100), faults(&bare(1_000), 1)), (Vec::new(), Vec::new()));
        for (parcels, items) in [(bare(101), 100), (bare(1_001), 1), (bare(1), 10_001)] {
            assert_eq!(faults(&parcels, items), [ErrorCode::ListTooLong]);
        }
        let own =
            json!({ "insurance": { "currency": "USD", "items": vec![json!({ "amount": "1.00" }); 9_999] } });
        assert_eq!(faults(&json!([own, {}]), 1), []);
        assert_eq!(faults(&json!([own, {}, {}]), 1), [ErrorCode::ListTooLong]);
    }
}
