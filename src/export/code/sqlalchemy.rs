//! SQLAlchemy 2.0 models in the declarative form.

use super::entities::{Entity, Language, ParentField, entities, type_class};
use super::{Default, default_of, one_line, quoted};
use crate::schema::*;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Python's keywords, and the names that a declarative class keeps for itself.
const LANGUAGE: Language = Language {
    fields: NamingStyle::Snake,
    reserved: &[
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
        "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
        "not", "or", "pass", "raise", "return", "try", "while", "with", "yield", "metadata", "registry", "Base",
    ],
    escape: "_",
};

/// The schema as one Python module: types, constraints, indexes and both ends of each relation.
pub fn sqlalchemy(schema: &Schema) -> String {
    let entities = entities(schema, &LANGUAGE);
    let mut used = BTreeSet::new();
    let mut body = String::new();
    for object in &schema.enums {
        let values: Vec<String> = object.values.iter().map(|value| quoted(value)).collect();
        let name = enum_name(&object.name);
        let _ = write!(body, "\n{name} = sa.Enum({}, name={})\n", values.join(", "), quoted(&object.name.name));
    }
    for entity in &entities {
        class(&mut body, schema, &entities, entity, &mut used);
    }
    let mut head = "import datetime\nimport decimal\nimport uuid\n\nimport sqlalchemy as sa\n".to_owned();
    for dialect in &used {
        let _ = writeln!(head, "from sqlalchemy.dialects import {dialect}");
    }
    head.push_str("from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship\n\n\nclass Base(DeclarativeBase):\n    pass\n");
    head + &body
}

fn enum_name(name: &QualifiedName) -> String {
    format!("{}_type", NamingStyle::Snake.spell(&type_class(&name.name, &LANGUAGE)))
}

fn class(out: &mut String, schema: &Schema, entities: &[Entity], entity: &Entity, used: &mut BTreeSet<&'static str>) {
    let table = entity.table;
    let _ = write!(out, "\n\nclass {}(Base):\n", entity.class);
    if let Some(comment) = &table.comment {
        let _ = writeln!(out, "    # {}\n", one_line(comment));
    }
    let _ = writeln!(out, "    __tablename__ = {}", quoted(&table.name.name));
    let arguments = table_arguments(table);
    if !arguments.is_empty() {
        let _ = writeln!(out, "    __table_args__ = (\n        {},\n    )", arguments.join(",\n        "));
    }
    if table.key_columns().is_empty() {
        let all = entity.fields.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
        out.push_str("    # The table has no key; the mapper takes all columns together for one.\n");
        let _ = writeln!(out, "    # Columns: {all}");
    }
    out.push('\n');
    for (name, column) in &entity.fields {
        let _ = writeln!(out, "    {}", column_line(schema, table, name, column, used));
    }
    if !(entity.parents.is_empty() && entity.children.is_empty()) {
        out.push('\n');
    }
    for parent in &entity.parents {
        let class = &entities[parent.parent].class;
        let optional = if parent.optional { " | None" } else { "" };
        let remote = if entities[parent.parent].table.id == table.id {
            remote_side(&entities[parent.parent], parent)
        } else {
            String::new()
        };
        let _ = writeln!(
            out,
            "    {}: Mapped[\"{class}{optional}\"] = relationship(back_populates={}, foreign_keys={}{remote})",
            parent.name,
            quoted(&parent.back),
            columns_of(entity, &parent.own),
        );
    }
    for child in &entity.children {
        let other = &entities[child.child];
        let Some(key) = other.parents.iter().find(|parent| parent.name == child.forward) else { continue };
        let kind =
            if child.one_to_one { format!("\"{} | None\"", other.class) } else { format!("list[\"{}\"]", other.class) };
        let _ = writeln!(
            out,
            "    {}: Mapped[{kind}] = relationship(back_populates={}, foreign_keys={})",
            child.name,
            quoted(&child.forward),
            columns_of(other, &key.own),
        );
    }
}

/// The columns of a relation as the mapper evaluates them later, when all classes are there.
fn columns_of(entity: &Entity, fields: &[String]) -> String {
    let list: Vec<String> = fields.iter().map(|field| format!("{}.{field}", entity.class)).collect();
    quoted(&format!("[{}]", list.join(", ")))
}

fn remote_side(parent: &Entity, key: &ParentField) -> String {
    format!(", remote_side={}", columns_of(parent, &key.theirs))
}

fn table_arguments(table: &Table) -> Vec<String> {
    let list = |columns: &[String]| columns.iter().map(|column| quoted(column)).collect::<Vec<_>>().join(", ");
    let named =
        |name: &Option<String>| name.as_ref().map_or_else(String::new, |name| format!(", name={}", quoted(name)));
    let mut arguments = Vec::new();
    if table.key_columns().is_empty() {
        arguments.push(format!(
            "sa.PrimaryKeyConstraint({})",
            list(&table.columns.iter().map(|c| c.name.clone()).collect::<Vec<_>>())
        ));
    } else if table.key_columns().len() > 1 {
        arguments.push(format!("sa.PrimaryKeyConstraint({})", list(table.key_columns())));
    }
    for key in table.uniques.iter().filter(|key| key.columns.len() > 1) {
        arguments.push(format!("sa.UniqueConstraint({}{})", list(&key.columns), named(&key.name)));
    }
    for key in table.foreign_keys.iter().filter(|key| key.columns.len() > 1 && !key.references.columns.is_empty()) {
        let theirs: Vec<String> =
            key.references.columns.iter().map(|column| target(&key.references.table, column)).collect();
        arguments.push(format!(
            "sa.ForeignKeyConstraint([{}], [{}]{})",
            list(&key.columns),
            list(&theirs),
            actions(key)
        ));
    }
    for check in &table.checks {
        arguments.push(format!("sa.CheckConstraint({}{})", quoted(check.expression.as_str()), named(&check.name)));
    }
    for index in &table.indexes {
        let name =
            index.name.clone().unwrap_or_else(|| format!("ix_{}_{}", table.name.name, index.columns().join("_")));
        let part = |key: &IndexKey| match &key.part {
            IndexPart::Column(column) if key.descending => format!("sa.desc({})", quoted(column)),
            IndexPart::Column(column) => quoted(column),
            IndexPart::Expression(expression) => format!("sa.text({})", quoted(expression.as_str())),
        };
        let mut parts: Vec<String> = index.keys.iter().map(part).collect();
        if index.unique {
            parts.push("unique=True".to_owned());
        }
        parts.extend(index.method.iter().map(|method| format!("postgresql_using={}", quoted(method))));
        parts.extend(index.predicate.iter().map(|p| format!("postgresql_where=sa.text({})", quoted(p.as_str()))));
        arguments.push(format!("sa.Index({}, {})", quoted(&name), parts.join(", ")));
    }
    let mut options = Vec::new();
    options.extend(table.name.namespace.iter().map(|namespace| format!("\"schema\": {}", quoted(namespace))));
    options.extend(table.comment.iter().map(|comment| format!("\"comment\": {}", quoted(comment))));
    if !options.is_empty() {
        arguments.push(format!("{{{}}}", options.join(", ")));
    }
    arguments
}

fn target(table: &QualifiedName, column: &str) -> String {
    format!("{table}.{column}")
}

fn actions(key: &ForeignKey) -> String {
    let mut out = String::new();
    for (event, action) in [("ondelete", key.on_delete), ("onupdate", key.on_update)] {
        if action != Action::NoAction {
            let _ = write!(out, ", {event}={}", quoted(action.sql()));
        }
    }
    out
}

fn column_line(
    schema: &Schema,
    table: &Table,
    name: &str,
    column: &Column,
    used: &mut BTreeSet<&'static str>,
) -> String {
    let alone = std::slice::from_ref(&column.name);
    let (python, sql) = type_of(schema, &column.data_type, used);
    let optional = if column.nullable { " | None" } else { "" };
    let mut arguments = Vec::new();
    if name != column.name {
        arguments.push(quoted(&column.name));
    }
    arguments.push(sql);
    for key in table.foreign_keys.iter().filter(|key| key.columns == alone) {
        for theirs in schema.referenced_columns(key) {
            arguments.push(format!(
                "sa.ForeignKey({}{})",
                quoted(&target(&key.references.table, &theirs)),
                actions(key)
            ));
        }
    }
    if let Some(generated) = &column.generated {
        let stored = if generated.stored { ", persisted=True" } else { "" };
        arguments.push(format!("sa.Computed({}{stored})", quoted(generated.expression.as_str())));
    } else if let Some(identity) = &column.identity {
        arguments.push(if identity.always {
            "sa.Identity(always=True)".to_owned()
        } else {
            "sa.Identity()".to_owned()
        });
    }
    if table.key_columns() == alone {
        arguments.push("primary_key=True".to_owned());
    }
    if table.uniques.iter().any(|key| key.columns == alone) {
        arguments.push("unique=True".to_owned());
    }
    arguments.extend(default_of(column).map(|default| {
        let value = match default {
            Default::Now => "sa.func.now()".to_owned(),
            Default::Boolean(true) => "sa.true()".to_owned(),
            Default::Boolean(false) => "sa.false()".to_owned(),
            Default::Text(text) => quoted(&text),
            Default::Number(text) | Default::Other(text) => format!("sa.text({})", quoted(text)),
        };
        format!("server_default={value}")
    }));
    arguments.extend(column.comment.iter().map(|comment| format!("comment={}", quoted(comment))));
    format!("{name}: Mapped[{python}{optional}] = mapped_column({})", arguments.join(", "))
}

/// The type in Python and the type of the column.
fn type_of(schema: &Schema, data_type: &ColumnType, used: &mut BTreeSet<&'static str>) -> (String, String) {
    let (python, sql) = match data_type {
        ColumnType::Boolean => ("bool", "sa.Boolean".to_owned()),
        ColumnType::TinyInt | ColumnType::SmallInt => ("int", "sa.SmallInteger".to_owned()),
        ColumnType::Integer => ("int", "sa.Integer".to_owned()),
        ColumnType::BigInt => ("int", "sa.BigInteger".to_owned()),
        ColumnType::Unsigned(inner) => ("int", type_of(schema, inner, used).1),
        ColumnType::Decimal { precision: Some(p), scale } => {
            ("decimal.Decimal", format!("sa.Numeric({p}, {})", scale.unwrap_or(0)))
        }
        ColumnType::Decimal { .. } => ("decimal.Decimal", "sa.Numeric".to_owned()),
        ColumnType::Real => ("float", "sa.REAL".to_owned()),
        ColumnType::Double => ("float", "sa.Double".to_owned()),
        ColumnType::Char { length } => ("str", format!("sa.CHAR({length})")),
        ColumnType::Varchar { length: Some(length) } => ("str", format!("sa.String({length})")),
        ColumnType::Varchar { length: None } => ("str", "sa.String".to_owned()),
        ColumnType::Text => ("str", "sa.Text".to_owned()),
        ColumnType::Binary { length } | ColumnType::Varbinary { length: Some(length) } => {
            ("bytes", format!("sa.LargeBinary({length})"))
        }
        ColumnType::Varbinary { length: None } | ColumnType::Blob => ("bytes", "sa.LargeBinary".to_owned()),
        ColumnType::Date => ("datetime.date", "sa.Date".to_owned()),
        ColumnType::Time { zone, .. } => {
            ("datetime.time", if *zone { "sa.Time(timezone=True)".into() } else { "sa.Time".to_owned() })
        }
        ColumnType::Timestamp { zone, .. } => {
            ("datetime.datetime", if *zone { "sa.DateTime(timezone=True)".into() } else { "sa.DateTime".to_owned() })
        }
        ColumnType::Interval => ("datetime.timedelta", "sa.Interval".to_owned()),
        ColumnType::Uuid => ("uuid.UUID", "sa.Uuid".to_owned()),
        ColumnType::Json { binary: true } => {
            used.insert("postgresql");
            ("dict", "sa.JSON().with_variant(postgresql.JSONB(), \"postgresql\")".to_owned())
        }
        ColumnType::Json { binary: false } => ("dict", "sa.JSON".to_owned()),
        ColumnType::Named(name) if schema.enum_named(name).is_some() => ("str", enum_name(name)),
        ColumnType::Named(name) => match schema.domains.iter().find(|domain| domain.name == *name) {
            Some(domain) => return type_of(schema, &domain.data_type, used),
            None => ("str", "sa.Text".to_owned()),
        },
        ColumnType::Array(element) => {
            used.insert("postgresql");
            let (python, sql) = type_of(schema, element, used);
            return (format!("list[{python}]"), format!("postgresql.ARRAY({sql})"));
        }
        ColumnType::Xml | ColumnType::Other(_) => ("str", "sa.Text".to_owned()),
    };
    (python.to_owned(), sql)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;
    use expect_test::expect;

    #[test]
    fn a_schema_becomes_declarative_classes() {
        expect![[r#"
            import datetime
            import decimal
            import uuid

            import sqlalchemy as sa
            from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


            class Base(DeclarativeBase):
                pass

            order_status_type = sa.Enum("open", "paid", name="order_status")


            class User(Base):
                # People who can sign in.

                __tablename__ = "users"
                __table_args__ = (
                    {"comment": "People who can sign in."},
                )

                id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
                email: Mapped[str] = mapped_column(sa.String(254), unique=True, comment="Where the receipts go.")

                orders: Mapped[list["Order"]] = relationship(back_populates="user", foreign_keys="[Order.user_id]")


            class Order(Base):
                __tablename__ = "orders"
                __table_args__ = (
                    sa.Index("ix_orders_user_id", "user_id", postgresql_where=sa.text("status = 'open'")),
                )

                id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)
                user_id: Mapped[int | None] = mapped_column(sa.BigInteger, sa.ForeignKey("users.id", ondelete="SET NULL"))
                status: Mapped[str] = mapped_column(order_status_type, server_default="open")

                user: Mapped["User | None"] = relationship(back_populates="orders", foreign_keys="[Order.user_id]")
                order_items: Mapped[list["OrderItem"]] = relationship(back_populates="order", foreign_keys="[OrderItem.order_id]")


            class OrderItem(Base):
                __tablename__ = "order_items"
                __table_args__ = (
                    sa.PrimaryKeyConstraint("order_id", "line"),
                    sa.CheckConstraint("price >= 0", name="price_range"),
                )

                order_id: Mapped[int] = mapped_column(sa.BigInteger, sa.ForeignKey("orders.id", ondelete="CASCADE"))
                line: Mapped[int] = mapped_column(sa.Integer)
                price: Mapped[decimal.Decimal] = mapped_column(sa.Numeric(10, 2))

                order: Mapped["Order"] = relationship(back_populates="order_items", foreign_keys="[OrderItem.order_id]")
        "#]].assert_eq(&sqlalchemy(&sample::shop()));
    }

    #[test]
    fn hostile_names_become_valid_ones() {
        expect![[r#"
            import datetime
            import decimal
            import uuid

            import sqlalchemy as sa
            from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


            class Base(DeclarativeBase):
                pass


            class ABCScript(Base):
                # <img src=x onerror=alert(1)> *not* 'em' \ `code`

                __tablename__ = "a|b` \"c\" </script>"
                __table_args__ = (
                    sa.PrimaryKeyConstraint("[x](y)\n# h"),
                    {"comment": "<img src=x onerror=alert(1)> *not* 'em' \\ `code`"},
                )
                # The table has no key; the mapper takes all columns together for one.
                # Columns: x_y_h

                x_y_h: Mapped[str] = mapped_column("[x](y)\n# h", sa.Text, server_default=sa.text("'it''s' || `x`"))
        "#]]
        .assert_eq(&sqlalchemy(&sample::hostile()));
    }
}
