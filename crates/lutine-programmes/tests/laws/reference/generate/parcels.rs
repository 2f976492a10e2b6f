//! A shipment's parcels and their insurance, own, shared and mixed.

use serde_json::{Value, json};

use super::super::category::{CONTENTS, NOTHING, RANKED, UNINSURABLE, of_content};
use super::PROVIDERS;
use super::money::Wallet;
use super::random::Random;

/// Which descriptions one call uses; most calls have nothing that is uninsurable.
#[derive(Clone, Copy)]
struct Words {
    uninsurable: bool,
}

impl Words {
    fn category(self, random: &mut Random) -> &'static str {
        let first = if self.uninsurable { 0 } else { UNINSURABLE.len() };
        random.pick(&RANKED[first..])
    }

    fn content(self, random: &mut Random) -> &'static str {
        loop {
            let (content, category) = random.pick(&CONTENTS);
            if self.uninsurable || !UNINSURABLE.contains(&category) {
                return content;
            }
        }
    }

    /// A category, a content, both that agree, or neither.
    fn describe(self, random: &mut Random, thing: &mut Value) {
        match random.below(10) {
            0..4 => thing["category"] = json!(self.category(random)),
            4..7 => thing["content"] = json!(self.content(random)),
            7 => {
                let content = self.content(random);
                thing["content"] = json!(content);
                thing["category"] = json!(of_content(content));
            }
            _ => {}
        }
    }
}

/// Adds parcels, insurance and signatures; at least one parcel is insured.
pub(super) fn fill(
    shipment: &mut Value,
    random: &mut Random,
    wallet: &Wallet,
    provider: Option<&'static str>,
) {
    let words = Words { uninsurable: random.chance(25) };
    let shared = random.chance(60).then(|| insurance(random, wallet, words, provider, None));
    let count = random.pick(&[1, 1, 1, 1, 2, 2, 3, 4]);
    let own_chance = if shared.is_some() { 35 } else { 75 };
    let mut parcels: Vec<Value> = Vec::new();
    for index in 0..count {
        let mut parcel = json!({});
        let last_hope =
            shared.is_none() && index + 1 == count && parcels.iter().all(|p| p["insurance"].is_null());
        if last_hope || random.chance(own_chance) {
            // One in twenty chooses for itself: calls with several providers, or with none for one parcel.
            let provider =
                if random.chance(5) { random.chance(50).then(|| random.pick(&PROVIDERS)) } else { provider };
            parcel["insurance"] = insurance(random, wallet, words, provider, shared.as_ref());
        }
        if random.chance(25) {
            parcel["signature"] = signature(random);
        }
        if random.chance(15) {
            parcel["reference"] = json!(format!("Box{index}"));
        }
        parcels.push(parcel);
    }
    if let Some(shared) = shared {
        shipment["insurance"] = shared;
    }
    if random.chance(50) {
        shipment["signature"] = signature(random);
    }
    shipment["parcels"] = Value::Array(parcels);
}

fn signature(random: &mut Random) -> Value {
    json!(random.pick(&["none", "standard", "adult"]))
}

/// One insurance; `shared` is the shipment's, where this one is a parcel's own beside it.
fn insurance(
    random: &mut Random,
    wallet: &Wallet,
    words: Words,
    provider: Option<&'static str>,
    shared: Option<&Value>,
) -> Value {
    let mut insurance = json!({ "currency": wallet.currency });
    if let Some(provider) = provider {
        insurance["provider"] = json!(provider);
    }
    let shared_items = shared.is_some_and(|shared| shared["items"].is_array());
    if random.chance(35) {
        items(random, wallet, words, shared_items, &mut insurance);
        return insurance;
    }
    let amount = wallet.amount(random);
    insurance["amount"] = wallet.write(amount, random);
    if shared_items {
        // Its own category, or what the shipment's items are: a content of its own would leave that open.
        if random.chance(30) {
            insurance["category"] = json!(words.category(random));
        }
    } else {
        words.describe(random, &mut insurance);
    }
    insurance
}

/// Lines with their own descriptions, or some without, which are then what the whole insurance says.
fn items(random: &mut Random, wallet: &Wallet, words: Words, shared_items: bool, insurance: &mut Value) {
    let count = 1 + random.below(4) as usize;
    let mut amounts: Vec<i128> = (0..count).map(|_| part(random, wallet)).collect();
    if amounts.iter().all(|amount| *amount == 0) {
        amounts[0] = 1 + i128::from(random.below(100_000));
    }
    let described_whole = random.chance(20);
    let mut items: Vec<Value> = Vec::new();
    for (index, amount) in amounts.iter().enumerate() {
        let mut item = json!({ "amount": wallet.write(*amount, random) });
        if random.chance(20) {
            item["reference"] = json!(format!("line-{index}"));
        }
        if !described_whole {
            words.describe(random, &mut item);
        } else if index > 0 && random.chance(60) {
            item["category"] = json!(words.category(random));
        }
        // Beside items of the shipment's it is open what an item without a description would take over.
        if shared_items && !described_whole && says_nothing(&item) {
            item["category"] = json!(words.category(random));
        }
        items.push(item);
    }
    if described_whole {
        while says_nothing(insurance) {
            words.describe(random, insurance);
        }
    }
    if random.chance(50) {
        insurance["amount"] = wallet.write(amounts.iter().sum(), random);
    }
    insurance["items"] = Value::Array(items);
}

/// Whether there is no category, and no word that means one.
fn says_nothing(thing: &Value) -> bool {
    thing["category"].is_null() && thing["content"].as_str().is_none_or(|content| content == NOTHING)
}

/// A line's total: nothing for a gift, and never so much that lines add up to more than an amount can be.
fn part(random: &mut Random, wallet: &Wallet) -> i128 {
    if random.chance(12) { 0 } else { wallet.amount(random).min(10_i128.pow(12)) }
}
