//! Sealing: what must be read again and must not be read in the database lies there under the server's key.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;

const NONCE: usize = 24;

/// Seals and opens. Its keys never leave it.
pub struct Sealer {
    cipher: XChaCha20Poly1305,
    /// Nonces follow from what is sealed, so that none serves two texts, and no chance is needed.
    nonces: Hmac<Sha256>,
}

impl std::fmt::Debug for Sealer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Sealer(..)")
    }
}

impl Sealer {
    pub(crate) fn new(key: [u8; 32], nonces: Hmac<Sha256>) -> Self {
        Self { cipher: XChaCha20Poly1305::new(&key.into()), nonces }
    }

    /// Seals a text for a place: it opens there alone.
    #[must_use]
    pub fn seal(&self, place: &str, text: &[u8]) -> String {
        let nonce = self.nonce(place, text);
        let payload = Payload { msg: text, aad: place.as_bytes() };
        // It fails for texts of hundreds of gigabytes alone; nothing opens what is then kept.
        let sealed = self.cipher.encrypt(&XNonce::from(nonce), payload).unwrap_or_default();
        URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat())
    }

    /// What was sealed for a place; `None` where it was sealed elsewhere, or touched.
    #[must_use]
    pub fn open(&self, place: &str, sealed: &str) -> Option<Vec<u8>> {
        let sealed = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let payload = Payload { msg: sealed, aad: place.as_bytes() };
        self.cipher.decrypt(&XNonce::from(*nonce), payload).ok()
    }

    fn nonce(&self, place: &str, text: &[u8]) -> [u8; NONCE] {
        let mut mac = self.nonces.clone();
        mac.update(place.as_bytes());
        mac.update(&[0]);
        mac.update(text);
        let mut nonce = [0; NONCE];
        for (to, from) in nonce.iter_mut().zip(mac.finalize().into_bytes()) {
            *to = from;
        }
        nonce
    }
}

#[cfg(test)]
mod tests {
    use crate::signer::Signer;

    #[test]
    fn what_is_sealed_opens_in_its_place_under_its_key_alone() {
        let (sealer, other) = (Signer::new([1; 32]).sealer(), Signer::new([2; 32]).sealer());
        let sealed = sealer.seal("endpoint_1", b"a secret");
        assert_eq!(sealer.open("endpoint_1", &sealed).as_deref(), Some(b"a secret".as_slice()));
        assert_eq!(
            Signer::new([1; 32]).sealer().open("endpoint_1", &sealed).unwrap(),
            b"a secret",
            "restarted"
        );
        assert_eq!(sealer.open("endpoint_2", &sealed), None);
        assert_eq!(other.open("endpoint_1", &sealed), None);
        assert!(!sealed.contains("secret"));
        for touched in ["", "A", &sealed[1..], &sealed[..sealed.len() - 2], &format!("{sealed}AA")] {
            assert_eq!(sealer.open("endpoint_1", touched), None, "{touched:?}");
        }
    }

    #[test]
    fn no_nonce_serves_two_texts() {
        let sealer = Signer::new([1; 32]).sealer();
        let nonce = |place: &str, text: &[u8]| sealer.seal(place, text)[..32].to_owned();
        let nonces = [nonce("a", b"b"), nonce("a", b"c"), nonce("b", b"b"), nonce("", b"ab")];
        for (index, one) in nonces.iter().enumerate() {
            assert!(!nonces[..index].contains(one));
        }
    }
}
