//! Whose pages may use a merchant's publishable keys, and show its widget in a frame: its allow-list.

use std::fmt;

/// The allow-list of a merchant's keys. Empty, it allows nobody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins(Vec<Origin>);

/// One of those who may.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Origin {
    /// Pages that this server serves itself.
    Same,
    /// The pages of an origin.
    Other { scheme: &'static str, host: String, port: Port },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Port {
    /// The one of the scheme.
    Usual,
    Any,
    Number(u16),
}

/// An entry that names nobody, or everybody.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no origin: write `https://shop.example`, `https://shop.example:8443`, `http://localhost:*` or `'self'`"
)]
pub struct NoOrigin(String);

impl Origins {
    /// Reads an allow-list.
    ///
    /// # Errors
    /// The first entry that is not one of `'self'`, `scheme://host`, `scheme://host:port` and `scheme://host:*`. No entry
    /// stands for every host.
    pub fn read<'a>(entries: impl IntoIterator<Item = &'a str>) -> Result<Self, NoOrigin> {
        entries
            .into_iter()
            .map(|entry| origin_of(entry).ok_or_else(|| NoOrigin(entry.to_owned())))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Whether the pages of an origin may, as browsers write it: `https://shop.example`. That a page is this server's own is for
    /// others to see.
    #[must_use]
    pub fn allow(&self, origin: &str) -> bool {
        let Some(Origin::Other { scheme, host, port }) = origin_of(origin) else { return false };
        self.0.iter().any(|allowed| match allowed {
            Origin::Same => false,
            Origin::Other { scheme: known, host: of, port: at } => {
                *known == scheme && *of == host && (*at == Port::Any || *at == port)
            }
        })
    }
}

fn origin_of(entry: &str) -> Option<Origin> {
    if entry == "'self'" {
        return Some(Origin::Same);
    }
    let (scheme, place) = entry.split_once("://")?;
    let scheme = ["https", "http"].into_iter().find(|known| *known == scheme)?;
    let (host, port) = match place.split_once(':') {
        None => (place, Port::Usual),
        Some((host, "*")) => (host, Port::Any),
        // As browsers write it: without the port that the scheme has anyway.
        Some((host, port)) => match (scheme, number(port)?) {
            ("https", 443) | ("http", 80) => (host, Port::Usual),
            (_, port) => (host, Port::Number(port)),
        },
    };
    is_host(host).then(|| Origin::Other { scheme, host: host.to_ascii_lowercase(), port })
}

/// A port as browsers write it.
fn number(port: &str) -> Option<u16> {
    port.parse().ok().filter(|number: &u16| *number > 0 && number.to_string() == port)
}

/// A name or an address of four numbers: what can stand in a header without a meaning of its own.
fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    host.len() <= 253 && host.split('.').all(is_label)
}

/// As `frame-ancestors` takes it.
impl fmt::Display for Origins {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, rest @ ..] = self.0.as_slice() else { return formatter.write_str("'none'") };
        write!(formatter, "{first}")?;
        rest.iter().try_for_each(|origin| write!(formatter, " {origin}"))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Same => formatter.write_str("'self'"),
            Self::Other { scheme, host, port } => match port {
                Port::Usual => write!(formatter, "{scheme}://{host}"),
                Port::Any => write!(formatter, "{scheme}://{host}:*"),
                Port::Number(number) => write!(formatter, "{scheme}://{host}:{number}"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NoOrigin, Origins};

    #[test]
    fn an_allow_list_is_what_the_header_says() {
        let list = ["'self'", "http://localhost:*", "http://127.0.0.1:8080", "https://Shop.Example"];
        let read = Origins::read(list).unwrap();
        assert_eq!(read.to_string(), "'self' http://localhost:* http://127.0.0.1:8080 https://shop.example");
        assert_eq!(Origins::default().to_string(), "'none'");
        assert_eq!(Origins::read([]).unwrap(), Origins::default());
    }

    #[test]
    fn only_whoever_is_on_the_list_may() {
        let list = Origins::read([
            "'self'",
            "http://localhost:*",
            "https://shop.example",
            "https://a.example:8443",
            "https://b.example:443",
        ]);
        let list = list.unwrap();
        for origin in [
            "http://localhost",
            "http://localhost:3000",
            "https://shop.example",
            "https://a.example:8443",
            "https://b.example",
        ] {
            assert!(list.allow(origin), "{origin}");
        }
        for other in [
            "http://shop.example",
            "https://shop.example:8443",
            "https://shop.example.evil.example",
            "https://www.shop.example",
            "https://a.example",
            "https://localhost",
            "http://localhost:*x",
            "null",
            "",
        ] {
            assert!(!list.allow(other), "{other}");
        }
        assert!(!Origins::default().allow("https://shop.example"));
    }

    #[test]
    fn nothing_stands_for_everybody_or_breaks_the_header() {
        let rubbish = [
            "*",
            "https://*",
            "https://*:*",
            "https://*.example",
            "https:",
            "https://",
            "https://:443",
            "shop.example",
            "ftp://shop.example",
            "HTTPS://shop.example",
            "javascript://shop",
            "https://shop.example/",
            "https://shop.example/path",
            "https://user@shop.example",
            "https://shop..example",
            "https://-shop.example",
            "https://shop.example:",
            "https://shop.example:0",
            "https://shop.example:080",
            "https://shop.example:+80",
            "https://shop.example:65536",
            "https://shop.example:8*",
            "https://shop.example; script-src *",
            "https://shop.example https://evil.example",
            "https://shop.example\r\nx: y",
            "https://kaufhäuser.example",
            "https://[::1]:80",
            "self",
            "'none'",
            "null",
            "",
            " ",
        ];
        for entry in rubbish {
            assert_eq!(Origins::read(["'self'", entry]), Err(NoOrigin(entry.to_owned())), "{entry:?}");
        }
    }
}
