//! Requests about endpoints, read and checked.

use lutine_core::read::{Fault, Faults, Fields, FromNode, Path, text, text_within};
use lutine_core::{ErrorCode, FieldError, Node};
use time::Duration;

use super::{Address, Wanted};
use crate::request::requests;

/// How long a secret stays good after another took its place, where nothing else is said.
pub const OVERLAP: Duration = Duration::hours(24);
/// At most so long.
const LONGEST_OVERLAP: u32 = 168;

/// What POST /v1/webhook-endpoints is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointRequest {
    /// Where messages are to be posted to.
    pub address: Address,
    /// What its owner says of it.
    pub description: String,
    /// Which events it wants; all, where nothing is said.
    pub wanted: Wanted,
}

/// What PATCH /v1/webhook-endpoints/{id} is sent: what is to be another than before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeRequest {
    /// Where messages are to be posted to.
    pub address: Option<Address>,
    /// What its owner says of it.
    pub description: Option<String>,
    /// Which events it wants.
    pub wanted: Option<Wanted>,
    /// Whether it is to be told of them.
    pub state: Option<Switch>,
}

/// What a merchant can make of an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// It is told of events, whatever was before.
    Enabled,
    /// It is told nothing.
    Disabled,
}

/// What POST /v1/webhook-endpoints/{id}/rotate is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RotateRequest {
    /// How long the secrets of before stay good.
    pub overlap: Duration,
}

/// What POST /v1/events/{id}/redeliver is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedeliverRequest {
    /// To which endpoint; to all that were told of it, where nothing is said.
    pub endpoint: Option<String>,
}

requests!(EndpointRequest: create, ChangeRequest: change, RotateRequest: rotate, RedeliverRequest: redeliver);

fn create(node: &Node, faults: &mut Faults) -> Option<EndpointRequest> {
    let mut fields = Fields::open(node, Path::Root, faults)?;
    let address = fields.required::<Address>("url", faults);
    let description = fields.optional::<Description>("description", faults);
    let wanted = fields.optional::<Wanted>("events", faults);
    fields.close(faults);
    Some(EndpointRequest {
        address: address?,
        description: description.map(|description| description.0).unwrap_or_default(),
        wanted: wanted.unwrap_or_else(Wanted::all),
    })
}

fn change(node: &Node, faults: &mut Faults) -> Option<ChangeRequest> {
    let mut fields = Fields::open(node, Path::Root, faults)?;
    let address = fields.optional::<Address>("url", faults);
    let description = fields.optional::<Description>("description", faults);
    let wanted = fields.optional::<Wanted>("events", faults);
    let state = fields.optional::<Switch>("state", faults);
    fields.close(faults);
    let description = description.map(|description| description.0);
    Some(ChangeRequest { address, description, wanted, state })
}

fn rotate(node: &Node, faults: &mut Faults) -> Option<RotateRequest> {
    let mut fields = Fields::open(node, Path::Root, faults)?;
    let hours = fields.optional::<Hours>("overlapHours", faults);
    fields.close(faults);
    Some(RotateRequest { overlap: hours.map_or(OVERLAP, |hours| Duration::hours(hours.0.into())) })
}

fn redeliver(node: &Node, faults: &mut Faults) -> Option<RedeliverRequest> {
    let mut fields = Fields::open(node, Path::Root, faults)?;
    let endpoint = fields.optional::<Description>("endpoint", faults).map(|id| id.0);
    fields.close(faults);
    Some(RedeliverRequest { endpoint })
}

/// Some text, up to 200 bytes.
struct Description(String);

impl FromNode for Description {
    const WANTED: &'static str = "text in quotes";

    fn from_node(node: &Node) -> Result<Self, Fault> {
        let given = text_within(node, 200)?;
        if given.contains(char::is_control) {
            return Err(Fault::new(ErrorCode::UnknownValue, "must not have control characters"));
        }
        Ok(Self(given.to_owned()))
    }
}

struct Hours(u32);

impl FromNode for Hours {
    const WANTED: &'static str = u32::WANTED;

    fn from_node(node: &Node) -> Result<Self, Fault> {
        let hours = u32::from_node(node)?;
        if hours > LONGEST_OVERLAP {
            return Err(Fault::new(ErrorCode::UnknownValue, "must be at most 168: a week"));
        }
        Ok(Self(hours))
    }
}

impl FromNode for Switch {
    const WANTED: &'static str = "`enabled` or `disabled`";

    fn from_node(node: &Node) -> Result<Self, Fault> {
        match text(node)? {
            "enabled" => Ok(Self::Enabled),
            "disabled" => Ok(Self::Disabled),
            other => {
                let message = format!("must not be `{other}`");
                Err(Fault::new(ErrorCode::UnknownValue, &message))
            }
        }
    }
}
