//! TypeORM's entities, in TypeScript.

use super::entities::{Entity, Language, entities};
use super::{Default, default_of, one_line, quoted};
use crate::dialect::Dialect;
use crate::schema::*;
use std::collections::BTreeSet;
use std::fmt::Write;

const LANGUAGE: Language = Language {
    fields: NamingStyle::Camel,
    reserved: &[
        "constructor",
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
        "Entity",
        "Column",
        "Index",
        "Check",
        "Unique",
        "Date",
        "Object",
        "String",
        "Number",
        "Boolean",
        "Array",
        "Buffer",
    ],
    escape: "_",
};

/// The schema as one TypeScript module of classes with decorators.
pub fn typeorm(schema: &Schema, dialect: Dialect) -> String {
    let entities = entities(schema, &LANGUAGE);
    let mut used = BTreeSet::from(["Entity"]);
    let mut body = String::new();
    for entity in &entities {
        class(&mut body, schema, &entities, entity, dialect, &mut used);
    }
    let names: Vec<&str> = used.into_iter().collect();
    format!("import {{ {} }} from \"typeorm\";\n{body}", names.join(", "))
}

fn class(
    out: &mut String,
    schema: &Schema,
    entities: &[Entity],
    entity: &Entity,
    dialect: Dialect,
    used: &mut BTreeSet<&'static str>,
) {
    let table = entity.table;
    out.push('\n');
    if let Some(comment) = &table.comment {
        let _ = writeln!(out, "// {}", one_line(comment));
    }
    let namespace =
        table.name.namespace.as_ref().map_or_else(String::new, |name| format!(", {{ schema: {} }}", quoted(name)));
    let _ = writeln!(out, "@Entity({}{namespace})", quoted(&table.name.name));
    let list =
        |columns: &[String]| entity.fields_of(columns).iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
    for key in table.uniques.iter().filter(|key| key.columns.len() > 1) {
        used.insert("Unique");
        let name = key.name.as_ref().map_or_else(String::new, |name| format!("{}, ", quoted(name)));
        let _ = writeln!(out, "@Unique({name}[{}])", list(&key.columns));
    }
    for check in &table.checks {
        used.insert("Check");
        let name = check.name.as_ref().map_or_else(String::new, |name| format!("{}, ", quoted(name)));
        let _ = writeln!(out, "@Check({name}{})", quoted(check.expression.as_str()));
    }
    for index in &table.indexes {
        let columns: Vec<String> = index.columns().into_iter().map(str::to_owned).collect();
        if columns.len() != index.keys.len() {
            let _ = writeln!(
                out,
                "// Index of the database on an expression: {}",
                one_line(&index.keys.iter().map(|key| key.part.as_str()).collect::<Vec<_>>().join(", "))
            );
            continue;
        }
        used.insert("Index");
        let name = index.name.as_ref().map_or_else(String::new, |name| format!("{}, ", quoted(name)));
        let mut options = Vec::new();
        if index.unique {
            options.push("unique: true".to_owned());
        }
        options.extend(index.predicate.iter().map(|predicate| format!("where: {}", quoted(predicate.as_str()))));
        let options = if options.is_empty() { String::new() } else { format!(", {{ {} }}", options.join(", ")) };
        let _ = writeln!(out, "@Index({name}[{}]{options})", list(&columns));
    }
    let _ = writeln!(out, "export class {} {{", entity.class);
    let mut members = Vec::new();
    members.extend(entity.fields.iter().map(|(name, column)| member(schema, table, name, column, dialect, used)));
    members.extend(entity.parents.iter().map(|parent| {
        let kind = if parent.one_to_one { "OneToOne" } else { "ManyToOne" };
        used.extend([kind, "JoinColumn"]);
        let class = &entities[parent.parent].class;
        let back = if parent.one_to_one {
            format!(", (other) => other.{}", parent.back)
        } else {
            format!(", (one) => one.{}", parent.back)
        };
        let mut options = Vec::new();
        for (event, action) in [("onDelete", parent.key.on_delete), ("onUpdate", parent.key.on_update)] {
            if action != Action::NoAction {
                options.push(format!("{event}: {}", quoted(action.sql())));
            }
        }
        let options = if options.is_empty() { String::new() } else { format!(", {{ {} }}", options.join(", ")) };
        let theirs = schema.referenced_columns(parent.key);
        let joins: Vec<String> = parent
            .key
            .columns
            .iter()
            .zip(&theirs)
            .map(|(own, theirs)| {
                format!(
                    "{{ name: {}, referencedColumnName: {} }}",
                    quoted(own),
                    quoted(property(&entities[parent.parent], theirs))
                )
            })
            .collect();
        let joins = match &joins[..] {
            [one] => one.clone(),
            several => format!("[{}]", several.join(", ")),
        };
        let optional = if parent.optional { " | null" } else { "" };
        format!(
            "  @{kind}(() => {class}{back}{options})\n  @JoinColumn({joins})\n  {}!: {class}{optional};",
            parent.name
        )
    }));
    members.extend(entity.children.iter().map(|child| {
        let class = &entities[child.child].class;
        let (kind, of) = if child.one_to_one {
            ("OneToOne", format!("{class} | null"))
        } else {
            ("OneToMany", format!("{class}[]"))
        };
        used.insert(kind);
        format!("  @{kind}(() => {class}, (other) => other.{})\n  {}!: {of};", child.forward, child.name)
    }));
    let _ = writeln!(out, "{}\n}}", members.join("\n\n"));
}

fn property<'e>(entity: &'e Entity, column: &'e str) -> &'e str {
    entity.field(column).unwrap_or(column)
}

fn member(
    schema: &Schema,
    table: &Table,
    name: &str,
    column: &Column,
    dialect: Dialect,
    used: &mut BTreeSet<&'static str>,
) -> String {
    let alone = std::slice::from_ref(&column.name);
    let is_key = table.in_primary_key(&column.name);
    let (typescript, mut options) = type_of(schema, &column.data_type, dialect);
    options.insert(0, format!("name: {}", quoted(&column.name)));
    if column.nullable && !is_key {
        options.push("nullable: true".to_owned());
    }
    if table.uniques.iter().any(|key| key.columns == alone) {
        options.push("unique: true".to_owned());
    }
    if let Some(default) = default_of(column).filter(|_| column.identity.is_none()) {
        options.push(match default {
            Default::Now => "default: () => \"CURRENT_TIMESTAMP\"".to_owned(),
            Default::Boolean(value) => format!("default: {value}"),
            Default::Number(number) => format!("default: {number}"),
            Default::Text(text) => format!("default: {}", quoted(&text)),
            Default::Other(text) => format!("default: () => {}", quoted(text)),
        });
    }
    if let Some(generated) = &column.generated {
        let kind = if generated.stored { "STORED" } else { "VIRTUAL" };
        options.push(format!("asExpression: {}, generatedType: \"{kind}\"", quoted(generated.expression.as_str())));
    }
    options.extend(column.comment.iter().map(|comment| format!("comment: {}", quoted(comment))));
    let decorator = match (is_key, column.identity.is_some()) {
        (true, true) => "PrimaryGeneratedColumn",
        (true, false) => "PrimaryColumn",
        _ => "Column",
    };
    if decorator == "PrimaryGeneratedColumn" {
        options.retain(|option| {
            option.starts_with("name:") || option.starts_with("type:") || option.starts_with("comment:")
        });
    }
    used.insert(decorator);
    let optional = if column.nullable && !is_key { " | null" } else { "" };
    format!("  @{decorator}({{ {} }})\n  {name}!: {typescript}{optional};", options.join(", "))
}

/// The type in TypeScript and the column's options. TypeORM gives decimals and 64-bit integers as strings.
fn type_of(schema: &Schema, data_type: &ColumnType, dialect: Dialect) -> (String, Vec<String>) {
    let is = |wanted: &[Dialect]| wanted.contains(&dialect);
    let typed = |typescript: &str, name: &str| (typescript.to_owned(), vec![format!("type: {}", quoted(name))]);
    let sized = |name: &str, length: u32| {
        ("string".to_owned(), vec![format!("type: {}", quoted(name)), format!("length: {length}")])
    };
    let postgresql = is(&[Dialect::PostgreSql, Dialect::HeliosDb]);
    match data_type {
        ColumnType::Boolean if is(&[Dialect::SqlServer]) => typed("boolean", "bit"),
        ColumnType::Boolean if is(&[Dialect::Oracle]) => typed("number", "number"),
        ColumnType::Boolean => typed("boolean", "boolean"),
        ColumnType::TinyInt | ColumnType::SmallInt => typed("number", "smallint"),
        ColumnType::Integer => typed("number", if is(&[Dialect::Oracle]) { "number" } else { "int" }),
        ColumnType::BigInt => typed("string", if is(&[Dialect::Oracle]) { "number" } else { "bigint" }),
        ColumnType::Unsigned(inner) => {
            let (typescript, mut options) = type_of(schema, inner, dialect);
            if is(&[Dialect::MySql, Dialect::MariaDb]) {
                options.push("unsigned: true".to_owned());
            }
            (typescript, options)
        }
        ColumnType::Decimal { precision, scale } => {
            let (typescript, mut options) = typed("string", if is(&[Dialect::Oracle]) { "number" } else { "decimal" });
            options.extend(precision.map(|p| format!("precision: {p}")));
            options.extend(scale.map(|s| format!("scale: {s}")));
            (typescript, options)
        }
        ColumnType::Real => typed("number", if is(&[Dialect::MySql, Dialect::MariaDb]) { "float" } else { "real" }),
        ColumnType::Double => typed(
            "number",
            if postgresql {
                "double precision"
            } else if is(&[Dialect::SqlServer]) {
                "float"
            } else {
                "double"
            },
        ),
        ColumnType::Char { length } => sized("char", *length),
        ColumnType::Varchar { length: Some(length) } => match dialect {
            Dialect::SqlServer => sized("nvarchar", *length),
            Dialect::Oracle => sized("varchar2", *length),
            _ => sized("varchar", *length),
        },
        ColumnType::Date => typed("string", "date"),
        ColumnType::Time { .. } => typed("string", "time"),
        ColumnType::Timestamp { zone, .. } => typed(
            "Date",
            match dialect {
                Dialect::PostgreSql | Dialect::HeliosDb if *zone => "timestamptz",
                Dialect::SqlServer if *zone => "datetimeoffset",
                Dialect::SqlServer => "datetime2",
                Dialect::Oracle if *zone => "timestamp with time zone",
                Dialect::Sqlite => "datetime",
                Dialect::MySql | Dialect::MariaDb if !zone => "datetime",
                _ => "timestamp",
            },
        ),
        ColumnType::Uuid => match dialect {
            Dialect::PostgreSql | Dialect::HeliosDb | Dialect::MariaDb => typed("string", "uuid"),
            Dialect::SqlServer => typed("string", "uniqueidentifier"),
            _ => sized("char", 36),
        },
        ColumnType::Json { binary } if postgresql => typed("unknown", if *binary { "jsonb" } else { "json" }),
        ColumnType::Json { .. } if is(&[Dialect::MySql, Dialect::MariaDb]) => typed("unknown", "json"),
        ColumnType::Json { .. } => typed("unknown", "simple-json"),
        ColumnType::Binary { .. } | ColumnType::Varbinary { .. } | ColumnType::Blob => typed(
            "Buffer",
            if postgresql {
                "bytea"
            } else if is(&[Dialect::SqlServer]) {
                "varbinary"
            } else {
                "blob"
            },
        ),
        ColumnType::Interval if postgresql => typed("unknown", "interval"),
        ColumnType::Array(element) if postgresql => {
            let (typescript, mut options) = type_of(schema, element, dialect);
            options.push("array: true".to_owned());
            (format!("{typescript}[]"), options)
        }
        ColumnType::Named(name) => match schema.enum_named(name) {
            Some(object) => {
                let values: Vec<String> = object.values.iter().map(|value| quoted(value)).collect();
                let kind =
                    if is(&[Dialect::Sqlite, Dialect::SqlServer, Dialect::Oracle]) { "simple-enum" } else { "enum" };
                let mut options = vec![format!("type: \"{kind}\""), format!("enum: [{}]", values.join(", "))];
                if postgresql {
                    options.push(format!("enumName: {}", quoted(&name.name)));
                }
                (if values.is_empty() { "string".to_owned() } else { values.join(" | ") }, options)
            }
            None => match schema.domains.iter().find(|domain| domain.name == *name) {
                Some(domain) => type_of(schema, &domain.data_type, dialect),
                None => typed("string", "text"),
            },
        },
        _ => typed("string", if is(&[Dialect::Oracle]) { "clob" } else { "text" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;
    use expect_test::expect;

    #[test]
    fn a_schema_becomes_entities() {
        expect![[r#"
            import { Check, Column, Entity, Index, JoinColumn, ManyToOne, OneToMany, PrimaryColumn, PrimaryGeneratedColumn } from "typeorm";

            // People who can sign in.
            @Entity("users")
            export class User {
              @PrimaryGeneratedColumn({ name: "id", type: "bigint" })
              id!: string;

              @Column({ name: "email", type: "varchar", length: 254, unique: true, comment: "Where the receipts go." })
              email!: string;

              @OneToMany(() => Order, (other) => other.user)
              orders!: Order[];
            }

            @Entity("orders")
            @Index(["userId"], { where: "status = 'open'" })
            export class Order {
              @PrimaryColumn({ name: "id", type: "bigint" })
              id!: string;

              @Column({ name: "user_id", type: "bigint", nullable: true })
              userId!: string | null;

              @Column({ name: "status", type: "enum", enum: ["open", "paid"], enumName: "order_status", default: "open" })
              status!: "open" | "paid";

              @ManyToOne(() => User, (one) => one.orders, { onDelete: "SET NULL" })
              @JoinColumn({ name: "user_id", referencedColumnName: "id" })
              user!: User | null;

              @OneToMany(() => OrderItem, (other) => other.order)
              orderItems!: OrderItem[];
            }

            @Entity("order_items")
            @Check("price_range", "price >= 0")
            export class OrderItem {
              @PrimaryColumn({ name: "order_id", type: "bigint" })
              orderId!: string;

              @PrimaryColumn({ name: "line", type: "int" })
              line!: number;

              @Column({ name: "price", type: "decimal", precision: 10, scale: 2 })
              price!: string;

              @ManyToOne(() => Order, (one) => one.orderItems, { onDelete: "CASCADE" })
              @JoinColumn({ name: "order_id", referencedColumnName: "id" })
              order!: Order;
            }
        "#]].assert_eq(&typeorm(&sample::shop(), Dialect::PostgreSql));
    }

    #[test]
    fn hostile_names_become_valid_ones() {
        expect![[r#"
            import { Column, Entity } from "typeorm";

            // <img src=x onerror=alert(1)> *not* 'em' \ `code`
            @Entity("a|b` \"c\" </script>")
            export class ABCScript {
              @Column({ name: "[x](y)\n# h", type: "text", default: () => "'it''s' || `x`" })
              xYH!: string;
            }
        "#]]
        .assert_eq(&typeorm(&sample::hostile(), Dialect::MySql));
    }
}
