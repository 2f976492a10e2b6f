//! `lutine merchants`: added, listed, changed, and given new keys.

use std::path::Path;

use crate::typed::{Said, lutine};

/// A database in a folder of the test's own.
struct Shop(tempfile::TempDir);

impl Shop {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn merchants(&self, words: &[&str]) -> Said {
        let database = self.path().join("lutine.db");
        lutine(&[&["merchants"], words, &["--database", database.to_str().unwrap()]].concat())
    }

    fn add(&self) -> Said {
        self.merchants(&[
            "add",
            "shop",
            "--name",
            "Käthe’s shop",
            "--programmes",
            "house-usd,secursus-usd",
            "--origin",
            "https://shop.example",
            "--origin",
            "http://localhost:*",
        ])
    }
}

/// The word that begins so.
fn word<'s>(said: &'s Said, begins: &str) -> &'s str {
    assert_eq!(said.code, 0, "{said:?}");
    said.out
        .split_whitespace()
        .find(|word| word.starts_with(begins))
        .unwrap_or_else(|| panic!("{begins}: {said:?}"))
}

#[test]
fn a_merchants_secrets_are_shown_once_and_kept_nowhere() {
    let shop = Shop::new();
    let added = shop.add();
    let [public, secret, insurer] =
        ["pk_shop_", "sk_shop_", "ik_shop_"].map(|begins| word(&added, begins).to_owned());
    assert!(added.out.contains("client id        shop\n"), "{}", added.out);
    assert!(added.out.contains("shown this once") && added.out.contains("covers nothing"), "{}", added.out);
    let listed = shop.merchants(&["list"]);
    assert_eq!(word(&listed, "pk_shop_"), public);
    for secret in [&secret, &insurer] {
        assert_eq!(secret.len(), "sk_shop_".len() + 43);
        assert!(!listed.out.contains(secret.as_str()), "{}", listed.out);
        for file in std::fs::read_dir(shop.path()).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()));
        }
    }
    for told in
        ["Käthe’s shop", "house-usd, secursus-usd", "https://shop.example, http://localhost:*", "1 merchant"]
    {
        assert!(listed.out.contains(told), "{told}: {}", listed.out);
    }
}

#[test]
fn a_new_secret_stands_beside_the_old_one_until_that_ends() {
    let shop = Shop::new();
    let old = word(&shop.add(), "sk_shop_").to_owned();
    let rotated = shop.merchants(&["rotate", "shop", "--keep", "7d"]);
    assert_ne!(word(&rotated, "sk_shop_"), old);
    assert!(rotated.out.contains("goes on until"), "{}", rotated.out);
    let secrets = |said: &Said| said.out.lines().filter(|line| line.contains("client secret")).count();
    let listed = shop.merchants(&["list"]);
    assert_eq!(secrets(&listed), 2, "{}", listed.out);
    let ended = shop.merchants(&["rotate", "shop", "--keep", "0"]);
    assert!(ended.out.contains("opens nothing any more"), "{}", ended.out);
    assert_eq!(secrets(&shop.merchants(&["list"])), 1);
    let public = shop.merchants(&["rotate", "shop", "--key", "publishable"]);
    assert!(public.out.contains("pk_shop_") && !public.out.contains("shown this once"), "{}", public.out);
}

#[test]
fn what_is_changed_takes_the_place_of_what_was() {
    let shop = Shop::new();
    shop.add();
    let rates = shop.path().join("rates.toml");
    std::fs::write(
        &rates,
        "asOf = \"2026-11-21\"\nbase = \"USD\"\nrates = { EUR = \"0.92\" }\nsource = \"ours\"\n",
    )
    .unwrap();
    let rates = rates.to_str().unwrap();
    let changed =
        shop.merchants(&["change", "shop", "--origin", "https://new.example", "--exchange-rates", rates]);
    assert_eq!(changed.code, 0, "{changed:?}");
    let listed = shop.merchants(&["list"]).out;
    assert!(listed.contains("https://new.example") && !listed.contains("https://shop.example"), "{listed}");
    assert!(listed.contains("house-usd, secursus-usd"), "{listed}");
}

#[test]
fn what_nobody_could_sell_by_is_refused_and_leaves_nothing() {
    let shop = Shop::new();
    let rates = shop.path().join("rates.toml");
    std::fs::write(
        &rates,
        "asOf = \"2026-11-21\"\nsource = \"ours\"\nbase = \"USD\"\nrates = { EUR = \"cheap\" }\n",
    )
    .unwrap();
    let rates = rates.to_str().unwrap();
    let nameless = shop.path().join("nameless.toml");
    std::fs::write(&nameless, "base = \"USD\"\nrates = { EUR = \"0.92\" }\nsources = \"ours\"\n").unwrap();
    let nameless = nameless.to_str().unwrap();
    let add = |id, rest: &[&str]| shop.merchants(&[&["add", id, "--name", "Shop"], rest].concat());
    for (said, told) in [
        (add("shop", &["--programmes", "house-us"]), "`house-us`"),
        (add("shop", &["--programmes", "house-usd", "--origin", "*"]), "`*`"),
        (add("shop", &["--programmes", "house-usd", "--exchange-rates", rates]), "`exchangeRates.rates.EUR`"),
        (add("shop", &["--programmes", "house-usd", "--exchange-rates", nameless]), "`source` is missing"),
        (add("shop", &["--programmes", "house-usd", "--exchange-rates", "none.toml"]), "`none.toml`"),
        (add("shop", &[]), "--programmes"),
        (add("My Shop", &["--programmes", "house-usd"]), "`My Shop`"),
        (add("demo", &["--programmes", "house-usd"]), "--demo"),
        (shop.merchants(&["rotate", "nobody"]), "`nobody`"),
        (shop.merchants(&["change", "nobody", "--name", "N"]), "`nobody`"),
        (shop.merchants(&["rotate", "nobody", "--keep", "soon"]), "`soon`"),
    ] {
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{said:?}");
        assert!(said.err.contains(told), "{told}: {}", said.err);
    }
    assert!(shop.merchants(&["list"]).out.contains("no merchant yet"));
    shop.add();
    let again = shop.add();
    assert_eq!((again.code, again.out.as_str()), (2, ""), "{again:?}");
    assert!(again.err.contains("`shop` already"), "{}", again.err);
}

/// A path that is mistyped is not a shop without merchants.
#[test]
fn what_only_reads_makes_no_database() {
    let shop = Shop::new();
    for words in [&["list"][..], &["rotate", "shop"], &["change", "shop", "--name", "Another"]] {
        let said = shop.merchants(words);
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.err.contains("there is no database at"), "{said:?}");
    }
    assert!(std::fs::read_dir(shop.path()).unwrap().next().is_none());
}

#[test]
fn a_folder_of_pages_that_is_not_there_is_refused() {
    let shop = Shop::new();
    let missing = shop.path().join("www");
    let said = lutine(&["serve", "--database", "never.db", "--www", missing.to_str().unwrap()]);
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.err.contains("--www: there is no folder"), "{said:?}");
}

#[test]
fn a_programme_that_is_nearly_one_is_told() {
    let said = Shop::new().merchants(&["add", "shop", "--name", "Shop", "--programmes", "house-us"]);
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.err.contains("there is no programme `house-us`: write `house-usd`"), "{said:?}");
}

#[test]
fn a_programme_is_sold_once() {
    let named = "house-usd,secursus-usd,house-usd";
    let said = Shop::new().merchants(&["add", "shop", "--name", "Shop", "--programmes", named]);
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.err.contains("`house-usd` is named twice"), "{said:?}");
}

#[test]
fn a_name_tells_a_terminal_nothing() {
    let said =
        Shop::new().merchants(&["add", "shop", "--name", "Shop\u{1b}[2J", "--programmes", "house-usd"]);
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.err.contains("a name has no control characters"), "{said:?}");
}
