//! The figures that the programmes' own pages state must come out here too.

use serde_json::{Value, json};

use super::{Offer, payout, quote};

fn call(programme: &str, route: [&str; 2], insurance: Value) -> Value {
    json!({
        "asOf": "2026-11-21",
        "programmes": [programme],
        "shipment": {
            "origin": { "country": route[0] },
            "destination": { "country": route[1] },
            "insurance": insurance,
            "parcels": [{}],
        },
    })
}

fn usd(amount: &str) -> Value {
    json!({ "amount": amount, "currency": "USD" })
}

fn offer(call: &Value) -> Offer {
    let mut answer = quote(call);
    assert_eq!(answer.declined, []);
    answer.offers.remove(0)
}

fn premium(programme: &str, route: [&str; 2], insurance: Value) -> String {
    offer(&call(programme, route, insurance)).premium
}

fn reasons(call: &Value) -> Vec<String> {
    let mut answer = quote(call);
    assert_eq!(answer.offers, []);
    answer.declined.remove(0).1
}

#[test]
fn shippo_charges_by_the_border_and_keeps_a_quarter_of_a_watch() {
    let shippo = |route, insurance| premium("shippo-xcover-us", route, insurance);
    let shirts = json!({ "amount": "200", "currency": "USD", "content": "t-shirts" });
    assert_eq!(shippo(["US", "US"], usd("250.00")), "3.13");
    assert_eq!(shippo(["US", "US"], shirts.clone()), "2.50");
    assert_eq!(shippo(["US", "GB"], shirts), "3.00");
    let ring = json!({ "amount": "1000.00", "currency": "USD", "category": "jewelry-watches" });
    let from_us = offer(&call("shippo-xcover-us", ["US", "US"], ring.clone()));
    assert_eq!(from_us.parcels[0].maximum_payable, "750.00");
    let from_gb = offer(&call("shippo-xcover-gb", ["GB", "US"], ring));
    assert_eq!(from_gb.parcels[0].maximum_payable, "1000.00");
    assert_eq!(
        reasons(&call("shippo-xcover-gb", ["US", "GB"], usd("10000.01"))),
        ["origin-not-served", "value-above-limit"]
    );
}

#[test]
fn a_parcel_takes_its_own_amount_or_the_shipments_whole() {
    let mut call = call("house-usd", ["US", "US"], usd("100.00"));
    call["shipment"]["parcels"] = json!([{ "insurance": usd("25.00") }, {}]);
    let offer = offer(&call);
    assert_eq!(offer.cover, "125.00");
    assert_eq!(
        offer.parcels.iter().map(|p| p.maximum_payable.as_str()).collect::<Vec<_>>(),
        ["25.00", "100.00"]
    );
    assert_eq!((offer.premium.as_str(), offer.parcels[0].premium.as_str()), ("1.98", "0.98"));
}

#[test]
fn secursus_jumps_at_its_edge_and_pays_little_without_a_signature() {
    let secursus = |amount| premium("secursus-usd", ["US", "FR"], usd(amount));
    assert_eq!([secursus("715.00"), secursus("715.01"), secursus("120000.00")], ["2.00", "7.15", "1200.00"]);
    assert_eq!(reasons(&call("secursus-usd", ["US", "US"], usd("120000.01"))), ["value-above-limit"]);
    let mut watch = call("secursus-usd", ["US", "US"], usd("5000.00"));
    let unsigned = offer(&watch);
    assert_eq!(unsigned.parcels[0].maximum_payable, "200.00");
    assert_eq!(unsigned.conditions, ["neutral-packaging", "proof-of-value", "signature-advised"]);
    watch["shipment"]["signature"] = json!("standard");
    let signed = &offer(&watch).parcels[0];
    assert_eq!(signed.maximum_payable, "5000.00");
    assert_eq!(signed.payable_without_signature.as_deref(), Some("200.00"));
}

#[test]
fn carriers_charge_each_started_step_of_the_whole_value_but_nothing_up_to_the_first() {
    let charged = |programme: &str, provider: &str, amount: &str| {
        let insurance = json!({ "amount": amount, "currency": "USD", "provider": provider });
        premium(programme, ["US", "US"], insurance)
    };
    let ups = |amount| charged("ups-declared-value", "ups", amount);
    assert_eq!(["100.00", "100.01", "300.00", "300.01"].map(ups), ["0.00", "3.45", "3.45", "4.60"]);
    let fedex = |amount| charged("fedex-declared-value", "fedex", amount);
    assert_eq!(["100.00", "300.01", "50000.00"].map(fedex), ["0.00", "4.00", "500.00"]);
    assert_eq!(reasons(&call("ups-declared-value", ["US", "US"], usd("50.00"))), ["provider-not-chosen"]);
}

#[test]
fn foreign_sums_convert_exactly_and_tax_is_rounded_once() {
    let mut yen = call("secursus-usd", ["JP", "DE"], json!({ "amount": "108134", "currency": "JPY" }));
    assert_eq!(reasons(&yen), ["no-exchange-rate"]);
    yen["exchangeRates"] = json!({ "base": "USD", "rates": { "JPY": "151.237" } });
    assert_eq!(offer(&yen).premium, "302");
    yen["shipment"]["insurance"]["amount"] = json!("108135");
    assert_eq!(offer(&yen).premium, "1081");
    assert_eq!(offer(&yen).parcels[0].maximum_payable, "30247");
    let mut german = call("house-eur", ["DE", "DE"], json!({ "amount": "250.00", "currency": "EUR" }));
    german["policyholder"] = json!({ "country": "DE" });
    let taxed = offer(&german);
    assert_eq!([taxed.tax.as_str(), &taxed.total, &taxed.tax_status], ["0.48", "2.98", "determined"]);
    german["shipment"]["destination"]["country"] = json!("FR");
    assert_eq!(offer(&german).tax_status, "none-due");
}

/// Another insurer's worked example, at rates that no programme here has: 1,000 at 0.7% and 19% on top.
#[test]
fn a_worked_example_with_tax_comes_out() {
    let call = json!({
        "policyholder": { "country": "DE" },
        "shipment": { "origin": { "country": "DE" }, "destination": { "country": "DE" } },
    });
    assert_eq!(super::tax::tax(&call, 7_00, "EUR"), (1_33, "determined"));
}

#[test]
fn percentages_of_every_cent_up_to_ten_thousand_are_half_up() {
    use super::money::half_up;
    use super::rational::Rational;
    for cents in 1..=1_000_000_i128 {
        let exact = Rational::new(cents, 100) * Rational::new(125, 10_000);
        assert_eq!(half_up(exact, "USD"), (cents * 125 + 5_000) / 10_000, "{cents} cents");
    }
}

#[test]
fn a_watch_lost_unsigned_and_a_cart_lost_whole_pay_what_they_should() {
    let claim = |programme: &str, insurance: Value, mut loss: Value| {
        loss["peril"] = json!("loss");
        loss["signed"] = json!(false);
        let mut call = call(programme, ["US", "US"], insurance);
        call["programme"] = json!(programme);
        call["revision"] = json!("2026-01-01");
        call["loss"] = loss;
        payout(&call).expect("a payout")
    };
    let watch = json!({ "amount": "5000", "currency": "USD", "category": "jewelry-watches" });
    let (paid, steps) = claim("secursus-usd", watch, json!({ "amount": "5000" }));
    assert_eq!(paid, "200.00");
    let step = |code: &str, left: &str| (code.to_owned(), left.to_owned());
    assert_eq!(steps, [step("loss", "5000.00"), step("capped-without-signature", "200.00")]);
    let cart = json!({ "currency": "USD", "items": [
        { "amount": "24.00", "content": "t-shirts" },
        { "amount": "1000.00", "category": "jewelry-watches" },
    ] });
    let lost = json!({ "items": [{ "index": 0, "amount": "24" }, { "index": 1, "amount": "1000" }] });
    let (paid, steps) = claim("shippo-xcover-us", cart, lost);
    assert_eq!(paid, "774.00");
    assert_eq!(
        steps,
        [step("loss", "24.00"), step("loss", "1000.00"), step("deductible", "750.00"), step("sum", "774.00")]
    );
}
