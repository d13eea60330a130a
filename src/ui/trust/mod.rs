//! Whether the project can be trusted: its log, its lock, and who approved what.

mod log;
mod panel;
mod unlock;

pub use log::AuditLog;
pub use panel::TrustPanel;
pub use unlock::Unlock;
