//! What is the same of every problem of a kind: its code, its status and its title. Written once, for answers, for their
//! pages and for the document of the API.

/// Kinds as types, so that a route names the problems that it answers where it is documented.
pub(crate) trait Kinds {
    /// Adds them.
    fn add(kinds: &mut Vec<super::Kind>);
}

/// Makes `Kind`, a type for each of them, and `Problem::kind`.
macro_rules! kinds {
    ($($kind:ident $(($($carried:tt)*))? => $code:literal, $status:ident, $title:literal;)*) => {
        /// A kind of problem, whatever else an answer says of it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Kind {
            $(#[doc = $title] $kind,)*
        }

        impl Kind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// Its stable name, in answers and in the address of its page.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$kind => $code,)* }
            }

            /// The status of its answers.
            #[must_use]
            pub const fn status(self) -> axum::http::StatusCode {
                match self { $(Self::$kind => axum::http::StatusCode::$status,)* }
            }

            /// What it is, in a few words.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$kind => $title,)* }
            }

            /// What its page says of it, in Markdown.
            pub(crate) const fn words(self) -> &'static str {
                match self {
                    $(Self::$kind => include_str!(concat!("../../../www/problems/", $code, ".md")),)*
                }
            }

            /// Its name in Rust, and in the document of the API.
            pub(crate) const fn name(self) -> &'static str {
                match self { $(Self::$kind => stringify!($kind),)* }
            }
        }

        impl Problem {
            /// What kind it is.
            #[must_use]
            pub const fn kind(&self) -> Kind {
                match self { $(Self::$kind $((kinds!(@any $($carried)*)))? => Kind::$kind,)* }
            }
        }

        /// A type for each kind.
        #[allow(dead_code, reason = "some are answered by no route of the table")]
        pub(crate) mod kinds {
            $(
                #[doc = $title]
                pub(crate) enum $kind {}

                impl super::kind::Kinds for $kind {
                    fn add(kinds: &mut Vec<super::Kind>) {
                        kinds.push(super::Kind::$kind);
                    }
                }
            )*
        }
    };
    (@any $($carried:tt)*) => { _ };
}

pub(super) use kinds;
