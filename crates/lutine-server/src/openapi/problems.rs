//! Problems in the document. A route names the kinds that it answers, `Problems<(Keyed, Reads, kinds::NotFound)>`; code,
//! status and title are those of the kind.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use lutine_booking::{ClaimStatus, NotAmendable, NotConfirmable, NotCovered, Obstacle};
use serde_json::{Map, Value, json};
use utoipa::IntoResponses;
use utoipa::openapi::{
    ContentBuilder, HeaderBuilder, ObjectBuilder, OneOfBuilder, Ref, RefOr, Response, ResponseBuilder, Schema,
};

use crate::problem::Kind;
use crate::problem::kind::Kinds;
use crate::problem::kinds::{
    Forbidden, HeadersTooLarge, IdempotencyKeyInFlight, IdempotencyKeyMissing, IdempotencyKeyReused,
    InvalidInput, OriginNotAllowed, PayloadTooLarge, RateLimited, TimedOut, Unauthorized, Unavailable,
    UnsupportedMediaType,
};

/// The problems that a route answers, by their kinds.
pub(crate) struct Problems<K>(PhantomData<K>);

/// Of a route that needs a key.
pub(crate) type Keyed =
    (Unauthorized, Forbidden, OriginNotAllowed, RateLimited, HeadersTooLarge, Unavailable, TimedOut);
/// Of a route that reads a JSON body.
pub(crate) type Reads = (InvalidInput, PayloadTooLarge, UnsupportedMediaType);
/// Of a route that answers once a key, and takes one or none.
pub(crate) type OncePerKey = (IdempotencyKeyInFlight, IdempotencyKeyReused);
/// Of a route that must have a key.
pub(crate) type Once = (IdempotencyKeyMissing, OncePerKey);

macro_rules! lists {
    ($(($($kind:ident)*))*) => {$(
        impl<$($kind: Kinds),*> Kinds for ($($kind,)*) {
            fn add(kinds: &mut Vec<Kind>) {
                $($kind::add(kinds);)*
            }
        }
    )*};
}

lists! { (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H) (A B C D E F G H I) }

impl<K: Kinds> IntoResponses for Problems<K> {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let mut kinds = Vec::new();
        K::add(&mut kinds);
        kinds.sort_unstable();
        kinds.dedup();
        let mut by_status: BTreeMap<String, Vec<Kind>> = BTreeMap::new();
        for kind in kinds {
            by_status.entry(kind.status().as_str().to_owned()).or_default().push(kind);
        }
        by_status.into_iter().map(|(status, kinds)| (status, RefOr::T(response(&kinds)))).collect()
    }
}

/// What is answered by one status, which several kinds may share.
fn response(kinds: &[Kind]) -> Response {
    let described: Vec<String> = kinds
        .iter()
        .map(|kind| format!("[{}](/problems/{}): {}.", kind.code(), kind.code(), kind.title()))
        .collect();
    let content = match kinds {
        [kind] => ContentBuilder::new().schema(Some(reference(*kind))),
        kinds => {
            let any = kinds.iter().fold(OneOfBuilder::new(), |any, kind| any.item(reference(*kind)));
            ContentBuilder::new().schema(Some(Schema::from(any.build())))
        }
    };
    let mut response = ResponseBuilder::new()
        .description(described.join(" "))
        .content("application/problem+json", content.build());
    if kinds.contains(&Kind::Unauthorized) {
        let text = ObjectBuilder::new().schema_type(utoipa::openapi::Type::String).build();
        let header =
            HeaderBuilder::new().schema(Some(Schema::from(text))).description(Some("`Bearer`.")).build();
        response = response.header("www-authenticate", header);
    }
    response.build()
}

/// What an answer of a kind looks like.
pub(crate) fn example(kind: Kind) -> Value {
    let mut example = json!({
        "type": format!("/problems/{}", kind.code()),
        "title": kind.title(),
        "status": kind.status().as_u16(),
        "code": kind.code(),
    });
    for (name, schema, presence) in carried(kind) {
        if let Presence::Always = presence {
            example[name] = schema["examples"][0].clone();
        }
    }
    example
}

fn reference(kind: Kind) -> Ref {
    Ref::from_schema_name(component(kind))
}

fn component(kind: Kind) -> String {
    format!("{}Problem", kind.name())
}

/// A component for each kind.
pub(super) fn schemas() -> Map<String, Value> {
    Kind::ALL.iter().map(|kind| (component(*kind), schema(*kind))).collect()
}

fn schema(kind: Kind) -> Value {
    let mut schema = json!({
        "description": format!("{}. [What to do](/problems/{}).", kind.title(), kind.code()),
        "type": "object",
        "additionalProperties": false,
        "required": ["type", "title", "status", "code"],
        "properties": {
            "type": { "const": format!("/problems/{}", kind.code()), "description": "The page that explains it." },
            "title": { "const": kind.title(), "description": "What it is, in a few words." },
            "status": { "const": kind.status().as_u16(), "description": "The status of the answer." },
            "code": { "const": kind.code(), "description": "Its stable name." },
        },
    });
    schema["examples"] = json!([example(kind)]);
    for (name, value, presence) in carried(kind) {
        schema["properties"][name] = value;
        if let (Presence::Always, Some(required)) = (presence, schema["required"].as_array_mut()) {
            required.push(json!(name));
        }
    }
    schema
}

/// Whether a field stands in every problem of its kind.
enum Presence {
    Always,
    WhereKnown,
}

/// What problems of a kind say beside their kind.
fn carried(kind: Kind) -> Vec<(&'static str, Value, Presence)> {
    let component = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    match kind {
        Kind::InvalidInput | Kind::ConsentMismatch | Kind::UnsuitableEvidence => {
            let example = match kind {
                Kind::UnsuitableEvidence => json!({
                    "path": "file[0]",
                    "code": "unknown-value",
                    "message": "is no PDF, JPEG, PNG, WebP or HEIC by its content",
                }),
                Kind::ConsentMismatch => json!({
                    "path": "consent.total",
                    "code": "unknown-value",
                    "message": "the token is for `2.49 USD`",
                }),
                _ => json!({
                    "path": "shipment.insurance.amount",
                    "code": "zero-amount",
                    "message": "there is nothing to insure in a parcel worth zero",
                }),
            };
            let errors = json!({
                "description": "Every fault at once.",
                "type": "array",
                "minItems": 1,
                "items": component("FieldError"),
                "examples": [[example]],
            });
            vec![("errors", errors, Presence::Always)]
        }
        Kind::PriceChanged => vec![("offer", component("SignedOffer"), Presence::WhereKnown)],
        Kind::NotConfirmable => {
            let reason =
                json!({ "enum": NotConfirmable::CODES, "description": "Why not.", "examples": ["expired"] });
            vec![("reason", reason, Presence::Always)]
        }
        Kind::NotCancellable => {
            let reason =
                json!({ "enum": Obstacle::CODES, "description": "Why not.", "examples": ["too-late"] });
            vec![
                ("reason", reason, Presence::Always),
                ("refusal", component("Refusal"), Presence::WhereKnown),
            ]
        }
        Kind::NotClaimable => {
            let reason =
                json!({ "enum": NotCovered::CODES, "description": "Why not.", "examples": ["cancelled"] });
            vec![("reason", reason, Presence::Always)]
        }
        Kind::ClaimOpen => {
            let claim = json!({ "type": "string", "description": "Which.", "examples": ["claim_01"] });
            vec![("claim", claim, Presence::Always)]
        }
        Kind::WrongClaimState => {
            let states = ClaimStatus::ALL.map(ClaimStatus::name);
            let state =
                json!({ "enum": states, "description": "Where it stands.", "examples": ["withdrawn"] });
            vec![("state", state, Presence::Always)]
        }
        Kind::NothingPayable => {
            let reasons = json!({
                "description": "Every reason.",
                "type": "array",
                "minItems": 1,
                "items": component("NothingPayable"),
                "examples": [[{ "code": "nothing-lost" }]],
            });
            vec![("reasons", reasons, Presence::Always)]
        }
        Kind::AbovePayable => {
            let money = |description: &str, amount: &str| {
                let mut money = component("Money");
                money["description"] = json!(description);
                money["examples"] = json!([{ "amount": amount, "currency": "USD" }]);
                money
            };
            vec![
                ("payable", money("The most that can be granted.", "200.00"), Presence::Always),
                ("amount", money("What was to be granted.", "200.01"), Presence::Always),
            ]
        }
        Kind::NotAmendable => {
            let reason =
                json!({ "enum": NotAmendable::CODES, "description": "Why not.", "examples": ["not-booked"] });
            vec![
                ("reason", reason, Presence::Always),
                ("refusal", component("Refusal"), Presence::WhereKnown),
            ]
        }
        Kind::NotInsurable => {
            let reasons = json!([{ "code": "not-on-sale" }]);
            let declined = json!({
                "description": "Every programme that was asked and every reason, with the figures that explain it.",
                "type": "array",
                "items": component("QuoteAnswerDeclined"),
                "examples": [[{ "programme": "parcel-plus", "reasons": reasons }]],
            });
            vec![("declined", declined, Presence::Always)]
        }
        _ => Vec::new(),
    }
}
