//! A file that holds a schema, read in the worker: the project, what was understood of it, and some of its rows.

mod report;

use super::view::View;
use crate::architect;
use crate::dialect::Dialect;
use crate::import::{self, is_archive, samples_csv, unpack};
use crate::project::Project;
use crate::sql;
use report::Script;
use serde::{Deserialize, Serialize};

/// How a file is to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    pub name: String,
    /// The dialect that was chosen; without one the file's own words tell.
    pub dialect: Option<Dialect>,
    /// The dialect of what says nothing.
    pub usual: Dialect,
    /// How many rows of each table are kept as samples.
    pub samples: usize,
}

/// What came of a file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Imported {
    pub project: Project,
    /// How it was read (`PostgreSQL`, `DBML`, `a folder of migrations`).
    pub read_as: String,
    /// The report as the page shows it.
    pub report: View,
    /// How many places want a look.
    pub remarks: usize,
    /// Tables, and rows of them as CSV.
    pub samples: Vec<(String, String)>,
}

/// Reads the bytes of a file; `watch` is told the per cent that are done, each once.
///
/// # Errors
/// A sentence without its full stop: the file is no text, its archive is broken, or nothing in it makes anything.
pub fn read(reading: &Reading, bytes: Vec<u8>, watch: &mut dyn FnMut(u32)) -> Result<Imported, String> {
    let mut imported = if is_archive(&bytes) {
        let files = unpack(&bytes).map_err(|why| why.trim_end_matches('.').to_owned())?;
        let project = architect::import_folder(&files, reading.dialect);
        without_report(project, "a folder of migrations", reading)
    } else {
        let text = sql::decode(&bytes).map_err(|why| format!("It {why}"))?;
        drop(bytes);
        match import::recognize(&reading.name, &text) {
            Some(language) => without_report(architect::import_text(&text, language), language.name(), reading),
            None => script(reading, &text, watch),
        }
    };
    let project = &mut imported.project;
    if project.schema == Default::default() {
        let (read_as, way_out) = (&imported.read_as, "choose its database in the bar first");
        return Err(format!("No statement in it makes anything, read as {read_as}; {way_out}"));
    }
    if project.name.is_empty() {
        project.name = reading.name.rsplit_once('.').map_or(reading.name.as_str(), |(stem, _)| stem).to_owned();
    }
    Ok(imported)
}

fn script(reading: &Reading, text: &str, watch: &mut dyn FnMut(u32)) -> Imported {
    let detected = sql::detect(text);
    let found = if detected.evidence.is_empty() { reading.usual } else { detected.dialect };
    let dialect = reading.dialect.unwrap_or(found);
    let mut last = 0;
    let mut tell = |part: f64| {
        let percent = (part * 100.0) as u32;
        if percent > last {
            last = percent;
            watch(percent);
        }
    };
    let read = architect::read_script(text, dialect, reading.samples, &mut tell);
    let shown = Script { reading, dialect, detected: &detected, report: &read.report, text, samples: &read.samples };
    let (report, remarks) = report::of_script(&shown);
    Imported {
        samples: samples_csv(&read.project.schema, &read.samples),
        read_as: dialect.to_string(),
        project: read.project,
        report,
        remarks,
    }
}

/// Other languages, and folders, tell what they did not take as diagnostics.
fn without_report(project: Project, read_as: &str, reading: &Reading) -> Imported {
    let (report, remarks) = report::of_diagnostics(&project, read_as, reading);
    Imported { read_as: read_as.to_owned(), report, remarks, samples: Vec::new(), project }
}
