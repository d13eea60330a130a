//! The browser's edge: storage, files, clipboard, time.
