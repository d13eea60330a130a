//! Renames: what is stated is taken, what is likely is taken or asked.
//!
//! Each pair of an element that is gone and one that is new is weighed by graded [`Evidence`]: names by letters and
//! words, type, place, keys, targets of foreign keys, uses, comments, what else the table keeps. A logistic regression
//! ([`model`]) turns it into a probability. Pairs are taken greedily, the likeliest first, each element once.

mod column;
mod comment;
mod hint;
mod model;
mod moved;
mod similarity;
mod stated;
mod table;

pub use comment::stated_renames;
pub use hint::{Hint, Source};

use super::Options;
use super::object::Kind;
use super::state::State;
use crate::dialect::facts::Enums;
use crate::schema::{ColumnType, Diagnostic, Id, QualifiedName, Schema};
use column::Columns;
use serde::Serialize;
use stated::Stated;
use std::collections::HashSet;
use table::Tables;

/// A piece of evidence, from 0 (none) to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Evidence {
    pub name: &'static str,
    pub value: f64,
}

/// From this probability on a rename is taken without a question.
pub const CERTAIN: f64 = 0.9;
/// From this probability on a rename is asked about.
pub const POSSIBLE: f64 = 0.2;

/// A rename that was taken.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Renamed {
    /// `table`, `column`, `index`, ...
    pub object: String,
    /// Full old name (`users.name`); a column's table has its new name.
    pub from: String,
    pub to: String,
    /// Who says so.
    pub basis: Basis,
    pub probability: f64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    User,
    Comment,
    Evidence,
}

/// A rename that is possible: the changes drop the old element and add the new one unless a [`Hint`] decides.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RenameQuestion {
    pub object: String,
    pub from: String,
    pub to: String,
    pub probability: f64,
    pub evidence: Vec<Evidence>,
}

/// What was decided about renames, and every pair that was weighed.
#[derive(Debug, Default)]
pub(super) struct Decided {
    pub renames: Vec<Renamed>,
    pub questions: Vec<RenameQuestion>,
    pub weighed: Vec<RenameQuestion>,
    /// Hints that name something that is not there, as sentences.
    pub refused: Vec<String>,
    /// Columns that moved to other tables.
    pub findings: Vec<Diagnostic>,
}

/// Renames tables and columns of the state so that they meet their successors in `to` by name.
pub(super) fn rename(state: &mut State, to: &Schema, options: &Options) -> Decided {
    let mut decided = Decided::default();
    let mut stated = Stated::new(&options.hints);
    let tables = stated.objects(&state.schema, to);
    for (id, name, source) in &tables {
        decided.state(state, *id, name, *source);
    }
    let settled: HashSet<Id> = tables.iter().map(|(id, ..)| *id).collect();
    state.rename(tables.into_iter().map(|(id, name, _)| (id, name)).collect());
    likely_tables(state, to, &stated, &settled, &mut decided);
    rename_columns(state, to, &mut stated, &mut decided);
    if options.dialect.facts().enums == Enums::Inline {
        follow_columns(state, to);
    }
    decided.refused = stated.refused();
    decided.findings = moved::findings(&state.schema, to);
    decided
}

fn likely_tables(state: &mut State, to: &Schema, stated: &Stated, settled: &HashSet<Id>, decided: &mut Decided) {
    let from = state.schema.clone();
    let tables = Tables::of(&from, to);
    let mut weighed = Vec::new();
    for (old, new) in tables.candidates() {
        if settled.contains(&old.id) || stated.has_no_successor(&[&old.name.name], &old.name) {
            continue;
        }
        let evidence = tables.evidence(old, new);
        let question = RenameQuestion {
            object: "table".to_owned(),
            from: old.name.to_string(),
            to: new.name.to_string(),
            probability: model::probability("table", &evidence),
            evidence,
        };
        weighed.push((old.id, new.name.clone(), question));
    }
    state.rename(decided.choose(weighed));
}

fn rename_columns(state: &mut State, to: &Schema, stated: &mut Stated, decided: &mut Decided) {
    let from = state.schema.clone();
    let mut renames: Vec<(Id, QualifiedName)> = Vec::new();
    for new in &to.tables {
        let Some(old) = from.table(&new.name) else { continue };
        let columns = stated.parts(old, new);
        for (id, name, source) in &columns {
            decided.state(state, *id, &QualifiedName::new(name), *source);
        }
        let told: HashSet<Id> = columns.iter().map(|(id, ..)| *id).collect();
        let named: HashSet<String> = columns.iter().map(|(_, name, _)| name.clone()).collect();
        renames.extend(columns.into_iter().map(|(id, name, _)| (id, QualifiedName::new(name))));
        let mut likely = Columns::of((&from, to), old, new);
        likely.gone.retain(|column| {
            !told.contains(&column.id) && !stated.has_no_successor(&[&old.name.name, &column.name], &old.name)
        });
        likely.new.retain(|column| !named.contains(&column.name));
        let mut weighed = Vec::new();
        for (old_column, new_column) in likely.candidates() {
            let evidence = likely.evidence(old_column, new_column);
            let question = RenameQuestion {
                object: "column".to_owned(),
                from: format!("{}.{}", old.name, old_column.name),
                to: format!("{}.{}", new.name, new_column.name),
                probability: model::probability("column", &evidence),
                evidence,
            };
            weighed.push((old_column.id, QualifiedName::new(&new_column.name), question));
        }
        renames.extend(decided.choose(weighed));
    }
    state.rename(renames);
}

/// Where an enum is written into its column, the name that it has in the model follows that of the column.
fn follow_columns(state: &mut State, to: &Schema) {
    let mut renames = Vec::new();
    for new in &to.tables {
        let Some(old) = state.schema.table(&new.name) else { continue };
        for column in &old.columns {
            let (ColumnType::Named(name), Some(after)) = (&column.data_type, new.column(&column.name)) else {
                continue;
            };
            let ColumnType::Named(wanted) = &after.data_type else { continue };
            let gone = to.enum_named(name).is_none() && state.schema.enum_named(wanted).is_none();
            if let Some(object) = state.schema.enum_named(name).filter(|_| gone && name != wanted) {
                renames.push((object.id, wanted.clone()));
            }
        }
    }
    state.rename(renames);
}

impl Decided {
    /// Notes a rename that somebody stated.
    fn state(&mut self, state: &State, id: Id, to: &QualifiedName, source: Source) {
        let Some(object) = state.schema.object(id) else { return };
        let table = state.schema.table_of(id).filter(|table| table.id != id);
        let full = |name: &str| table.map_or_else(|| name.to_owned(), |table| format!("{}.{name}", table.name));
        let name = super::object::name(&object).map(|name| name.to_string()).unwrap_or_default();
        self.renames.push(Renamed {
            object: Kind::of(&object).word().to_owned(),
            from: full(&name),
            to: full(&to.to_string()),
            basis: if source == Source::User { Basis::User } else { Basis::Comment },
            probability: 1.0,
            evidence: Vec::new(),
        });
    }

    /// The certain ones of weighed pairs, each element once; the doubtful ones become questions.
    fn choose(&mut self, mut weighed: Vec<(Id, QualifiedName, RenameQuestion)>) -> Vec<(Id, QualifiedName)> {
        weighed.sort_by(|a, b| b.2.probability.total_cmp(&a.2.probability));
        let (mut used, mut taken) = (HashSet::new(), HashSet::new());
        let mut chosen = Vec::new();
        for (id, name, question) in weighed {
            self.weighed.push(question.clone());
            if question.probability < POSSIBLE || used.contains(&id) || taken.contains(&name) {
                continue;
            }
            used.insert(id);
            taken.insert(name.clone());
            if question.probability < CERTAIN {
                self.questions.push(question);
                continue;
            }
            let RenameQuestion { object, from, to, probability, evidence } = question;
            self.renames.push(Renamed { object, from, to, basis: Basis::Evidence, probability, evidence });
            chosen.push((id, name));
        }
        chosen
    }
}
