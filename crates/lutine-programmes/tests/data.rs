//! What the shipped files promise, and what a bad file is told.

use lutine_core::read::{Faults, Path};
use lutine_core::{Categories, Money, Node, PremiumTaxes, Programme, QuoteAnswer, quote};
use lutine_programmes::{Data, parse, shipped};

/// Phrases that only sound alike, and descriptions in which a doubt must not flatter the shopper.
#[test]
fn descriptions_lead_to_categories() {
    let tariff = shipped().unwrap();
    for (content, category) in [
        ("t-shirts", "apparel"),
        ("T-SHIRT", "apparel"),
        ("vintage Rolex watch", "jewelry-watches"),
        ("Ceramic vases", "glassware-ceramics"),
        ("dog bed", "furniture"),
        ("water gun", "collectibles"),
        ("faux fur coat", "apparel"),
        ("leather card holder", "apparel"),
        ("credit card holder", "apparel"),
        ("gold ring", "jewelry-watches"),
        ("1 oz gold bars", "bullion"),
        ("cash register", "electronics"),
        ("cash", "cash"),
        ("live plant", "animals-plants"),
        ("laptop computer", "electronics"),
        ("framed art print", "antiques-artwork"),
        ("hardcover book", "books-media"),
        ("skin care set", "cosmetics"),
        ("t-shirts and a gold watch", "jewelry-watches"),
        ("dog bed with a puppy", "animals-plants"),
        ("smart watches", "electronics"),
        ("iPhone 15", "electronics"),
        ("guinea pig", "animals-plants"),
        ("guinea pig cage", "general"),
        ("leather passport cover", "general"),
        ("stuffed animals", "general"),
        ("artificial plants", "general"),
        ("hot glue gun", "general"),
        ("monitor arm", "general"),
        ("motorcycle helmet", "general"),
        ("toy truck", "collectibles"),
        ("bullet journal", "books-media"),
        ("reading glasses", "apparel"),
        ("snake print boots", "apparel"),
        ("money clip", "apparel"),
        ("document scanner", "electronics"),
        ("arms and ammunition", "arms"),
        ("a toy gun and a gun", "arms"),
        ("wedding band", "jewelry-watches"),
        ("silver bangles", "jewelry-watches"),
        ("2 t-shirts / 1 pistol", "arms"),
        ("T-shirt: pistol", "arms"),
        ("t-shirt - rolex", "jewelry-watches"),
        ("T-shirt (watch)", "jewelry-watches"),
        ("t-shirt gold watch", "jewelry-watches"),
        ("t-shirt containing a pistol", "arms"),
        ("gift card holder cash", "cash"),
        ("dog food gun", "arms"),
        ("cat t-shirt", "apparel"),
        ("Johnny Cash vinyl record", "books-media"),
        ("Guns N\u{2019} Roses t-shirt", "apparel"),
        ("cactus print t-shirt", "apparel"),
        ("Rolex\u{2122} Submariner", "jewelry-watches"),
        ("WATCH\u{2728}", "jewelry-watches"),
        ("gold_bar", "bullion"),
        ("t_shirts", "apparel"),
        ("Cohiba cigars box of 25", "tobacco"),
        ("9mm ammo box of 50", "arms"),
        ("Rifle magazine 30 round", "arms"),
        ("Mink jacket", "furs"),
        ("Fake fur coat", "apparel"),
        ("faux fur blanket", "apparel"),
        ("Mink eyelashes", "cosmetics"),
        ("CBD face cream", "cannabis"),
        ("Cannabis chocolate", "cannabis"),
        ("Gold ring in jewelry box", "jewelry-watches"),
        ("Live puppy in pet carrier", "animals-plants"),
        ("Kitten in cat carrier", "animals-plants"),
        ("Dog tags print hoodie", "apparel"),
        ("Dogs in sweaters mug", "glassware-ceramics"),
        ("Cats in space t-shirt", "apparel"),
        ("Snowmobile gloves", "apparel"),
        ("Cigar box guitar", "musical-instruments"),
        ("Vegan fur jacket", "apparel"),
        ("Diamond dog tag", "jewelry-watches"),
        ("Ceramic dog bowl", "glassware-ceramics"),
        ("Cash in greeting card", "cash"),
        ("The Cat in the Hat", "books-media"),
        ("Ceramic plant pot", "glassware-ceramics"),
        ("Crystal champagne flutes", "glassware-ceramics"),
        ("Antique bookcase", "antiques-artwork"),
        ("CAT 6 cable", "electronics"),
        ("Ring Video Doorbell 4", "electronics"),
        ("Tempered glass screen protector", "general"),
        ("Dog harness", "general"),
        ("Car air freshener", "general"),
        ("something else", "general"),
        ("", "general"),
    ] {
        let found = tariff.categories.classify(Some(content)).category;
        assert_eq!(tariff.categories.get(found).unwrap().id, category, "{content:?}");
    }
}

/// A title that means nothing here does not take away what the merchant said of the whole.
#[test]
fn a_title_that_says_nothing_is_of_the_category_given() {
    let tariff = shipped().unwrap();
    let item = Node::table([("amount", Node::text("1000.00")), ("content", Node::text("Behike 52"))]);
    let insurance = Node::table([
        ("currency", Node::text("USD")),
        ("category", Node::text("tobacco")),
        ("items", Node::List(vec![item])),
    ]);
    let place = || Node::table([("country", Node::text("US"))]);
    let shipment = Node::table([
        ("origin", place()),
        ("destination", place()),
        ("insurance", insurance),
        ("parcels", Node::List(vec![Node::table([])])),
    ]);
    let call = Node::table([
        ("asOf", Node::text("2026-11-22")),
        ("programmes", Node::List(vec![Node::text("house-usd")])),
        ("shipment", shipment),
    ]);
    let QuoteAnswer::Quoted { offers, declined, .. } = quote(&call, &tariff) else { panic!("a call") };
    assert!(offers.is_empty());
    assert_eq!(declined[0].reasons[0].code(), "category-excluded");
}

#[test]
fn no_phrase_stands_twice() {
    let mut seen = std::collections::HashMap::new();
    for category in Data::shipped().unwrap().categories.elements() {
        let id = category.get("id").and_then(Node::as_text).unwrap();
        for phrase in category.get("phrases").unwrap().elements() {
            let phrase = phrase.as_text().unwrap();
            assert_eq!(seen.insert(phrase.to_owned(), id.to_owned()), None, "`{phrase}` stands in {id} too");
        }
    }
}

#[test]
fn carriers_that_programmes_name_are_known() {
    let data = Data::shipped().unwrap();
    let tariff = data.tariff().unwrap();
    for programme in &data.programmes {
        for carrier in programme.get("carriers").unwrap().elements() {
            let carrier = carrier.as_text().unwrap();
            assert!(carrier == "*" || tariff.carriers.find(carrier).is_some(), "{carrier}");
        }
    }
}

/// A file is judged whole: whoever wrote it sees all of its faults at once.
#[test]
fn a_bad_programme_is_told_everything() {
    let categories = Categories::read(&Data::shipped().unwrap().categories).unwrap();
    let text = r#"
        id = "Bad Id"
        insurer = "house"
        title = "Bad"
        currency = "USD"
        revision = "2026-02-30"
        valid = { from = "2026-02-01", to = "2026-01-01" }
        rounding = "bankers"
        kind = "assurance"
        perils = []
        source = ["a test"]
        limit = { default = "5000.001" }
        colour = "blue"
        documents = { terms = "javascript:alert(1)" }
        [[pricing]]
        kind = "bands"
        bands = [{ upTo = "10.00", amount = "1.00" }, { upTo = "10.00", rate = "1" }]
        [exclusions]
        category = ["unicorns"]
    "#;
    let faults = Programme::read(&parse("bad.toml", text).unwrap(), &categories).unwrap_err();
    let mut found: Vec<String> =
        faults.iter().map(|fault| format!("{} {}", fault.path, fault.code.as_str())).collect();
    found.sort();
    assert_eq!(
        found,
        [
            "colour unknown-field",
            "documents.terms unknown-value",
            "exclusions.category[0] unknown-category",
            "id unknown-value",
            "kind unknown-value",
            "limit.default too-many-decimals",
            "perils empty-list",
            "pricing[0].bands[1].rate malformed-rate",
            "revision malformed-date",
            "rounding unknown-value",
            "valid bad-period",
        ]
    );
}

#[test]
fn what_is_no_toml_is_told_where() {
    let error = parse("mine.toml", "id = \"a\"\nlimit = = 3").unwrap_err().to_string();
    assert!(error.starts_with("mine.toml:2: "), "{error}");
}

/// Two rates of one country may not begin on the same day; a later one takes the place of an earlier one.
#[test]
fn premium_taxes_that_overlap_are_told() {
    let tax = |country: &str, from: Option<&str>| {
        let mut node = Node::table([
            ("country", Node::text(country)),
            ("rate", Node::text("1%")),
            ("transit", Node::text("any")),
            ("source", Node::text("a test")),
        ]);
        if let Some(from) = from {
            node.set("from", Node::text(from));
        }
        node
    };
    let judge = |taxes: Vec<Node>| {
        let faults = PremiumTaxes::read(&Node::List(taxes)).err().unwrap_or_default();
        faults.iter().map(|fault| format!("{} {}", fault.path, fault.code.as_str())).collect::<Vec<_>>()
    };
    assert!(judge(vec![tax("FI", None), tax("FI", Some("2024-09-01")), tax("BE", None)]).is_empty());
    assert_eq!(
        judge(vec![tax("FI", None), tax("BE", None), tax("FI", None)]),
        ["tax[2] overlapping-periods"]
    );
}

/// Amounts with their currency, as they stand in requests around the core.
#[test]
fn money_is_read_with_its_currency() {
    let read = |amount: &str, currency: &str| {
        let node = Node::table([("amount", Node::text(amount)), ("currency", Node::text(currency))]);
        let mut faults = Faults::default();
        let money = Money::read(&node, Path::Root, &mut faults);
        faults.finish(money).map(|money| money.to_string()).map_err(|faults| faults[0].code.as_str())
    };
    assert_eq!(read("12.5", "USD").as_deref(), Ok("12.50 USD"));
    assert_eq!(read("12.5", "JPY"), Err("too-many-decimals"));
    assert_eq!(read("12.5", "usd"), Err("unknown-currency"));
}

/// A carrier's own cover is nobody else's, whatever else its file says.
#[test]
fn a_carriers_own_cover_takes_no_other_carriers_parcels() {
    let mut data = Data::shipped().unwrap();
    for programme in &mut data.programmes {
        programme.set("carriers", Node::List(vec![Node::text("*")]));
    }
    let tariff = data.tariff().unwrap();
    let declines = |carrier: &str| {
        let place = || Node::table([("country", Node::text("US"))]);
        let insurance = [("amount", "5.00"), ("currency", "USD"), ("provider", "ups")]
            .map(|(name, text)| (name, Node::text(text)));
        let shipment = Node::table([
            ("origin", place()),
            ("destination", place()),
            ("carrier", Node::text(carrier)),
            ("insurance", Node::table(insurance)),
            ("parcels", Node::List(vec![Node::table([])])),
        ]);
        let programmes = Node::List(vec![Node::text("ups-declared-value")]);
        let call = Node::table([
            ("asOf", Node::text("2026-11-21")),
            ("shipment", shipment),
            ("programmes", programmes),
        ]);
        let QuoteAnswer::Quoted { declined, .. } = quote(&call, &tariff) else { panic!("{carrier}") };
        declined.len()
    };
    assert_eq!((declines("ups"), declines("fedex")), (0, 1));
}
