//! Faults of parts that were read by themselves, brought to where the part stands.

use super::{Faults, Path};
use crate::error::FieldError;

impl Faults {
    /// Takes the faults of what stands at a path and was read by itself.
    pub(crate) fn below(&mut self, path: Path<'_>, found: Vec<FieldError>) {
        for fault in found {
            let mut at = path.write();
            if !fault.path.is_empty() {
                at.push('.');
                at.push_str(&fault.path);
            }
            self.0.push(FieldError { path: at, ..fault });
        }
    }

    /// Takes a list that was read by itself, where its paths begin with another name.
    pub(crate) fn of_list<T>(
        &mut self,
        name: &str,
        other: &str,
        read: Result<T, Vec<FieldError>>,
    ) -> Option<T> {
        let note = |found: Vec<FieldError>| {
            for fault in found {
                let rest = fault.path.strip_prefix(other).unwrap_or(&fault.path);
                self.0.push(FieldError { path: [name, rest].concat(), ..fault });
            }
        };
        read.map_err(note).ok()
    }
}
