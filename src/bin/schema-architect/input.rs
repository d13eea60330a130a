//! Reading texts and schemas from files and standard input.

use crate::output::complain;
use schema_architect::architect;
use schema_architect::dialect::Dialect;
use schema_architect::import;
use schema_architect::project::{self, Project};
use schema_architect::schema::{Diagnostic, Severity};
use schema_architect::sql;
use std::borrow::Cow;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Larger inputs are refused rather than read into memory.
const LIMIT: u64 = 256 * 1024 * 1024;

/// Where a text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    Stdin,
    File(PathBuf),
}

impl Input {
    /// How diagnostics call it.
    pub fn name(&self) -> String {
        match self {
            Self::Stdin => "<stdin>".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// The whole text; the error is a sentence that says what to do. An empty one is refused.
    pub fn read(&self) -> Result<String, String> {
        let text = self.read_or_empty()?;
        if text.trim().is_empty() {
            return Err(format!("{}: is empty; give a text", self.name()));
        }
        Ok(text)
    }

    /// The whole text, which may be empty: the script of a schema that does not exist yet.
    pub fn read_or_empty(&self) -> Result<String, String> {
        let name = self.name();
        let failed = |error: std::io::Error| format!("{name}: cannot be read: {error}");
        let bytes = match self {
            Self::Stdin => read_limited(std::io::stdin().lock()),
            Self::File(path) => std::fs::File::open(path).and_then(read_limited),
        };
        decode(&bytes.map_err(failed)?).map_err(|reason| format!("{name}: {reason}"))
    }

    /// Statistics of tables: a file of their own, or those in a pasted catalog.
    pub fn read_statistics(&self) -> Result<String, String> {
        let text = self.read()?;
        Ok(import::catalog_statistics(&text).unwrap_or(text))
    }

    /// A project from its file, or one around the schema of a script in the dialect. Without a dialect the
    /// script's own words tell; one that says nothing is refused with the sentence that asks for it.
    pub fn read_schema(&self, from: Option<Dialect>, missing: &str) -> Result<Project, String> {
        if let Some(files) = self.folder()? {
            return Ok(architect::import_folder(&files, from));
        }
        self.schema_of(&self.read()?, from, missing)
    }

    /// The texts of a folder or ZIP archive of migrations; nothing for an ordinary file.
    fn folder(&self) -> Result<Option<Vec<(String, String)>>, String> {
        let Self::File(path) = self else { return Ok(None) };
        let name = self.name();
        if path.is_dir() {
            let mut files = Vec::new();
            texts_below(path, path, &mut files).map_err(|error| format!("{name}: cannot be read: {error}"))?;
            return Ok(Some(files));
        }
        let Ok(file) = std::fs::File::open(path) else { return Ok(None) };
        let mut start = Vec::new();
        let read = file.take(4).read_to_end(&mut start);
        if read.is_err() || !import::is_archive(&start) {
            return Ok(None);
        }
        let bytes = std::fs::File::open(path).and_then(read_limited);
        let bytes = bytes.map_err(|error| format!("{name}: cannot be read: {error}"))?;
        import::unpack(&bytes).map(Some).map_err(|why| format!("{name}: {}", why.trim_end_matches('.')))
    }

    /// The same of a text that was read from here.
    pub fn schema_of(&self, text: &str, from: Option<Dialect>, missing: &str) -> Result<Project, String> {
        if text.trim_start().starts_with('{') {
            return project::read(text).map_err(|error| match text.contains("\"tables\"") {
                true => format!(
                    "{}: is no project: what --format json writes is for scripts; write it with --format project",
                    self.name()
                ),
                false => format!("{}: {error}", self.name()),
            });
        }
        if let Some(language) = import::recognize(&self.name(), text) {
            let project = architect::import_text(text, language);
            return Ok(Project { dialect: from.unwrap_or(project.dialect), ..project });
        }
        if let Some(dialect) = from {
            return Ok(architect::import(text, dialect));
        }
        let detected = sql::detect(text);
        if detected.evidence.is_empty() {
            return Err(format!("{}: {missing}", self.name()));
        }
        let mut project = architect::import(text, detected.dialect);
        let words = detected.evidence.iter().take(4).cloned().collect::<Vec<_>>().join(", ");
        let message = format!("The script was read as one of {}, because it says {words}.", detected.dialect);
        project.diagnostics.push(Diagnostic::new(Severity::Info, "dialect-detected", message));
        Ok(project)
    }
}

/// A script or project that is judged rather than written.
pub struct Judged {
    pub name: String,
    /// Empty for a project, which has no lines.
    pub script: String,
    pub project: Project,
}

impl Judged {
    /// Reads a project, or a script in a dialect; what of it could not be read is told.
    pub fn read(input: &Input, dialect: Option<Dialect>, command: &str) -> Result<Self, String> {
        let (name, text) = (input.name(), input.read()?);
        if text.trim_start().starts_with('{') {
            let project = project::read(&text).map_err(|error| format!("{name}: {error}"))?;
            let dialect = dialect.unwrap_or(project.dialect);
            return Ok(Self { name, script: String::new(), project: Project { dialect, ..project } });
        }
        let missing = || format!("{name}: {command} needs --dialect with the dialect of the script");
        let dialect = dialect.ok_or_else(missing)?;
        // What a client drew around the rows of a catalog is no part of the script.
        let text = match import::catalog_script(&text) {
            Cow::Owned(script) => script,
            Cow::Borrowed(_) => text,
        };
        let parsed = sql::parse(&text, dialect);
        for diagnostic in parsed.diagnostics.iter().filter(|diagnostic| diagnostic.severity > Severity::Info) {
            complain(&format!("{name}:{diagnostic}"));
        }
        let project = Project { dialect, schema: parsed.schema, ..Project::default() };
        Ok(Self { name, script: text, project })
    }
}

/// The texts of a folder and the folders in it, with their paths from there; hidden ones and what is no text left out.
fn texts_below(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        // Links are not followed: a folder can hold itself by one.
        let kind = entry.file_type()?;
        if kind.is_dir() {
            texts_below(root, &path, files)?;
            continue;
        }
        if !kind.is_file() || !is_source(&path) {
            continue;
        }
        let bytes = std::fs::File::open(&path).and_then(read_limited)?;
        let Ok(text) = decode(&bytes) else { continue };
        let inside = path.strip_prefix(root).unwrap_or(&path);
        let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        files.push((parts.join("/"), text));
    }
    Ok(())
}

/// Files that a folder of migrations is read for.
fn is_source(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    matches!(ending.as_deref(), Some("sql" | "rb" | "prisma"))
}

fn read_limited(source: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(LIMIT + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The bytes as text, of whatever encoding.
fn decode(bytes: &[u8]) -> Result<String, String> {
    if bytes.len() as u64 > LIMIT {
        return Err(format!("is larger than {} MB; split it", LIMIT / 1024 / 1024));
    }
    sql::decode(bytes)
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn only_texts_are_read() {
        let check = |bytes: &[u8], expected: Result<&str, &str>| {
            let expected = expected.map(str::to_owned).map_err(str::to_owned);
            assert_eq!(decode(bytes), expected);
        };
        check(b"Users have names.", Ok("Users have names."));
        check(b"\xff\xfeU\0s\0", Ok("Us"));
        check(b"PK\x03\x04\0\0", Err("is a binary file; give a text"));
    }
}
