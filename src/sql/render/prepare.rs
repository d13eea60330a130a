//! The schema as a dialect can hold it: without namespaces where there are none, and with numbered columns where there
//! are no sequences.

use super::notes::Notes;
use crate::dialect::Dialect;
use crate::schema::{ColumnType, Expression, Identity, QualifiedName, Schema, Token};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

pub(super) fn prepared<'a>(schema: &'a Schema, dialect: Dialect, notes: &mut Notes) -> Cow<'a, Schema> {
    let mut schema = Cow::Borrowed(schema);
    super::numbering::by_triggers(&mut schema, dialect, notes);
    if must_be_flat(&schema, dialect) {
        flatten(schema.to_mut(), dialect, notes);
    }
    if !dialect.facts().sequences {
        number_columns(&mut schema, notes);
    }
    schema
}

/// MySQL's namespaces are databases: a table of a named one cannot refer to the database in use, whose name the script
/// does not know.
fn must_be_flat(schema: &Schema, dialect: Dialect) -> bool {
    let is_named = |name: &QualifiedName| name.namespace.is_some();
    let has_named = !schema.namespaces.is_empty() || relations(schema).any(is_named);
    let crosses = || {
        let named = schema.tables.iter().filter(|table| is_named(&table.name));
        named.flat_map(|table| &table.foreign_keys).any(|key| !is_named(&key.references.table))
    };
    has_named
        && match dialect {
            Dialect::MySql | Dialect::MariaDb => crosses(),
            _ => !dialect.facts().namespaces,
        }
}

fn relations(schema: &Schema) -> impl Iterator<Item = &QualifiedName> {
    let tables = schema.tables.iter().map(|o| &o.name).chain(schema.views.iter().map(|o| &o.name));
    let types = schema.enums.iter().map(|o| &o.name).chain(schema.domains.iter().map(|o| &o.name));
    tables.chain(schema.sequences.iter().map(|o| &o.name)).chain(types)
}

/// Puts everything into one namespace: `sales.orders` becomes `sales_orders`.
fn flatten(schema: &mut Schema, dialect: Dialect, notes: &mut Notes) {
    for namespace in std::mem::take(&mut schema.namespaces) {
        let reason = "tables of several namespaces stand in one; its name begins their names";
        notes.near("namespace-lost", namespace.id, namespace.name, reason);
    }
    let mut taken: HashSet<String> =
        relations(schema).filter(|name| name.namespace.is_none()).map(|name| name.name.to_lowercase()).collect();
    let mut flat = HashMap::new();
    for name in relations(schema) {
        let Some(namespace) = &name.namespace else { continue };
        if flat.contains_key(name) {
            continue;
        }
        let wanted = format!("{namespace}_{}", name.name);
        let free = |wanted: &String| !taken.contains(&dialect.fitting_name(wanted).to_lowercase());
        let mut new = wanted.clone();
        let mut number = 2;
        while !free(&new) {
            new = format!("{wanted}_{number}");
            number += 1;
        }
        taken.insert(dialect.fitting_name(&new).to_lowercase());
        flat.insert(name.clone(), QualifiedName::new(new));
    }
    let mend = |name: &mut QualifiedName| {
        if let Some(new) = flat.get(name) {
            name.clone_from(new);
        }
    };
    schema.enums.iter_mut().for_each(|o| mend(&mut o.name));
    schema.domains.iter_mut().for_each(|o| mend(&mut o.name));
    for sequence in &mut schema.sequences {
        mend(&mut sequence.name);
        sequence.owned_by.iter_mut().for_each(|(table, _)| mend(table));
    }
    for table in &mut schema.tables {
        mend(&mut table.name);
        table.foreign_keys.iter_mut().for_each(|key| mend(&mut key.references.table));
        table.columns.iter_mut().for_each(|column| mend_type(&mut column.data_type, &mend));
    }
    for view in &mut schema.views {
        mend(&mut view.name);
        view.query = flat_text(&view.query, &flat);
    }
}

fn mend_type(data_type: &mut ColumnType, mend: &impl Fn(&mut QualifiedName)) {
    match data_type {
        ColumnType::Named(name) => mend(name),
        ColumnType::Array(element) => mend_type(element, mend),
        _ => {}
    }
}

/// The text with every `namespace.name` as the flat name.
fn flat_text(text: &str, flat: &HashMap<QualifiedName, QualifiedName>) -> String {
    let expression = Expression::from(text);
    let tokens = expression.tokens();
    let name = |token: Option<&Token>| match token {
        Some(Token::Word(word)) => Some((*word).to_owned()),
        Some(Token::Quoted(quoted)) => Some(quoted[1..quoted.len() - 1].replace("\"\"", "\"")),
        _ => None,
    };
    let mut out = String::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let dot = matches!(tokens.get(at + 1), Some(Token::Other(".")));
        if let (true, Some(namespace), Some(last)) = (dot, name(Some(token)), name(tokens.get(at + 2)))
            && let Some(new) = flat.get(&QualifiedName::within(namespace, last))
        {
            out.push_str(Expression::identifier(&new.name).as_str());
            at += 3;
            continue;
        }
        let (Token::Word(text) | Token::Quoted(text) | Token::Text(text) | Token::Other(text)) = *token;
        out.push_str(text);
        at += 1;
    }
    out
}

/// A column whose default is a sequence's next value is numbered by the table itself.
fn number_columns(schema: &mut Cow<Schema>, notes: &mut Notes) {
    let mut used: HashSet<String> = HashSet::new();
    let takes_next = |default: &Expression| {
        let text = default.as_str().trim_start().to_lowercase();
        text.starts_with("nextval(") || text.starts_with("next value for ")
    };
    let any = schema.tables.iter().flat_map(|table| &table.columns).any(|c| c.default.as_ref().is_some_and(takes_next));
    if any {
        let schema = schema.to_mut();
        for column in schema.tables.iter_mut().flat_map(|table| &mut table.columns) {
            let Some(default) = column.default.take_if(|default| takes_next(default)) else { continue };
            if !column.data_type.is_integer() || column.identity.is_some() {
                column.default = Some(default);
                continue;
            }
            let text = default.as_str().replace('"', "");
            let sequence = schema.sequences.iter().find(|sequence| text.contains(&sequence.name.name));
            used.extend(sequence.map(|sequence| sequence.name.to_string()));
            let start = sequence.and_then(|sequence| sequence.start);
            let increment = sequence.and_then(|sequence| sequence.increment);
            column.identity = Some(Identity { always: false, start, increment, ..Identity::default() });
        }
    }
    for sequence in &schema.sequences {
        let name = sequence.name.to_string();
        match used.contains(&name) {
            true => {
                notes.near(
                    "sequence-approximated",
                    sequence.id,
                    name,
                    "the column numbers itself; there are no sequences",
                );
            }
            false => notes.lost("sequence-lost", sequence.id, name, "there are no sequences; use a numbered column"),
        }
    }
}
