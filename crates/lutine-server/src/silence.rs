//! A body that ends where nothing comes for too long. (That of tower-http counts the time in which nobody asks it, too.)

use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use hyper::body::Frame;
use tokio::time::Sleep;

/// A body, as long as it is not silent.
pub(crate) struct Patient {
    body: Body,
    within: Duration,
    /// How long it may still be silent; there while it is.
    silence: Option<Pin<Box<Sleep>>>,
}

/// Nothing came for too long.
#[derive(Debug, thiserror::Error)]
#[error("the body fell silent")]
pub(crate) struct FellSilent;

impl Patient {
    /// A body that may be silent for so long at a time.
    pub(crate) fn of(body: Body, within: Duration) -> Body {
        Body::new(Self { body, within, silence: None })
    }
}

impl hyper::body::Body for Patient {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) {
            self.silence = None;
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        let within = self.within;
        let silence = self.silence.get_or_insert_with(|| Box::pin(tokio::time::sleep(within)));
        silence.as_mut().poll(context).map(|()| Some(Err(FellSilent.into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        self.body.size_hint()
    }
}

/// Whether a body broke off because nothing came for too long.
pub(crate) fn fell_silent(error: &(dyn Error + 'static)) -> bool {
    std::iter::successors(Some(error), |error| (*error).source()).any(|error| error.is::<FellSilent>())
}
