//! Several projects in one file.

use super::file::{parse, read_value};
use super::{Project, ReadError, SIZE_LIMIT, write};
use crate::base::json::Value;

const FORMAT: &str = "schema-architect-projects";

/// All projects as one file, each as it would be saved alone.
pub fn write_all<'a>(projects: impl IntoIterator<Item = &'a Project>) -> String {
    let texts: Vec<String> = projects.into_iter().map(|project| write(project).trim_end().to_owned()).collect();
    format!("{{\n\"format\": \"{FORMAT}\",\n\"projects\": [\n{}\n]\n}}\n", texts.join(",\n"))
}

/// Whether a text is a file of several projects, as far as its beginning tells.
pub fn is_bundle(text: &str) -> bool {
    let mut start = text.len().min(200);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    text[..start].contains(FORMAT)
}

/// Reads what [`write_all`] wrote.
///
/// # Errors
/// The first project that cannot be read; then none is given.
pub fn read_all(text: &str) -> Result<Vec<Project>, ReadError> {
    if text.len() > 4 * SIZE_LIMIT {
        return Err(ReadError::TooLarge);
    }
    let mut bundle = parse(text)?;
    if bundle.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(ReadError::AnotherFormat);
    }
    match bundle.get_mut("projects").map(Value::take) {
        Some(Value::Array(projects)) => projects.into_iter().map(read_value).collect(),
        _ => Err(ReadError::AnotherFormat),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn projects_come_back_from_one_file() {
        let named = |name: &str| Project { name: name.into(), ..Project::default() };
        let all = [named("Shop"), named("Clinic \"two\"")];
        let text = write_all(&all);
        assert!(is_bundle(&text) && !is_bundle(&write(&all[0])));
        assert_eq!(read_all(&text).as_deref(), Ok(&all[..]));
        assert_eq!(read_all(&write(&all[0])), Err(ReadError::AnotherFormat));
        assert!(matches!(read_all("{"), Err(ReadError::NotJson { .. })));
    }
}
