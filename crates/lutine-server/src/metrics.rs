//! What is counted and timed: every name, and a method for each thing that happens.
//!
//! Each server has a recorder of its own, so several in one process do not count together. Units are base units, counters
//! end in `_total`, and labels are of closed sets: whatever a caller can choose freely is never one.

use std::sync::Arc;
use std::time::Duration;

use lutine_booking::{Backlog, ClaimFigures};
use metrics::{Gauge, Key, Label, Level, Metadata, Recorder};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusRecorder};
use time::OffsetDateTime;

/// Requests that were answered, or whose caller went away before.
pub const HTTP_REQUESTS: &str = "lutine_http_requests_total";
/// How long answers took, to their head.
pub const HTTP_REQUEST_DURATION: &str = "lutine_http_request_duration_seconds";
/// Connections that are open.
pub const HTTP_CONNECTIONS: &str = "lutine_http_connections";
/// Bookings that moved, by the state that they came to.
pub const BOOKINGS: &str = "lutine_bookings_total";
/// Bookings that the reconciler brought to their end.
pub const BOOKINGS_SETTLED: &str = "lutine_bookings_settled_total";
/// Bookings about which an insurer is being asked.
pub const IN_FLIGHT_BOOKINGS: &str = "lutine_in_flight_bookings";
/// Quotes, by what came of them.
pub const QUOTES: &str = "lutine_quotes_total";
/// Requests to insurers.
pub const INSURER_REQUESTS: &str = "lutine_insurer_requests_total";
/// How long insurers took.
pub const INSURER_REQUEST_DURATION: &str = "lutine_insurer_request_duration_seconds";
/// Attempts to deliver an event, by how they ended.
pub const WEBHOOK_ATTEMPTS: &str = "lutine_webhook_attempts_total";
/// What the database did not do.
pub const STORE_ERRORS: &str = "lutine_store_errors_total";
/// Claims that are neither paid nor rejected nor withdrawn.
pub const CLAIMS_OPEN: &str = "lutine_claims_open";
/// Claims that should have been decided by now.
pub const CLAIMS_OVERDUE: &str = "lutine_claims_overdue";
/// In how many seconds the next claim must be decided that is not overdue.
pub const CLAIM_NEXT_DEADLINE: &str = "lutine_claim_next_deadline_seconds";
/// Deliveries of events that wait, or are on their way.
pub const WEBHOOKS_PENDING: &str = "lutine_webhook_deliveries_pending";
/// For how many seconds the oldest of them has waited.
pub const WEBHOOK_OLDEST: &str = "lutine_webhook_oldest_pending_seconds";
/// Always 1; its label is the version.
pub const BUILD_INFO: &str = "lutine_build_info";

const COUNTERS: [(&str, &str); 7] = [
    (
        HTTP_REQUESTS,
        "Requests by route, method and status; `gone` where the caller did not wait for the answer",
    ),
    (BOOKINGS, "Bookings by the state that a request brought them to"),
    (BOOKINGS_SETTLED, "Bookings that were in flight and that the reconciler brought to an end"),
    (QUOTES, "Calls for a quote that were priced, by their outcome; a stored answer is not priced again"),
    (INSURER_REQUESTS, "Requests to the insurer by operation and outcome"),
    (WEBHOOK_ATTEMPTS, "Attempts to deliver an event to an endpoint, by their outcome"),
    (STORE_ERRORS, "Requests and turns of the reconciler that the database failed"),
];
const GAUGES: [(&str, &str); 8] = [
    (HTTP_CONNECTIONS, "Open connections of this process"),
    (IN_FLIGHT_BOOKINGS, "Bookings about which this process is asking an insurer"),
    (CLAIMS_OPEN, "Claims of all merchants that are neither paid nor rejected nor withdrawn"),
    (CLAIMS_OVERDUE, "Claims of all merchants that should have been decided by now"),
    (
        CLAIM_NEXT_DEADLINE,
        "Seconds until the next claim must be decided that is not overdue; NaN where no clock runs",
    ),
    (WEBHOOKS_PENDING, "Deliveries of events of all merchants that wait or are on their way"),
    (
        WEBHOOK_OLDEST,
        "Seconds since the oldest delivery began that waits or is on its way; 0 where none does",
    ),
    (BUILD_INFO, "The version that runs"),
];
const HISTOGRAMS: [(&str, &str); 2] = [
    (HTTP_REQUEST_DURATION, "Seconds from a request to the head of its answer"),
    (INSURER_REQUEST_DURATION, "Seconds from a request to the insurer to its answer"),
];

/// The names of all figures.
pub fn names() -> impl Iterator<Item = &'static str> {
    COUNTERS.iter().chain(&GAUGES).chain(&HISTOGRAMS).map(|(name, _)| *name)
}

/// Upper bounds of a histogram's buckets, in seconds.
const SECONDS: [f64; 14] =
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

const METADATA: Metadata<'static> = Metadata::new(module_path!(), Level::INFO, Some(module_path!()));

/// The figures of one server.
#[derive(Clone, Debug)]
pub struct Metrics {
    recorder: Arc<PrometheusRecorder>,
}

impl Default for Metrics {
    fn default() -> Self {
        let builder = PrometheusBuilder::new().set_buckets(&SECONDS).unwrap_or_default();
        let recorder = builder.build_recorder();
        for (name, help) in COUNTERS {
            recorder.describe_counter(name.into(), None, help.into());
        }
        for (name, help) in GAUGES {
            recorder.describe_gauge(name.into(), None, help.into());
        }
        for (name, help) in HISTOGRAMS {
            recorder.describe_histogram(name.into(), None, help.into());
        }
        let metrics = Self { recorder: Arc::new(recorder) };
        metrics.set(BUILD_INFO, vec![Label::new("version", env!("CARGO_PKG_VERSION"))], 1.0);
        // What never happened is 0, so that an alarm sees the first time.
        metrics.add(STORE_ERRORS, Vec::new(), 0);
        metrics.add(BOOKINGS_SETTLED, Vec::new(), 0);
        metrics.set(IN_FLIGHT_BOOKINGS, Vec::new(), 0.0);
        metrics
    }
}

impl Metrics {
    /// A request came to its end. The route is a template, the method a known one.
    pub fn request(&self, route: &str, method: &'static str, status: &str, took: Duration) {
        let of_route = || vec![Label::new("route", route.to_owned()), Label::new("method", method)];
        self.time(HTTP_REQUEST_DURATION, of_route(), took);
        let mut labels = of_route();
        labels.push(Label::new("status", status.to_owned()));
        self.add(HTTP_REQUESTS, labels, 1);
    }

    /// A connection is open as long as the answer lives.
    #[must_use]
    pub fn connection(&self) -> OneMore {
        self.one_more(HTTP_CONNECTIONS)
    }

    /// An insurer is being asked about a booking as long as the answer lives.
    #[must_use]
    pub fn in_flight(&self) -> OneMore {
        self.one_more(IN_FLIGHT_BOOKINGS)
    }

    /// A booking came to a state.
    pub fn booking(&self, state: &'static str) {
        self.add(BOOKINGS, vec![Label::new("state", state)], 1);
    }

    /// The reconciler brought so many bookings to their end.
    pub fn settled(&self, bookings: usize) {
        self.add(BOOKINGS_SETTLED, Vec::new(), u64::try_from(bookings).unwrap_or(u64::MAX));
    }

    /// How claims stand in time.
    pub fn claims(&self, figures: ClaimFigures) {
        self.set(CLAIMS_OPEN, Vec::new(), count(figures.open));
        self.set(CLAIMS_OVERDUE, Vec::new(), count(figures.overdue));
        let next = figures.next_deadline.map_or(f64::NAN, time::Duration::as_seconds_f64);
        self.set(CLAIM_NEXT_DEADLINE, Vec::new(), next);
    }

    /// How much has not arrived at this time.
    pub fn backlog(&self, backlog: Backlog, now: OffsetDateTime) {
        let oldest = backlog.oldest.map_or(0.0, |oldest| (now - oldest).as_seconds_f64());
        self.set(WEBHOOKS_PENDING, Vec::new(), count(backlog.pending));
        self.set(WEBHOOK_OLDEST, Vec::new(), oldest);
    }

    /// A call for a quote was answered.
    pub fn quote(&self, outcome: &'static str) {
        self.add(QUOTES, vec![Label::new("outcome", outcome)], 1);
    }

    /// The insurer answered, or did not.
    pub fn insurer(&self, operation: &'static str, outcome: &'static str, took: Duration) {
        let of_operation = Label::new("operation", operation);
        self.time(INSURER_REQUEST_DURATION, vec![of_operation.clone()], took);
        self.add(INSURER_REQUESTS, vec![of_operation, Label::new("outcome", outcome)], 1);
    }

    /// An attempt to deliver an event came to its end.
    pub fn webhook(&self, outcome: &'static str) {
        self.add(WEBHOOK_ATTEMPTS, vec![Label::new("outcome", outcome)], 1);
    }

    /// The database did not do it.
    pub fn store_failed(&self) {
        self.add(STORE_ERRORS, Vec::new(), 1);
    }

    /// There is one more of something until the answer is dropped.
    #[must_use]
    pub fn one_more(&self, name: &'static str) -> OneMore {
        let gauge = self.recorder.register_gauge(&Key::from_static_name(name), &METADATA);
        gauge.increment(1.0);
        OneMore(gauge)
    }

    /// Counts something that happened so many times.
    pub fn add(&self, name: &'static str, labels: Vec<Label>, times: u64) {
        self.recorder.register_counter(&Key::from_parts(name, labels), &METADATA).increment(times);
    }

    /// Says how much of something there is.
    pub fn set(&self, name: &'static str, labels: Vec<Label>, value: f64) {
        self.recorder.register_gauge(&Key::from_parts(name, labels), &METADATA).set(value);
    }

    /// Notes how long something took.
    pub fn time(&self, name: &'static str, labels: Vec<Label>, took: Duration) {
        self.recorder
            .register_histogram(&Key::from_parts(name, labels), &METADATA)
            .record(took.as_secs_f64());
    }

    /// Sums up what was timed. Without it every single time is kept until somebody reads the figures.
    pub fn sum_up(&self) {
        self.recorder.handle().run_upkeep();
    }

    /// All figures, as Prometheus reads them.
    #[must_use]
    pub fn text(&self) -> String {
        self.recorder.handle().render()
    }
}

/// A number as figures have them. More than four thousand million is told as so many.
fn count(number: impl TryInto<u32>) -> f64 {
    f64::from(number.try_into().unwrap_or(u32::MAX))
}

/// Something that is counted as long as this lives.
pub struct OneMore(Gauge);

impl Drop for OneMore {
    fn drop(&mut self) {
        self.0.decrement(1.0);
    }
}
