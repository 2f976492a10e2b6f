//! Proving: files come for a claim until it is decided.

use super::{ClaimError, ClaimRefusal, Moved, Moving};
use crate::claim::Claim;
use crate::claim::evidence::{EvidenceFile, Upload};
use crate::claim::stages::Undecided;
use crate::desk::Desk;
use crate::merchant::Merchant;

impl Desk {
    /// Adds files to a claim. Their ids follow from the one that is given: whoever repeats it under that id gets the claim, and
    /// nothing is added again.
    ///
    /// # Errors
    /// Where nothing was added, and why.
    pub async fn add_evidence(
        &self,
        merchant: &Merchant,
        id: &str,
        uploads: Vec<Upload>,
        evidence: &str,
    ) -> Result<Claim, ClaimError> {
        let mut claim = self.store.claim(&merchant.id, id).await?.ok_or(ClaimError::NotFound)?;
        let now = self.clock.now();
        let numbered = uploads.into_iter().zip(1_u32..);
        let files: Vec<EvidenceFile> =
            numbered.map(|(upload, number)| upload.kept(format!("{evidence}_{number}"), now)).collect();
        let event = self.ids.fresh("event");
        loop {
            let has = |file: &EvidenceFile| claim.evidence.iter().any(|known| known.id == file.evidence.id);
            if files.iter().any(has) {
                return Ok(claim);
            }
            let elsewhere = ClaimRefusal::Elsewhere(claim.state.status());
            let undecided = Undecided::of(claim.clone()).ok_or(elsewhere)?;
            let to = undecided.prove(&files, now).map_err(|_| ClaimRefusal::Full)?;
            match self.move_claim(Moving { from: claim, to, event: &event, files: files.clone() }).await? {
                Moved::Here(claim) => return Ok(claim),
                Moved::Elsewhere(now) => claim = now,
            }
        }
    }

    /// One file of a claim.
    ///
    /// # Errors
    /// Where there is none.
    pub async fn evidence(
        &self,
        merchant: &Merchant,
        claim: &str,
        evidence: &str,
    ) -> Result<EvidenceFile, ClaimError> {
        let claim = self.store.claim(&merchant.id, claim).await?.ok_or(ClaimError::NotFound)?;
        let known = claim.evidence.into_iter().find(|known| known.id == evidence);
        let known = known.ok_or(ClaimError::NotFound)?;
        let content = self.store.evidence(&merchant.id, &claim.id, evidence).await?;
        Ok(EvidenceFile { evidence: known, content: content.ok_or(ClaimError::NotFound)?.into() })
    }
}
