//! What is there after all the killing, beside what was acknowledged.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::client::get;
use crate::process::Process;
use crate::shoppers::Told;

const OPEN: [&str; 3] = ["booking", "unknown", "cancelling"];
const LIVE: [&str; 4] = ["booking", "unknown", "booked", "cancelling"];

/// Every acknowledged booking is there, as it was told or later; none is doubled, and none open.
pub(crate) fn check(server: &Process, told: &Told) {
    let bookings = settled(server);
    for (id, then) in &told.bookings {
        let now = bookings.get(id).unwrap_or_else(|| panic!("{id} was acknowledged, and is not there"));
        let [was, is] = [then, now].map(|booking| booking["state"].as_str().unwrap());
        let asked = told.asked.contains(id);
        assert!(follows(was, is, asked), "{id} was {was}, and is {is}");
        let policies = &then["policies"];
        assert!(
            policies == &now["policies"] || policies.as_array().unwrap().is_empty(),
            "{id} has other policies"
        );
    }
    let (mut orders, mut quotes, mut policies) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (id, booking) in &bookings {
        let state = booking["state"].as_str().unwrap();
        if LIVE.contains(&state) {
            assert!(orders.insert(booking["order"]["id"].to_string()), "{id}: its order has two");
        }
        assert!(quotes.insert(booking["quoteId"].to_string()), "{id}: its quote has two");
        for policy in booking["policies"].as_array().unwrap() {
            assert!(policies.insert(policy["number"].to_string()), "{id}: a policy of two bookings");
        }
    }
    assert!(!told.bookings.is_empty(), "nobody booked");
}

/// All bookings, once nothing is open any more.
fn settled(server: &Process) -> BTreeMap<String, Value> {
    for _ in 0..600 {
        let bookings = all(server);
        if !bookings.values().any(|booking| OPEN.iter().any(|open| booking["state"] == *open)) {
            return bookings;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("something stays open");
}

fn all(server: &Process) -> BTreeMap<String, Value> {
    let (mut bookings, mut after) = (BTreeMap::new(), String::new());
    loop {
        let reply = get(server.address, &format!("/v1/bookings?limit=100{after}"), &server.secret()).json();
        for booking in reply["data"].as_array().unwrap() {
            bookings.insert(booking["id"].as_str().unwrap().to_owned(), booking.clone());
        }
        let Some(next) = reply["next"].as_str() else { return bookings };
        after = format!("&after={next}");
    }
}

/// Whether a booking that was so, by the last that was told of it, can be so now; nobody is refused here, and nobody waits until
/// what is not paid expires.
fn follows(was: &str, is: &str, asked: bool) -> bool {
    match was {
        "pending_payment" => is == was || (asked && ["booked", "cancelled"].contains(&is)),
        "booking" | "unknown" => is == "booked",
        "booked" => is == was || (asked && is == "cancelled"),
        "cancelling" | "cancelled" => is == "cancelled",
        _ => false,
    }
}
