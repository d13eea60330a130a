//! Personal and other sensitive data: which columns hold it, how sure that is, and what follows.
//!
//! Names, types, comments, words of the description and sample values each make a claim with its evidence; the
//! strongest decides. A tag in a comment, `@class(personal)` or `@class(none)`, is the user's own word and always wins.
//! What follows from a class (GDPR, HIPAA, PCI DSS, SOC 2) is a table in `regulations.rs`; the way from a row to the
//! person it is about is found along the foreign keys.

mod class;
mod erasure;
mod names;
mod protect;
mod regulations;
mod report;
mod rows;
mod tags;
#[cfg(test)]
mod tests;
pub mod values;
mod words;

pub use class::Class;
pub use erasure::{ErasureStep, Erasures, erasures};
pub use protect::protection;
pub use regulations::{Consequence, Duty, Regulation};
pub use report::{json, markdown, text};
pub use rows::inserted;
pub use tags::{stated, tag_changes};

use crate::normalize::Sample;
use crate::schema::{Column, ColumnType, Id, QualifiedName, Schema, Table};
use names::{Claim, Setting};
use std::collections::HashMap;

/// Less sure claims are not told.
const THRESHOLD: f32 = 0.5;

/// What is known beside the schema.
#[derive(Debug, Clone, Default)]
pub struct Hints {
    /// Rows of tables.
    pub samples: Vec<(QualifiedName, Sample)>,
    /// Words of the description about an element.
    pub texts: HashMap<Id, String>,
}

/// A schema's sensitive data.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Classification {
    pub tables: Vec<ClassifiedTable>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ClassifiedTable {
    pub id: Id,
    pub name: QualifiedName,
    /// Its rows are people: erasure begins here.
    pub is_subject: bool,
    pub columns: Vec<ClassifiedColumn>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ClassifiedColumn {
    pub id: Id,
    pub name: String,
    pub class: Class,
    /// 0 to 1; for [`Class::None`] how sure it is that nothing is there.
    pub confidence: f32,
    /// Why, the strongest first.
    pub evidence: Vec<String>,
    /// The user said so.
    pub is_stated: bool,
    pub consequences: Vec<Consequence>,
}

impl Classification {
    pub fn column(&self, id: Id) -> Option<&ClassifiedColumn> {
        self.tables.iter().flat_map(|table| &table.columns).find(|column| column.id == id)
    }

    /// Tables that hold anything sensitive.
    pub fn sensitive_tables(&self) -> impl Iterator<Item = &ClassifiedTable> {
        self.tables.iter().filter(|table| table.columns.iter().any(|column| column.class.is_sensitive()))
    }
}

/// Classifies every column of a schema.
pub fn classify(schema: &Schema, hints: &Hints) -> Classification {
    Classification { tables: schema.tables.iter().map(|table| classified_table(table, hints)).collect() }
}

fn classified_table(table: &Table, hints: &Hints) -> ClassifiedTable {
    let setting = Setting::of(table);
    let samples: Vec<&Sample> =
        hints.samples.iter().filter(|(name, _)| *name == table.name).map(|(_, sample)| sample).collect();
    let stated = table.comment.as_deref().and_then(tags::class_of);
    let mut columns: Vec<ClassifiedColumn> = Vec::new();
    for column in &table.columns {
        columns.push(classified_column(table, column, &setting, &samples, stated, hints));
    }
    let identifies =
        columns.iter().filter(|column| matches!(column.class, Class::Personal | Class::Child)).count() >= 2;
    let tagged = table.comment.as_deref().is_some_and(tags::is_subject);
    let whole = columns.len() > 2 && table.primary_key.is_some();
    let is_subject = tagged || setting.person && identifies && whole;
    for column in &mut columns {
        column.consequences = regulations::consequences(column, setting.health);
    }
    ClassifiedTable { id: table.id, name: table.name.clone(), is_subject, columns }
}

fn classified_column(
    table: &Table,
    column: &Column,
    setting: &Setting,
    samples: &[&Sample],
    stated: Option<Class>,
    hints: &Hints,
) -> ClassifiedColumn {
    let found = |class: Class, confidence: f32, evidence: Vec<String>, is_stated: bool| ClassifiedColumn {
        id: column.id,
        name: column.name.clone(),
        class,
        confidence,
        evidence,
        is_stated,
        consequences: Vec::new(),
    };
    if let Some(class) = column.comment.as_deref().and_then(tags::class_of).or(stated) {
        return found(class, 1.0, vec![format!("the comment says @class({})", class.name())], true);
    }
    let mut claims: Vec<Claim> = Vec::new();
    // A reference is what it refers to; the person's own table says what that is.
    let in_key = table.in_foreign_key(&column.name) || table.in_primary_key(&column.name);
    let reference = table.in_foreign_key(&column.name);
    claims.extend(names::claim(column, setting, in_key).filter(|_| !reference));
    claims.extend(session_key(table, column));
    claims.extend(type_claim(column, setting));
    let texts = column.comment.iter().chain(hints.texts.get(&column.id));
    claims.extend(texts.filter_map(|text| names::claim_of_text(text, column)).filter(|_| !reference));
    let columns = samples.iter().flat_map(|sample| &sample.columns);
    let own = columns.filter(|known| known.name.eq_ignore_ascii_case(&column.name));
    claims.extend(values::claim(own.flat_map(|known| &known.values).map(String::as_str)));
    claims.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let Some(first) = claims.first().filter(|claim| claim.confidence >= THRESHOLD) else {
        let doubt = claims.first().map_or(0.05, |claim| claim.confidence);
        return found(Class::None, 1.0 - doubt, claims.into_iter().map(|claim| claim.evidence).collect(), false);
    };
    // Two that agree are surer than each alone.
    let agree = claims.iter().skip(1).any(|claim| claim.class == first.class);
    let confidence = if agree { 1.0 - (1.0 - first.confidence) * 0.5 } else { first.confidence };
    let class = of_child(first.class, setting);
    let mut evidence: Vec<String> = claims.iter().map(|claim| claim.evidence.clone()).collect();
    if class != first.class {
        evidence.push("the table is about children".to_owned());
    }
    found(class, confidence, evidence, false)
}

/// What is personal is a child's in a table of children.
fn of_child(class: Class, setting: &Setting) -> Class {
    match class {
        Class::Personal | Class::Location if setting.child => Class::Child,
        other => other,
    }
}

/// Whoever has the key of a session is signed in.
fn session_key(table: &Table, column: &Column) -> Option<Claim> {
    let sessions =
        ["sessions", "session", "user_sessions", "usersessions"].contains(&table.name.name.to_lowercase().as_str());
    let key = table.key_columns() == [column.name.clone()] && column.data_type.is_text();
    let evidence = "the key of a session signs its holder in".to_owned();
    (sessions && key).then_some(Claim { class: Class::Credentials, confidence: 0.7, evidence })
}

/// Types that only such data has.
fn type_claim(column: &Column, setting: &Setting) -> Option<Claim> {
    let ColumnType::Other(text) = &column.data_type else { return None };
    let text = text.to_lowercase();
    let class = match text.as_str() {
        "inet" | "cidr" | "macaddr" | "macaddr8" | "inet4" | "inet6" => (Class::Personal, 0.6),
        _ if setting.place => return None,
        _ if ["geography", "geometry", "point", "sdo_geometry"].iter().any(|name| text.starts_with(name)) => {
            (Class::Location, if setting.person || setting.movement { 0.8 } else { 0.4 })
        }
        _ => return None,
    };
    Some(Claim { class: class.0, confidence: class.1, evidence: format!("the type is {text}") })
}
