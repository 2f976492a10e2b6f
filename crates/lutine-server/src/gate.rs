//! The gate before everything that is answered by key: who calls, from which page, and how often.

use std::sync::Arc;

use axum::extract::Request;
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use lutine_booking::Desk;

use crate::app::App;
use crate::auth::Caller;
use crate::client::{Client, Proxies};
use crate::cors::{Page, preflight};
use crate::oauth::AccessTokens;
use crate::problem::Problem;
use crate::rates::{Allowance, Limits, Rates};

/// What the gate goes by.
pub struct Gate {
    proxies: Proxies,
    pub(crate) limits: Limits,
    pub(crate) tokens: AccessTokens,
}

impl Gate {
    /// The gate of a desk.
    #[must_use]
    pub fn new(desk: &Desk, rates: Rates, proxies: Proxies) -> Self {
        let (clock, ids) = (Arc::clone(&desk.clock), Arc::clone(&desk.ids));
        Self {
            proxies,
            limits: Limits::new(rates, &clock),
            tokens: AccessTokens::new(desk.signer.derived("access-token"), clock, ids),
        }
    }

    /// From where a request comes.
    pub(crate) fn client(&self, request: &Request) -> Client {
        self.proxies.client(request)
    }
}

/// Lets a request through with its [`Caller`], or says why not.
pub(crate) async fn by_key(app: App, mut request: Request, next: Next) -> Response {
    if let Some(answer) = preflight(&request) {
        return answer;
    }
    let client = app.gate.client(&request);
    let caller = match Caller::identify(&app, request.headers()).await {
        Ok(caller) => caller,
        Err(Problem::Unauthorized) => {
            let allowance = app.gate.limits.stranger(client);
            let mut response = counted(allowance, async || Problem::Unauthorized.into_response()).await;
            // A question before sending is not answered by that.
            if request.method() != Method::OPTIONS {
                Page::Unknown.tell(&mut response);
            }
            return response;
        }
        Err(problem) => return Page::Unknown.told(problem),
    };
    let allowance = app.gate.limits.caller(&caller, client);
    let (page, refused) = match Page::of(request.headers(), &caller) {
        Ok(page) => (page, None),
        // The page may read why, and so can say what is amiss: there is nothing else in it.
        Err(problem) => (Page::Unknown, Some(problem)),
    };
    let mut response = counted(allowance, async || {
        if let Some(problem) = refused {
            return problem.into_response();
        }
        request.extensions_mut().insert(caller);
        next.run(request).await
    })
    .await;
    page.tell(&mut response);
    response
}

/// The same for whoever comes for a token: there is no key yet.
pub(crate) async fn for_strangers(app: App, request: Request, next: Next) -> Response {
    let allowance = app.gate.limits.comer(app.gate.client(&request));
    counted(allowance, async || next.run(request).await).await
}

/// Answers, if there is something left of a count, and tells how much.
async fn counted(allowance: Option<Allowance>, answer: impl AsyncFnOnce() -> Response) -> Response {
    let Some(allowance) = allowance else { return answer().await };
    let mut response = match allowance.passes() {
        Ok(()) => answer().await,
        Err(problem) => problem.into_response(),
    };
    allowance.tell(&mut response);
    response
}
