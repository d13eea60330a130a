//! What the commands' arguments have in common.

use crate::input::Input;
use lexopt::ValueExt;
use std::ffi::OsString;
use std::fmt::Display;
use std::ops::RangeInclusive;
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
    text(parser)?.parse()
}

/// The value of an option as text.
pub fn text(parser: &mut lexopt::Parser) -> Result<String, String> {
    parser.value().and_then(|text| text.string()).map_err(sentence)
}

/// The one that an option names, of those that there are.
pub fn one_of<T: Copy>(parser: &mut lexopt::Parser, kind: &str, known: &[(&str, T)]) -> Result<T, String> {
    let wanted = text(parser)?;
    if let Some((_, found)) = known.iter().find(|(name, _)| *name == wanted) {
        return Ok(*found);
    }
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    let list = match names.as_slice() {
        [many @ .., last] if !many.is_empty() => format!("{} or {last}", many.join(", ")),
        few => few.concat(),
    };
    Err(format!("unknown {kind} '{wanted}'; use {list}"))
}

/// A number within bounds.
pub fn number(parser: &mut lexopt::Parser, name: &str, range: RangeInclusive<f64>) -> Result<f64, String> {
    let text = text(parser)?;
    let value = text.parse().ok().filter(|value| range.contains(value));
    value.ok_or_else(|| format!("{name} needs a number from {} to {}, not '{text}'", range.start(), range.end()))
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
