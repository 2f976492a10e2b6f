//! Rows: calls with one parcel of one good, written flat, so that many fit into a table.

use crate::date::Date;
use crate::node::Node;

/// One column of a table of parcels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The merchant's own name for the shipment.
    Reference,
    /// What the parcel is worth.
    Amount,
    /// The country it leaves.
    Origin,
    /// The country it goes to.
    Destination,
    /// The id of its carrier.
    Carrier,
    /// The currency of the amount.
    Currency,
    /// What is in it, in words.
    Content,
    /// What is in it, as a category.
    Category,
    /// What is bought at delivery.
    Signature,
    /// The country of the policyholder.
    Policyholder,
    /// The carrier whose own cover is asked for.
    Provider,
}

impl Column {
    /// All of them, in the order of the enum.
    pub const ALL: [Self; 11] = [
        Self::Reference,
        Self::Amount,
        Self::Origin,
        Self::Destination,
        Self::Carrier,
        Self::Currency,
        Self::Content,
        Self::Category,
        Self::Signature,
        Self::Policyholder,
        Self::Provider,
    ];
    /// Those without which no row can be read.
    pub const REQUIRED: [Self; 4] = [Self::Origin, Self::Destination, Self::Amount, Self::Currency];

    /// What tables call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.names().0
    }

    /// Where a call has what this column says.
    #[must_use]
    pub const fn path(self) -> &'static str {
        self.names().1
    }

    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Reference => ("reference", "shipment.reference"),
            Self::Amount => ("amount", "shipment.insurance.amount"),
            Self::Origin => ("origin", "shipment.origin.country"),
            Self::Destination => ("destination", "shipment.destination.country"),
            Self::Carrier => ("carrier", "shipment.carrier"),
            Self::Currency => ("currency", "shipment.insurance.currency"),
            Self::Content => ("content", "shipment.insurance.content"),
            Self::Category => ("category", "shipment.insurance.category"),
            Self::Signature => ("signature", "shipment.signature"),
            Self::Policyholder => ("policyholder", "policyholder.country"),
            Self::Provider => ("provider", "shipment.insurance.provider"),
        }
    }

    /// The column that says what a call has there.
    #[must_use]
    pub fn at(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.path() == path)
    }

    /// The column of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.name() == name)
    }
}

/// What all rows of a table are asked under, each as a call has it; [`Node::Null`] where it is left out.
#[derive(Clone, Debug)]
pub struct RowTerms {
    /// The day, `asOf`.
    pub as_of: Node,
    /// The ids of the programmes that are asked.
    pub programmes: Node,
    /// The rates for other currencies.
    pub exchange_rates: Node,
}

impl RowTerms {
    /// On a day, of one programme or of all on sale.
    #[must_use]
    pub fn of(as_of: Date, programme: Option<&str>, exchange_rates: Node) -> Self {
        let programmes = programme.map_or(Node::Null, |id| Node::List(vec![Node::text(id)]));
        Self { as_of: Node::Text(as_of.written()), programmes, exchange_rates }
    }

    /// The call that a row stands for; a cell without a value is [`Node::Null`].
    pub fn call(&self, cell: impl Fn(Column) -> Node) -> Node {
        let place = |column| Node::table([("country", cell(column))]);
        let policyholder = match cell(Column::Policyholder) {
            Node::Null => Node::Null,
            country => Node::table([("country", country)]),
        };
        let insurance = Node::table([
            ("amount", cell(Column::Amount)),
            ("currency", cell(Column::Currency)),
            ("content", cell(Column::Content)),
            ("category", cell(Column::Category)),
            ("provider", cell(Column::Provider)),
        ]);
        let shipment = Node::table([
            ("origin", place(Column::Origin)),
            ("destination", place(Column::Destination)),
            ("carrier", cell(Column::Carrier)),
            ("signature", cell(Column::Signature)),
            ("reference", cell(Column::Reference)),
            ("insurance", insurance),
            ("parcels", Node::List(vec![Node::table([])])),
        ]);
        Node::table([
            ("asOf", self.as_of.clone()),
            ("shipment", shipment),
            ("policyholder", policyholder),
            ("programmes", self.programmes.clone()),
            ("exchangeRates", self.exchange_rates.clone()),
        ])
    }
}
