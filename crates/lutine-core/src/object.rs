//! The tree that every answer is written from.
//!
//! Derived, each type would be compiled anew for every format, field by field. So a type says once what is in it, and a
//! format is compiled for this one tree: a quarter of the bytes.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::money::Money;

/// What is written as an object.
pub(crate) trait Written {
    /// Writes its fields, in their order.
    fn write<'a>(&'a self, to: &mut Object<'a>);
}

/// An object while it is written.
#[derive(Default)]
pub(crate) struct Object<'a>(Vec<(&'static str, Value<'a>)>);

enum Value<'a> {
    Text(&'a str),
    /// A text that is made to be written: a day, a rate.
    Made(String),
    Count(usize),
    Money(Money),
    Names(Vec<&'static str>),
    Object(&'a dyn Written),
    List(&'a dyn List),
}

/// A list of objects, whatever they are.
pub(crate) trait List {
    /// One of them, counted from 0; `None` past the last.
    fn item(&self, place: usize) -> Option<&dyn Written>;
}

impl<T: Written> List for Vec<T> {
    fn item(&self, place: usize) -> Option<&dyn Written> {
        let item = self.get(place)?;
        Some(item)
    }
}

/// Lets types that are [`Written`] be serialized.
macro_rules! serialized {
    ($($written:ty),*) => {$(
        impl ::serde::Serialize for $written {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::object::serialize(self, serializer)
            }
        }
    )*};
}
pub(crate) use serialized;

/// Names a closed list's variants as they are written.
macro_rules! named {
    ($named:ty { $($variant:ident = $name:literal),* $(,)? }) => {
        impl $named {
            /// The name as it stands in JSON.
            pub(crate) const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// Every variant by its name.
            #[allow(dead_code, reason = "not every list is read")]
            pub(crate) const NAMES: &[(&'static str, Self)] = &[$(($name, Self::$variant)),*];
        }

        impl ::serde::Serialize for $named {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }
    };
}
pub(crate) use named;

impl<'a> Object<'a> {
    #[inline(never)]
    fn with(&mut self, name: &'static str, value: Value<'a>) -> &mut Self {
        self.0.push((name, value));
        self
    }

    #[inline(never)]
    pub(crate) fn text(&mut self, name: &'static str, text: &'a str) -> &mut Self {
        self.with(name, Value::Text(text))
    }

    #[inline(never)]
    pub(crate) fn text_if_any(&mut self, name: &'static str, text: Option<&'a String>) -> &mut Self {
        if let Some(text) = text { self.text(name, text) } else { self }
    }

    /// A text that is made to be written: a day, a rate.
    #[inline(never)]
    pub(crate) fn made(&mut self, name: &'static str, text: String) -> &mut Self {
        self.with(name, Value::Made(text))
    }

    pub(crate) fn names(&mut self, name: &'static str, names: Vec<&'static str>) -> &mut Self {
        self.with(name, Value::Names(names))
    }

    #[inline(never)]
    pub(crate) fn count(&mut self, name: &'static str, count: usize) -> &mut Self {
        self.with(name, Value::Count(count))
    }

    #[inline(never)]
    pub(crate) fn count_if_any(&mut self, name: &'static str, count: Option<usize>) -> &mut Self {
        if let Some(count) = count { self.count(name, count) } else { self }
    }

    #[inline(never)]
    pub(crate) fn money(&mut self, name: &'static str, money: &Money) -> &mut Self {
        self.with(name, Value::Money(*money))
    }

    #[inline(never)]
    pub(crate) fn money_if_any(&mut self, name: &'static str, money: Option<&Money>) -> &mut Self {
        if let Some(money) = money { self.money(name, money) } else { self }
    }

    #[inline(never)]
    pub(crate) fn object(&mut self, name: &'static str, object: &'a dyn Written) -> &mut Self {
        self.with(name, Value::Object(object))
    }

    #[inline(never)]
    pub(crate) fn list(&mut self, name: &'static str, list: &'a dyn List) -> &mut Self {
        self.with(name, Value::List(list))
    }
}

/// Serializes what is written as an object.
pub(crate) fn serialize<S: Serializer>(written: &dyn Written, serializer: S) -> Result<S::Ok, S::Error> {
    Value::Object(written).serialize(serializer)
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Made(text) => serializer.serialize_str(text),
            Self::Count(count) => count.serialize(serializer),
            Self::Money(money) => money.serialize(serializer),
            Self::Names(names) => serializer.collect_seq(names),
            Self::List(list) => {
                serializer.collect_seq((0..).map_while(|place| list.item(place).map(Value::Object)))
            }
            Self::Object(written) => {
                let mut object = Object::default();
                written.write(&mut object);
                // A map, because some formats keep a table of the names of structs' fields.
                let mut fields = serializer.serialize_map(Some(object.0.len()))?;
                for (name, value) in &object.0 {
                    fields.serialize_entry(name, value)?;
                }
                fields.end()
            }
        }
    }
}
