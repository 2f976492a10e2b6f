//! What is wrong between the parts of a tariff, though each can be read: names that nobody knows, days that overlap.

use crate::carrier::Carriers;
use crate::error::{ErrorCode, FieldError, message};
use crate::nearest::instead;
use crate::node::Node;
use crate::programme::Programme;
use crate::read::{Faults, FromNode as _, Path, Slug, quoted};
use crate::tariff::Tariff;

impl Tariff {
    /// Every contradiction between the programmes: revisions of one that overlap. Paths begin with `programmes[0]`, counted
    /// as they stand in the tariff.
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
            let others = self.programmes.iter().take(index).filter(|other| other.id == programme.id);
            for other in others.filter(|other| overlap(other, programme)) {
                let message = message!(
                    "overlaps the revision `{}`: end that one before this begins, or begin later",
                    other.revision
                );
                faults.add_to(&path, "valid", ErrorCode::OverlappingPeriods, message);
            }
        }
        faults.0
    }
}

impl Carriers {
    /// The carriers that a programme names and that are not among these, whether it can be read or not. Paths begin in the
    /// programme: `pricing[0].carrier[1]`.
    #[must_use]
    pub fn unknown_in(&self, programme: &Node) -> Vec<FieldError> {
        let mut faults = Faults::default();
        let mut check = |node: &Node, path: Path<'_>| {
            // What is no id, or `*`, is told of or taken where the programme is read.
            if let Ok(Slug(carrier)) = Slug::from_node(node) {
                self.check(&carrier, path, &mut faults);
            }
        };
        let root = Path::Root;
        if let Some(provider) = programme.get("provider") {
            check(provider, Path::Field(&root, "provider"));
        }
        let served = Path::Field(&root, "carriers");
        for (index, carrier) in listed(programme.get("carriers")) {
            check(carrier, Path::Index(&served, index));
        }
        let pricing = Path::Field(&root, "pricing");
        for (index, case) in listed(programme.get("pricing")) {
            let case_path = Path::Index(&pricing, index);
            let carriers = Path::Field(&case_path, "carrier");
            for (index, carrier) in listed(case.get("carrier")) {
                check(carrier, Path::Index(&carriers, index));
            }
        }
        faults.0
    }

    fn check(&self, carrier: &str, path: Path<'_>, faults: &mut Faults) {
        if self.find(carrier).is_none() {
            faults.add(
                path,
                ErrorCode::UnknownCarrier,
                message!(
                    "{} is not a carrier of this tariff{}",
                    quoted(carrier),
                    instead(carrier, &self.ids())
                ),
            );
        }
    }
}

/// The elements of a list that may be missing, each with its place.
fn listed(list: Option<&Node>) -> impl Iterator<Item = (usize, &Node)> {
    list.map(Node::elements).unwrap_or_default().iter().enumerate()
}

fn overlap(one: &Programme, other: &Programme) -> bool {
    let ((from, to), (other_from, other_to)) = (one.valid, other.valid);
    let reaches = |last: Option<_>, first| last.is_some_and(|last| last >= first);
    from == other_from
        || one.revision == other.revision
        || if from < other_from { reaches(to, other_from) } else { reaches(other_to, from) }
}
