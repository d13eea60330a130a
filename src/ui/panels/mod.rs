//! Description, inspector and dock.
