//! Prisma's schema language.

use super::entities::{Entity, Language, ParentField, entities, field, type_class};
use super::{Default, default_of, one_line, quoted};
use crate::dialect::Dialect;
use crate::schema::*;
use std::fmt::Write;

const LANGUAGE: Language = Language {
    fields: NamingStyle::Camel,
    reserved: &[
        "model",
        "enum",
        "type",
        "datasource",
        "generator",
        "String",
        "Int",
        "Boolean",
        "DateTime",
        "Json",
        "Bytes",
        "Float",
        "Decimal",
        "BigInt",
    ],
    escape: "_",
};

/// The schema as `schema.prisma`, with the names of the database kept by `@map` and `@@map`.
pub fn prisma(schema: &Schema, dialect: Dialect) -> String {
    let provider = match dialect {
        Dialect::MySql | Dialect::MariaDb => "mysql",
        Dialect::Sqlite => "sqlite",
        Dialect::SqlServer => "sqlserver",
        _ => "postgresql",
    };
    let mut out = String::new();
    if dialect == Dialect::Oracle {
        out.push_str("// Prisma has no connector for Oracle; this is the schema for PostgreSQL.\n\n");
    }
    let _ = writeln!(out, "generator client {{\n  provider = \"prisma-client-js\"\n}}\n");
    // Since version 7 the connection belongs into prisma.config.ts; earlier ones want a line `url` here.
    let _ = writeln!(out, "datasource db {{\n  provider = \"{provider}\"\n}}");
    let entities = entities(schema, &LANGUAGE);
    for entity in &entities {
        model(&mut out, schema, &entities, entity, provider);
    }
    for object in schema.enums.iter().filter(|_| has_enums(provider)) {
        let _ = writeln!(out, "\nenum {} {{", type_class(&object.name.name, &LANGUAGE));
        for value in &object.values {
            let name = field(value, &LANGUAGE);
            let map = if name == *value { String::new() } else { format!(" @map({})", quoted(value)) };
            let _ = writeln!(out, "  {name}{map}");
        }
        let _ = writeln!(out, "\n  @@map({})\n}}", quoted(&object.name.name));
    }
    out
}

fn has_enums(provider: &str) -> bool {
    matches!(provider, "postgresql" | "mysql")
}

fn model(out: &mut String, schema: &Schema, entities: &[Entity], entity: &Entity, provider: &str) {
    let table = entity.table;
    out.push('\n');
    comment(out, "", table.comment.as_deref());
    for check in &table.checks {
        let _ = writeln!(out, "/// Check of the database: {}", one_line(check.expression.as_str()));
    }
    let _ = writeln!(out, "model {} {{", entity.class);
    for (name, column) in &entity.fields {
        comment(out, "  ", column.comment.as_deref());
        let _ = writeln!(out, "  {name} {}", column_line(schema, table, name, column, provider));
    }
    for parent in &entity.parents {
        relation(out, entities, entity, parent, provider);
    }
    for child in entity.children.iter().filter(|child| child_can_be_told(entities, entity, child.child, &child.forward))
    {
        let class = &entities[child.child].class;
        let many = if child.one_to_one { "?" } else { "[]" };
        let _ = writeln!(out, "  {} {class}{many} @relation({})", child.name, quoted(&child.relation));
    }
    keys(out, entity);
    if table.primary_key.is_none() && table.uniques.is_empty() {
        out.push_str("\n  // Prisma's client needs a key to address a row.\n  @@ignore\n");
    }
    let _ = writeln!(out, "\n  @@map({})\n}}", quoted(&table.name.name));
}

fn keys(out: &mut String, entity: &Entity) {
    let table = entity.table;
    let list = |columns: &[String]| entity.fields_of(columns).join(", ");
    let mut lines = Vec::new();
    if table.key_columns().len() > 1 {
        lines.push(format!("@@id([{}])", list(table.key_columns())));
    }
    lines.extend(
        table
            .uniques
            .iter()
            .filter(|key| key.columns.len() > 1)
            .map(|key| format!("@@unique([{}])", list(&key.columns))),
    );
    for index in &table.indexes {
        let columns: Vec<String> = index.columns().into_iter().map(str::to_owned).collect();
        let is_plain = columns.len() == index.keys.len()
            && index.predicate.is_none()
            && index.method.as_deref().is_none_or(|method| method == "btree");
        let kind = if index.unique { "unique" } else { "index" };
        lines.push(if is_plain {
            format!("@@{kind}([{}])", list(&columns))
        } else {
            let parts: Vec<&str> = index.keys.iter().map(|key| key.part.as_str()).collect();
            format!("// {kind} of the database on {}", one_line(&parts.join(", ")))
        });
    }
    lines.dedup();
    if !lines.is_empty() {
        let _ = writeln!(out, "\n  {}", lines.join("\n  "));
    }
}

fn column_line(schema: &Schema, table: &Table, name: &str, column: &Column, provider: &str) -> String {
    let (base, native) = type_of(schema, &column.data_type, provider);
    let alone = std::slice::from_ref(&column.name);
    let is_list = base.ends_with("[]");
    let mut line = base;
    if column.nullable && !table.in_primary_key(&column.name) && !is_list {
        line.push('?');
    }
    if table.key_columns() == alone {
        line.push_str(" @id");
    } else if table.uniques.iter().any(|key| key.columns == alone) {
        line.push_str(" @unique");
    }
    if column.identity.is_some() && provider != "sqlite" || column.identity.is_some() && table.key_columns() == alone {
        line.push_str(" @default(autoincrement())");
    } else if let Some(default) = default_of(column) {
        let _ = write!(line, " @default({})", default_value(schema, column, &default, provider));
    }
    if !native.is_empty() {
        let _ = write!(line, " @db.{native}");
    }
    if name != column.name {
        let _ = write!(line, " @map({})", quoted(&column.name));
    }
    if column.generated.is_some() {
        line.push_str(" // computed by the database");
    }
    line
}

fn default_value(schema: &Schema, column: &Column, default: &Default, provider: &str) -> String {
    let generated = |text: &str| format!("dbgenerated({})", quoted(text));
    match (default, &column.data_type) {
        (Default::Now, ColumnType::Timestamp { .. }) => "now()".to_owned(),
        (Default::Now, _) => generated("CURRENT_TIMESTAMP"),
        (Default::Boolean(value), _) => value.to_string(),
        (Default::Number(number), data_type) if data_type.is_numeric() => (*number).to_owned(),
        (Default::Number(number), _) => generated(number),
        (Default::Text(text), ColumnType::Named(name)) => match schema.enum_named(name) {
            Some(object) if has_enums(provider) && object.values.contains(text) => field(text, &LANGUAGE),
            Some(_) if !has_enums(provider) => quoted(text),
            _ => generated(&Expression::text(text).0),
        },
        (Default::Text(text), data_type) if data_type.is_text() => quoted(text),
        (Default::Text(text), _) => generated(&Expression::text(text).0),
        (Default::Other(text), _) if text.eq_ignore_ascii_case("gen_random_uuid()") => {
            "dbgenerated(\"gen_random_uuid()\")".to_owned()
        }
        (Default::Other(text), _) => generated(text),
    }
}

/// Prisma's type and the provider's own, which keeps lengths and precisions.
fn type_of(schema: &Schema, data_type: &ColumnType, provider: &str) -> (String, String) {
    let native = |text: String| if provider == "sqlite" { String::new() } else { text };
    let by_provider = |postgresql: &str, mysql: &str, sqlserver: &str| {
        let chosen = match provider {
            "postgresql" => postgresql,
            "mysql" => mysql,
            "sqlserver" => sqlserver,
            _ => "",
        };
        chosen.to_owned()
    };
    let (base, native) = match data_type {
        ColumnType::Boolean => ("Boolean", String::new()),
        ColumnType::TinyInt => ("Int", by_provider("SmallInt", "TinyInt", "TinyInt")),
        ColumnType::SmallInt => ("Int", native("SmallInt".to_owned())),
        ColumnType::Integer => ("Int", String::new()),
        ColumnType::BigInt => ("BigInt", String::new()),
        ColumnType::Unsigned(inner) if matches!(**inner, ColumnType::BigInt) => {
            ("BigInt", by_provider("", "UnsignedBigInt", ""))
        }
        ColumnType::Unsigned(_) => ("Int", by_provider("", "UnsignedInt", "")),
        ColumnType::Decimal { precision: Some(p), scale } => {
            ("Decimal", native(format!("Decimal({p}, {})", scale.unwrap_or(0))))
        }
        ColumnType::Decimal { .. } => ("Decimal", String::new()),
        ColumnType::Real => ("Float", by_provider("Real", "Float", "Real")),
        ColumnType::Double => ("Float", String::new()),
        ColumnType::Char { length } => ("String", native(format!("Char({length})"))),
        ColumnType::Varchar { length: Some(length) } => ("String", native(format!("VarChar({length})"))),
        ColumnType::Varchar { length: None } | ColumnType::Text => {
            ("String", by_provider("Text", "Text", "NVarChar(Max)"))
        }
        ColumnType::Binary { .. } | ColumnType::Varbinary { .. } | ColumnType::Blob => ("Bytes", String::new()),
        ColumnType::Date => ("DateTime", native("Date".to_owned())),
        ColumnType::Time { zone, .. } => {
            ("DateTime", by_provider(if *zone { "Timetz" } else { "Time" }, "Time", "Time"))
        }
        ColumnType::Timestamp { precision, zone } => {
            let digits = precision.unwrap_or(6);
            let postgresql = if *zone { format!("Timestamptz({digits})") } else { format!("Timestamp({digits})") };
            (
                "DateTime",
                by_provider(
                    &postgresql,
                    &format!("Timestamp({digits})"),
                    if *zone { "DateTimeOffset" } else { "DateTime2" },
                ),
            )
        }
        ColumnType::Uuid => ("String", by_provider("Uuid", "Char(36)", "UniqueIdentifier")),
        ColumnType::Json { .. } if provider == "sqlserver" => ("String", "NVarChar(Max)".to_owned()),
        ColumnType::Json { binary } => ("Json", by_provider(if *binary { "JsonB" } else { "Json" }, "", "")),
        ColumnType::Xml => ("String", by_provider("Xml", "Text", "Xml")),
        ColumnType::Named(name) if has_enums(provider) && schema.enum_named(name).is_some() => {
            return (type_class(&name.name, &LANGUAGE), String::new());
        }
        ColumnType::Named(name) if schema.enum_named(name).is_some() => ("String", String::new()),
        ColumnType::Array(element) if provider == "postgresql" => {
            let (base, native) = type_of(schema, element, provider);
            return (format!("{base}[]"), native);
        }
        ColumnType::Array(_) if provider == "sqlserver" => ("String", "NVarChar(Max)".to_owned()),
        ColumnType::Array(_) => ("Json", String::new()),
        other => return (format!("Unsupported({})", quoted(&other.to_string())), String::new()),
    };
    (base.to_owned(), native)
}

/// Prisma relates only to a unique key, by fields of the same types.
fn can_be_told(entities: &[Entity], entity: &Entity, parent: &ParentField) -> bool {
    let other = entities[parent.parent].table;
    let referred: Vec<String> = parent
        .theirs
        .iter()
        .filter_map(|name| column_of(&entities[parent.parent], name).map(|c| c.name.clone()))
        .collect();
    let same = |(own, theirs): (&String, &String)| {
        column_of(entity, own)
            .zip(column_of(&entities[parent.parent], theirs))
            .is_some_and(|(a, b)| a.data_type == b.data_type)
    };
    other.is_unique(&referred) && parent.own.iter().zip(&parent.theirs).all(same)
}

fn child_can_be_told(entities: &[Entity], entity: &Entity, child: usize, forward: &str) -> bool {
    let parent = entities[child].parents.iter().find(|parent| parent.name == forward);
    parent.is_some_and(|parent| {
        std::ptr::eq(entities[parent.parent].table, entity.table) && can_be_told(entities, &entities[child], parent)
    })
}

fn column_of<'a>(entity: &Entity<'a>, field: &str) -> Option<&'a Column> {
    entity.fields.iter().find(|(name, _)| name == field).map(|(_, column)| *column)
}

fn relation(out: &mut String, entities: &[Entity], entity: &Entity, parent: &ParentField, provider: &str) {
    let class = &entities[parent.parent].class;
    if !can_be_told(entities, entity, parent) {
        let _ = writeln!(
            out,
            "  // {} refers to {class} by columns that are no key there or have other types.",
            parent.own.join(", ")
        );
        return;
    }
    let action = |action: Action| match action {
        Action::NoAction => Some("NoAction"),
        // Prisma refuses cycles and second paths of actions there, as SQL Server does; the comment tells what was meant.
        _ if provider == "sqlserver" => Some("NoAction"),
        Action::Restrict => Some("Restrict"),
        Action::Cascade => Some("Cascade"),
        // A required field cannot become empty; the database would refuse it too.
        Action::SetNull => parent.optional.then_some("SetNull").or(Some("NoAction")),
        Action::SetDefault => (provider != "mysql").then_some("SetDefault"),
    };
    let mut line = format!(
        "{}, fields: [{}], references: [{}]",
        quoted(&parent.relation),
        parent.own.join(", "),
        parent.theirs.join(", ")
    );
    for (event, chosen) in [("onDelete", parent.key.on_delete), ("onUpdate", parent.key.on_update)] {
        if let Some(chosen) = action(chosen) {
            let _ = write!(line, ", {event}: {chosen}");
        }
    }
    let optional = if parent.optional { "?" } else { "" };
    let meant = match parent.key.on_delete {
        Action::NoAction | Action::Restrict => String::new(),
        action if provider == "sqlserver" => format!(" // ON DELETE {}", action.sql()),
        _ => String::new(),
    };
    let _ = writeln!(out, "  {} {class}{optional} @relation({line}){meant}", parent.name);
}

fn comment(out: &mut String, indent: &str, text: Option<&str>) {
    for line in text.into_iter().flat_map(str::lines) {
        let _ = writeln!(out, "{indent}/// {}", one_line(line));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;
    use expect_test::expect;

    #[test]
    fn a_schema_becomes_prisma_models() {
        expect![[r#"
            generator client {
              provider = "prisma-client-js"
            }

            datasource db {
              provider = "postgresql"
            }

            /// People who can sign in.
            model User {
              id BigInt @id @default(autoincrement())
              /// Where the receipts go.
              email String @unique @db.VarChar(254)
              orders Order[] @relation("orders_user_id")

              @@map("users")
            }

            model Order {
              id BigInt @id
              userId BigInt? @map("user_id")
              status OrderStatus @default(open)
              user User? @relation("orders_user_id", fields: [userId], references: [id], onDelete: SetNull, onUpdate: NoAction)
              orderItems OrderItem[] @relation("order_items_order_id")

              // index of the database on user_id

              @@map("orders")
            }

            /// Check of the database: price >= 0
            model OrderItem {
              orderId BigInt @map("order_id")
              line Int
              price Decimal @db.Decimal(10, 2)
              order Order @relation("order_items_order_id", fields: [orderId], references: [id], onDelete: Cascade, onUpdate: NoAction)

              @@id([orderId, line])

              @@map("order_items")
            }

            enum OrderStatus {
              open
              paid

              @@map("order_status")
            }
        "#]].assert_eq(&prisma(&sample::shop(), Dialect::PostgreSql));
    }

    #[test]
    fn hostile_names_become_valid_ones() {
        expect![[r#"
            generator client {
              provider = "prisma-client-js"
            }

            datasource db {
              provider = "mysql"
            }

            /// <img src=x onerror=alert(1)> *not* 'em' \ `code`
            model ABCScript {
              xYH Unsupported("odd \"type'") @default(dbgenerated("'it''s' || `x`")) @map("[x](y)\n# h")

              // Prisma's client needs a key to address a row.
              @@ignore

              @@map("a|b` \"c\" </script>")
            }
        "#]]
        .assert_eq(&prisma(&sample::hostile(), Dialect::MySql));
    }
}
