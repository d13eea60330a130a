//! What the user decides about a plan.

use std::collections::HashMap;

/// How a plan is made.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Options {
    /// Plain statements for a maintenance window, instead of forms that let the application go on.
    pub offline: bool,
    /// Columns that come where others go are new ones: no values move from table to table.
    pub leave: bool,
    /// The database that the scripts select, see [`database_of`](super::database_of).
    pub database: Option<String>,
    /// What becomes of rows that share a key which has to be unique from now on; the first of each group stays.
    pub duplicates: Remedy,
    /// What becomes of rows that refer to a row which is not there.
    pub orphans: Remedy,
    /// Sizes of tables by their names, where they are known.
    pub sizes: HashMap<String, Size>,
}

/// What a plan does with rows that a new rule refuses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Remedy {
    /// The script stops and says which query finds them; somebody decides.
    #[default]
    Stop,
    /// They move to the archive; the way back brings them back.
    Archive,
    /// Their columns of the rule become NULL; the way back brings the values back.
    Null,
    /// They are deleted, for good.
    Delete,
}

impl Remedy {
    pub const ALL: [Self; 4] = [Self::Stop, Self::Archive, Self::Null, Self::Delete];

    pub fn name(self) -> &'static str {
        match self {
            Self::Stop => "stop",
            Self::Archive => "archive",
            Self::Null => "null",
            Self::Delete => "delete",
        }
    }
}

impl std::str::FromStr for Remedy {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|remedy| remedy.name() == text);
        found.ok_or_else(|| format!("unknown remedy '{text}'; use one of stop, archive, null, delete"))
    }
}

/// How large a table is.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Size {
    pub rows: u64,
    /// Average width of a row in bytes.
    pub width: u64,
}

impl Size {
    /// Sizes by table, from what [`size_query`](super::impact::size_query) gives:
    /// `{"orders": {"rows": 1000000, "width": 120}}`. Without any text there are none.
    ///
    /// # Errors
    /// Says what of the text is not in that form.
    pub fn read(text: &str) -> Result<HashMap<String, Self>, String> {
        if text.trim().is_empty() {
            return Ok(HashMap::new());
        }
        let read: HashMap<String, HashMap<String, serde_json::Value>> = serde_json::from_str(text)
            .map_err(|error| format!("it is no JSON object of tables with rows and width ({error})"))?;
        let size = |numbers: &HashMap<String, serde_json::Value>| {
            let number =
                |key: &str| numbers.get(key).and_then(serde_json::Value::as_f64).unwrap_or_default().max(0.0) as u64;
            Self { rows: number("rows"), width: number("width") }
        };
        Ok(read.iter().map(|(table, numbers)| (table.clone(), size(numbers))).collect())
    }
}

/// Rows of a batch when values are filled in.
pub const BATCH_ROWS: u32 = 10_000;
/// Pause between two batches, in milliseconds.
pub const BATCH_PAUSE_MS: u32 = 100;
/// How long a statement waits for its lock, in milliseconds, before it gives up and lets the others go on.
pub const LOCK_TIMEOUT_MS: u32 = 5_000;
