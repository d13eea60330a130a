//! The properties of an element as short texts, to be told and compared.

use crate::dialect::Dialect;
use crate::schema::*;
use crate::sql::render_type;

type Facts = Vec<(String, String)>;

/// What there is to say about an object beside its name; a property that is as usual is left out.
pub(super) fn facts(object: &Object, dialect: Dialect) -> Facts {
    let mut facts = Facts::new();
    let mut say = |what: &str, value: String| facts.push((what.to_owned(), value));
    for (name, value) in options(object) {
        say(&format!("option {}", name.to_lowercase()), value.clone());
    }
    match object {
        Object::Namespace(o) => optional(&mut say, "comment", o.comment.as_ref()),
        Object::Enum(o) => {
            say("values", o.values.iter().map(|v| format!("'{v}'")).collect::<Vec<_>>().join(", "));
            optional(&mut say, "comment", o.comment.as_ref());
        }
        Object::Domain(o) => {
            say("type", render_type(&o.data_type, dialect));
            flag(&mut say, "not null", !o.nullable);
            optional(&mut say, "default", o.default.as_ref());
            optional(&mut say, "checks", joined(o.checks.iter().map(|check| check.expression.to_string())).as_ref());
            optional(&mut say, "comment", o.comment.as_ref());
        }
        Object::Sequence(o) => {
            optional(&mut say, "type", o.data_type.as_ref().map(|data_type| render_type(data_type, dialect)));
            optional(&mut say, "start", o.start);
            optional(&mut say, "increment", o.increment);
            optional(&mut say, "minimum", o.min);
            optional(&mut say, "maximum", o.max);
            optional(&mut say, "cache", o.cache);
            flag(&mut say, "cycle", o.cycle);
            let owner = o.owned_by.as_ref().map(|(table, column)| format!("{table}.{column}"));
            optional(&mut say, "owned by", owner);
        }
        Object::Table(o) => {
            let columns: Vec<String> = o.columns.iter().map(|column| column_line(column, dialect)).collect();
            say("columns", columns.join("\n"));
            optional(&mut say, "partitioning", o.partitioning.as_ref().map(partitioning));
            optional(&mut say, "comment", o.comment.as_ref());
        }
        Object::View(o) => {
            optional(&mut say, "columns", joined(o.columns.iter().cloned()));
            flag(&mut say, "materialized", o.materialized);
            say("query", o.query.clone());
            optional(&mut say, "comment", o.comment.as_ref());
        }
        Object::Opaque(o) => say("text", o.sql.clone()),
        Object::Column(o) => column(&mut say, o, dialect),
        Object::PrimaryKey(o) => say("columns", o.columns.join(", ")),
        Object::Unique(o) => {
            say("columns", o.columns.join(", "));
            flag(&mut say, "nulls not distinct", o.nulls_not_distinct);
            deferrable(&mut say, o.deferrable);
        }
        Object::ForeignKey(o) => {
            say("columns", o.columns.join(", "));
            say("references", format!("{} ({})", o.references.table, o.references.columns.join(", ")));
            action(&mut say, "on delete", o.on_delete);
            action(&mut say, "on update", o.on_update);
            deferrable(&mut say, o.deferrable);
        }
        Object::Check(o) => say("expression", o.expression.to_string()),
        Object::Exclusion(o) => {
            say("method", o.method.clone());
            let elements = o.elements.iter().map(|e| format!("{} with {}", e.expression, e.operator));
            optional(&mut say, "elements", joined(elements));
            optional(&mut say, "where", o.predicate.as_ref());
        }
        Object::Index(o) => {
            flag(&mut say, "unique", o.unique);
            optional(&mut say, "method", o.method.as_ref());
            optional(&mut say, "keys", joined(o.keys.iter().map(index_key)));
            optional(&mut say, "include", joined(o.include.iter().cloned()));
            optional(&mut say, "where", o.predicate.as_ref());
        }
    }
    facts
}

fn column(say: &mut impl FnMut(&str, String), column: &Column, dialect: Dialect) {
    say("type", column_type(column, dialect));
    flag(say, "not null", !column.nullable);
    optional(say, "default", column.default.as_ref());
    let identity = column.identity.as_ref().map(|identity| {
        let mut text = if identity.always { "always" } else { "by default" }.to_owned();
        text += &identity.start.map(|n| format!(" start {n}")).unwrap_or_default();
        text + &identity.increment.map(|n| format!(" increment {n}")).unwrap_or_default()
    });
    optional(say, "identity", identity);
    let generated = column.generated.as_ref();
    let kept = |stored: bool| if stored { "stored" } else { "virtual" };
    optional(say, "generated", generated.map(|g| format!("({}) {}", g.expression, kept(g.stored))));
    optional(say, "collation", column.collation.as_ref());
    optional(say, "comment", column.comment.as_ref());
}

/// The vendor's clauses of an object.
fn options(object: &Object) -> &[(String, String)] {
    match object {
        Object::Table(o) => &o.options,
        Object::View(o) => &o.options,
        Object::Column(o) => &o.options,
        Object::PrimaryKey(o) => &o.options,
        Object::Unique(o) => &o.options,
        Object::ForeignKey(o) => &o.options,
        Object::Check(o) => &o.options,
        Object::Exclusion(o) => &o.options,
        Object::Index(o) => &o.options,
        _ => &[],
    }
}

/// The type as the script spells it, where that is known.
fn column_type(column: &Column, dialect: Dialect) -> String {
    match column.spelled.as_ref().filter(|spelled| spelled.dialect == dialect.name()) {
        Some(spelled) => spelled.text.clone(),
        None => render_type(&column.data_type, dialect),
    }
}

/// A column in a line, as it is written within a statement.
pub(super) fn column_line(column: &Column, dialect: Dialect) -> String {
    let mut line = format!("{} {}", column.name, column_type(column, dialect));
    if !column.nullable {
        line += " not null";
    }
    if let Some(default) = &column.default {
        line += &format!(" default {default}");
    }
    line
}

fn index_key(key: &IndexKey) -> String {
    let mut text = key.part.as_str().to_owned();
    text += &key.prefix.map(|length| format!("({length})")).unwrap_or_default();
    text += &key.operator_class.as_ref().map(|class| format!(" {class}")).unwrap_or_default();
    if key.descending {
        text += " desc";
    }
    text + match key.nulls {
        NullsOrder::Default => "",
        NullsOrder::First => " nulls first",
        NullsOrder::Last => " nulls last",
    }
}

fn partitioning(o: &Partitioning) -> String {
    let method = match o.method {
        PartitionMethod::Range => "range",
        PartitionMethod::List => "list",
        PartitionMethod::Hash => "hash",
    };
    let keys: Vec<&str> = o.keys.iter().map(Expression::as_str).collect();
    let partitions: Vec<String> = o.partitions.iter().map(|p| format!("{} {}", p.name, p.bound)).collect();
    format!("{method} ({}): {}", keys.join(", "), partitions.join(", "))
}

fn optional(say: &mut impl FnMut(&str, String), what: &str, value: Option<impl ToString>) {
    if let Some(value) = value {
        say(what, value.to_string());
    }
}

fn flag(say: &mut impl FnMut(&str, String), what: &str, is: bool) {
    if is {
        say(what, "yes".to_owned());
    }
}

fn action(say: &mut impl FnMut(&str, String), what: &str, action: Action) {
    if action != Action::NoAction {
        say(what, action.sql().to_lowercase());
    }
}

fn deferrable(say: &mut impl FnMut(&str, String), deferrable: Deferrable) {
    match deferrable {
        Deferrable::No => {}
        Deferrable::Immediate => say("deferrable", "initially immediate".to_owned()),
        Deferrable::Deferred => say("deferrable", "initially deferred".to_owned()),
    }
}

fn joined(texts: impl Iterator<Item = String>) -> Option<String> {
    let texts: Vec<String> = texts.collect();
    (!texts.is_empty()).then(|| texts.join(", "))
}
