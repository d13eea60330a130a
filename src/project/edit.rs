//! Edits that a user makes by hand in the diagram, as changes. Nothing is applied here.

use crate::dialect::{Dialect, read_type};
use crate::schema::*;
use serde::{Deserialize, Serialize};

/// One step for the user: changes that are applied and undone together.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    /// What the history calls it (`Relate orders to users`).
    pub label: String,
    /// What it means for the schema, as a sentence without its full stop; empty where the label says it.
    pub effect: String,
    pub changes: Vec<Change>,
    pub decisions: Vec<Decision>,
}

impl Edit {
    fn new(label: String, changes: Vec<Change>) -> Self {
        Self { label, changes, ..Self::default() }
    }
}

/// A new table, with a key like that of the schema's other tables.
pub fn add_table(schema: &Schema, name: &str) -> Edit {
    let mut ids = schema.clone();
    let mut table = Table::new(ids.fresh_id(), name.trim());
    let model = schema.tables.iter().find_map(|other| match other.key_columns() {
        [key] if !other.in_foreign_key(key) => other.column(key).filter(|column| column.name == "id"),
        _ => None,
    });
    let key = match model {
        Some(model) => Column { id: ids.fresh_id(), comment: None, ..model.clone() },
        None => {
            let identity = Identity { always: false, start: None, increment: None, ..Identity::default() };
            Column { identity: Some(identity), ..Column::new(ids.fresh_id(), "id", ColumnType::BigInt) }
        }
    };
    table.primary_key = Some(PrimaryKey::on(ids.fresh_id(), vec![key.name.clone()]));
    table.columns.push(key);
    let label = format!("Add table {}", table.name);
    Edit::new(label, vec![Change::Add { parent: None, object: Object::Table(table), at: None }])
}

/// A new enum, which begins with one value because none takes no value at all.
pub fn add_enum(schema: &Schema) -> Edit {
    let taken = |name: &str| {
        let types = schema.enums.iter().map(|o| &o.name).chain(schema.domains.iter().map(|o| &o.name));
        types.into_iter().any(|other| other.name == name)
    };
    let name = free("new_enum", taken);
    let object = EnumType { id: schema.clone().fresh_id(), name, values: vec!["value".to_owned()], comment: None };
    let label = format!("Add enum {}", object.name);
    Edit::new(label, vec![Change::Add { parent: None, object: Object::Enum(object), at: None }])
}

/// A new view of the schema's first table.
pub fn add_view(schema: &Schema) -> Edit {
    let taken = |name: &str| {
        let relations = schema.tables.iter().map(|o| &o.name).chain(schema.views.iter().map(|o| &o.name));
        relations.chain(schema.sequences.iter().map(|o| &o.name)).any(|other| other.name == name)
    };
    let name = free("new_view", taken);
    let query = match schema.tables.first() {
        Some(table) => {
            let columns: Vec<String> = table.columns.iter().map(|o| Expression::identifier(&o.name).0).collect();
            format!("SELECT {}\nFROM {}", columns.join(", "), Expression::identifier(&table.name.name))
        }
        None => "SELECT 1 AS one".to_owned(),
    };
    let label = format!("Add view {name}");
    let object = Object::View(View { id: schema.clone().fresh_id(), name, query, ..View::default() });
    Edit::new(label, vec![Change::Add { parent: None, object, at: None }])
}

/// A name that nothing has, with a number if need be.
fn free(name: &str, taken: impl Fn(&str) -> bool) -> QualifiedName {
    let numbered = (2..).map(|n: u32| format!("{name}_{n}"));
    std::iter::once(name.to_owned()).chain(numbered).find(|name| !taken(name)).unwrap_or_default().as_str().into()
}

/// A new column from what the user typed: a name and perhaps a type after it (`price decimal(10,2)`), which is
/// `varchar(255)` otherwise. It may be NULL, so that a table with rows can take it.
pub fn add_column(schema: &Schema, table: &Table, text: &str, dialect: Dialect) -> Edit {
    let (name, rest) = text.trim().split_once(char::is_whitespace).unwrap_or((text.trim(), ""));
    let data_type = match rest.trim() {
        "" => ColumnType::varchar(255),
        typed => column_type(schema, typed, dialect),
    };
    let column = Column { nullable: true, ..Column::new(schema.clone().fresh_id(), name, data_type) };
    let label = format!("Add column {name} to {}", table.name);
    Edit::new(label, vec![Change::Add { parent: Some(table.id), object: Object::Column(column), at: None }])
}

/// The type that a text spells: an enum or domain of the schema, or a type of the dialect.
pub fn column_type(schema: &Schema, text: &str, dialect: Dialect) -> ColumnType {
    let named = schema.enums.iter().map(|o| &o.name).chain(schema.domains.iter().map(|o| &o.name));
    let own = named.into_iter().find(|name| name.to_string() == text).cloned();
    own.map_or_else(|| read_type(text, dialect), ColumnType::Named)
}

/// The columns of a text, one each: lines, or what stands between commas outside of brackets (`price decimal(10, 2), note`).
pub fn columns_of(text: &str) -> Vec<String> {
    let (mut found, mut depth) = (vec![String::new()], 0_i32);
    for c in text.chars() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        match (c, depth, found.last_mut()) {
            ('\n' | ';', ..) | (',', ..=0, _) => {
                depth = 0;
                found.push(String::new());
            }
            (c, _, Some(last)) => last.push(c),
            _ => {}
        }
    }
    found.into_iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// Several columns added to a table at once.
///
/// # Errors
/// Says which of them cannot be added; then none is.
pub fn add_columns(schema: &Schema, table: &Table, lines: &[String], dialect: Dialect) -> Result<Edit, String> {
    let (mut after, mut changes) = (schema.clone(), Vec::new());
    for line in lines {
        let edit = add_column(&after, table, line, dialect);
        after = after.applied(&edit.changes).map_err(|error| format!("{line} was not added: {error}"))?;
        changes.extend(edit.changes);
    }
    let label = match lines {
        [one] => format!("Add column {}", one.split_whitespace().next().unwrap_or_default()),
        _ => format!("Add {} columns to {}", lines.len(), table.name),
    };
    Ok(Edit::new(label, changes))
}

/// Another name for a table or column; nothing where it has that name already or is no longer there.
pub fn rename(schema: &Schema, id: Id, to: &str) -> Option<Edit> {
    let (before, name) = match schema.object(id)? {
        Object::Table(table) => {
            let name = QualifiedName { name: to.trim().to_owned(), ..table.name.clone() };
            (table.name, name)
        }
        object => (QualifiedName::new(object.label()), QualifiedName::new(to.trim())),
    };
    (before != name).then(|| {
        let change = Change::Rename { id, name };
        Edit::new(schema.describe(&change), vec![change])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::erd::sample;

    /// The schema's table that an edit adds or changes.
    fn after(edit: &Edit, schema: &Schema, table: &str) -> Table {
        schema.applied(&edit.changes).expect("the edit applies").table_named(table).expect(table).clone()
    }

    #[test]
    fn a_new_table_has_a_key_like_the_others() {
        let check = |schema: &Schema, expected: ColumnType| {
            let table = after(&add_table(schema, " refunds "), schema, "refunds");
            assert_eq!(table.key_columns(), ["id"]);
            assert_eq!(table.columns[0].data_type, expected);
        };
        check(&sample::shop(), ColumnType::Uuid);
        check(&Schema::new(), ColumnType::BigInt);
    }

    #[test]
    fn a_new_column_takes_a_name_and_a_type() {
        let check = |text: &str, name: &str, data_type: &str| {
            let schema = sample::shop();
            let users = schema.table_named("users").expect("users");
            let table = after(&add_column(&schema, users, text, Dialect::PostgreSql), &schema, "users");
            let column = table.column(name).expect(name);
            assert_eq!(column.data_type.to_string(), data_type);
        };
        check("nickname", "nickname", "varchar(255)");
        check("  balance  decimal(10,2) ", "balance", "decimal(10,2)");
    }

    #[test]
    fn several_columns_come_from_one_text() {
        let check = |text: &str, expected: &[&str]| assert_eq!(columns_of(text), expected);
        check("a int, b decimal(10, 2)\nc text;", &["a int", "b decimal(10, 2)", "c text"]);
        check(" , \n", &[]);
        check("a (", &["a ("]);
        let schema = sample::shop();
        let users = schema.table_named("users").expect("users");
        let added = |lines: &[&str]| {
            let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            add_columns(&schema, users, &lines, Dialect::PostgreSql)
        };
        let edit = added(&["born date", "age int"]).expect("two columns");
        assert_eq!(after(&edit, &schema, "users").columns.len(), users.columns.len() + 2);
        assert!(added(&["born date", "email text"]).is_err());
    }

    #[test]
    fn new_enums_and_views_have_free_names() {
        let mut schema = sample::shop();
        for expected in [["new_enum", "new_view"], ["new_enum_2", "new_view_2"]] {
            for (add, name) in [add_enum, add_view].into_iter().zip(expected) {
                let edit = add(&schema);
                schema = schema.applied(&edit.changes).expect("the edit applies");
                assert!(edit.label.ends_with(&format!(" {name}")), "{}", edit.label);
            }
        }
        schema.validate().expect("a valid schema");
    }

    #[test]
    fn a_rename_to_the_same_name_is_nothing() {
        let schema = sample::shop();
        let users = schema.table_named("users").expect("users").id;
        assert_eq!(rename(&schema, users, " users "), None);
        let edit = rename(&schema, users, "people").expect("an edit");
        assert_eq!(edit.label, "Rename table users to people");
        assert_eq!(after(&edit, &schema, "addresses").foreign_keys[0].references.table.name, "people");
    }
}
