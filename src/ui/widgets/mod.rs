//! Small controls that panels share.
