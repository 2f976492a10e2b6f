//! How many batches a merchant has answered at once: each takes every core that it gets.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The most of one merchant.
const MOST_AT_ONCE: usize = 2;

/// The batches that are being answered.
#[derive(Clone, Debug, Default)]
pub struct Batches(Arc<Mutex<HashMap<String, usize>>>);

/// A batch that is being answered, until this is dropped.
#[derive(Debug)]
pub(crate) struct Running {
    batches: Batches,
    merchant: String,
}

impl Batches {
    /// How many of a merchant are being answered.
    #[must_use]
    pub fn running(&self, merchant: &str) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(merchant).copied().unwrap_or_default()
    }

    /// Begins one of a merchant; `None` where it has as many as it may.
    pub(crate) fn begin(&self, merchant: &str) -> Option<Running> {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_merchant = running.entry(merchant.to_owned()).or_default();
        if *of_merchant >= MOST_AT_ONCE {
            return None;
        }
        *of_merchant += 1;
        Some(Running { batches: self.clone(), merchant: merchant.to_owned() })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let mut running = self.batches.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(of_merchant) = running.get_mut(&self.merchant) {
            *of_merchant -= 1;
            if *of_merchant == 0 {
                running.remove(&self.merchant);
            }
        }
    }
}
