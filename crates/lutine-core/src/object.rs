//! The tree that every answer is written from.
//!
//! Derived, each type would be compiled anew for every format, field by field. So a type says once what is in it, and a
//! format is compiled for this one tree: a quarter of the bytes.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::money::Money;

/// A value as it is written.
pub(crate) enum Value<'a> {
    /// A name or a text.
    Text(&'a str),
    /// A text that is made to be written: a day, a rate.
    Made(String),
    /// A whole number.
    Count(usize),
    /// An amount with its currency.
    Money(Money),
    /// A list.
    List(Vec<Value<'a>>),
    /// An object.
    Object(Object<'a>),
}

/// An object as it is written: its fields in order.
#[derive(Default)]
pub(crate) struct Object<'a>(Vec<(&'static str, Value<'a>)>);

/// What is written as a value, in every format alike.
pub(crate) trait Written {
    /// The value.
    fn value(&self) -> Value<'_>;
}

impl Written for &str {
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

/// Lets types that are [`Written`] be serialized.
macro_rules! serialized {
    ($($written:ty),*) => {$(
        impl ::serde::Serialize for $written {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                ::serde::Serialize::serialize(&$crate::object::Written::value(self), serializer)
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

        impl $crate::object::Written for $named {
            fn value(&self) -> $crate::object::Value<'_> {
                $crate::object::Value::Text(self.name())
            }
        }

        $crate::object::serialized!($named);
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

    #[inline(never)]
    pub(crate) fn count(&mut self, name: &'static str, count: usize) -> &mut Self {
        self.with(name, Value::Count(count))
    }

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

    pub(crate) fn value(&mut self, name: &'static str, value: &'a impl Written) -> &mut Self {
        self.with(name, value.value())
    }

    pub(crate) fn value_if_any(&mut self, name: &'static str, value: Option<&'a impl Written>) -> &mut Self {
        if let Some(value) = value { self.value(name, value) } else { self }
    }

    pub(crate) fn list(&mut self, name: &'static str, values: &'a [impl Written]) -> &mut Self {
        let mut list = Vec::new();
        for value in values {
            list.push(value.value());
        }
        self.with(name, Value::List(list))
    }

    /// What has been put together, as a value.
    pub(crate) fn done(&mut self) -> Value<'a> {
        Value::Object(core::mem::take(self))
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Made(text) => serializer.serialize_str(text),
            Self::Count(count) => count.serialize(serializer),
            Self::Money(money) => money.serialize(serializer),
            Self::List(values) => serializer.collect_seq(values),
            Self::Object(Object(fields)) => {
                let mut object = serializer.serialize_struct("Object", fields.len())?;
                for (name, value) in fields {
                    object.serialize_field(name, value)?;
                }
                object.end()
            }
        }
    }
}
