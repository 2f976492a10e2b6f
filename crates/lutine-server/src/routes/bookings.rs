//! /v1/bookings

pub(crate) mod amend;
pub(crate) mod batch;
pub(crate) mod cancel;
pub(crate) mod confirm;
pub(crate) mod create;
pub(crate) mod list;
pub(crate) mod read;
pub(crate) mod requests;
pub(crate) mod shapes;
pub(crate) mod view;

use std::future::Future;
use std::time::Duration;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use lutine_booking::{Booked, Booking, Idempotency, OfKey, State, StoreError};

use crate::app::App;
use crate::auth::Caller;
use crate::problem::Problem;
use crate::routes::mark_replayed;
use view::View;

/// How long an insurer may take before the answer is "not known yet". The booking goes on.
const ANSWER_WITHIN: Duration = Duration::from_secs(4);
/// How often whoever repeats a request looks whether the first has its answer: it may be another replica's.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// Does what must be done to its end, although a shopper may close the page; `None` where that takes too long to wait
/// for.
async fn to_its_end<T, E>(
    app: &App,
    work: impl Future<Output = Result<T, E>> + Send + 'static,
) -> Result<Option<T>, Problem>
where
    T: Send + 'static,
    E: Into<Problem> + Send + 'static,
{
    match tokio::time::timeout(ANSWER_WITHIN, app.tasks.spawn(work)).await {
        Ok(Ok(Ok(done))) => Ok(Some(done)),
        Ok(Ok(Err(error))) => Err(error.into()),
        Ok(Err(panic)) => Err(StoreError::Unavailable(panic.to_string()).into()),
        Err(_) => Ok(None),
    }
}

/// What a request that takes too long has begun. It is told by its key alone, for nothing else of it may have been looked at.
async fn begun_under(app: &App, caller: &Caller, key: &Idempotency) -> Result<Booking, Problem> {
    match app.desk.store.booking_of_key(&caller.merchant().id, key).await? {
        OfKey::Same(booking) => Ok(*booking),
        OfKey::Nothing | OfKey::Other => Err(Problem::Unavailable),
    }
}

/// A booking that was begun before, once its insurer has answered: whoever repeats a request gets the same answer as the first.
/// It is as it is where that takes too long to wait for.
async fn answered(app: &App, caller: &Caller, begun: Booking) -> Result<Booking, Problem> {
    let looking = async {
        let mut booking = begun.clone();
        while booking.state == State::Booking {
            tokio::time::sleep(LOOK_EVERY).await;
            let now = app.desk.booking(caller.merchant(), &booking.id).await?;
            booking = now.ok_or(Problem::Unavailable)?;
        }
        Ok(booking)
    };
    tokio::time::timeout(ANSWER_WITHIN, looking).await.unwrap_or(Ok(begun.clone()))
}

/// 201 with a new booking, 200 with an earlier one, 202 while its end is not known.
fn booked(app: &App, caller: &Caller, booked: &Booked) -> Response {
    match booked {
        Booked::Now(booking) => {
            app.operation.metrics.booking(booking.state.name());
            answer(app, caller, booking, StatusCode::CREATED)
        }
        Booked::Before(booking) => {
            let mut response = answer(app, caller, booking, StatusCode::OK);
            mark_replayed(&mut response);
            response
        }
    }
}

/// A booking with the token of its shopper, who cannot come back without.
fn answer(app: &App, caller: &Caller, booking: &Booking, known: StatusCode) -> Response {
    let view = View::of(caller, booking).for_its_shopper(app, caller);
    (status(booking, known), Json(view)).into_response()
}

fn status(booking: &Booking, known: StatusCode) -> StatusCode {
    let waits = match booking.state {
        State::PendingPayment { .. } => true,
        // It is covered, whatever comes of the change.
        State::Amending(_) => false,
        _ => booking.state.is_open(),
    };
    if waits { StatusCode::ACCEPTED } else { known }
}
