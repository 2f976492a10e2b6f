//! What the runners of the corpus share.

pub(crate) mod answer;
pub(crate) mod corpus;
