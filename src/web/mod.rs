//! The browser's edge: storage, files, clipboard, time.

pub mod time;
