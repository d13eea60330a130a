//! Small controls that panels share.

mod icon;
mod notice;

pub use icon::{Icon, icon};
pub use notice::NoticeBar;
