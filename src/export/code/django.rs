//! Django models (5.2 and later, which know composite primary keys).

use super::entities::{Entity, Language, ParentField, entities};
use super::{Default, default_of, one_line, quoted};
use crate::schema::*;
use std::fmt::Write;

/// Python's keywords, and names that a model keeps for itself.
const LANGUAGE: Language = Language {
    fields: NamingStyle::Snake,
    reserved: &[
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
        "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
        "not", "or", "pass", "raise", "return", "try", "while", "with", "yield", "objects", "pk", "check", "clean",
        "save", "delete", "Meta",
    ],
    escape: "_value",
};

/// The schema as `models.py`. A foreign key of one column is a field; one of several columns stands as its columns.
pub fn django(schema: &Schema) -> String {
    let entities = entities(schema, &LANGUAGE);
    let mut out = "import django.db.models.functions as functions\nfrom django.db import models\n".to_owned();
    for entity in &entities {
        model(&mut out, schema, &entities, entity);
    }
    out
}

fn model(out: &mut String, schema: &Schema, entities: &[Entity], entity: &Entity) {
    let table = entity.table;
    let _ = write!(out, "\n\nclass {}(models.Model):\n", entity.class);
    if let Some(comment) = &table.comment {
        let _ = writeln!(out, "    # {}\n", one_line(comment));
    }
    if table.key_columns().len() > 1 {
        let fields: Vec<String> = table
            .key_columns()
            .iter()
            .filter_map(|column| attribute(entity, column))
            .map(|name| quoted(&name))
            .collect();
        let _ = writeln!(out, "    pk = models.CompositePrimaryKey({})", fields.join(", "));
    }
    for (name, column) in &entity.fields {
        let line = match parent_of(entity, column) {
            Some(parent) => reference(entities, table, name, column, parent),
            None => format!("{name} = {}", field(schema, table, name, column)),
        };
        let _ = writeln!(out, "    {line}");
    }
    meta(out, entity);
}

/// The reference that a column is by itself.
fn parent_of<'e, 'a>(entity: &'e Entity<'a>, column: &Column) -> Option<&'e ParentField<'a>> {
    entity.parents.iter().find(|parent| parent.key.columns == [column.name.clone()])
}

/// The attribute by which constraints know a column: the relation's name where it is one.
fn attribute(entity: &Entity, column: &str) -> Option<String> {
    let found = entity.table.column(column)?;
    match parent_of(entity, found) {
        // A composite key names the column's own attribute, which Django derives from the relation.
        Some(parent) => {
            let name = relation_name(entity.field(column)?, parent);
            Some(if entity.table.in_primary_key(column) { format!("{name}_id") } else { name.to_owned() })
        }
        None => entity.field(column).map(str::to_owned),
    }
}

/// The relation takes the place of its column's field, and its name where they are called alike.
fn relation_name<'n>(field: &'n str, parent: &'n ParentField) -> &'n str {
    if parent.name.strip_suffix("_row") == Some(field) { field } else { &parent.name }
}

fn reference(entities: &[Entity], table: &Table, field: &str, column: &Column, parent: &ParentField) -> String {
    let other = &entities[parent.parent];
    let alone = std::slice::from_ref(&column.name);
    let class = if other.table.id == table.id { "self" } else { &other.class };
    let action = match parent.key.on_delete {
        Action::Cascade => "CASCADE",
        Action::SetNull if column.nullable => "SET_NULL",
        Action::Restrict => "RESTRICT",
        _ => "DO_NOTHING",
    };
    let kind = if table.is_unique(alone) { "OneToOneField" } else { "ForeignKey" };
    let mut arguments =
        vec![quoted(class), format!("on_delete=models.{action}"), format!("related_name={}", quoted(&parent.back))];
    if let [theirs] = &parent.theirs[..]
        && other.table.key_columns().len() != 1
    {
        arguments.push(format!("to_field={}", quoted(theirs)));
    }
    if table.key_columns() == alone {
        arguments.push("primary_key=True".to_owned());
    }
    if column.nullable {
        arguments.push("null=True, blank=True".to_owned());
    }
    arguments.push(format!("db_column={}", quoted(&column.name)));
    format!("{} = models.{kind}({})", relation_name(field, parent), arguments.join(", "))
}

fn field(schema: &Schema, table: &Table, name: &str, column: &Column) -> String {
    let alone = std::slice::from_ref(&column.name);
    let is_key = table.key_columns() == alone;
    let numbered = column.identity.is_some() && is_key;
    let (mut class, mut arguments) = type_of(schema, &column.data_type);
    if numbered {
        class = if column.data_type == ColumnType::BigInt { "BigAutoField" } else { "AutoField" };
        arguments.clear();
    }
    if is_key {
        arguments.push("primary_key=True".to_owned());
    } else if table.is_unique(alone) {
        arguments.push("unique=True".to_owned());
    }
    if column.nullable {
        arguments.push("null=True, blank=True".to_owned());
    }
    if let Some(default) = default_of(column).filter(|_| !numbered) {
        match default {
            Default::Now => arguments.push("db_default=functions.Now()".to_owned()),
            Default::Boolean(value) => arguments.push(format!("db_default={}", if value { "True" } else { "False" })),
            Default::Number(number) => arguments.push(format!("db_default={number}")),
            Default::Text(text) => arguments.push(format!("db_default={}", quoted(&text))),
            // The database fills it; Django cannot say such an expression.
            Default::Other(_) => {}
        }
    }
    if name != column.name {
        arguments.push(format!("db_column={}", quoted(&column.name)));
    }
    arguments.extend(column.comment.iter().map(|comment| format!("db_comment={}", quoted(comment))));
    format!("models.{class}({})", arguments.join(", "))
}

fn type_of(schema: &Schema, data_type: &ColumnType) -> (&'static str, Vec<String>) {
    let sized = |length: u32| vec![format!("max_length={length}")];
    match data_type {
        ColumnType::Boolean => ("BooleanField", Vec::new()),
        ColumnType::TinyInt | ColumnType::SmallInt => ("SmallIntegerField", Vec::new()),
        ColumnType::Integer => ("IntegerField", Vec::new()),
        ColumnType::BigInt => ("BigIntegerField", Vec::new()),
        ColumnType::Unsigned(inner) => match **inner {
            ColumnType::BigInt => ("PositiveBigIntegerField", Vec::new()),
            ColumnType::SmallInt | ColumnType::TinyInt => ("PositiveSmallIntegerField", Vec::new()),
            _ => ("PositiveIntegerField", Vec::new()),
        },
        ColumnType::Decimal { precision, scale } => (
            "DecimalField",
            vec![format!("max_digits={}, decimal_places={}", precision.unwrap_or(38), scale.unwrap_or(0))],
        ),
        ColumnType::Real | ColumnType::Double => ("FloatField", Vec::new()),
        ColumnType::Char { length } | ColumnType::Varchar { length: Some(length) } => ("CharField", sized(*length)),
        ColumnType::Binary { .. } | ColumnType::Varbinary { .. } | ColumnType::Blob => ("BinaryField", Vec::new()),
        ColumnType::Date => ("DateField", Vec::new()),
        ColumnType::Time { .. } => ("TimeField", Vec::new()),
        ColumnType::Timestamp { .. } => ("DateTimeField", Vec::new()),
        ColumnType::Interval => ("DurationField", Vec::new()),
        ColumnType::Uuid => ("UUIDField", Vec::new()),
        ColumnType::Json { .. } | ColumnType::Array(_) => ("JSONField", Vec::new()),
        ColumnType::Named(name) => match schema.enum_named(name) {
            Some(object) => {
                let longest = object.values.iter().map(|value| value.chars().count()).max().unwrap_or(0).max(1);
                let choices: Vec<String> =
                    object.values.iter().map(|value| format!("({0}, {0})", quoted(value))).collect();
                ("CharField", vec![format!("max_length={longest}"), format!("choices=[{}]", choices.join(", "))])
            }
            None => match schema.domains.iter().find(|domain| domain.name == *name) {
                Some(domain) => type_of(schema, &domain.data_type),
                None => ("TextField", Vec::new()),
            },
        },
        ColumnType::Varchar { length: None } | ColumnType::Text | ColumnType::Xml | ColumnType::Other(_) => {
            ("TextField", Vec::new())
        }
    }
}

fn meta(out: &mut String, entity: &Entity) {
    let table = entity.table;
    let names = |columns: &[String]| -> Vec<String> {
        let plain = |column: &String| {
            let found = table.column(column)?;
            let name = parent_of(entity, found)
                .zip(entity.field(column))
                .map(|(parent, field)| relation_name(field, parent).to_owned());
            name.or_else(|| entity.field(column).map(str::to_owned)).map(|name| quoted(&name))
        };
        columns.iter().filter_map(plain).collect()
    };
    let _ = write!(out, "\n    class Meta:\n        db_table = {}\n", quoted(&table.name.name));
    if let Some(comment) = &table.comment {
        let _ = writeln!(out, "        db_table_comment = {}", quoted(comment));
    }
    let constraints: Vec<String> = table
        .uniques
        .iter()
        .filter(|key| key.columns.len() > 1)
        .map(|key| {
            let name = key.name.clone().unwrap_or_else(|| format!("{}_{}_key", table.name.name, key.columns.join("_")));
            format!("models.UniqueConstraint(fields=[{}], name={})", names(&key.columns).join(", "), quoted(&name))
        })
        .collect();
    if !constraints.is_empty() {
        let _ =
            writeln!(out, "        constraints = [\n            {},\n        ]", constraints.join(",\n            "));
    }
    let plain =
        |index: &&Index| index.columns().len() == index.keys.len() && !index.unique && index.predicate.is_none();
    let indexes: Vec<String> = table
        .indexes
        .iter()
        .filter(plain)
        .map(|index| {
            let columns: Vec<String> = index.columns().into_iter().map(str::to_owned).collect();
            format!("models.Index(fields=[{}])", names(&columns).join(", "))
        })
        .collect();
    if !indexes.is_empty() {
        let _ = writeln!(out, "        indexes = [\n            {},\n        ]", indexes.join(",\n            "));
    }
    for check in &table.checks {
        let _ = writeln!(out, "        # Check of the database: {}", one_line(check.expression.as_str()));
    }
    if table.primary_key.is_none() {
        out.push_str("        # The table has no primary key, which Django needs; it would look for a column id.\n        managed = False\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;
    use expect_test::expect;

    #[test]
    fn a_schema_becomes_models() {
        expect![[r#"
            import django.db.models.functions as functions
            from django.db import models


            class User(models.Model):
                # People who can sign in.

                id = models.BigAutoField(primary_key=True)
                email = models.CharField(max_length=254, unique=True, db_comment="Where the receipts go.")

                class Meta:
                    db_table = "users"
                    db_table_comment = "People who can sign in."


            class Order(models.Model):
                id = models.BigIntegerField(primary_key=True)
                user = models.ForeignKey("User", on_delete=models.SET_NULL, related_name="orders", null=True, blank=True, db_column="user_id")
                status = models.CharField(max_length=4, choices=[("open", "open"), ("paid", "paid")], db_default="open")

                class Meta:
                    db_table = "orders"


            class OrderItem(models.Model):
                pk = models.CompositePrimaryKey("order_id", "line")
                order = models.ForeignKey("Order", on_delete=models.CASCADE, related_name="order_items", db_column="order_id")
                line = models.IntegerField()
                price = models.DecimalField(max_digits=10, decimal_places=2)

                class Meta:
                    db_table = "order_items"
                    # Check of the database: price >= 0
        "#]].assert_eq(&django(&sample::shop()));
    }

    #[test]
    fn hostile_names_become_valid_ones() {
        expect![[r#"
            import django.db.models.functions as functions
            from django.db import models


            class ABCScript(models.Model):
                # <img src=x onerror=alert(1)> *not* 'em' \ `code`

                x_y_h = models.TextField(db_column="[x](y)\n# h")

                class Meta:
                    db_table = "a|b` \"c\" </script>"
                    db_table_comment = "<img src=x onerror=alert(1)> *not* 'em' \\ `code`"
                    # The table has no primary key, which Django needs; it would look for a column id.
                    managed = False
        "#]]
        .assert_eq(&django(&sample::hostile()));
    }
}
