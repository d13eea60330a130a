//! Small controls that panels share.

mod choice;
mod copy_button;
mod dialog;
mod icon;
mod menu;
mod meter;
mod notice;
mod open_text;
mod splitter;
mod text_field;

pub use choice::choice;
pub use copy_button::copy_button;
pub use dialog::dialog;
pub use icon::{Icon, icon};
pub use menu::menu;
pub use meter::meter;
pub use notice::NoticeBar;
pub use open_text::open_text;
pub use splitter::{Edge, splitter};
pub use text_field::{TextField, text_field};
