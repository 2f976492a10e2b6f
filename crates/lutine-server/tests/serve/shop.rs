//! What a shop's page sends.

use serde_json::json;

use crate::client::{Client, Reply, Unanswered};

/// Asks for the price of a 249.00 parcel of t-shirts on the house's terms.
pub(crate) fn quote(client: &mut Client) -> Result<Reply, Unanswered> {
    let call = json!({
        "shipment": {
            "origin": { "country": "US" }, "destination": { "country": "US" }, "carrier": "usps",
            "insurance": { "amount": "249.00", "currency": "USD", "content": "t-shirts" }, "parcels": [{}],
        },
        "programmes": ["house-usd"],
    });
    client.post("/v1/quotes", "pk_demo", "", &call)
}

/// Books what was quoted.
pub(crate) fn book(
    client: &mut Client,
    quoted: &Reply,
    config: &Reply,
    order: &str,
) -> Result<Reply, Unanswered> {
    let offer = &quoted.json()["offers"][0];
    let programme = offer["programme"].as_str().unwrap();
    let body = json!({
        "quote": offer["quote"]["token"],
        "order": { "id": order, "value": { "amount": "249.00", "currency": "USD" } },
        "policyholder": { "firstName": "Ada", "lastName": "Lovelace", "email": "ada@example.com", "country": "US" },
        "consent": {
            "basis": "shopper", "quoteId": offer["quote"]["id"], "total": offer["total"],
            "textHash": config.json()["texts"][programme]["en"]["hash"], "locale": "en", "shown": "Insure this parcel?",
        },
    });
    client.post("/v1/bookings", "pk_demo", &format!("idempotency-key: key-of-{order}\r\n"), &body)
}
