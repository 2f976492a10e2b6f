//! Where nothing is sent to, whoever asks for it. The networks are data.

use std::net::IpAddr;

use ipnet::IpNet;
use lutine_booking::{Address, NotAdmitted};
use serde::Deserialize;
use url::Host;

const FILE: &str = include_str!("../../data/not-public.toml");

/// How far messages may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// To the public internet, encrypted.
    Public,
    /// To this machine and private networks as well, encrypted or not: for development alone.
    Private,
}

/// Knows which addresses nothing is sent to.
#[derive(Clone, Debug)]
pub struct Guard {
    reach: Reach,
    networks: Vec<Network>,
}

/// Why there is no guard; a test keeps that from happening.
#[derive(Debug, thiserror::Error)]
#[error("not-public.toml: {0}")]
pub struct NoGuard(#[from] toml::de::Error);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    networks: Vec<Network>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Network {
    #[serde(deserialize_with = "network")]
    network: IpNet,
    /// For whoever reads the file.
    #[serde(rename = "what")]
    _what: String,
    #[serde(rename = "source")]
    _source: String,
    /// Whether it is a machine or network of one's own.
    #[serde(default)]
    inside: bool,
}

fn network<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<IpNet, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(serde::de::Error::custom)
}

impl Guard {
    /// Reads the networks that ship with the server.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn new(reach: Reach) -> Result<Self, NoGuard> {
        let File { networks } = toml::from_str(FILE)?;
        Ok(Self { reach, networks })
    }

    /// How far messages may go.
    #[must_use]
    pub const fn reach(&self) -> Reach {
        self.reach
    }

    /// Whether messages may go to an address by its looks. What its name stands for is not looked at.
    ///
    /// # Errors
    /// Why not.
    pub fn admits_by_looks(&self, address: &Address) -> Result<(), NotAdmitted> {
        if self.reach == Reach::Public && !address.is_encrypted() {
            return Err(NotAdmitted::NotEncrypted);
        }
        let literal: Option<IpAddr> = match address.host() {
            Some(Host::Ipv4(ip)) => Some(ip.into()),
            Some(Host::Ipv6(ip)) => Some(ip.into()),
            Some(Host::Domain(_)) | None => None,
        };
        if literal.is_none_or(|ip| self.admits(ip)) { Ok(()) } else { Err(NotAdmitted::NotPublic) }
    }

    /// Whether messages may go to an address. Of the networks that hold it the smallest decides.
    #[must_use]
    pub fn admits(&self, address: IpAddr) -> bool {
        let holding = self.networks.iter().filter(|known| known.network.contains(&address));
        match holding.max_by_key(|known| known.network.prefix_len()) {
            None => true,
            Some(known) => known.inside && self.reach == Reach::Private,
        }
    }
}

#[cfg(test)]
mod tests {
    use lutine_booking::NotAdmitted;

    use super::{Guard, Reach};

    /// Nothing is ever sent there.
    const NEVER: &[&str] = &[
        "0.0.0.0",
        "0.1.2.3",
        "100.100.100.200",
        "168.63.129.16",
        "169.254.0.1",
        "169.254.169.254",
        "192.0.0.1",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::ffff:169.254.169.254",
        "64:ff9b::127.0.0.1",
        "64:ff9b::8.8.8.8",
        "64:ff9b:1::a00:1",
        "100::1",
        "2001::1",
        "2001:0:1::1",
        "2001:2::1",
        "2001:10::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "3fff::1",
        "4000::1",
        "5f00::1",
        "fd00:ec2::254",
        "fd20:ce::254",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
    ];
    /// In development alone.
    const INSIDE: &[&str] = &[
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.0.1",
        "192.168.255.255",
        "::1",
        "fc00::1",
        "fdff::1",
    ];
    const PUBLIC: &[&str] = &[
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "126.255.255.255",
        "128.0.0.1",
        "168.63.129.17",
        "169.253.255.255",
        "169.255.0.1",
        "172.15.255.255",
        "172.32.0.1",
        "192.0.1.1",
        "192.167.255.255",
        "192.169.0.1",
        "198.17.255.255",
        "198.20.0.1",
        "223.255.255.255",
        "2606:4700:4700::1111",
        "2001:4860:4860::8888",
        "2003::1",
        "2a00::1",
    ];

    #[test]
    fn digits_in_an_url_are_looked_at_however_they_are_written() {
        let guard = Guard::new(Reach::Public).unwrap();
        let refused = [
            "https://127.0.0.1/",
            "https://127.1/",
            "https://0x7f.1/",
            "https://2130706433/",
            "https://0177.0.0.1/",
            "https://[::1]/",
            "https://[::ffff:7f00:1]/",
            "https://[fe80::1]/",
            "https://169.254.169.254/latest",
            "https://10.0.0.1:8443/",
            "https://１２７.0.0.1/",
        ];
        for url in refused {
            assert_eq!(guard.admits_by_looks(&url.parse().unwrap()), Err(NotAdmitted::NotPublic), "{url}");
        }
        let plain = "http://shop.example/".parse().unwrap();
        assert_eq!(guard.admits_by_looks(&plain), Err(NotAdmitted::NotEncrypted));
        for url in ["https://shop.example/", "https://8.8.8.8/", "https://[2606:4700:4700::1111]:8443/"] {
            assert_eq!(guard.admits_by_looks(&url.parse().unwrap()), Ok(()), "{url}");
        }
    }

    #[test]
    fn only_what_is_public_is_sent_to() {
        let [public, private] = [Reach::Public, Reach::Private].map(|reach| Guard::new(reach).unwrap());
        for (addresses, outside, inside) in
            [(NEVER, false, false), (INSIDE, false, true), (PUBLIC, true, true)]
        {
            for address in addresses {
                let parsed = address.parse().unwrap();
                assert_eq!(public.admits(parsed), outside, "{address}");
                assert_eq!(private.admits(parsed), inside, "{address} in development");
            }
        }
    }
}
