//! What is wrong between the parts of a tariff, though each can be read: names that nobody knows, days that overlap.

use crate::error::{ErrorCode, FieldError, message};
use crate::nearest::instead;
use crate::programme::Programme;
use crate::read::{Faults, Path};
use crate::tariff::Tariff;

impl Tariff {
    /// Every contradiction between the parts: revisions of a programme that overlap, and carriers that are not among the
    /// tariff's. Paths begin with `programmes[0]`, counted as they stand in the tariff.
    ///
    /// A revision without a last day gives way to the next one and so overlaps with none; two that begin on the same day
    /// do, and so does one whose last day is past the beginning of the next.
    #[must_use]
    pub fn contradictions(&self) -> Vec<FieldError> {
        let mut faults = Faults::default();
        let root = Path::Root;
        let list = Path::Field(&root, "programmes");
        for (index, programme) in self.programmes.iter().enumerate() {
            let path = Path::Index(&list, index);
            self.unknown_carriers(programme, path, &mut faults);
            let others = self.programmes.iter().take(index).filter(|other| other.id == programme.id);
            for other in others.filter(|other| overlap(other, programme)) {
                let message = message!(
                    "overlaps the revision `{}`: end that one before this begins, or begin later",
                    other.revision
                );
                faults.add(Path::Field(&path, "valid"), ErrorCode::OverlappingPeriods, message);
            }
        }
        faults.0
    }

    fn unknown_carriers(&self, programme: &Programme, path: Path<'_>, faults: &mut Faults) {
        let mut check = |carrier: &str, path: Path<'_>| {
            if self.carriers.find(carrier).is_none() {
                let message = message!(
                    "`{carrier}` is not a carrier of this tariff{}",
                    instead(carrier, self.carriers.ids())
                );
                faults.add(path, ErrorCode::UnknownCarrier, message);
            }
        };
        if let Some(provider) = &programme.provider {
            check(provider, Path::Field(&path, "provider"));
        }
        let served = Path::Field(&path, "carriers");
        for (index, carrier) in programme.carriers.named().iter().enumerate() {
            check(carrier, Path::Index(&served, index));
        }
        let pricing = Path::Field(&path, "pricing");
        for (index, case) in programme.pricing.iter().enumerate() {
            let case_path = Path::Index(&pricing, index);
            let carriers = Path::Field(&case_path, "carrier");
            for (index, carrier) in case.carriers().iter().enumerate() {
                check(carrier, Path::Index(&carriers, index));
            }
        }
    }
}

fn overlap(one: &Programme, other: &Programme) -> bool {
    let ((from, to), (other_from, other_to)) = (one.valid, other.valid);
    let reaches = |last: Option<_>, first| last.is_some_and(|last| last >= first);
    from == other_from
        || one.revision == other.revision
        || if from < other_from { reaches(to, other_from) } else { reaches(other_to, from) }
}
