//! Where messages are posted to.

use std::fmt;
use std::str::FromStr;

use lutine_core::read::{Fault, FromNode, text_within};
use lutine_core::{ErrorCode, Node};
use url::{Host, Url};

/// The longest address that is kept.
const LONGEST: usize = 2_048;
/// The longest name that DNS has.
const LONGEST_HOST: usize = 253;

/// An address that messages can be posted to, by its looks. Whether they may be is for the sink to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(Url);

/// Why a text is no such address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAddress {
    /// Not an absolute URL.
    #[error("must be an address such as `https://shop.example/webhooks`")]
    Malformed,
    /// Neither http nor https.
    #[error("must begin with `https://`")]
    Scheme,
    /// A name or a password before the host: they would stand in logs.
    #[error("must not hold a name or a password: the signature tells who sends")]
    Userinfo,
    /// What no server is ever told.
    #[error("must not have a part after `#`")]
    Fragment,
    /// No host, or a longer one than there can be.
    #[error("must have a host of at most 253 characters")]
    Host,
    /// A port that belongs to another protocol.
    #[error("must have port 443, or one from 1024 on")]
    Port,
}

impl Address {
    /// The address.
    #[must_use]
    pub const fn url(&self) -> &Url {
        &self.0
    }

    /// Its host: a name, or the digits of an address.
    #[must_use]
    pub fn host(&self) -> Option<Host<&str>> {
        self.0.host()
    }

    /// Whether what is posted there is encrypted on its way.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.0.scheme() == "https"
    }
}

impl FromStr for Address {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let url = Url::parse(text).map_err(|_| NoAddress::Malformed)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(NoAddress::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(NoAddress::Userinfo);
        }
        if url.fragment().is_some() {
            return Err(NoAddress::Fragment);
        }
        if !url.host_str().is_some_and(|host| (1..=LONGEST_HOST).contains(&host.len())) {
            return Err(NoAddress::Host);
        }
        match url.port() {
            None | Some(443 | 1024..) => Ok(Self(url)),
            Some(_) => Err(NoAddress::Port),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl FromNode for Address {
    const WANTED: &'static str = "an address such as `https://shop.example/webhooks`";

    fn from_node(node: &Node) -> Result<Self, Fault> {
        let given = text_within(node, LONGEST)?;
        given.parse().map_err(|error: NoAddress| Fault::new(ErrorCode::UnknownValue, &error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, NoAddress};

    #[test]
    fn what_cannot_be_posted_to_is_no_address() {
        let refused = |text: &str| text.parse::<Address>().unwrap_err();
        assert_eq!(refused("shop.example/webhooks"), NoAddress::Malformed);
        assert_eq!(refused("https://"), NoAddress::Malformed);
        assert_eq!(refused("ftp://shop.example/"), NoAddress::Scheme);
        assert_eq!(refused("file:///etc/passwd"), NoAddress::Scheme);
        assert_eq!(refused("https://ada@shop.example/"), NoAddress::Userinfo);
        assert_eq!(refused("https://:secret@shop.example/"), NoAddress::Userinfo);
        assert_eq!(refused("https://shop.example/#a"), NoAddress::Fragment);
        assert_eq!(refused(&format!("https://{}.example/", "a.".repeat(125))), NoAddress::Host);
        for port in [1, 22, 25, 80, 442, 444, 1023] {
            assert_eq!(refused(&format!("https://shop.example:{port}/")), NoAddress::Port, "{port}");
        }
        for sound in ["https://shop.example", "https://shop.example:8443/a?b=c", "https://[2606:4700::1]/"] {
            assert!(sound.parse::<Address>().is_ok(), "{sound}");
        }
    }
}
