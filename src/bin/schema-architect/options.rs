//! What the commands' arguments have in common.

use crate::input::Input;
use lexopt::ValueExt;
use std::ffi::OsString;
use std::fmt::Display;
use std::path::PathBuf;

/// Takes a file, or `-` for standard input, as the one input.
pub fn set_input(input: &mut Option<Input>, path: OsString) -> Result<(), String> {
    if input.is_some() {
        return Err(format!("a second input '{}'; give one file", path.to_string_lossy()));
    }
    *input = Some(Input::of(path));
    Ok(())
}

/// The value of an option, read.
pub fn value<T: std::str::FromStr<Err = String>>(parser: &mut lexopt::Parser) -> Result<T, String> {
    parser.value().and_then(|text| text.string()).map_err(sentence)?.parse()
}

/// A library's message in the form of ours: no capital first letter.
pub fn sentence(error: impl Display) -> String {
    let text = error.to_string();
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

impl Input {
    /// The input that an argument names.
    pub fn of(path: OsString) -> Self {
        if path == "-" { Self::Stdin } else { Self::File(PathBuf::from(path)) }
    }
}
