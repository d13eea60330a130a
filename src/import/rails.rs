//! Rails' `db/schema.rb` and the migrations that lead to it
//! (api.rubyonrails.org/classes/ActiveRecord/ConnectionAdapters/SchemaStatements.html).

use super::Imported;
use super::draft::{Draft, action, literal};
use super::ruby::{Call, Value, calls};
use crate::dialect::{Dialect, read_type};
use crate::schema::*;

pub(super) fn read(text: &str) -> Imported {
    read_all([text])
}

/// Reads files in the order in which Rails would run them.
pub(super) fn read_all<'a>(texts: impl IntoIterator<Item = &'a str>) -> Imported {
    let mut reader = Reader::default();
    for text in texts {
        reader.file(text);
    }
    reader.finish()
}

#[derive(Default)]
struct Reader {
    draft: Draft,
    /// The table whose block is open.
    open: Option<usize>,
    /// Inside `def down`: what takes the migration back.
    back: bool,
    keys: Vec<(QualifiedName, ForeignKey, Position)>,
}

impl Reader {
    fn file(&mut self, text: &str) {
        (self.open, self.back) = (None, false);
        for call in calls(text) {
            match call.name.as_str() {
                "def" => {
                    let said = call.arguments.first();
                    self.back = matches!(said, Some(Value::Code(name)) if name == "down");
                }
                _ if self.back => {}
                "end" => self.open = None,
                _ if call.receiver == "t" || call.receiver == "table" => self.in_table(&call),
                _ => self.statement(&call),
            }
        }
    }

    fn finish(mut self) -> Imported {
        for (child, mut key, at) in std::mem::take(&mut self.keys) {
            let schema = &self.draft.imported.schema;
            let parent = schema.table(&key.references.table);
            let there = schema.table(&child).is_some_and(|t| key.columns.iter().all(|c| t.column(c).is_some()));
            let (Some(parent), true) = (parent, there) else {
                let message = format!(
                    "The foreign key from {child} to {} was left out: a table or column is missing.",
                    key.references.table
                );
                self.draft.warn("unknown-table", at, message);
                continue;
            };
            if key.references.columns.is_empty() {
                key.references.columns = parent.key_columns().to_vec();
            }
            if let Some(table) = self.draft.schema().tables.iter_mut().find(|table| table.name == child) {
                table.foreign_keys.push(key);
            }
        }
        self.draft.imported.dialect = Some(Dialect::PostgreSql).filter(|_| self.is_postgres());
        self.draft.finish()
    }

    /// Types and extensions that only PostgreSQL has in Rails.
    fn is_postgres(&self) -> bool {
        let schema = &self.draft.imported.schema;
        let telling = |column: &Column| {
            matches!(
                column.data_type,
                ColumnType::Json { binary: true }
                    | ColumnType::Array(_)
                    | ColumnType::Uuid
                    | ColumnType::Timestamp { zone: true, .. }
            )
        };
        !schema.enums.is_empty() || schema.tables.iter().flat_map(|table| &table.columns).any(telling)
    }

    fn place(&mut self, name: &str) -> Option<usize> {
        let name = qualified(name);
        self.draft.schema().tables.iter().position(|table| table.name == name)
    }

    /// The table that a statement names first.
    fn named(&mut self, call: &Call) -> Option<usize> {
        let name = call.argument(0).unwrap_or_default().to_owned();
        let place = self.place(&name);
        if place.is_none() {
            self.draft.warn("unknown-table", call.at, format!("There is no table {name}; {} was left out.", call.name));
        }
        place
    }

    fn statement(&mut self, call: &Call) {
        match call.name.as_str() {
            "create_table" => self.create_table(call),
            "create_join_table" => self.create_join_table(call),
            "create_enum" => {
                let values = call.arguments.get(1).map(Value::texts).unwrap_or_default();
                let name = qualified(call.argument(0).unwrap_or_default());
                let id = self.draft.id();
                self.draft.schema().enums.push(EnumType { id, name, values, comment: None });
            }
            "add_foreign_key" => self.add_foreign_key(call),
            "change_table" => self.open = self.named(call),
            "drop_table" => {
                self.open = None;
                for name in call.arguments.iter().flat_map(Value::texts) {
                    let name = qualified(&name);
                    self.draft.schema().tables.retain(|table| table.name != name);
                    self.keys.retain(|(child, key, _)| *child != name && key.references.table != name);
                }
            }
            "rename_table" => {
                let (from, to) = (call.argument(0).unwrap_or_default(), call.argument(1).unwrap_or_default());
                let (old, new) = (qualified(from), qualified(to));
                let Some(at) = self.named(call) else { return };
                self.draft.schema().tables[at].name = new.clone();
                for (child, key, _) in &mut self.keys {
                    [child, &mut key.references.table]
                        .into_iter()
                        .filter(|name| **name == old)
                        .for_each(|name| *name = new.clone());
                }
            }
            "add_column"
            | "remove_column"
            | "remove_columns"
            | "rename_column"
            | "change_column"
            | "change_column_null"
            | "change_column_default"
            | "add_index"
            | "remove_index"
            | "add_reference"
            | "add_belongs_to"
            | "remove_reference"
            | "remove_belongs_to"
            | "add_timestamps"
            | "remove_timestamps"
            | "add_check_constraint"
            | "change_table_comment"
            | "change_column_comment" => {
                let Some(at) = self.named(call) else { return };
                let rest = Call { arguments: call.arguments.iter().skip(1).cloned().collect(), ..call.clone() };
                self.alter(at, &rest);
            }
            "remove_foreign_key" => {
                let child = qualified(call.argument(0).unwrap_or_default());
                let parent = call.argument(1).map(qualified);
                let column = call.text("column");
                self.keys.retain(|(c, key, _)| {
                    *c != child
                        || parent.as_ref().is_some_and(|parent| *parent != key.references.table)
                        || column.as_ref().is_some_and(|column| key.columns != [column.clone()])
                });
            }
            "execute" => {
                let said = "SQL in \"execute\" was left out; import the database's own dump to have it.";
                self.draft.warn("left-out", call.at, said);
            }
            _ => {}
        }
    }

    fn create_table(&mut self, call: &Call) {
        let name = call.argument(0).unwrap_or_default();
        let taken = self.place(name);
        if call.is("force", true) || call.text("force").is_some() {
            let name = qualified(name);
            self.draft.schema().tables.retain(|table| table.name != name);
        } else if taken.is_some() {
            self.open = taken;
            return;
        }
        let mut table = Table::new(self.draft.id(), qualified(name));
        table.comment = call.text("comment");
        let keys = call.option("primary_key").map(Value::texts).unwrap_or_default();
        match (&keys[..], call.is("id", false)) {
            ([], true) => {}
            // `primary_key: "code", id: false`: the column comes in the block.
            ([_], true) | ([_, _, ..], _) => table.primary_key = Some(self.draft.primary_key(keys)),
            _ => {
                let key = keys.first().map_or("id", String::as_str);
                let column = self.id_column(key, call);
                table.primary_key = Some(self.draft.primary_key(vec![key.to_owned()]));
                table.columns.push(column);
            }
        }
        self.draft.schema().tables.push(table);
        self.open = call.block.then(|| self.draft.schema().tables.len() - 1);
    }

    /// The key that Rails makes: a number that counts up, or what `id:` says.
    fn id_column(&mut self, name: &str, call: &Call) -> Column {
        let (kind, options) = match call.option("id") {
            Some(Value::Hash(options)) => {
                (options.get("type").and_then(Value::text).map(str::to_owned), options.clone())
            }
            Some(Value::Text(kind)) => (Some(kind.clone()), call.options.clone()),
            _ => (None, call.options.clone()),
        };
        let inner = Call { options, ..Call::default() };
        let data_type = match kind.as_deref() {
            None | Some("primary_key" | "bigint" | "bigserial") => ColumnType::BigInt,
            Some("integer" | "serial") => ColumnType::Integer,
            Some(kind) => self.type_of(kind, &inner),
        };
        let mut column = self.draft.column(name, data_type);
        if column.data_type.is_integer() && !matches!(inner.option("default"), Some(Value::Nil)) {
            column.identity = Some(Identity::default());
        } else if column.data_type == ColumnType::Uuid && inner.option("default").is_none() {
            column.default = Some(Expression("gen_random_uuid()".to_owned()));
        } else {
            column.default = default_of(inner.option("default"), &column.data_type);
        }
        column
    }

    fn create_join_table(&mut self, call: &Call) {
        let mut names: Vec<String> = call.arguments.iter().flat_map(Value::texts).map(|name| plural(&name)).collect();
        names.sort_unstable();
        let name = call.text("table_name").unwrap_or_else(|| names.join("_"));
        let mut table = Table::new(self.draft.id(), qualified(&name));
        for parent in &names {
            let column = self.draft.column(format!("{}_id", singular(parent)), ColumnType::BigInt);
            table.columns.push(column);
        }
        self.draft.schema().tables.push(table);
        self.open = call.block.then(|| self.draft.schema().tables.len() - 1);
    }

    fn in_table(&mut self, call: &Call) {
        let Some(at) = self.open else { return };
        match call.name.as_str() {
            "index" => self.alter(at, &Call { name: "add_index".to_owned(), ..call.clone() }),
            "check_constraint" => self.alter(at, &Call { name: "add_check_constraint".to_owned(), ..call.clone() }),
            "timestamps" => self.alter(at, &Call { name: "add_timestamps".to_owned(), ..call.clone() }),
            "foreign_key" => {
                let child = Value::Text(self.draft.schema().tables[at].name.to_string());
                let arguments = std::iter::once(child).chain(call.arguments.iter().cloned()).collect();
                self.add_foreign_key(&Call { arguments, ..call.clone() });
            }
            "references" | "belongs_to" => {
                for argument in &call.arguments {
                    let one = Call { arguments: vec![argument.clone()], ..call.clone() };
                    self.alter(at, &Call { name: "add_reference".to_owned(), ..one });
                }
            }
            "remove" => self.alter(at, &Call { name: "remove_columns".to_owned(), ..call.clone() }),
            "rename" => self.alter(at, &Call { name: "rename_column".to_owned(), ..call.clone() }),
            "change" => self.alter(at, &Call { name: "change_column".to_owned(), ..call.clone() }),
            "change_null" => self.alter(at, &Call { name: "change_column_null".to_owned(), ..call.clone() }),
            "change_default" => self.alter(at, &Call { name: "change_column_default".to_owned(), ..call.clone() }),
            "remove_index" | "remove_references" | "remove_belongs_to" | "remove_timestamps" => self.alter(at, call),
            "column" => self.alter(at, &Call { name: "add_column".to_owned(), ..call.clone() }),
            kind => {
                // `t.string :first, :last`
                for argument in &call.arguments {
                    let arguments = vec![argument.clone(), Value::Text(kind.to_owned())];
                    self.alter(at, &Call { name: "add_column".to_owned(), arguments, ..call.clone() });
                }
            }
        }
    }

    /// A change of one table, whose name is not among the arguments any more.
    fn alter(&mut self, at: usize, call: &Call) {
        let first = call.argument(0).unwrap_or_default().to_owned();
        match call.name.as_str() {
            "add_column" => {
                let kind = call.argument(1).unwrap_or("string").to_owned();
                let column = self.column(&first, &kind, call);
                let table = &mut self.draft.schema().tables[at];
                if table.column(&first).is_none() {
                    table.columns.push(column);
                }
            }
            "remove_column" | "remove_columns" => {
                // The second argument of `remove_column` is a type.
                let take = if call.name == "remove_column" { 1 } else { usize::MAX };
                let gone: Vec<String> = call.arguments.iter().take(take).flat_map(Value::texts).collect();
                self.remove_columns(at, &gone);
            }
            "remove_reference" | "remove_references" | "remove_belongs_to" => {
                self.remove_columns(at, &[format!("{first}_id"), format!("{first}_type")]);
            }
            "remove_timestamps" => self.remove_columns(at, &["created_at".to_owned(), "updated_at".to_owned()]),
            "rename_column" => self.rename_column(at, &first, call.argument(1).unwrap_or_default()),
            "change_column" => {
                let kind = call.argument(1).unwrap_or("string").to_owned();
                let made = self.column(&first, &kind, call);
                if let Some(column) = self.draft.schema().tables[at].column_mut(&first) {
                    let id = column.id;
                    *column = Column { id, ..made };
                }
            }
            "change_column_null" => {
                let nullable = call.arguments.get(1) == Some(&Value::Flag(true));
                if let Some(column) = self.draft.schema().tables[at].column_mut(&first) {
                    column.nullable = nullable;
                }
            }
            "change_column_default" => {
                let value = call.option("to").or_else(|| call.arguments.get(1)).cloned();
                if let Some(column) = self.draft.schema().tables[at].column_mut(&first) {
                    column.default = default_of(value.as_ref(), &column.data_type);
                }
            }
            "add_index" => self.add_index(at, call),
            "remove_index" => {
                let columns: Vec<String> =
                    call.option("column").or(call.arguments.first()).map(Value::texts).unwrap_or_default();
                let name = call.text("name");
                self.draft.schema().tables[at].indexes.retain(|index| match &name {
                    Some(name) => index.name.as_ref() != Some(name),
                    None => index.columns() != columns.iter().map(String::as_str).collect::<Vec<_>>(),
                });
            }
            "add_reference" | "add_belongs_to" => self.add_reference(at, &first, call),
            "add_timestamps" => {
                for name in ["created_at", "updated_at"] {
                    let column = self.column(name, "datetime", call);
                    let column = Column { nullable: call.is("null", true), ..column };
                    self.draft.schema().tables[at].columns.push(column);
                }
            }
            "add_check_constraint" => {
                let check = self.draft.check(call.text("name"), first);
                self.draft.schema().tables[at].checks.push(check);
            }
            "change_table_comment" => self.draft.schema().tables[at].comment = Some(first),
            "change_column_comment" => {
                let comment = call.argument(1).map(str::to_owned);
                if let Some(column) = self.draft.schema().tables[at].column_mut(&first) {
                    column.comment = comment;
                }
            }
            _ => {}
        }
    }

    fn column(&mut self, name: &str, kind: &str, call: &Call) -> Column {
        let mut data_type = self.type_of(kind, call);
        if call.is("array", true) {
            data_type = ColumnType::Array(Box::new(data_type));
        }
        if call.is("unsigned", true) {
            data_type = ColumnType::Unsigned(Box::new(data_type));
        }
        let mut column = self.draft.column(name, data_type);
        let is_key = self.open.is_some_and(|at| self.draft.imported.schema.tables[at].in_primary_key(name));
        column.nullable = !call.is("null", false) && !is_key && kind != "primary_key";
        column.comment = call.text("comment");
        column.collation = call.text("collation");
        column.default = default_of(call.option("default"), &column.data_type);
        if let Some(expression) = call.text("as").filter(|_| kind == "virtual") {
            let stored = call.is("stored", true);
            column.generated = Some(Generated { expression: Expression(expression), stored });
        }
        if matches!(kind, "serial" | "bigserial" | "primary_key") {
            column.identity = Some(Identity::default());
            column.nullable = false;
        }
        column
    }

    fn type_of(&self, kind: &str, call: &Call) -> ColumnType {
        let limit = call.option("limit").and_then(Value::number::<u32>);
        let precision = call.option("precision").and_then(Value::number::<u32>);
        let scale = call.option("scale").and_then(Value::number::<i32>);
        // Rails 5 and later give datetimes six digits unless told otherwise; PostgreSQL's own default is the same.
        let digits = precision.and_then(|p| u8::try_from(p).ok()).filter(|p| *p != 6);
        match kind {
            "string" => ColumnType::Varchar { length: limit },
            "text" => ColumnType::Text,
            "integer" => match limit {
                Some(1 | 2) => ColumnType::SmallInt,
                Some(5..) => ColumnType::BigInt,
                _ => ColumnType::Integer,
            },
            "bigint" | "bigserial" | "primary_key" => ColumnType::BigInt,
            "serial" => ColumnType::Integer,
            "float" if limit.is_some_and(|limit| limit <= 24) => ColumnType::Real,
            "float" => ColumnType::Double,
            "decimal" | "numeric" => ColumnType::Decimal { precision, scale },
            "datetime" | "timestamp" => ColumnType::Timestamp { precision: digits, zone: false },
            "timestamptz" => ColumnType::Timestamp { precision: digits, zone: true },
            "time" => ColumnType::Time { precision: digits, zone: false },
            "binary" | "blob" => match limit {
                Some(length) => ColumnType::Varbinary { length: Some(length) },
                None => ColumnType::Blob,
            },
            "virtual" => self.type_of(&call.text("type").unwrap_or_else(|| "string".to_owned()), &Call::default()),
            "enum" => {
                let name = call.text("enum_type").unwrap_or_default();
                self.draft.type_of(&name, Dialect::PostgreSql)
            }
            other => read_type(other, Dialect::PostgreSql),
        }
    }

    fn remove_columns(&mut self, at: usize, gone: &[String]) {
        let lost = |names: &[String]| names.iter().any(|name| gone.contains(name));
        let table = &mut self.draft.schema().tables[at];
        table.columns.retain(|column| !gone.contains(&column.name));
        table.uniques.retain(|key| !lost(&key.columns));
        table.indexes.retain(|index| !index.columns().iter().any(|name| gone.iter().any(|g| g == name)));
        if table.primary_key.as_ref().is_some_and(|key| lost(&key.columns)) {
            table.primary_key = None;
        }
        let name = table.name.clone();
        self.keys.retain(|(child, key, _)| *child != name || !lost(&key.columns));
    }

    fn rename_column(&mut self, at: usize, from: &str, to: &str) {
        let table = &mut self.draft.schema().tables[at];
        let name = table.name.clone();
        let rename = |names: &mut Vec<String>| names.iter_mut().filter(|n| *n == from).for_each(|n| *n = to.to_owned());
        table.columns.iter_mut().filter(|column| column.name == from).for_each(|column| column.name = to.to_owned());
        table.uniques.iter_mut().for_each(|key| rename(&mut key.columns));
        table.primary_key.iter_mut().for_each(|key| rename(&mut key.columns));
        for key in table.indexes.iter_mut().flat_map(|index| &mut index.keys) {
            if key.part == IndexPart::Column(from.to_owned()) {
                key.part = IndexPart::Column(to.to_owned());
            }
        }
        for (child, key, _) in &mut self.keys {
            if *child == name {
                rename(&mut key.columns);
            }
            if key.references.table == name {
                rename(&mut key.references.columns);
            }
        }
    }

    fn add_index(&mut self, at: usize, call: &Call) {
        let table = &self.draft.schema().tables[at];
        let columns: Vec<String> = call.arguments.first().map(Value::texts).unwrap_or_default();
        let descending = |column: &str| match call.option("order") {
            Some(Value::Hash(order)) => order.get(column).and_then(Value::text) == Some("desc"),
            Some(order) => order.text() == Some("desc"),
            None => false,
        };
        let is_column = |name: &String| table.column(name).is_some();
        let keys: Vec<IndexKey> = columns
            .iter()
            .map(|name| match is_column(name) {
                true => IndexKey { descending: descending(name), ..IndexKey::column(name) },
                false => {
                    let part = IndexPart::Expression(Expression(name.clone()));
                    IndexKey { part, ..IndexKey::column("") }
                }
            })
            .collect();
        if keys.is_empty() {
            return;
        }
        let method = call.text("using").or_else(|| call.text("type")).filter(|method| method != "btree");
        let predicate = call.text("where").map(Expression);
        let (name, unique) = (call.text("name"), call.is("unique", true));
        let index = Index { name, unique, method, predicate, keys, ..Index::on(self.draft.id(), &[]) };
        self.draft.schema().tables[at].indexes.push(index);
    }

    /// `t.references :author, foreign_key: { to_table: :users }, polymorphic: true`.
    fn add_reference(&mut self, at: usize, name: &str, call: &Call) {
        let column_name = format!("{name}_id");
        let kind = call.text("type").unwrap_or_else(|| "bigint".to_owned());
        let column = self.column(&column_name, &kind, &Call { options: call.options.clone(), ..Call::default() });
        let polymorphic = call.is("polymorphic", true) || matches!(call.option("polymorphic"), Some(Value::Hash(_)));
        let mut indexed = vec![column_name.clone()];
        if polymorphic {
            let kind = self.column(&format!("{name}_type"), "string", call);
            indexed.insert(0, kind.name.clone());
            self.draft.schema().tables[at].columns.push(kind);
        }
        self.draft.schema().tables[at].columns.push(column);
        if !call.is("index", false) {
            let names: Vec<&str> = indexed.iter().map(String::as_str).collect();
            let unique =
                matches!(call.option("index"), Some(Value::Hash(o)) if o.get("unique") == Some(&Value::Flag(true)));
            let index = Index { unique, ..Index::on(self.draft.id(), &names) };
            self.draft.schema().tables[at].indexes.push(index);
        }
        let options = match call.option("foreign_key") {
            Some(Value::Hash(options)) => options.clone(),
            Some(Value::Flag(true)) => Default::default(),
            _ => return,
        };
        let parent = options.get("to_table").and_then(Value::text).map_or_else(|| plural(name), str::to_owned);
        let child = self.draft.schema().tables[at].name.to_string();
        let mut options = options;
        options.insert("column".to_owned(), Value::Text(column_name));
        let arguments = vec![Value::Text(child), Value::Text(parent)];
        self.add_foreign_key(&Call { arguments, options, at: call.at, ..Call::default() });
    }

    fn add_foreign_key(&mut self, call: &Call) {
        let (Some(child), Some(parent)) = (call.argument(0), call.argument(1)) else { return };
        let usual = || vec![format!("{}_id", singular(parent.rsplit('.').next().unwrap_or(parent)))];
        let said = |key: &str| call.text(key).and_then(|text| action(&text)).unwrap_or_default();
        let deferrable = match call.option("deferrable") {
            Some(Value::Text(text)) if text == "deferred" => Deferrable::Deferred,
            Some(Value::Text(_)) => Deferrable::Immediate,
            _ => Deferrable::No,
        };
        let key = ForeignKey {
            id: self.draft.id(),
            name: call.text("name"),
            columns: call.option("column").map(Value::texts).unwrap_or_else(usual),
            references: Reference {
                table: qualified(parent),
                columns: call.option("primary_key").map(Value::texts).unwrap_or_default(),
            },
            on_delete: said("on_delete"),
            on_update: said("on_update"),
            deferrable,
            options: Vec::new(),
        };
        self.keys.push((qualified(child), key, call.at));
    }
}

fn qualified(name: &str) -> QualifiedName {
    match name.split_once('.') {
        Some((namespace, name)) if namespace != "public" => QualifiedName::within(namespace, name),
        Some((_, name)) => QualifiedName::new(name),
        None => QualifiedName::new(name),
    }
}

/// A default as SQL: numbers of decimals are strings in Ruby.
fn default_of(value: Option<&Value>, data_type: &ColumnType) -> Option<Expression> {
    match value? {
        Value::Text(text) if data_type.is_numeric() && text.parse::<f64>().is_ok() => {
            Some(Expression(text.strip_suffix(".0").unwrap_or(text).to_owned()))
        }
        Value::Text(text) => Some(literal(text)),
        Value::Number(number) => Some(Expression(number.clone())),
        Value::Flag(flag) => Some(Expression(flag.to_string())),
        Value::Code(code) => Some(Expression(code.clone())),
        Value::List(values) if values.is_empty() => Some(Expression("'{}'".to_owned())),
        Value::Hash(values) if values.is_empty() => Some(Expression("'{}'".to_owned())),
        Value::Nil | Value::List(_) | Value::Hash(_) => None,
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::export;
    use crate::import::tests::plain;

    /// What is exported and read again is the same, but for what schema.rb cannot say.
    #[test]
    fn an_export_reads_as_what_it_was() {
        let script = "CREATE TYPE tier AS ENUM ('bronze', 'silver');
            CREATE TABLE users (id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, email VARCHAR(320) NOT NULL,
              tier tier NOT NULL DEFAULT 'bronze', balance NUMERIC(12,2) DEFAULT 0 CHECK (balance >= 0), tags TEXT[],
              active BOOLEAN NOT NULL DEFAULT true, created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP, meta JSONB);
            COMMENT ON TABLE users IS 'People who #signed up';
            CREATE TABLE lines (user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE, line INT NOT NULL,
              PRIMARY KEY (user_id, line));
            CREATE INDEX lines_line ON lines USING hash (line) WHERE line > 3;";
        let schema = crate::sql::parse(script, Dialect::PostgreSql).schema;
        let text = export::rails(&schema);
        let again = read(&text);
        assert_eq!(again.diagnostics, [], "{text}");
        assert_eq!(plain(&again.schema), plain(&schema), "{text}");
    }

    /// `table: columns`, its foreign keys and indexes after it.
    fn check(texts: &[&str], expected: &[&str]) {
        let imported = read_all(texts.iter().copied());
        let mut lines: Vec<String> = Vec::new();
        for table in &imported.schema.tables {
            let null = |column: &Column| if column.nullable { "?" } else { "" };
            let columns: Vec<String> =
                table.columns.iter().map(|c| format!("{} {}{}", c.name, c.data_type, null(c))).collect();
            lines.push(format!("{}: {}", table.name, columns.join(", ")));
            lines.extend(table.foreign_keys.iter().map(|key| {
                format!("  {} -> {} {}", key.columns.join(" "), key.references.table, key.references.columns.join(" "))
            }));
            lines.extend(table.indexes.iter().map(|index| format!("  index {}", index.columns().join(" "))));
        }
        lines.extend(imported.diagnostics.iter().map(|d| format!("! {}", d.code)));
        assert_eq!(lines, expected, "{texts:?}");
    }

    #[test]
    fn migrations_apply_in_their_order() {
        check(
            &[
                "class A < ActiveRecord::Migration[7.1]\n  def change\n    create_table :people do |t|\n      t.string :first, :last, null: false\n      t.timestamps\n    end\n  end\nend",
                "class B < ActiveRecord::Migration[7.1]\n  def up\n    rename_table :people, :users\n    add_column :users, :age, :integer\n    rename_column :users, :last, :surname\n    remove_column :users, :first, :string\n    create_table :posts do |t|\n      t.references :author, null: false, foreign_key: { to_table: :users }\n      t.belongs_to :topic, polymorphic: true\n    end\n  end\n\n  def down\n    drop_table :posts\n  end\nend",
            ],
            &[
                "users: id bigint, surname varchar, created_at timestamp, updated_at timestamp, age integer?",
                "posts: id bigint, author_id bigint, topic_type varchar?, topic_id bigint?",
                "  author_id -> users id",
                "  index author_id",
                "  index topic_type topic_id",
            ],
        );
        check(
            &["create_table :a, id: false do |t|\n t.integer :x\nend\nadd_foreign_key :a, :b"],
            &["a: x integer?", "! unknown-table"],
        );
        check(&["add_column :nowhere, :x, :integer"], &["! unknown-table"]);
        check(&["create_join_table :users, :roles"], &["roles_users: role_id bigint, user_id bigint"]);
    }
}
