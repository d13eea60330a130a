//! Documents from a project, one file a format.
