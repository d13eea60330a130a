//! Drizzle's tables and relations, in TypeScript.

use super::entities::{Entity, Language, entities, field};
use super::{Default, default_of, one_line, quoted};
use crate::dialect::Dialect;
use crate::schema::*;
use std::collections::BTreeSet;
use std::fmt::Write;

const LANGUAGE: Language = Language {
    fields: NamingStyle::Camel,
    reserved: &[
        "break",
        "case",
        "catch",
        "class",
        "const",
        "continue",
        "debugger",
        "default",
        "delete",
        "do",
        "else",
        "enum",
        "export",
        "extends",
        "false",
        "finally",
        "for",
        "function",
        "if",
        "import",
        "in",
        "instanceof",
        "new",
        "null",
        "return",
        "super",
        "switch",
        "this",
        "throw",
        "true",
        "try",
        "typeof",
        "var",
        "void",
        "while",
        "with",
        "let",
        "static",
        "yield",
        "await",
        "sql",
        "relations",
        "index",
        "check",
        "text",
        "integer",
        "table",
    ],
    escape: "_",
};

/// The builder functions of one of Drizzle's three dialects.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Core {
    Pg,
    MySql,
    Sqlite,
}

impl Core {
    fn name(self) -> &'static str {
        match self {
            Self::Pg => "pg",
            Self::MySql => "mysql",
            Self::Sqlite => "sqlite",
        }
    }
}

/// What the module imports, found while it is written.
#[derive(Default)]
struct Imports {
    core: BTreeSet<&'static str>,
    sql: bool,
    any_column: bool,
}

/// The schema as one TypeScript module.
pub fn drizzle(schema: &Schema, dialect: Dialect) -> String {
    let core = match dialect {
        Dialect::MySql | Dialect::MariaDb => Core::MySql,
        Dialect::Sqlite => Core::Sqlite,
        _ => Core::Pg,
    };
    let entities = entities(schema, &LANGUAGE);
    let mut imports = Imports::default();
    let mut body = String::new();
    if core == Core::Pg {
        for object in &schema.enums {
            imports.core.insert("pgEnum");
            let values: Vec<String> = object.values.iter().map(|value| quoted(value)).collect();
            let _ = writeln!(
                body,
                "\nexport const {} = pgEnum({}, [{}]);",
                enum_name(&object.name),
                quoted(&object.name.name),
                values.join(", ")
            );
        }
    }
    for entity in &entities {
        table(&mut body, schema, &entities, entity, core, &mut imports);
    }
    let mut has_relations = false;
    for entity in entities.iter().filter(|entity| !(entity.parents.is_empty() && entity.children.is_empty())) {
        has_relations = true;
        relations(&mut body, &entities, entity);
    }
    let mut head = String::new();
    if matches!(dialect, Dialect::Oracle | Dialect::SqlServer) {
        let _ = writeln!(head, "// Drizzle has no core for {dialect}; this is the schema for PostgreSQL.");
    }
    let names: Vec<&str> = [("relations", has_relations), ("sql", imports.sql)]
        .into_iter()
        .filter(|(_, used)| *used)
        .map(|(name, _)| name)
        .collect();
    if !names.is_empty() {
        let _ = writeln!(head, "import {{ {} }} from \"drizzle-orm\";", names.join(", "));
    }
    if imports.any_column {
        let class = match core {
            Core::Pg => "AnyPgColumn",
            Core::MySql => "AnyMySqlColumn",
            Core::Sqlite => "AnySQLiteColumn",
        };
        let _ = writeln!(head, "import type {{ {class} }} from \"drizzle-orm/{}-core\";", core.name());
    }
    let functions: Vec<&str> = imports.core.into_iter().collect();
    let _ = writeln!(head, "import {{ {} }} from \"drizzle-orm/{}-core\";", functions.join(", "), core.name());
    head + &body
}

fn variable(entity: &Entity) -> String {
    field(&plural_phrase(&entity.class), &LANGUAGE)
}

/// Classes are singular and unique; their plurals name the tables.
fn plural_phrase(class: &str) -> String {
    let mut words = words(class);
    if let Some(last) = words.last_mut() {
        *last = plural(last);
    }
    words.join(" ")
}

fn enum_name(name: &QualifiedName) -> String {
    field(&format!("{} enum", name.name), &LANGUAGE)
}

fn table(out: &mut String, schema: &Schema, entities: &[Entity], entity: &Entity, core: Core, imports: &mut Imports) {
    let function = match core {
        Core::Pg => "pgTable",
        Core::MySql => "mysqlTable",
        Core::Sqlite => "sqliteTable",
    };
    imports.core.insert(function);
    let source = entity.table;
    out.push('\n');
    if let Some(comment) = &source.comment {
        let _ = writeln!(out, "// {}", one_line(comment));
    }
    let _ = writeln!(out, "export const {} = {function}({}, {{", variable(entity), quoted(&source.name.name));
    for (name, column) in &entity.fields {
        let _ = writeln!(out, "  {name}: {},", column_of(schema, entities, entity, column, core, imports));
    }
    let extras = extras(entity, entities, core, imports);
    if extras.is_empty() {
        out.push_str("});\n");
    } else {
        let _ = writeln!(out, "}}, (t) => [\n  {},\n]);", extras.join(",\n  "));
    }
}

fn column_of(
    schema: &Schema,
    entities: &[Entity],
    entity: &Entity,
    column: &Column,
    core: Core,
    imports: &mut Imports,
) -> String {
    let table = entity.table;
    let alone = std::slice::from_ref(&column.name);
    let mut line = type_of(schema, &column.data_type, &column.name, core, imports);
    let is_key = table.key_columns() == alone;
    if is_key {
        line.push_str(if core == Core::Sqlite && column.identity.is_some() {
            ".primaryKey({ autoIncrement: true })"
        } else {
            ".primaryKey()"
        });
    }
    if let Some(identity) = &column.identity {
        match core {
            Core::Pg => line.push_str(if identity.always {
                ".generatedAlwaysAsIdentity()"
            } else {
                ".generatedByDefaultAsIdentity()"
            }),
            Core::MySql => line.push_str(".autoincrement()"),
            Core::Sqlite => {}
        }
    }
    if !column.nullable && !is_key {
        line.push_str(".notNull()");
    }
    if table.uniques.iter().any(|key| key.columns == alone) {
        line.push_str(".unique()");
    }
    if let Some(default) = default_of(column) {
        let mut sql = |text: &str| {
            imports.sql = true;
            format!(".default(sql`{}`)", template(text))
        };
        line.push_str(&match (&default, &column.data_type) {
            (Default::Now, _) => sql("CURRENT_TIMESTAMP"),
            (Default::Boolean(value), ColumnType::Boolean) => format!(".default({value})"),
            (Default::Boolean(value), _) => sql(&value.to_string()),
            (Default::Number(number), data_type) if data_type.is_integer() && *data_type != ColumnType::BigInt => {
                format!(".default({number})")
            }
            (Default::Text(text), data_type) if data_type.is_text() || matches!(data_type, ColumnType::Named(_)) => {
                format!(".default({})", quoted(text))
            }
            (Default::Text(text), _) => sql(&Expression::text(text).0),
            (Default::Number(text) | Default::Other(text), _) => sql(text),
        });
    }
    if let Some(generated) = &column.generated {
        imports.sql = true;
        let _ = write!(line, ".generatedAlwaysAs(sql`{}`)", template(generated.expression.as_str()));
    }
    let parent = entity.parents.iter().find(|parent| parent.key.columns == alone);
    if let Some(parent) = parent
        && let [theirs] = &parent.theirs[..]
    {
        let other = &entities[parent.parent];
        // TypeScript cannot infer a table's type from itself.
        let own = other.table.id == table.id;
        imports.any_column |= own;
        let annotation = match core {
            _ if !own => "",
            Core::Pg => ": AnyPgColumn",
            Core::MySql => ": AnyMySqlColumn",
            Core::Sqlite => ": AnySQLiteColumn",
        };
        let _ = write!(line, ".references((){annotation} => {}.{theirs}{})", variable(other), actions(parent.key));
    }
    line
}

fn actions(key: &ForeignKey) -> String {
    let action = |action: Action| action.sql().to_lowercase();
    let chosen: Vec<String> = [("onDelete", key.on_delete), ("onUpdate", key.on_update)]
        .into_iter()
        .filter(|(_, chosen)| *chosen != Action::NoAction)
        .map(|(event, chosen)| format!("{event}: \"{}\"", action(chosen)))
        .collect();
    if chosen.is_empty() { String::new() } else { format!(", {{ {} }}", chosen.join(", ")) }
}

fn extras(entity: &Entity, entities: &[Entity], core: Core, imports: &mut Imports) -> Vec<String> {
    let table = entity.table;
    let list = |columns: &[String]| {
        entity.fields_of(columns).iter().map(|name| format!("t.{name}")).collect::<Vec<_>>().join(", ")
    };
    let named = |name: &Option<String>| name.as_ref().map_or_else(String::new, |name| quoted(name));
    let mut extras = Vec::new();
    if table.key_columns().len() > 1 {
        imports.core.insert("primaryKey");
        extras.push(format!("primaryKey({{ columns: [{}] }})", list(table.key_columns())));
    }
    for key in table.uniques.iter().filter(|key| key.columns.len() > 1) {
        imports.core.insert("unique");
        extras.push(format!("unique({}).on({})", named(&key.name), list(&key.columns)));
    }
    for parent in entity.parents.iter().filter(|parent| parent.own.len() > 1) {
        imports.core.insert("foreignKey");
        let other = &entities[parent.parent];
        let theirs: Vec<String> = parent.theirs.iter().map(|field| format!("{}.{field}", variable(other))).collect();
        extras.push(format!(
            "foreignKey({{ columns: [{}], foreignColumns: [{}] }})",
            list(&parent.key.columns),
            theirs.join(", ")
        ));
    }
    for check in &table.checks {
        imports.core.insert("check");
        imports.sql = true;
        let name = check.name.clone().unwrap_or_else(|| format!("{}_check", table.name.name));
        let number = if check.name.is_none() { extras.len().to_string() } else { String::new() };
        extras.push(format!("check({}, sql`{}`)", quoted(&(name + &number)), template(check.expression.as_str())));
    }
    for index in &table.indexes {
        let function = if index.unique { "uniqueIndex" } else { "index" };
        imports.core.insert(function);
        let name =
            index.name.clone().unwrap_or_else(|| format!("{}_{}_index", table.name.name, index.columns().join("_")));
        let parts: Vec<String> = index
            .keys
            .iter()
            .map(|key| match &key.part {
                IndexPart::Column(column) => {
                    let column = entity.field(column).unwrap_or(column);
                    if key.descending && core == Core::Pg {
                        format!("t.{column}.desc()")
                    } else {
                        format!("t.{column}")
                    }
                }
                IndexPart::Expression(expression) => {
                    imports.sql = true;
                    format!("sql`{}`", template(expression.as_str()))
                }
            })
            .collect();
        let condition = match &index.predicate {
            Some(predicate) if core != Core::MySql => {
                imports.sql = true;
                format!(".where(sql`{}`)", template(predicate.as_str()))
            }
            _ => String::new(),
        };
        extras.push(format!("{function}({}).on({}){condition}", quoted(&name), parts.join(", ")));
    }
    extras
}

/// SQL inside a template literal.
fn template(text: &str) -> String {
    one_line(text).replace('\\', "\\\\").replace('`', "\\`").replace("${", "\\${")
}

fn type_of(schema: &Schema, data_type: &ColumnType, column: &str, core: Core, imports: &mut Imports) -> String {
    let name = quoted(column);
    let (function, options) = builder(schema, data_type, core);
    if function == "enum"
        && let ColumnType::Named(of) = data_type
    {
        return format!("{}({name})", enum_name(of));
    }
    if let ColumnType::Array(element) = data_type
        && core == Core::Pg
    {
        return format!("{}.array()", type_of(schema, element, column, core, imports));
    }
    imports.core.insert(function);
    if options.is_empty() { format!("{function}({name})") } else { format!("{function}({name}, {{ {options} }})") }
}

/// The builder's function and its options.
fn builder(schema: &Schema, data_type: &ColumnType, core: Core) -> (&'static str, String) {
    let plain = |function: &'static str| (function, String::new());
    let by = |pg: &'static str, mysql: &'static str, sqlite: &'static str| match core {
        Core::Pg => pg,
        Core::MySql => mysql,
        Core::Sqlite => sqlite,
    };
    match data_type {
        ColumnType::Boolean if core == Core::Sqlite => ("integer", "mode: \"boolean\"".to_owned()),
        ColumnType::Boolean => plain("boolean"),
        ColumnType::TinyInt => plain(by("smallint", "tinyint", "integer")),
        ColumnType::SmallInt => plain(by("smallint", "smallint", "integer")),
        ColumnType::Integer => plain(by("integer", "int", "integer")),
        ColumnType::BigInt if core == Core::Sqlite => plain("integer"),
        ColumnType::BigInt => ("bigint", "mode: \"bigint\"".to_owned()),
        ColumnType::Unsigned(inner) if core == Core::MySql => {
            let (function, options) = builder(schema, inner, core);
            (
                function,
                if options.is_empty() { "unsigned: true".to_owned() } else { format!("{options}, unsigned: true") },
            )
        }
        ColumnType::Unsigned(inner) => builder(schema, inner, core),
        ColumnType::Decimal { precision, scale } => {
            let options = match (precision, scale) {
                (Some(p), Some(s)) => format!("precision: {p}, scale: {s}"),
                (Some(p), None) => format!("precision: {p}"),
                _ => String::new(),
            };
            if core == Core::Sqlite { plain("numeric") } else { (by("numeric", "decimal", "numeric"), options) }
        }
        ColumnType::Real => plain(by("real", "float", "real")),
        ColumnType::Double => plain(by("doublePrecision", "double", "real")),
        ColumnType::Char { length } if core != Core::Sqlite => ("char", format!("length: {length}")),
        ColumnType::Varchar { length: Some(length) } if core != Core::Sqlite => {
            ("varchar", format!("length: {length}"))
        }
        ColumnType::Char { length } | ColumnType::Varchar { length: Some(length) } => {
            ("text", format!("length: {length}"))
        }
        ColumnType::Date => plain(by("date", "date", "text")),
        ColumnType::Time { .. } => plain(by("time", "time", "text")),
        ColumnType::Timestamp { zone, .. } => match core {
            Core::Pg => ("timestamp", if *zone { "withTimezone: true".to_owned() } else { String::new() }),
            Core::MySql => plain(if *zone { "timestamp" } else { "datetime" }),
            Core::Sqlite => plain("text"),
        },
        ColumnType::Interval if core == Core::MySql => ("varchar", "length: 64".to_owned()),
        ColumnType::Interval => plain(by("interval", "varchar", "text")),
        ColumnType::Uuid => match core {
            Core::Pg => plain("uuid"),
            Core::MySql => ("char", "length: 36".to_owned()),
            Core::Sqlite => plain("text"),
        },
        ColumnType::Json { binary } => match core {
            Core::Pg => plain(if *binary { "jsonb" } else { "json" }),
            Core::MySql => plain("json"),
            Core::Sqlite => ("text", "mode: \"json\"".to_owned()),
        },
        ColumnType::Named(name) => match schema.enum_named(name) {
            Some(_) if core == Core::Pg => plain("enum"),
            Some(object) if core == Core::Sqlite => {
                let values: Vec<String> = object.values.iter().map(|value| quoted(value)).collect();
                ("text", format!("enum: [{}]", values.join(", ")))
            }
            Some(object) => {
                let longest = object.values.iter().map(|value| value.chars().count()).max().unwrap_or(1);
                ("varchar", format!("length: {}", longest.max(1)))
            }
            None => match schema.domains.iter().find(|domain| domain.name == *name) {
                Some(domain) => builder(schema, &domain.data_type, core),
                None => plain("text"),
            },
        },
        ColumnType::Binary { .. } | ColumnType::Varbinary { .. } | ColumnType::Blob => match core {
            Core::Sqlite => plain("blob"),
            Core::MySql => ("varbinary", "length: 65535".to_owned()),
            // Drizzle's core for PostgreSQL has no bytes.
            Core::Pg => plain("text"),
        },
        ColumnType::Array(_) if core == Core::MySql => plain("json"),
        _ => plain("text"),
    }
}

fn relations(out: &mut String, entities: &[Entity], entity: &Entity) {
    let own = variable(entity);
    let _ = writeln!(out, "\nexport const {own}Relations = relations({own}, ({{ one, many }}) => ({{");
    for parent in &entity.parents {
        let other = variable(&entities[parent.parent]);
        let fields: Vec<String> = parent.own.iter().map(|field| format!("{own}.{field}")).collect();
        let references: Vec<String> = parent.theirs.iter().map(|field| format!("{other}.{field}")).collect();
        let _ = writeln!(
            out,
            "  {}: one({other}, {{ fields: [{}], references: [{}], relationName: {} }}),",
            parent.name,
            fields.join(", "),
            references.join(", "),
            quoted(&parent.relation)
        );
    }
    for child in &entity.children {
        let class = &entities[child.child];
        let other = variable(class);
        // Drizzle finds the other end of a one-to-one by its table alone, so it must be the only relation between the two.
        let ends = entity.children.iter().filter(|end| end.child == child.child).count();
        let is_only = ends == 1 && !entity.parents.iter().any(|parent| parent.parent == child.child);
        let _ = match child.one_to_one && is_only {
            true => writeln!(out, "  {}: one({other}),", child.name),
            false => writeln!(out, "  {}: many({other}, {{ relationName: {} }}),", child.name, quoted(&child.relation)),
        };
    }
    out.push_str("}));\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;
    use expect_test::expect;

    #[test]
    fn a_schema_becomes_tables_and_relations() {
        expect![[r#"
            import { relations, sql } from "drizzle-orm";
            import { bigint, check, index, integer, numeric, pgEnum, pgTable, primaryKey, varchar } from "drizzle-orm/pg-core";

            export const orderStatusEnum = pgEnum("order_status", ["open", "paid"]);

            // People who can sign in.
            export const users = pgTable("users", {
              id: bigint("id", { mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
              email: varchar("email", { length: 254 }).notNull().unique(),
            });

            export const orders = pgTable("orders", {
              id: bigint("id", { mode: "bigint" }).primaryKey(),
              userId: bigint("user_id", { mode: "bigint" }).references(() => users.id, { onDelete: "set null" }),
              status: orderStatusEnum("status").notNull().default("open"),
            }, (t) => [
              index("orders_user_id_index").on(t.userId).where(sql`status = 'open'`),
            ]);

            export const orderItems = pgTable("order_items", {
              orderId: bigint("order_id", { mode: "bigint" }).notNull().references(() => orders.id, { onDelete: "cascade" }),
              line: integer("line").notNull(),
              price: numeric("price", { precision: 10, scale: 2 }).notNull(),
            }, (t) => [
              primaryKey({ columns: [t.orderId, t.line] }),
              check("price_range", sql`price >= 0`),
            ]);

            export const usersRelations = relations(users, ({ one, many }) => ({
              orders: many(orders, { relationName: "orders_user_id" }),
            }));

            export const ordersRelations = relations(orders, ({ one, many }) => ({
              user: one(users, { fields: [orders.userId], references: [users.id], relationName: "orders_user_id" }),
              orderItems: many(orderItems, { relationName: "order_items_order_id" }),
            }));

            export const orderItemsRelations = relations(orderItems, ({ one, many }) => ({
              order: one(orders, { fields: [orderItems.orderId], references: [orders.id], relationName: "order_items_order_id" }),
            }));
        "#]].assert_eq(&drizzle(&sample::shop(), Dialect::PostgreSql));
    }

    #[test]
    fn hostile_names_become_valid_ones() {
        expect![[r#"
            import { sql } from "drizzle-orm";
            import { sqliteTable, text } from "drizzle-orm/sqlite-core";

            // <img src=x onerror=alert(1)> *not* 'em' \ `code`
            export const abcScripts = sqliteTable("a|b` \"c\" </script>", {
              xYH: text("[x](y)\n# h").notNull().default(sql`'it''s' || \`x\``),
            });
        "#]]
        .assert_eq(&drizzle(&sample::hostile(), Dialect::Sqlite));
    }
}
