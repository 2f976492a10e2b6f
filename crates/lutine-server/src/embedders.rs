//! Which pages may show the widget in a frame: a merchant's allow-list, read at the start.

use std::fmt;

/// The allow-list of a key. Empty, it allows nobody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Embedders(Vec<Embedder>);

/// One of those who may.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Embedder {
    /// Pages that this server serves itself.
    Same,
    /// The pages of an origin.
    Origin { scheme: &'static str, host: String, port: Port },
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

impl Embedders {
    /// Reads an allow-list.
    ///
    /// # Errors
    /// The first entry that is not one of `'self'`, `scheme://host`, `scheme://host:port` and `scheme://host:*`. No entry
    /// stands for every host.
    pub fn read<'a>(entries: impl IntoIterator<Item = &'a str>) -> Result<Self, NoOrigin> {
        entries
            .into_iter()
            .map(|entry| embedder(entry).ok_or_else(|| NoOrigin(entry.to_owned())))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

fn embedder(entry: &str) -> Option<Embedder> {
    if entry == "'self'" {
        return Some(Embedder::Same);
    }
    let (scheme, place) = entry.split_once("://")?;
    let scheme = ["https", "http"].into_iter().find(|known| *known == scheme)?;
    let (host, port) = match place.split_once(':') {
        None => (place, Port::Usual),
        Some((host, "*")) => (host, Port::Any),
        Some((host, port)) => (host, Port::Number(number(port)?)),
    };
    is_host(host).then(|| Embedder::Origin { scheme, host: host.to_ascii_lowercase(), port })
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
impl fmt::Display for Embedders {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, rest @ ..] = self.0.as_slice() else { return formatter.write_str("'none'") };
        write!(formatter, "{first}")?;
        rest.iter().try_for_each(|embedder| write!(formatter, " {embedder}"))
    }
}

impl fmt::Display for Embedder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Same => formatter.write_str("'self'"),
            Self::Origin { scheme, host, port } => match port {
                Port::Usual => write!(formatter, "{scheme}://{host}"),
                Port::Any => write!(formatter, "{scheme}://{host}:*"),
                Port::Number(number) => write!(formatter, "{scheme}://{host}:{number}"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Embedders, NoOrigin};

    #[test]
    fn an_allow_list_is_what_the_header_says() {
        let list = ["'self'", "http://localhost:*", "http://127.0.0.1:8080", "https://Shop.Example"];
        let read = Embedders::read(list).unwrap();
        assert_eq!(read.to_string(), "'self' http://localhost:* http://127.0.0.1:8080 https://shop.example");
        assert_eq!(Embedders::default().to_string(), "'none'");
        assert_eq!(Embedders::read([]).unwrap(), Embedders::default());
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
            assert_eq!(Embedders::read(["'self'", entry]), Err(NoOrigin(entry.to_owned())), "{entry:?}");
        }
    }
}
