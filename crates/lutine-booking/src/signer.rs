//! Signatures under the server's key: quote tokens, shopper tokens, and the demo merchant's secrets.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;

use crate::quote::StoredQuote;
use crate::sealer::Sealer;
use crate::secret::Secret;

/// Signs and checks. Its key never leaves it.
pub struct Signer {
    key: [u8; 32],
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Signer(..)")
    }
}

/// What a quote's token binds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Claims {
    pub(crate) quote: String,
    pub(crate) merchant: String,
    pub(crate) programme: String,
    pub(crate) revision: String,
    pub(crate) total: String,
    /// Of the whole call: shipment, policyholder's country, day and rates.
    pub(crate) call: String,
    /// Seconds since 1970.
    pub(crate) expires: i64,
}

impl Claims {
    pub(crate) fn of(quote: &StoredQuote) -> Self {
        Self {
            quote: quote.id.clone(),
            merchant: quote.merchant.clone(),
            programme: quote.programme.clone(),
            revision: quote.revision.clone(),
            total: quote.total.to_string(),
            call: fingerprint(&quote.call),
            expires: quote.expires_at.unix_timestamp(),
        }
    }

    pub(crate) const fn expired(&self, now: OffsetDateTime) -> bool {
        now.unix_timestamp() >= self.expires
    }
}

impl Signer {
    /// Signs under a key.
    #[must_use]
    pub const fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// The token of a quote: what it binds, readable, and a signature on that.
    pub(crate) fn quote_token(&self, claims: &Claims) -> String {
        let body = URL_SAFE_NO_PAD.encode(serde_json::to_vec(claims).unwrap_or_default());
        let signature = self.sign("quote", &body);
        format!("{body}.{signature}")
    }

    /// What a token binds; `None` for one that was not signed here.
    pub(crate) fn read_quote_token(&self, token: &str) -> Option<Claims> {
        let (body, signature) = token.split_once('.')?;
        self.check("quote", body, signature)?;
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(body).ok()?).ok()
    }

    /// The token with which a shopper reads one booking. It follows from the merchant and the id, so nothing is stored.
    #[must_use]
    pub fn shopper_token(&self, merchant: &str, booking: &str) -> String {
        let body = format!("{merchant}.{booking}");
        format!("st_{body}.{}", self.sign("shopper", &body))
    }

    /// The merchant and the booking that a shopper's token is for.
    #[must_use]
    pub fn read_shopper_token(&self, token: &str) -> Option<(String, String)> {
        let (body, signature) = token.strip_prefix("st_")?.rsplit_once('.')?;
        self.check("shopper", body, signature)?;
        let (merchant, booking) = body.split_once('.')?;
        Some((merchant.to_owned(), booking.to_owned()))
    }

    /// The secret of the demo merchant: the same after every start over the same database.
    #[must_use]
    pub fn demo_secret(&self) -> Secret {
        Secret::following("sk_demo", &self.sign("secret", "demo"))
    }

    /// The key of the insurer's side of the demo merchant: likewise.
    #[must_use]
    pub fn demo_insurer_key(&self) -> Secret {
        Secret::following("ik_demo", &self.sign("insurer", "demo"))
    }

    /// A key for something else, which follows from this one and tells nothing of it.
    #[must_use]
    pub fn derived(&self, purpose: &str) -> [u8; 32] {
        self.mac("derived", purpose).finalize().into_bytes().into()
    }

    /// What seals under a key that follows from this one's.
    #[must_use]
    pub fn sealer(&self) -> Sealer {
        Sealer::new(self.derived("seal"), self.mac("seal-nonce", ""))
    }

    /// The signature under a "no".
    pub(crate) fn decline(&self, receipt: &str) -> String {
        self.sign("decline", receipt)
    }

    fn mac(&self, purpose: &str, text: &str) -> Hmac<Sha256> {
        // HMAC fills a short key up with zeros; done here, its length needs no check.
        let mut block = [0; 64];
        block[..self.key.len()].copy_from_slice(&self.key);
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        mac
    }

    fn sign(&self, purpose: &str, text: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.mac(purpose, text).finalize().into_bytes())
    }

    fn check(&self, purpose: &str, text: &str, signature: &str) -> Option<()> {
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        self.mac(purpose, text).verify_slice(&signature).ok()
    }
}

/// A short name for a text that no other text has.
#[must_use]
pub fn fingerprint(text: &str) -> String {
    format!("sha256-{}", URL_SAFE_NO_PAD.encode(Sha256::digest(text.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::{Claims, Signer};

    fn claims() -> Claims {
        Claims {
            quote: "quote_1".into(),
            merchant: "demo".into(),
            programme: "house-usd".into(),
            revision: "2026-01-01".into(),
            total: "2.49 USD".into(),
            call: "sha256-x".into(),
            expires: 1_000,
        }
    }

    #[test]
    fn a_token_reads_back_under_its_own_key_only() {
        let (signer, other) = (Signer::new([1; 32]), Signer::new([2; 32]));
        let token = signer.quote_token(&claims());
        assert_eq!(signer.read_quote_token(&token), Some(claims()));
        assert_eq!(other.read_quote_token(&token), None);
    }

    #[test]
    fn a_token_with_another_price_is_none() {
        let signer = Signer::new([1; 32]);
        let cheaper = Claims { total: "0.01 USD".into(), ..claims() };
        let (token, forged) = (signer.quote_token(&claims()), Signer::new([2; 32]).quote_token(&cheaper));
        let (_, signature) = token.split_once('.').unwrap();
        let (body, _) = forged.split_once('.').unwrap();
        assert_eq!(signer.read_quote_token(&format!("{body}.{signature}")), None);
        for rubbish in ["", ".", "a.b", "a", &token[1..], &token[..token.len() - 1]] {
            assert_eq!(signer.read_quote_token(rubbish), None, "{rubbish:?}");
        }
    }

    #[test]
    fn signatures_for_one_purpose_do_not_serve_another() {
        let signer = Signer::new([1; 32]);
        let shopper = signer.shopper_token("demo", "booking_1");
        let read = signer.read_shopper_token(&shopper);
        assert_eq!(read, Some(("demo".to_owned(), "booking_1".to_owned())));
        assert_eq!(signer.read_shopper_token(&format!("st_{}", signer.quote_token(&claims()))), None);
        for forged in [("booking_1", "booking_2"), ("demo", "other"), ("demo.", "demo.demo.")] {
            assert_eq!(signer.read_shopper_token(&shopper.replace(forged.0, forged.1)), None);
        }
    }
}
