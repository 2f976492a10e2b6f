//! What is known of a shipment only once it is on its way: it changes no price.

use lutine_core::read::{Fault, Faults, Fields, FromNode, Path, text};
use lutine_core::{Date, ErrorCode, FieldError, Node};
use serde::Serialize;

use crate::policyholder::{Email, Name, Policyholder};

/// What became of a shipment, as far as the merchant has said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Facts {
    /// How it is followed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracking: Option<Tracking>,
    /// The day on which the carrier got it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipped_on: Option<Date>,
    /// The day on which it arrived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivered_on: Option<Date>,
    /// Whether somebody signed for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed: Option<bool>,
}

/// How a shipment is followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tracking {
    /// By whom it is carried.
    pub carrier: String,
    /// The carrier's number for it.
    pub number: String,
}

/// What is said anew: of the shipment, and of how the policyholder is called and reached. The country is not in it, for it
/// would change the price.
#[derive(Clone, PartialEq, Eq)]
pub struct NewFacts {
    facts: Facts,
    /// What was said and is not so.
    taken_back: Vec<Fact>,
    first_name: Option<String>,
    last_name: Option<String>,
    email: Option<String>,
}

impl std::fmt::Debug for NewFacts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("NewFacts(..)")
    }
}

/// Something that may be known of a shipment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fact {
    Tracking,
    ShippedOn,
    DeliveredOn,
    Signed,
}

impl Fact {
    const NAMED: [(&str, Self); 4] = [
        ("tracking", Self::Tracking),
        ("shippedOn", Self::ShippedOn),
        ("deliveredOn", Self::DeliveredOn),
        ("signed", Self::Signed),
    ];
}

/// A carrier's name or number.
struct Short(String);

impl FromNode for Short {
    fn from_node(node: &Node) -> Result<Self, Fault> {
        let given = text(node)?.trim();
        if given.is_empty() || given.len() > 100 {
            return Err(Fault::new(ErrorCode::UnknownValue, "must have 1 to 100 bytes"));
        }
        Ok(Self(given.to_owned()))
    }
}

impl Tracking {
    fn read(node: &Node, path: Path<'_>, faults: &mut Faults) -> Option<Self> {
        let mut fields = Fields::open(node, path, faults)?;
        let carrier = fields.required::<Short>("carrier", faults);
        let number = fields.required::<Short>("number", faults);
        fields.close(faults);
        Some(Self { carrier: carrier?.0, number: number?.0 })
    }
}

impl Facts {
    /// Reads facts, each of which may be missing.
    pub fn read(node: &Node, path: Path<'_>, faults: &mut Faults) -> Option<Self> {
        let mut fields = Fields::open(node, path, faults)?;
        let facts = Self::of(&mut fields, &path, faults);
        fields.close(faults);
        Some(facts)
    }

    fn of(fields: &mut Fields<'_, '_>, path: &Path<'_>, faults: &mut Faults) -> Self {
        let tracking = fields
            .node("tracking")
            .and_then(|node| Tracking::read(node, Path::Field(path, "tracking"), faults));
        Self {
            tracking,
            shipped_on: fields.optional::<Date>("shippedOn", faults),
            delivered_on: fields.optional::<Date>("deliveredOn", faults),
            signed: fields.optional::<bool>("signed", faults),
        }
    }

    fn without(mut self, fact: Fact) -> Self {
        match fact {
            Fact::Tracking => self.tracking = None,
            Fact::ShippedOn => self.shipped_on = None,
            Fact::DeliveredOn => self.delivered_on = None,
            Fact::Signed => self.signed = None,
        }
        self
    }

    /// What is known once this is said too; what is not said again stays.
    fn and(self, new: Self) -> Self {
        Self {
            tracking: new.tracking.or(self.tracking),
            shipped_on: new.shipped_on.or(self.shipped_on),
            delivered_on: new.delivered_on.or(self.delivered_on),
            signed: new.signed.or(self.signed),
        }
    }
}

impl NewFacts {
    /// Reads what is said anew from the fields of a request: `null` takes back what was said.
    pub(crate) fn of(node: &Node, fields: &mut Fields<'_, '_>, path: &Path<'_>, faults: &mut Faults) -> Self {
        let taken_back = Fact::NAMED.iter().filter(|(name, _)| node.get(name) == Some(&Node::Null));
        let mut new = Self {
            facts: Facts::of(fields, path, faults),
            taken_back: taken_back.map(|(_, fact)| *fact).collect(),
            first_name: None,
            last_name: None,
            email: None,
        };
        if let Some(node) = fields.node("policyholder")
            && let Some(mut fields) = Fields::open(node, Path::Field(path, "policyholder"), faults)
        {
            new.first_name = fields.optional::<Name>("firstName", faults).map(|Name(name)| name);
            new.last_name = fields.optional::<Name>("lastName", faults).map(|Name(name)| name);
            new.email = fields.optional::<Email>("email", faults).map(|Email(email)| email);
            fields.close(faults);
        }
        new
    }

    /// Whether nothing is said.
    pub(crate) fn is_empty(&self) -> bool {
        let named = self.first_name.is_some() || self.last_name.is_some() || self.email.is_some();
        self.facts == Facts::default() && self.taken_back.is_empty() && !named
    }

    /// What is known with it today, and of whom.
    ///
    /// # Errors
    /// Where it arrived before it left, or has not yet.
    pub(crate) fn on(
        self,
        today: Option<Date>,
        facts: Facts,
        policyholder: Policyholder,
    ) -> Result<(Facts, Policyholder), Vec<FieldError>> {
        let delivered = self.facts.delivered_on;
        let facts = self.taken_back.into_iter().fold(facts, Facts::without).and(self.facts);
        let refuse = |message| {
            let path = "deliveredOn".to_owned();
            Err(vec![FieldError { path, code: ErrorCode::BadPeriod, message }])
        };
        if let (Some(shipped), Some(delivered)) = (facts.shipped_on, facts.delivered_on)
            && delivered < shipped
        {
            return refuse(format!("it was shipped on `{shipped}`"));
        }
        // East of here it is tomorrow already, and carriers tell the day there.
        let last = today.and_then(|today| today.plus_days(1));
        if let (Some(last), Some(delivered)) = (last, delivered)
            && delivered > last
        {
            return refuse(format!("`deliveredOn` is after `{last}`"));
        }
        let policyholder = Policyholder {
            first_name: self.first_name.unwrap_or(policyholder.first_name),
            last_name: self.last_name.unwrap_or(policyholder.last_name),
            email: self.email.unwrap_or(policyholder.email),
            country: policyholder.country,
        };
        Ok((facts, policyholder))
    }
}
