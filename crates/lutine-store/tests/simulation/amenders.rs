//! Amendments: the merchant has another shipment covered, gives up and repeats.

use std::sync::Arc;

use lutine_booking::{AmendError, Booking, Desk, Ids, NotAmendable};

use crate::clients::{Client, Told};
use crate::shop::{VALUES, merchant, worth};

/// A change that was asked for and answered.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    booking: String,
    amendment: String,
    /// What the shipment is worth from then on, of [`VALUES`].
    value: usize,
    refused: bool,
}

impl Client {
    /// Has some booking cover a shipment of another value.
    pub(crate) async fn amend(&self) {
        let Some(booking) = self.some_booking() else { return };
        let (amendment, value) = (self.world.fresh("amendment"), self.world.below(VALUES.len()));
        let mut asked = Asked { booking, amendment, value, refused: false };
        let came_to = self.amended(&asked).await;
        match &came_to {
            Ok(booking) => self.stands(booking),
            Err(AmendError::NotAmendable(NotAmendable::Insurer(_))) => asked.refused = true,
            Err(AmendError::NotAmendable(NotAmendable::Claimed)) => {
                return self.tell(Told::Claimed(asked.booking));
            }
            Err(AmendError::NotAmendable(
                NotAmendable::NotBooked | NotAmendable::AmendmentOpen | NotAmendable::TooLate,
            )) => return,
            Err(error) => return self.world.is_wrong(format!("{asked:?}: {error:?}")),
        }
        self.world.saw("amendment", if asked.refused { "refused" } else { "made or open" });
        self.board.amendments.lock().unwrap().push(asked);
    }

    /// What was asked for and answered changes nothing when it is asked for again.
    pub(crate) async fn repeat_amendments(&self) {
        let amendments = self.board.amendments.lock().unwrap().clone();
        for asked in amendments {
            let before = self.booking_now(&asked.booking).await;
            let again = self.amended(&asked).await;
            let refused = matches!(again, Err(AmendError::NotAmendable(NotAmendable::Insurer(_))));
            if !refused && again.as_ref().ok() != before.as_ref() {
                self.world.is_wrong(format!("{asked:?} repeated is {again:?}"));
            }
            if self.booking_now(&asked.booking).await != before {
                self.world.is_wrong(format!("{asked:?} was done again"));
            }
        }
    }

    async fn amended(&self, asked: &Asked) -> Result<Booking, AmendError> {
        let ask = |desk: Arc<Desk>| {
            let Asked { booking, amendment, value, .. } = asked.clone();
            async move { desk.amend(merchant(), &booking, &amendment, &worth(value)).await }
        };
        self.replicas.insist("amending", ask).await
    }

    async fn booking_now(&self, id: &str) -> Option<Booking> {
        let ask = |desk: Arc<Desk>| {
            let id = id.to_owned();
            async move { desk.booking(merchant(), &id).await }
        };
        self.replicas.insist("looking", ask).await.ok().flatten()
    }
}
