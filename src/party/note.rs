//! What a party writes down while it works, for the Transcript. It never acts on it.

use super::fault::Fault;
use crate::keys::artifact::Artifact;
pub use crate::pki::check::Check;

/// What kind of moment it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A letter was written.
    Composed,
    /// A letter left.
    Sent,
    /// A letter arrived.
    Received,
    /// Values were made.
    Computed,
    /// Something was checked.
    Checked,
    /// Something was wrong.
    Failed,
}

impl Kind {
    /// The word in the Transcript.
    pub fn name(self) -> &'static str {
        match self {
            Self::Composed => "composed",
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Computed => "computed",
            Self::Checked => "checked",
            Self::Failed => "failed",
        }
    }
}

/// One moment in a party's work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What kind of moment.
    pub kind: Kind,
    /// What it is about: a message, an artifact, a check, an alert.
    pub about: &'static str,
    /// The values that came to be.
    pub artifacts: Vec<Artifact>,
    /// What was checked.
    pub check: Option<Check>,
    /// What was wrong.
    pub fault: Option<Fault>,
}

impl Note {
    /// A moment.
    pub fn new(kind: Kind, about: &'static str) -> Self {
        Self { kind, about, artifacts: Vec::new(), check: None, fault: None }
    }

    /// Values were made.
    pub fn computed(about: &'static str, artifacts: Vec<Artifact>) -> Self {
        Self { artifacts, ..Self::new(Kind::Computed, about) }
    }

    /// Something was checked.
    pub fn checked(check: Check) -> Self {
        let about = check.id;
        Self { check: Some(check), ..Self::new(Kind::Checked, about) }
    }

    /// With the fault.
    pub fn failed(mut self, fault: Fault) -> Self {
        self.fault = Some(fault);
        self
    }

    /// With values that came to be.
    pub fn with(mut self, artifacts: Vec<Artifact>) -> Self {
        self.artifacts = artifacts;
        self
    }
}
