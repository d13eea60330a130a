//! What makes a project worth trusting: a log of every change that cannot be rewritten unseen, and who approved what.

mod approval;
pub mod audit;
pub mod base64;
mod sharing;

pub use approval::{Approval, Role, statement};
pub use audit::{Audit, Entry, Origin, Verdict};
pub use sharing::Sharing;
