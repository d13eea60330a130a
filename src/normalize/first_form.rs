//! First normal form: columns that repeat a value (`phone1`, `phone2`) or hold a list (`tags`) become rows.

use super::draft::{Draft, column_style, is_plural, plural, singular};
use super::report::{Normalized, Step, decision};
use super::uses::{columns_used, outside_use, parts_on_columns};
use super::{Knowledge, NormalForm};
use crate::schema::{
    Action, Column, ColumnType, ForeignKey, Id, Index, NamingStyle, Object, PrimaryKey, Reference, Table, words,
};

/// Columns of a table that hold several values of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Repetition {
    /// Numbered columns: for each number, the columns of all stems (`item`, `price` of `item1`, `price1`, ...).
    Group { stems: Vec<String>, rows: Vec<Vec<String>> },
    /// A list in one column.
    List { column: String },
}

/// What keeps a table from first normal form. `seen` names columns in whose values lists were seen.
pub(super) fn find(table: &Table, seen: &[&str]) -> Vec<Repetition> {
    let free: Vec<&Column> = (table.columns.iter())
        .filter(|column| column.generated.is_none())
        .filter(|column| !table.in_primary_key(&column.name) && !table.in_foreign_key(&column.name))
        .collect();
    let lists = free.iter().filter(|column| is_list(column) || seen.contains(&column.name.as_str()));
    let mut found = groups(&free);
    found.extend(lists.map(|column| Repetition::List { column: column.name.clone() }));
    found
}

/// Numbered columns of one type whose numbers run from 1 without a gap, groups with the same numbers together.
fn groups(columns: &[&Column]) -> Vec<Repetition> {
    let mut families: Vec<(String, Vec<&Column>)> = Vec::new();
    for column in columns {
        let Some((stem, _)) = numbered(&column.name) else { continue };
        if families.iter().any(|(known, _)| *known == stem) {
            continue;
        }
        let member = |number: usize| {
            let is =
                |c: &&&Column| numbered(&c.name) == Some((stem.clone(), number)) && c.data_type == column.data_type;
            columns.iter().find(is).copied().or_else(|| {
                // `phone`, `phone2`: the first one often has no number.
                columns.iter().find(|c| number == 1 && words(&c.name).join("_") == stem).copied()
            })
        };
        let run: Vec<&Column> = (1..=99).map_while(member).collect();
        if run.len() >= 2 && !is_line(&stem) && !is_counted(&stem) {
            families.push((stem, run));
        }
    }
    let mut found: Vec<Repetition> = Vec::new();
    for (stem, run) in families {
        let names = run.iter().map(|column| column.name.clone());
        let same = found.iter_mut().find_map(|group| match group {
            Repetition::Group { stems, rows } if rows.len() == run.len() => Some((stems, rows)),
            _ => None,
        });
        match same {
            Some((stems, rows)) => {
                stems.push(stem);
                rows.iter_mut().zip(names).for_each(|(row, name)| row.push(name));
            }
            None => found.push(Repetition::Group { stems: vec![stem], rows: names.map(|name| vec![name]).collect() }),
        }
    }
    found
}

/// `phone_2` is the second of `phone`.
fn numbered(name: &str) -> Option<(String, usize)> {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = name[stem.len()..].parse().ok().filter(|number| (1..=99).contains(number))?;
    let stem = words(stem).join("_");
    (!stem.is_empty()).then_some((stem, number))
}

/// The lines of an address are parts of one value, not several values.
fn is_line(stem: &str) -> bool {
    let last = stem.rsplit('_').next().unwrap_or(stem);
    matches!(last, "line" | "address" | "addr" | "street" | "md" | "sha" | "utf")
}

/// Columns that were only counted (`column1`, `c2`, `field3`) tell nothing of what they hold.
fn is_counted(stem: &str) -> bool {
    stem.chars().count() == 1
        || matches!(stem, "column" | "col" | "field" | "attr" | "attribute" | "var" | "variable" | "feature")
}

/// Whether a column's type is an array or its name says that a text holds a list.
fn is_list(column: &Column) -> bool {
    if matches!(column.data_type, ColumnType::Array(_)) {
        return true;
    }
    let words = words(&column.name);
    let last = words.last().map_or("", String::as_str);
    let single = singular(last);
    column.data_type.is_text() && is_plural(last) && LISTED.contains(&single.as_str())
}

/// Things that are single values one by one, so that their plural in a text column is a list. Words whose plural is
/// ordinary prose (notes, terms, requirements, ingredients) are not here.
const LISTED: [&str; 46] = [
    "tag",
    "keyword",
    "hashtag",
    "phone",
    "telephone",
    "mobile",
    "number",
    "email",
    "mail",
    "id",
    "code",
    "name",
    "url",
    "link",
    "website",
    "image",
    "photo",
    "picture",
    "file",
    "attachment",
    "skill",
    "language",
    "category",
    "genre",
    "author",
    "color",
    "colour",
    "size",
    "role",
    "permission",
    "amenity",
    "interest",
    "hobby",
    "topic",
    "label",
    "member",
    "participant",
    "attendee",
    "actor",
    "course",
    "city",
    "country",
    "address",
    "recipient",
    "option",
    "sku",
];

/// Brings one table into first normal form.
pub(super) fn establish(draft: &mut Draft, table: Id, knowledge: &Knowledge, report: &mut Normalized) {
    let Some(original) = draft.schema.table_by_id(table).cloned() else { return };
    for repetition in find(&original, &knowledge.lists_of(&original.name)) {
        let Some(current) = draft.schema.table_by_id(table).cloned() else { return };
        let mut attempt = draft.clone();
        let columns = repetition.columns().join(", ");
        match separate(&mut attempt, &current, &repetition) {
            Ok((child, lost)) => {
                *draft = attempt;
                report.steps.push(step(table, &repetition, &current, Some(child.id), lost));
                let what = format!("{} is a table of its own", child.name);
                let why = format!(
                    "{columns} of {} held several values; as rows they can be counted, searched and kept unique, and there can be any number of them.",
                    current.name
                );
                let alternative = format!("Keep {columns} in {}, which limits or hides the values.", current.name);
                report.decisions.push(decision(child.id, what, why, Some(alternative)));
            }
            Err(obstacle) => {
                let mut step = step(table, &repetition, &current, None, Vec::new());
                step.obstacle = Some(obstacle);
                report.steps.push(step);
            }
        }
    }
}

fn step(table: Id, repetition: &Repetition, owner: &Table, created: Option<Id>, lost: Vec<String>) -> Step {
    let explanation = repetition.explanation(owner);
    Step {
        table,
        form: NormalForm::First,
        dependency: None,
        explanation,
        created: created.into_iter().collect(),
        lossless: true,
        lost,
        obstacle: None,
    }
}

impl Repetition {
    pub fn columns(&self) -> Vec<&str> {
        match self {
            Self::Group { rows, .. } => rows.iter().flatten().map(String::as_str).collect(),
            Self::List { column } => vec![column],
        }
    }

    /// What is wrong, as a sentence.
    pub fn explanation(&self, owner: &Table) -> String {
        let columns = self.columns().join(", ");
        match self {
            Self::Group { .. } => format!("{columns} of {} repeat one thing in numbered columns.", owner.name),
            Self::List { .. } => format!("{columns} of {} holds a list in one column.", owner.name),
        }
    }

    /// The columns of the child table, each with the columns that it replaces.
    fn values(&self) -> Vec<(String, Vec<&String>)> {
        match self {
            Self::Group { stems, rows } => stems
                .iter()
                .enumerate()
                .map(|(i, stem)| (stem.clone(), rows.iter().filter_map(|row| row.get(i)).collect()))
                .collect(),
            Self::List { column } => vec![(singular(column), vec![column])],
        }
    }
}

/// Moves the values to a child table. Gives the child and what no constraint holds any more.
fn separate(draft: &mut Draft, table: &Table, repetition: &Repetition) -> Result<(Table, Vec<String>), String> {
    let key = table.key_columns().to_vec();
    if key.is_empty() {
        return Err(format!("{} has no primary key that the rows could refer to", table.name));
    }
    let going: Vec<String> = repetition.columns().into_iter().map(str::to_owned).collect();
    if let Some(user) = outside_use(&draft.schema, table, &going) {
        return Err(format!("{user} rests on columns that would move"));
    }
    let mut child = child_table(draft, table, repetition, &key);
    let mut lost = Vec::new();
    for object in parts_on_columns(table) {
        let used = columns_used(table, &object);
        if !used.iter().any(|name| going.contains(name)) {
            continue;
        }
        draft.drop(object.id()).map_err(|error| error.to_string())?;
        if !follow(&mut child, repetition, &object, &used, column_style(table)) {
            lost.push(format!("the {} {}", object.kind(), object.label()));
        }
    }
    for column in table.columns.iter().filter(|column| going.contains(&column.name)) {
        if !column.nullable {
            lost.push(format!("that {} must have a value", column.name));
        }
        if let Some(default) = &column.default {
            lost.push(format!("the default {default} of {}", column.name));
        }
        draft.drop(column.id).map_err(|error| error.to_string())?;
    }
    draft.add(None, Object::Table(child.clone())).map_err(|error| error.to_string())?;
    Ok((child, lost))
}

fn child_table(draft: &mut Draft, table: &Table, repetition: &Repetition, key: &[String]) -> Table {
    let owner = singular(&table.name.name);
    let values = repetition.values();
    let style = column_style(table);
    let thing = values.first().map_or_else(String::new, |(stem, _)| plural(stem));
    let name = draft.free_table_name(&table.name, &format!("{owner}_{thing}"), &[]);
    let mut child = Table::new(draft.schema.fresh_id(), name);
    let mut owner_columns = Vec::new();
    for column in key.iter().filter_map(|name| table.column(name)) {
        let plain = words(&column.name).join("_");
        let taken = values.iter().any(|(stem, _)| *stem == plain);
        let name = if plain == "id" || taken { format!("{owner}_{plain}") } else { column.name.clone() };
        let name = if name == column.name { name } else { style.spell(&name) };
        let id = draft.schema.fresh_id();
        child.columns.push(Column { id, ..Column::new(id, &name, column.data_type.clone()) });
        owner_columns.push(name);
    }
    let mut primary = owner_columns.clone();
    let is_group = matches!(repetition, Repetition::Group { .. });
    if is_group {
        let taken = values.iter().any(|(stem, _)| stem == "position") || owner_columns.iter().any(|c| c == "position");
        let name = if taken { "position_number" } else { "position" };
        child.columns.push(Column::new(draft.schema.fresh_id(), name, ColumnType::SmallInt));
        primary.push(name.to_owned());
    }
    for (at, (stem, replaced)) in values.iter().enumerate() {
        let Some(first) = replaced.first().and_then(|name| table.column(name)) else { continue };
        let nullable = at > 0 && replaced.iter().any(|name| table.column(name).is_none_or(|c| c.nullable));
        let data_type = if is_group { first.data_type.clone() } else { element_type(&first.data_type) };
        let name = style.spell(stem);
        // The value's column is the first of those that it replaces, moved.
        let moved = Column { name: name.clone(), nullable, default: None, data_type, ..first.clone() };
        child.columns.push(moved);
        if !is_group {
            primary.push(name);
        }
    }
    child.primary_key = Some(PrimaryKey::on(draft.schema.fresh_id(), primary));
    child.foreign_keys.push(ForeignKey {
        on_delete: Action::Cascade,
        ..ForeignKey::on(
            draft.schema.fresh_id(),
            owner_columns,
            Reference { table: table.name.clone(), columns: key.to_vec() },
        )
    });
    child
}

/// The type of one value of a list: a text that held the whole list is too wide for a key.
fn element_type(list: &ColumnType) -> ColumnType {
    match list {
        ColumnType::Array(element) => match element.as_ref() {
            ColumnType::Text => ColumnType::varchar(255),
            element => element.clone(),
        },
        ColumnType::Varchar { length: Some(length) } => ColumnType::varchar((*length).min(255)),
        _ => ColumnType::varchar(255),
    }
}

/// Puts what rested on one of the columns on the child's value. False where that is not possible.
fn follow(child: &mut Table, repetition: &Repetition, object: &Object, used: &[String], style: NamingStyle) -> bool {
    let Repetition::Group { .. } = repetition else { return false };
    let values = repetition.values();
    let [only] = used else { return false };
    let Some((stem, _)) = values.iter().find(|(_, replaced)| replaced.contains(&only)) else { return false };
    let name = &style.spell(stem);
    match object {
        Object::Check(check) => {
            let expression = check.expression.renamed(only, name);
            if !child.checks.iter().any(|known| known.expression == expression) {
                child.checks.push(crate::schema::Check {
                    expression,
                    name: None,
                    id: check.id,
                    options: check.options.clone(),
                });
            }
            true
        }
        Object::Index(index) if !index.unique && index.predicate.is_none() && index.columns() == [only.as_str()] => {
            let columns = [name.clone()];
            if !child.has_index_on(&columns) {
                child.indexes.push(Index { name: None, ..Index::on(index.id, &[name]) });
            }
            true
        }
        _ => false,
    }
}
