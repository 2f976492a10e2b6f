//! From where a request comes.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, Request};
use axum::http::HeaderMap;
use ipnet::IpNet;

/// What one client is told from others by. Whoever has one address of version 6 has a whole network of them, so that one stands
/// for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Client(IpAddr);

/// The proxies whose word on whom they speak for is taken.
#[derive(Clone, Debug, Default)]
pub struct Proxies(Vec<IpNet>);

impl Proxies {
    /// Those of these networks.
    #[must_use]
    pub fn of(networks: Vec<IpNet>) -> Self {
        Self(networks)
    }

    /// Who sent a request: whoever is at the other end of the connection, or, where that is a proxy of ours, the last one that
    /// it and others of ours name. What stands before could be written by anybody.
    pub(crate) fn client(&self, request: &Request) -> Client {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map_or(Ipv6Addr::UNSPECIFIED.into(), |ConnectInfo(peer)| peer.ip().to_canonical());
        let mut client = peer;
        for named in forwarded(request.headers()) {
            if !self.has(client) {
                break;
            }
            let Some(named) = named else { break };
            client = named;
        }
        Client(network(client))
    }

    fn has(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

/// Who is named in `X-Forwarded-For`, the last one first; `None` for what is no address.
fn forwarded(headers: &HeaderMap) -> impl Iterator<Item = Option<IpAddr>> {
    let lines = headers.get_all("x-forwarded-for").into_iter().collect::<Vec<_>>().into_iter().rev();
    let names = lines.flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
    names.map(|name| address(name.trim()).map(|address| address.to_canonical()))
}

/// An address as proxies write it: some with its port, some in brackets.
fn address(name: &str) -> Option<IpAddr> {
    let bare = || name.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    let with_port = || name.parse().ok().map(|address: SocketAddr| address.ip());
    name.parse().ok().or_else(with_port).or_else(bare)
}

fn network(address: IpAddr) -> IpAddr {
    const FIRST_HALF: u128 = u128::MAX << 64;
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & FIRST_HALF).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Client, Proxies};
    use axum::body::Body;
    use axum::extract::ConnectInfo;
    use axum::http::Request;
    use std::net::{IpAddr, SocketAddr};

    fn client(proxies: &[&str], peer: &str, forwarded: &[&str]) -> Client {
        let mut request = Request::get("/");
        for line in forwarded {
            request = request.header("x-forwarded-for", *line);
        }
        let peer = SocketAddr::new(peer.parse().unwrap(), 4711);
        let request = request.extension(ConnectInfo(peer)).body(Body::empty()).unwrap();
        Proxies::of(proxies.iter().map(|network| network.parse().unwrap()).collect()).client(&request)
    }

    fn of(address: &str) -> Client {
        Client(address.parse::<IpAddr>().unwrap())
    }

    #[test]
    fn only_a_proxy_of_ours_is_believed() {
        assert_eq!(client(&[], "192.0.2.1", &["198.51.100.7"]), of("192.0.2.1"));
        let ours = ["10.0.0.0/8", "192.0.2.1/32"];
        assert_eq!(client(&ours, "192.0.2.2", &["198.51.100.7"]), of("192.0.2.2"));
        assert_eq!(client(&ours, "192.0.2.1", &["198.51.100.7"]), of("198.51.100.7"));
        assert_eq!(client(&ours, "192.0.2.1", &["1.1.1.1, 198.51.100.7, 10.1.2.3"]), of("198.51.100.7"));
        assert_eq!(client(&ours, "192.0.2.1", &["1.1.1.1", "198.51.100.7", "10.1.2.3"]), of("198.51.100.7"));
        assert_eq!(client(&ours, "192.0.2.1", &["198.51.100.7, nobody, 10.1.2.3"]), of("10.1.2.3"));
        assert_eq!(client(&ours, "192.0.2.1", &[]), of("192.0.2.1"));
        for written in ["198.51.100.7:51234", "[::ffff:198.51.100.7]", "[::ffff:198.51.100.7]:443"] {
            assert_eq!(client(&ours, "192.0.2.1", &[written]), of("198.51.100.7"), "{written}");
        }
        assert_eq!(client(&ours, "::ffff:192.0.2.1", &["::ffff:198.51.100.7"]), of("198.51.100.7"));
    }

    #[test]
    fn a_network_of_version_6_is_one_client() {
        let [one, other] = ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9"].map(|peer| client(&[], peer, &[]));
        assert_eq!(one, other);
        assert_ne!(one, client(&[], "2001:db8:1:3::1", &[]));
    }
}
