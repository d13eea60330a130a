//! Drawing a relationship from one table or column to another: which side becomes the child, and what changes.

use super::Edit;
use crate::schema::*;

/// An end of a line that the user draws: a table's header, or one of its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    pub table: Id,
    pub column: Option<Id>,
}

/// What a line drawn from one place to another can mean; more than one reading is for the user to choose from.
///
/// A column that is a key is a parent; any other column is a child. A table's header takes what is missing: the
/// child's new column, or the parent's key.
///
/// # Errors
/// A sentence that says why these two cannot be connected.
pub fn relate(schema: &Schema, from: Spot, to: Spot, naming: NamingStyle) -> Result<Vec<Edit>, String> {
    let gone = "This table is no longer there.";
    let (source, target) = (schema.table_by_id(from.table).ok_or(gone)?, schema.table_by_id(to.table).ok_or(gone)?);
    fn column(table: &Table, spot: Spot) -> Option<&Column> {
        table.columns.iter().find(|column| Some(column.id) == spot.column)
    }
    match (column(source, from), column(target, to)) {
        (Some(own), Some(theirs)) => between_columns(schema, (source, own), (target, theirs)),
        (Some(own), None) if is_key(source, own) => Ok(vec![refer(schema, target, source, naming)?]),
        (None, Some(theirs)) if is_key(target, theirs) => Ok(vec![refer(schema, source, target, naming)?]),
        (Some(own), None) => Ok(vec![to_key_of(schema, (source, own), target)?]),
        (None, Some(theirs)) => Ok(vec![to_key_of(schema, (target, theirs), source)?]),
        (None, None) if source.id == target.id => Ok(vec![refer(schema, source, source, naming)?]),
        (None, None) => between_tables(schema, source, target, naming),
    }
}

fn is_key(table: &Table, column: &Column) -> bool {
    table.is_unique(std::slice::from_ref(&column.name))
}

fn between_columns(schema: &Schema, from: (&Table, &Column), to: (&Table, &Column)) -> Result<Vec<Edit>, String> {
    if from.1.id == to.1.id {
        return Err("A column cannot refer to itself. Drop the line on the table's header to refer to its key.".into());
    }
    match (is_key(from.0, from.1), is_key(to.0, to.1)) {
        (false, true) => Ok(vec![existing(schema, from, to)?]),
        (true, false) => Ok(vec![existing(schema, to, from)?]),
        (true, true) => Ok(vec![existing(schema, from, to)?, existing(schema, to, from)?]),
        (false, false) => Err(format!(
            "A relationship ends at a key, and neither {0}.{1} nor {2}.{3} is one. Make one of them unique first, \
             or drop the line on the header of {2}.",
            from.0.name, from.1.name, to.0.name, to.1.name
        )),
    }
}

fn between_tables(schema: &Schema, from: &Table, to: &Table, naming: NamingStyle) -> Result<Vec<Edit>, String> {
    let readings = [refer(schema, from, to, naming), refer(schema, to, from, naming)];
    let junction = junction(schema, from, to, naming).ok();
    match readings {
        [Err(why), Err(_)] => Err(why),
        readings => Ok(readings.into_iter().flatten().chain(junction).collect()),
    }
}

/// A column that refers to the single key of a table.
fn to_key_of(schema: &Schema, child: (&Table, &Column), parent: &Table) -> Result<Edit, String> {
    let [key] = parent.key_columns() else {
        return Err(format!(
            "{} has {} for a primary key, so one column cannot refer to it. Draw from {} to the header of {} instead.",
            parent.name,
            if parent.key_columns().is_empty() { "nothing" } else { "several columns" },
            parent.name,
            child.0.name
        ));
    };
    let key = parent.column(key).ok_or("The parent's key is incomplete.")?;
    if key.id == child.1.id {
        return Err("A column cannot refer to itself.".into());
    }
    existing(schema, child, (parent, key))
}

/// A foreign key on a column that is there already.
fn existing(schema: &Schema, child: (&Table, &Column), parent: (&Table, &Column)) -> Result<Edit, String> {
    let (own, theirs) = (child.1, parent.1);
    if !own.data_type.comparable_with(&theirs.data_type) {
        return Err(format!(
            "{}.{} is {} and {}.{} is {}: a reference needs the same type on both sides. Change one of them first.",
            child.0.name, own.name, own.data_type, parent.0.name, theirs.name, theirs.data_type
        ));
    }
    let is_there = |key: &ForeignKey| {
        key.columns == [own.name.clone()]
            && key.references.table == parent.0.name
            && schema.referenced_columns(key) == [theirs.name.clone()]
    };
    if child.0.foreign_keys.iter().any(is_there) {
        return Err(format!("{}.{} refers to {}.{} already.", child.0.name, own.name, parent.0.name, theirs.name));
    }
    let mut ids = schema.clone();
    let pairs = vec![(own.name.clone(), theirs.name.clone())];
    Ok(key_edit(&mut ids, child.0, parent.0, &pairs, Vec::new()))
}

/// A foreign key on new columns, one for each column of the parent's primary key.
pub fn refer(schema: &Schema, child: &Table, parent: &Table, naming: NamingStyle) -> Result<Edit, String> {
    if parent.key_columns().is_empty() {
        return Err(format!("{} has no primary key to refer to. Give it one first.", parent.name));
    }
    let mut ids = schema.clone();
    let mut changes = Vec::new();
    let mut pairs = Vec::new();
    let mut taken: Vec<String> = child.columns.iter().map(|column| column.name.clone()).collect();
    for key in parent.key_columns() {
        let Some(theirs) = parent.column(key) else { continue };
        let noun = if child.id == parent.id { "parent".to_owned() } else { singular(parent) };
        let name = free_name(&naming.spell(&format!("{noun} {}", tail(key, parent))), &taken);
        taken.push(name.clone());
        let mut column = Column::new(ids.fresh_id(), name.clone(), theirs.data_type.clone());
        column.collation.clone_from(&theirs.collation);
        // The root of a hierarchy has no parent.
        column.nullable = child.id == parent.id;
        changes.push(Change::Add { parent: Some(child.id), object: Object::Column(column), at: None });
        pairs.push((name, theirs.name.clone()));
    }
    Ok(key_edit(&mut ids, child, parent, &pairs, changes))
}

/// The foreign key, the index behind it, and the reason, after the changes that make its columns.
fn key_edit(
    ids: &mut Schema,
    child: &Table,
    parent: &Table,
    pairs: &[(String, String)],
    mut changes: Vec<Change>,
) -> Edit {
    let (columns, theirs): (Vec<String>, Vec<String>) = pairs.iter().cloned().unzip();
    let key = ForeignKey {
        id: ids.fresh_id(),
        name: None,
        columns: columns.clone(),
        references: Reference { table: parent.name.clone(), columns: theirs.clone() },
        on_delete: Action::default(),
        on_update: Action::default(),
        deferrable: Deferrable::default(),
        options: Vec::new(),
    };
    let what = format!("{}.{} refers to {}.{}", child.name, columns.join(", "), parent.name, theirs.join(", "));
    let decisions = vec![Decision {
        subject: key.id,
        topic: Topic::Relationship,
        what: what.clone(),
        why: "Drawn in the diagram.".into(),
        spans: Vec::new(),
        confidence: 1.0,
        alternative: None,
        source: Source::User,
    }];
    changes.push(Change::Add { parent: Some(child.id), object: Object::ForeignKey(key), at: None });
    if !child.has_index_on(&columns) {
        let names: Vec<&str> = columns.iter().map(String::as_str).collect();
        let index = Index::on(ids.fresh_id(), &names);
        changes.push(Change::Add { parent: Some(child.id), object: Object::Index(index), at: None });
    }
    let label = format!("Relate {} to {}", child.name, parent.name);
    let effect = format!("Each {} belongs to one {}: {what}", singular(child), singular(parent));
    Edit { label, effect, changes, decisions }
}

/// A table between the two whose rows pair them.
pub fn junction(schema: &Schema, a: &Table, b: &Table, naming: NamingStyle) -> Result<Edit, String> {
    let names: Vec<String> = schema.tables.iter().map(|table| table.name.name.clone()).collect();
    let name = free_name(&naming.spell(&format!("{} {}", singular(a), b.name.name)), &names);
    let mut ids = schema.clone();
    let mut table = Table::new(ids.fresh_id(), name.as_str());
    let mut parts = Vec::new();
    let mut decisions = Vec::new();
    for parent in [a, b] {
        let edit = refer(&ids, &table, parent, naming)?;
        for change in edit.changes {
            let Change::Add { object, .. } = change else { continue };
            ids.reserve_id(object.id());
            match object {
                Object::Column(column) => {
                    parts.push(column.name.clone());
                    table.columns.push(column);
                }
                Object::ForeignKey(key) => {
                    table.foreign_keys.push(ForeignKey { on_delete: Action::Cascade, ..key });
                }
                Object::Index(index) => table.indexes.push(index),
                _ => {}
            }
        }
        decisions.extend(edit.decisions);
    }
    // The primary key leads with the first parent's columns and serves as the index behind its foreign key.
    let first = table.foreign_keys.first().map(|key| key.columns.clone()).unwrap_or_default();
    table.indexes.retain(|index| index.columns() != first);
    table.primary_key = Some(PrimaryKey::on(ids.fresh_id(), parts));
    let label = format!("Relate {} and {} through {name}", a.name, b.name);
    let effect = format!("Each {} can have many {} and the other way round: a new table {name}", singular(a), b.name);
    let changes = vec![Change::Add { parent: None, object: Object::Table(table), at: None }];
    Ok(Edit { label, effect, changes, decisions })
}

/// What follows the parent's name in the child's column: `id` for both `id` and `user_id` of `users`.
fn tail(key: &str, parent: &Table) -> String {
    let (all, own) = (words(key), words(&singular(parent)));
    match all.strip_prefix(own.as_slice()) {
        Some(rest) if !rest.is_empty() => rest.join(" "),
        _ => key.to_owned(),
    }
}

fn singular(table: &Table) -> String {
    let mut words = words(&table.name.name);
    match words.last_mut() {
        Some(last) => *last = crate::schema::singular(last),
        None => return table.name.name.clone(),
    }
    words.join(" ")
}

fn free_name(wanted: &str, taken: &[String]) -> String {
    let free = |name: &String| !taken.contains(name);
    let numbered = (2..).map(|n| format!("{wanted}_{n}"));
    std::iter::once(wanted.to_owned()).chain(numbered).find(free).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::erd::sample;

    fn spot(schema: &Schema, path: &str) -> Spot {
        let (table, column) = path.split_once('.').unwrap_or((path, ""));
        let table = schema.table_named(table).expect(path);
        Spot { table: table.id, column: table.column(column).map(|column| column.id) }
    }

    fn check(from: &str, to: &str, expected: &[&str]) {
        let mut schema = sample::shop();
        sample::table(&mut schema, "tags", &["id uuid *", "owner_id uuid ?", "label text", "code uuid !"]);
        let got = match relate(&schema, spot(&schema, from), spot(&schema, to), NamingStyle::Snake) {
            Ok(edits) => edits
                .iter()
                .map(|edit| {
                    let after = schema.applied(&edit.changes).expect("the edit applies");
                    let subject = edit.decisions[0].subject;
                    assert!(after.object(subject).is_some(), "the decision is about what was made");
                    let words: Vec<String> = edit.changes.iter().map(|change| schema.describe(change)).collect();
                    words.join("; ")
                })
                .collect(),
            Err(refusal) => vec![refusal],
        };
        assert_eq!(got, expected, "{from} -> {to}");
    }

    #[test]
    fn the_side_that_is_a_key_is_the_parent() {
        let expected = ["Add foreign key (owner_id) to users to tags; Add index (owner_id) to tags"];
        check("tags.owner_id", "users.id", &expected);
        check("users.id", "tags.owner_id", &expected);
        check("tags.owner_id", "users", &expected);
    }

    #[test]
    fn a_header_gets_the_new_column() {
        let expected =
            ["Add column user_id to tags; Add foreign key (user_id) to users to tags; Add index (user_id) to tags"];
        check("users.id", "tags", &expected);
        check("tags", "users.id", &expected);
        check(
            "tags",
            "tags",
            &[
                "Add column parent_id to tags; Add foreign key (parent_id) to tags to tags; Add index (parent_id) to tags",
            ],
        );
    }

    #[test]
    fn what_can_be_read_in_several_ways_is_asked() {
        check(
            "tags",
            "users",
            &[
                "Add column user_id to tags; Add foreign key (user_id) to users to tags; Add index (user_id) to tags",
                "Add column tag_id to users; Add foreign key (tag_id) to tags to users; Add index (tag_id) to users",
                "Add table tag_users",
            ],
        );
        check(
            "tags.code",
            "users.id",
            &["Add foreign key (code) to users to tags", "Add foreign key (id) to tags to users"],
        );
    }

    #[test]
    fn refusals_say_why() {
        check(
            "tags.label",
            "users.id",
            &["tags.label is text and users.id is uuid: a reference needs the same type on both sides. Change one of \
               them first."],
        );
        check(
            "tags.label",
            "users.name",
            &["A relationship ends at a key, and neither tags.label nor users.name is one. Make one of them unique \
               first, or drop the line on the header of users."],
        );
        check("orders.user_id", "users.id", &["orders.user_id refers to users.id already."]);
    }
}
