//! Third floor: a Scenario is played, and the Transcript tells what happened.

pub(crate) mod account;
pub mod error;
pub mod hand;
pub mod ledger;
pub mod letters;
pub mod link;
pub mod middle;
pub mod padding;
pub mod play;
pub mod scenario;
pub mod seals;
pub mod storyboard;
pub mod touch;
pub mod transcript;
