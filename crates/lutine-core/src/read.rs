//! One reader for every input: it checks the neutral tree, collects every fault, and knows each one's path.
//!
//! It is public so that whatever stands around the core (requests to book, a merchant's files) is read alike.

mod instead;
mod part;
mod values;

use crate::currency::Currency;
use crate::decimal::push_digits;
use crate::error::{ErrorCode, FieldError, Message, Said, message, written};
use crate::money::Money;
use crate::nearest::instead;
use crate::node::Node;
use instead::{as_list, field_instead, kind_of, write_instead};
pub(crate) use values::{Slug, quoted};
pub use values::{text, text_within, word};

/// A fault of one value, before its path is known. Boxed, so that a reading hands on one word where all is well.
pub struct Fault(Box<(ErrorCode, Message)>);

/// A value that can be read from one node without knowing what stands around it.
pub trait FromNode: Sized {
    /// What to write where the value is missing or of another type: `a day such as ..`. It stands in messages alone.
    const WANTED: &'static str = "";

    /// Reads the value, or says what is wrong with it.
    ///
    /// # Errors
    /// The one fault of the value.
    fn from_node(node: &Node) -> Result<Self, Fault>;
}

/// Where a node stands. Paths are only written out when there is a fault to report.
#[derive(Clone, Copy, Debug)]
pub enum Path<'p> {
    /// The input as a whole.
    Root,
    /// A field of an object.
    Field(&'p Path<'p>, &'p str),
    /// An element of a list.
    Index(&'p Path<'p>, usize),
}

impl Path<'_> {
    fn write(&self) -> String {
        let mut text = String::new();
        self.write_to(&mut text);
        text
    }

    fn write_to(&self, text: &mut String) {
        match self {
            Self::Root => {}
            Self::Field(parent, name) => {
                parent.write_to(text);
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(name);
            }
            Self::Index(parent, index) => {
                parent.write_to(text);
                text.push('[');
                push_digits(text, u64::try_from(*index).unwrap_or(u64::MAX), 1);
                text.push(']');
            }
        }
    }
}

/// All the faults that were found.
#[derive(Debug, Default)]
pub struct Faults(pub(crate) Vec<FieldError>);

#[cfg(feature = "authoring")]
impl Fault {
    /// A fault, and what to say of it.
    #[must_use]
    pub fn new(code: ErrorCode, message: &str) -> Self {
        Self(Box::new((code, String::from(message))))
    }
}

impl Fault {
    /// A fault, and what [`message!`] says of it.
    pub(crate) fn of(code: ErrorCode, said: Said<'_>) -> Self {
        Self(Box::new((code, written(said))))
    }
}

impl Faults {
    /// Ends a reading: the value, where nothing was wrong.
    ///
    /// # Errors
    /// Every fault, in the order they were met.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Vec<FieldError>> {
        if !self.0.is_empty() {
            return Err(self.0);
        }
        value.ok_or(self.0)
    }

    #[inline(never)]
    pub(crate) fn add(&mut self, path: Path<'_>, code: ErrorCode, said: Said<'_>) {
        self.note(path, Fault::of(code, said));
    }

    /// Notes a fault of a field.
    #[inline(never)]
    pub(crate) fn add_to(&mut self, path: &Path<'_>, field: &str, code: ErrorCode, said: Said<'_>) {
        self.add(Path::Field(path, field), code, said);
    }

    /// Whether nothing was wrong so far.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes the value of a reading, or notes its fault.
    pub fn keep<T>(&mut self, path: Path<'_>, result: Result<T, Fault>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(fault) => {
                self.note(path, fault);
                None
            }
        }
    }

    /// Apart from [`Faults::keep`], which is compiled anew for every type that is read.
    #[inline(never)]
    fn note(&mut self, path: Path<'_>, Fault(fault): Fault) {
        let (code, message) = *fault;
        self.0.push(FieldError { path: path.write(), code, message });
    }
}

/// The fields of one table while it is read. [`Fields::close`] reports those that nobody asked for.
#[derive(Debug)]
pub struct Fields<'n, 'p>(Box<Table<'n, 'p>>);

/// Boxed, so that it is not copied wherever a table is opened.
#[derive(Debug)]
struct Table<'n, 'p> {
    path: Path<'p>,
    entries: &'n [(String, Node)],
    asked: Vec<&'static str>,
}

impl<'n, 'p> Fields<'n, 'p> {
    /// Opens a table; anything else is a fault.
    pub fn open(node: &'n Node, path: Path<'p>, faults: &mut Faults) -> Option<Self> {
        if let Node::Table(entries) = node {
            return Some(Self(Box::new(Table { path, entries, asked: Vec::new() })));
        }
        faults.add(
            path,
            ErrorCode::WrongType,
            message!("must be an object, not {}: write `{{ … }}`", kind_of(node)),
        );
        None
    }

    /// Where the table stands.
    pub(crate) fn path(&self) -> &Path<'p> {
        &self.0.path
    }

    /// The node of a field, where it is there and not null.
    #[inline(never)]
    pub fn node(&mut self, name: &'static str) -> Option<&'n Node> {
        self.0.asked.push(name);
        self.0
            .entries
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, node)| node)
            .filter(|node| !matches!(node, Node::Null))
    }

    /// The node of a field that must be there.
    #[inline(never)]
    pub fn required_node(&mut self, name: &'static str, faults: &mut Faults) -> Option<&'n Node> {
        let node = self.node(name);
        if node.is_none() {
            self.missing(name, faults);
        }
        node
    }

    /// Notes that a field is missing.
    pub(crate) fn missing(&self, name: &'static str, faults: &mut Faults) {
        self.missing_as(name, field_instead(name), faults);
    }

    /// Notes that a field is missing, and what to write.
    fn missing_as(&self, name: &'static str, wanted: &str, faults: &mut Faults) {
        let path = Path::Field(&self.0.path, name);
        faults.add(path, ErrorCode::MissingField, message!("`{name}` is missing{}", write_instead(wanted)));
    }

    /// The value of an optional field; a fault counts as absent after it was noted.
    pub fn optional<T: FromNode>(&mut self, name: &'static str, faults: &mut Faults) -> Option<T> {
        let node = self.node(name)?;
        match T::from_node(node) {
            Ok(value) => Some(value),
            Err(fault) => {
                self.note(name, None, fault, T::WANTED, faults);
                None
            }
        }
    }

    /// The value of a field that must be there.
    pub fn required<T: FromNode>(&mut self, name: &'static str, faults: &mut Faults) -> Option<T> {
        self.demand(name, T::WANTED, faults);
        self.optional(name, faults)
    }

    /// Notes that a field is missing that must be there. Apart from [`Fields::required`], which is compiled anew for every
    /// type that is read.
    #[inline(never)]
    fn demand(&mut self, name: &'static str, wanted: &str, faults: &mut Faults) {
        if self.node(name).is_none() {
            self.missing_as(name, wanted, faults);
        }
    }

    /// The amount of an optional field, in a currency that is known.
    #[inline(never)]
    pub(crate) fn money(
        &mut self,
        name: &'static str,
        currency: Currency,
        faults: &mut Faults,
    ) -> Option<Money> {
        let node = self.node(name)?;
        faults.keep(Path::Field(&self.0.path, name), Money::from_node_in(node, currency))
    }

    /// The amount of a field that must be there.
    #[inline(never)]
    pub(crate) fn required_money(
        &mut self,
        name: &'static str,
        currency: Currency,
        faults: &mut Faults,
    ) -> Option<Money> {
        self.required_node(name, faults)?;
        self.money(name, currency, faults)
    }

    /// Notes the fault of a field's value, or of an element of it, and what is wanted there.
    #[inline(never)]
    fn note(
        &self,
        name: &'static str,
        index: Option<usize>,
        fault: Fault,
        wanted: &str,
        faults: &mut Faults,
    ) {
        let field = Path::Field(&self.0.path, name);
        faults.note(index.map_or(field, |index| Path::Index(&field, index)), fault.wanting(wanted));
    }

    /// The elements of an optional list: absent is empty, and so is, once noted, anything but a list.
    #[inline(never)]
    fn elements(&mut self, name: &'static str, faults: &mut Faults) -> &'n [Node] {
        let Some(node) = self.node(name) else { return &[] };
        if !matches!(node, Node::List(_)) {
            faults.add_to(
                &self.0.path,
                name,
                ErrorCode::WrongType,
                message!("must be a list, not {}: write {}", kind_of(node), as_list(node)),
            );
        }
        node.elements()
    }

    /// The values of an optional list; absent is empty.
    pub(crate) fn list<T: FromNode>(&mut self, name: &'static str, faults: &mut Faults) -> Vec<T> {
        let mut values = Vec::new();
        self.each_of(name, T::WANTED, faults, &mut |node| {
            values.push(T::from_node(node)?);
            Ok(())
        });
        values
    }

    /// Reads every element of an optional list. Apart from [`Fields::list`], which is compiled anew for every type.
    #[inline(never)]
    fn each_of(
        &mut self,
        name: &'static str,
        wanted: &str,
        faults: &mut Faults,
        read: &mut dyn FnMut(&Node) -> Result<(), Fault>,
    ) {
        for (index, node) in self.elements(name, faults).iter().enumerate() {
            if let Err(fault) = read(node) {
                self.note(name, Some(index), fault, wanted, faults);
            }
        }
    }

    /// Reports unknown and repeated fields.
    pub fn close(self, faults: &mut Faults) {
        for (position, (name, _)) in self.0.entries.iter().enumerate() {
            let path = Path::Field(&self.0.path, name);
            if !self.0.asked.contains(&name.as_str()) {
                faults.add(
                    path,
                    ErrorCode::UnknownField,
                    message!("`{name}` is not a field here{}", instead(name, &self.0.asked)),
                );
            } else if self.0.entries.iter().take(position).any(|(earlier, _)| earlier == name) {
                faults.add(path, ErrorCode::DuplicateField, message!("`{name}` is given twice: keep one"));
            }
        }
    }
}

/// Reads every element of a list; anything but a list is a fault.
pub(crate) fn each(
    node: &Node,
    path: Path<'_>,
    faults: &mut Faults,
    read: &mut dyn FnMut(&Node, Path<'_>, &mut Faults),
) {
    let Node::List(elements) = node else {
        return faults.add(
            path,
            ErrorCode::WrongType,
            message!("must be a list, not {}: write {}", kind_of(node), as_list(node)),
        );
    };
    for (index, element) in elements.iter().enumerate() {
        read(element, Path::Index(&path, index), faults);
    }
}

/// Reads every field of a table whose names are data; anything but a table is a fault.
pub(crate) fn table(
    node: &Node,
    path: Path<'_>,
    faults: &mut Faults,
    read: &mut dyn FnMut(&str, &Node, Path<'_>, &mut Faults),
) {
    let Node::Table(entries) = node else {
        return faults.add(
            path,
            ErrorCode::WrongType,
            message!("must be an object, not {}: write `{{ … }}`", kind_of(node)),
        );
    };
    for (name, value) in entries {
        read(name, value, Path::Field(&path, name), faults);
    }
}
