//! Carriers, and what each owes for a lost or damaged parcel without any insurance.

use crate::currency::Currency;
use crate::error::{ErrorCode, FieldError, message};
use crate::money::Money;
use crate::node::Node;
use crate::programme::Peril;
use crate::read::{Faults, Fields, Path, Slug, each, quoted};

/// One carrier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carrier {
    /// Such as `usps`.
    pub id: String,
    /// As people know it.
    pub name: String,
    /// What it owes anyway; `None` where nobody says.
    pub liability: Option<CarrierLiability>,
}

/// What a carrier owes for one parcel, up to an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarrierLiability {
    /// The most it pays.
    pub amount: Money,
    /// For what.
    pub perils: Vec<Peril>,
    /// Where that is stated.
    pub source: String,
}

/// All carriers that are known by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carriers(Vec<Carrier>);

impl Carriers {
    /// Reads a list of `{ id, name, liability? }`.
    ///
    /// # Errors
    /// All faults at once.
    pub fn read(node: &Node) -> Result<Self, Vec<FieldError>> {
        let mut faults = Faults::default();
        let mut list: Vec<Carrier> = Vec::new();
        each(node, Path::Field(&Path::Root, "carrier"), &mut faults, &mut |node, path, faults| {
            let Some(mut fields) = Fields::open(node, path, faults) else { return };
            let id = fields.required::<Slug>("id", faults).map(|Slug(id)| id);
            let name = fields.required::<String>("name", faults);
            let liability = fields
                .node("liability")
                .and_then(|node| read_liability(node, Path::Field(&path, "liability"), faults));
            fields.close(faults);
            let (Some(id), Some(name)) = (id, name) else { return };
            if list.iter().any(|known| known.id == id) {
                faults.add(
                    path,
                    ErrorCode::DuplicateField,
                    message!("{} stands twice: keep one", quoted(&id)),
                );
            }
            list.push(Carrier { id, name, liability });
        });
        faults.finish(Some(Self(list)))
    }

    /// The ids of all of them.
    pub(crate) fn ids(&self) -> Vec<&str> {
        self.0.iter().map(|carrier| carrier.id.as_str()).collect()
    }

    /// The carrier of an id; `None` for one that is not known.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Carrier> {
        self.0.iter().find(|carrier| carrier.id == id)
    }
}

fn read_liability(node: &Node, path: Path<'_>, faults: &mut Faults) -> Option<CarrierLiability> {
    let mut fields = Fields::open(node, path, faults)?;
    let currency = fields.required::<Currency>("currency", faults);
    let amount = fields.required_node("amount", faults);
    let perils = fields.list::<Peril>("perils", faults);
    let source = fields.required::<String>("source", faults);
    fields.close(faults);
    let amount = faults.keep(Path::Field(&path, "amount"), Money::from_node_in(amount?, currency?))?;
    Some(CarrierLiability { amount, perils, source: source? })
}
