//! How often somebody may call, and whose word on where they are is taken.

use std::num::NonZeroU32;

use ipnet::IpNet;
use lutine_server::{Proxies, Rates};

#[derive(clap::Args)]
pub(crate) struct GateOptions {
    /// How many requests a minute the pages of a merchant may send from one address
    ///
    /// By publishable key or shopper's token; 0 counts nothing. Each server counts for itself: four of them let four times as many
    /// through.
    #[arg(
        long,
        value_name = "REQUESTS",
        default_value_t = 600,
        env = "LUTINE_PAGE_REQUESTS",
        help_heading = "Callers"
    )]
    page_requests: u32,

    /// How many requests a minute a merchant's servers may send, and as many its insurer's side
    ///
    /// 0 counts nothing.
    #[arg(
        long,
        value_name = "REQUESTS",
        default_value_t = 6_000,
        env = "LUTINE_SERVER_REQUESTS",
        help_heading = "Callers"
    )]
    server_requests: u32,

    /// How many requests a minute one address may send without a key that is good, or for tokens
    ///
    /// 0 counts nothing.
    #[arg(
        long,
        value_name = "REQUESTS",
        default_value_t = 60,
        env = "LUTINE_STRANGER_REQUESTS",
        help_heading = "Callers"
    )]
    stranger_requests: u32,

    /// The proxies whose `X-Forwarded-For` says who calls: addresses or networks, with commas between them
    ///
    /// By default nobody is believed, and all who come through a proxy are counted as one: wherever there is a proxy, name it.
    #[arg(long, value_name = "NETWORKS", env = "LUTINE_TRUSTED_PROXY", value_delimiter = ',', value_parser = network,
        help_heading = "Callers")]
    trusted_proxy: Vec<IpNet>,
}

impl GateOptions {
    pub(super) fn rates(&self) -> Rates {
        let [pages, servers, strangers] =
            [self.page_requests, self.server_requests, self.stranger_requests].map(NonZeroU32::new);
        Rates { pages, servers, strangers }
    }

    pub(super) fn proxies(&self) -> Proxies {
        Proxies::of(self.trusted_proxy.clone())
    }
}

/// An address is a network of one.
fn network(text: &str) -> Result<IpNet, String> {
    let address = text.parse().map(|address: std::net::IpAddr| IpNet::from(address));
    address
        .or_else(|_| text.parse())
        .map_err(|_| format!("`{text}` is no address and no network such as 10.0.0.0/8"))
}
