//! How often somebody may call. Each server counts for itself: behind four of them, four times as much goes through.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use governor::clock::Clock as _;
use governor::middleware::StateInformationMiddleware;
use governor::nanos::Nanos;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use lutine_booking::{Clock, Role};

use crate::auth::{Caller, Who};
use crate::client::Client;
use crate::problem::Problem;

/// How many requests a minute; `None` counts nothing.
pub type PerMinute = Option<NonZeroU32>;

/// The figures.
#[derive(Clone, Copy, Debug)]
pub struct Rates {
    /// From the pages of a merchant, by publishable key or shopper's token: of each address.
    pub pages: PerMinute,
    /// From a merchant's servers, and as many from its insurer's side.
    pub servers: PerMinute,
    /// Without a key that is good, or for a token: of each address.
    pub strangers: PerMinute,
}

/// Some hundred shoppers behind one address buy without noticing, a merchant's servers have a hundred requests a second, and
/// nobody tries out keys.
impl Default for Rates {
    fn default() -> Self {
        Self { pages: NonZeroU32::new(600), servers: NonZeroU32::new(6_000), strangers: NonZeroU32::new(60) }
    }
}

impl Rates {
    /// As often as anybody likes.
    pub const UNLIMITED: Self = Self { pages: None, servers: None, strangers: None };
}

/// Counts.
pub(crate) struct Limits {
    pages: Option<Limiter>,
    servers: Option<Limiter>,
    strangers: Option<Limiter>,
}

/// Who shares a count.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Bucket {
    Page(String, Client),
    Server(String, Role),
    Stranger(Client),
    /// Whoever comes for a token: apart from those who try out keys, who may come from the same address.
    Comer(Client),
    /// Whoever comes while there are too many to tell apart.
    Crowd,
}

/// What is left of a count, for the headers of an answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Allowance {
    policy: &'static str,
    quota: NonZeroU32,
    left: u32,
    /// In seconds, where nothing is left.
    wait: Option<u64>,
}

struct Limiter {
    policy: &'static str,
    quota: NonZeroU32,
    counts: RateLimiter<Bucket, DashMapStateStore<Bucket>, PortClock, StateInformationMiddleware>,
    asked: AtomicU32,
}

/// After so many requests, counts that are full again are forgotten.
const TIDY_EVERY: u32 = 4_096;
/// So many are told apart at most, at some hundred bytes each.
const MOST_TOLD_APART: usize = 100_000;

/// The port's clock, which never goes back: set back by an hour, it would turn everybody away for that hour.
struct PortClock {
    clock: Arc<dyn Clock>,
    latest: AtomicU64,
    /// How far it was set back.
    lost: AtomicU64,
}

/// Clocks that are kept to the right time go back by less.
const SET_BACK: u64 = 1_000_000_000;

impl governor::clock::Clock for PortClock {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        let lost = self.lost.load(Ordering::Relaxed);
        let now = u64::try_from(self.clock.now().unix_timestamp_nanos()).unwrap_or_default() + lost;
        let latest = self.latest.fetch_max(now, Ordering::Relaxed).max(now);
        if latest - now > SET_BACK {
            // Of several who see it at once, one counts it.
            let _ =
                self.lost.compare_exchange(lost, lost + (latest - now), Ordering::Relaxed, Ordering::Relaxed);
        }
        Nanos::from(latest)
    }
}

impl Limits {
    pub(crate) fn new(rates: Rates, clock: &Arc<dyn Clock>) -> Self {
        let limiter = |policy, quota: PerMinute| Some(Limiter::new(policy, quota?, Arc::clone(clock)));
        Self {
            pages: limiter("page", rates.pages),
            servers: limiter("server", rates.servers),
            strangers: limiter("stranger", rates.strangers),
        }
    }

    /// Counts a request of somebody who showed a good key. `None` where nothing is counted.
    pub(crate) fn caller(&self, caller: &Caller, client: Client) -> Option<Allowance> {
        let merchant = caller.merchant().id.clone();
        match caller.who {
            Who::Publishable | Who::Shopper { .. } => {
                self.pages.as_ref().map(|limiter| limiter.count(Bucket::Page(merchant, client)))
            }
            Who::Merchant => self.server(merchant, Role::Merchant),
            Who::Insurer => self.server(merchant, Role::Insurer),
        }
    }

    fn server(&self, merchant: String, role: Role) -> Option<Allowance> {
        self.servers.as_ref().map(|limiter| limiter.count(Bucket::Server(merchant, role)))
    }

    /// Counts a request of anybody else.
    pub(crate) fn stranger(&self, client: Client) -> Option<Allowance> {
        self.strangers.as_ref().map(|limiter| limiter.count(Bucket::Stranger(client)))
    }

    /// Counts a request for a token.
    pub(crate) fn comer(&self, client: Client) -> Option<Allowance> {
        self.strangers.as_ref().map(|limiter| limiter.count(Bucket::Comer(client)))
    }
}

impl Limiter {
    fn new(policy: &'static str, quota: NonZeroU32, clock: Arc<dyn Clock>) -> Self {
        let clock = PortClock { clock, latest: AtomicU64::new(0), lost: AtomicU64::new(0) };
        let counts = RateLimiter::dashmap_with_clock(Quota::per_minute(quota), clock);
        Self { policy, quota, counts: counts.with_middleware(), asked: AtomicU32::new(0) }
    }

    fn count(&self, bucket: Bucket) -> Allowance {
        if self.asked.fetch_add(1, Ordering::Relaxed) % TIDY_EVERY == TIDY_EVERY - 1 {
            self.counts.retain_recent();
            self.counts.shrink_to_fit();
        }
        let crowded = self.counts.len() >= MOST_TOLD_APART;
        let (left, wait) = match self.counts.check_key(if crowded { &Bucket::Crowd } else { &bucket }) {
            Ok(state) => (state.remaining_burst_capacity(), None),
            Err(until) => (0, Some(seconds(until.wait_time_from(self.counts.clock().now())))),
        };
        Allowance { policy: self.policy, quota: self.quota, left, wait }
    }
}

/// Whole ones, so that whoever waits for as long is early in no case.
fn seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

impl Allowance {
    /// Whether it goes on.
    pub(crate) const fn passes(self) -> Result<(), Problem> {
        match self.wait {
            None => Ok(()),
            Some(seconds) => Err(Problem::RateLimited(seconds)),
        }
    }

    /// Writes what is left into an answer, as draft-ietf-httpapi-ratelimit-headers has it.
    pub(crate) fn tell(self, response: &mut Response) {
        let Self { policy, quota, left, wait } = self;
        let reset = wait.map(|seconds| format!(";t={seconds}")).unwrap_or_default();
        put(response.headers_mut(), "ratelimit-policy", format!("\"{policy}\";q={quota};w=60"));
        put(response.headers_mut(), "ratelimit", format!("\"{policy}\";r={left}{reset}"));
    }
}

fn put(headers: &mut HeaderMap, name: &'static str, value: String) {
    if let Ok(value) = HeaderValue::try_from(value) {
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};

    use lutine_booking::Clock;
    use time::OffsetDateTime;

    use super::{Bucket, Limiter, TIDY_EVERY};

    #[derive(Default)]
    struct Seconds(AtomicI64);

    impl Clock for Seconds {
        fn now(&self) -> OffsetDateTime {
            OffsetDateTime::UNIX_EPOCH + time::Duration::seconds(self.0.load(Ordering::Relaxed))
        }
    }

    #[test]
    fn whoever_has_not_called_for_a_while_is_forgotten() {
        let clock = Arc::new(Seconds::default());
        let limiter = Limiter::new("page", NonZeroU32::new(10).unwrap(), clock.clone());
        let shop = |number: u32| Bucket::Server(number.to_string(), lutine_booking::Role::Merchant);
        for number in 1..TIDY_EVERY {
            limiter.count(shop(number));
        }
        assert_eq!(limiter.counts.len(), TIDY_EVERY as usize - 1);
        clock.0.store(61, Ordering::Relaxed);
        limiter.count(shop(0));
        assert_eq!(limiter.counts.len(), 1);
    }

    #[test]
    fn a_clock_that_is_set_back_turns_nobody_away_for_as_long() {
        let clock = Arc::new(Seconds(AtomicI64::new(7_200)));
        let limiter = Limiter::new("page", NonZeroU32::new(1).unwrap(), clock.clone());
        let count = || limiter.count(Bucket::Crowd).wait;
        assert_eq!(count(), None);
        clock.0.store(3_600, Ordering::Relaxed);
        assert_eq!(count(), Some(60));
        clock.0.store(3_661, Ordering::Relaxed);
        assert_eq!(count(), None);
    }
}
