//! Sample rows of tables: what they show, what of it is trusted, and where they contradict what was declared.

use super::{
    Discovery, DiscoveryOptions, FunctionalDependency, Knowledge, Sample, discover, error_of, likely_key,
    observed_lists, trusted,
};
use crate::schema::{Diagnostic, Id, PrimaryKey, QualifiedName, Schema, Severity, Table};

/// A schema, with a table for every sample, and what is known about it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Study {
    pub schema: Schema,
    pub knowledge: Knowledge,
    pub studied: Vec<Studied>,
    pub diagnostics: Vec<Diagnostic>,
}

/// What the rows of one table show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Studied {
    pub table: QualifiedName,
    /// Names of the sample's columns, to which the places in the discovery refer.
    pub columns: Vec<String>,
    pub rows: usize,
    pub discovery: Discovery,
    /// The dependencies that normalization uses.
    pub trusted: Vec<FunctionalDependency>,
    /// For each declared dependency, the share of rows that contradict it (g3).
    pub declared: Vec<(FunctionalDependency, f64)>,
    /// The schema had no such table; it was made from the rows.
    pub invented: bool,
}

impl Studied {
    pub fn names(&self, places: &[usize]) -> Vec<String> {
        places.iter().filter_map(|place| self.columns.get(*place).cloned()).collect()
    }
}

/// Looks at sample rows. A table that the schema does not have is made from them. Dependencies that are unlikely to hold
/// by chance join the knowledge, unless some were declared for the table: then these are checked against the rows.
pub fn study(
    schema: &Schema,
    declared: &Knowledge,
    samples: &[(QualifiedName, Sample)],
    options: &DiscoveryOptions,
) -> Study {
    let mut study = Study { schema: schema.clone(), knowledge: declared.clone(), ..Study::default() };
    for (name, sample) in samples {
        let discovery = discover(sample, options);
        let invented = study.schema.table(name).is_none();
        if invented {
            let table = invent(&mut study.schema, name, sample, &discovery);
            study.schema.tables.push(table);
        }
        let mut studied = Studied {
            table: name.clone(),
            columns: sample.names(),
            rows: sample.rows,
            invented,
            discovery,
            ..Studied::default()
        };
        check_columns(&mut study, name, sample);
        check_declared(&mut study, &mut studied, declared, sample);
        if studied.declared.is_empty() {
            let named = |determinant: &[usize], dependent: usize| FunctionalDependency {
                table: name.clone(),
                determinant: studied.names(determinant),
                dependent: studied.names(&[dependent]),
            };
            let found = trusted(sample, &studied.discovery.exact);
            studied.trusted = found.into_iter().map(|found| named(&found.determinant, found.dependent)).collect();
            study.knowledge.functional.extend(studied.trusted.iter().cloned());
        }
        for list in observed_lists(sample) {
            let message = format!("{} of {name} holds lists, such as '{}'.", list.column, list.example);
            study.diagnostics.push(Diagnostic::new(Severity::Info, "list-in-column", message));
            study.knowledge.lists.push((name.clone(), list.column));
        }
        if studied.discovery.keys.is_empty() && sample.rows > 0 && studied.discovery.largest.is_none() {
            let message = format!("Rows of {name} are repeated, so no set of columns is a key.");
            study.diagnostics.push(Diagnostic::new(Severity::Warning, "repeated-rows", message));
        }
        study.studied.push(studied);
    }
    study
}

/// A table with the columns of a sample and its likeliest key.
fn invent(schema: &mut Schema, name: &QualifiedName, sample: &Sample, discovery: &Discovery) -> Table {
    let mut table = Table::new(schema.fresh_id(), name.clone());
    for column in &sample.columns {
        let id = schema.fresh_id();
        table.columns.push(column.inferred(id));
    }
    // A single row, or none, makes everything a key and says nothing.
    let key = likely_key(sample, &discovery.keys).filter(|key| !key.is_empty());
    if let Some(key) = key {
        let id: Id = schema.fresh_id();
        let columns: Vec<String> =
            key.iter().filter_map(|at| sample.columns.get(*at)).map(|c| c.name.clone()).collect();
        table.columns.iter_mut().filter(|c| columns.contains(&c.name)).for_each(|column| column.nullable = false);
        table.primary_key = Some(PrimaryKey::on(id, columns));
    }
    table
}

fn check_columns(study: &mut Study, name: &QualifiedName, sample: &Sample) {
    let Some(table) = study.schema.table(name) else { return };
    let unknown: Vec<String> = sample.names().into_iter().filter(|column| table.column(column).is_none()).collect();
    if !unknown.is_empty() {
        let message = format!(
            "{name} has no column {}: what the rows show about it is listed, and not used.",
            unknown.join(", ")
        );
        study.diagnostics.push(Diagnostic::new(Severity::Warning, "unknown-column", message).about(table.id));
    }
}

/// The error of each declared dependency of the table in the rows; one that they contradict is told.
fn check_declared(study: &mut Study, studied: &mut Studied, declared: &Knowledge, sample: &Sample) {
    let place = |name: &String| studied.columns.iter().position(|column| column == name);
    let mut checked = Vec::new();
    for dependency in declared.functional.iter().filter(|dependency| dependency.table == studied.table) {
        let determinant: Option<Vec<usize>> = dependency.determinant.iter().map(place).collect();
        let dependents: Option<Vec<usize>> = dependency.dependent.iter().map(place).collect();
        let (Some(determinant), Some(dependents)) = (determinant, dependents) else {
            checked.push((dependency.clone(), 0.0));
            continue;
        };
        let error = dependents.iter().map(|at| error_of(sample, &determinant, *at)).fold(0.0, f64::max);
        if error > 0.0 {
            let rows = (error * sample.rows as f64).round();
            let message = format!(
                "The rows contradict \"{dependency}\": {rows} of {} rows would have to go for it to hold ({:.1} %).",
                sample.rows,
                error * 100.0
            );
            study.diagnostics.push(Diagnostic::new(Severity::Warning, "contradicted-dependency", message));
        }
        checked.push((dependency.clone(), error));
    }
    studied.declared = checked;
}
