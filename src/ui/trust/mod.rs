//! Whether the project can be trusted: its log, its lock, and who approved what.

mod log;
mod panel;
mod sharing;
mod signing;
mod unlock;

pub use log::AuditLog;
pub use panel::TrustPanel;
pub use signing::approvers;
pub use unlock::Unlock;
