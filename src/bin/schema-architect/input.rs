//! Reading texts and schemas from files and standard input.

use crate::output::complain;
use schema_architect::architect;
use schema_architect::dialect::Dialect;
use schema_architect::project::{self, Project};
use schema_architect::schema::{Diagnostic, Severity};
use schema_architect::sql;
use std::io::Read;
use std::path::PathBuf;

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

    /// A project from its file, or one around the schema of a script in the dialect. Without a dialect the
    /// script's own words tell; one that says nothing is refused with the sentence that asks for it.
    pub fn read_schema(&self, from: Option<Dialect>, missing: &str) -> Result<Project, String> {
        self.schema_of(&self.read()?, from, missing)
    }

    /// The same of a text that was read from here.
    pub fn schema_of(&self, text: &str, from: Option<Dialect>, missing: &str) -> Result<Project, String> {
        if text.trim_start().starts_with('{') {
            return project::read(text).map_err(|error| format!("{}: {error}", self.name()));
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
        let parsed = sql::parse(&text, dialect);
        for diagnostic in parsed.diagnostics.iter().filter(|diagnostic| diagnostic.severity > Severity::Info) {
            complain(&format!("{name}:{diagnostic}"));
        }
        let project = Project { dialect, schema: parsed.schema, ..Project::default() };
        Ok(Self { name, script: text, project })
    }
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
