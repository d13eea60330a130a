//! Parts of a schema taken out to be put into another one, or into the same one again.

use super::Edit;
use crate::schema::*;

/// These tables with the enums and domains that their columns have, as a schema of their own.
pub fn extract(schema: &Schema, tables: &[Id]) -> Schema {
    let mut part = Schema::new();
    part.tables = schema.tables.iter().filter(|table| tables.contains(&table.id)).cloned().collect();
    let uses = |name: &QualifiedName| {
        let is_it = |column: &Column| matches!(innermost(&column.data_type), ColumnType::Named(n) if n == name);
        part.tables.iter().flat_map(|table| &table.columns).any(is_it)
    };
    part.enums = schema.enums.iter().filter(|o| uses(&o.name)).cloned().collect();
    part.domains = schema.domains.iter().filter(|o| uses(&o.name)).cloned().collect();
    part
}

fn innermost(data_type: &ColumnType) -> &ColumnType {
    match data_type {
        ColumnType::Array(inner) => innermost(inner),
        other => other,
    }
}

/// Puts another schema's tables, enums, domains, sequences, views and other statements into this one. A name that is taken gets a number,
/// an enum or domain that is there already is used, and a reference to a table that is in neither schema is left out.
pub fn paste(schema: &Schema, other: &Schema) -> Edit {
    let mut part = other.without_ids();
    part.reserve_id(schema.clone().fresh_id());
    part.number();
    let is_there = |name: &QualifiedName, same: bool| same && has_type(schema, name);
    part.enums.retain(|o| !is_there(&o.name, schema.enums.iter().any(|e| e.name == o.name && e.values == o.values)));
    part.domains
        .retain(|o| !is_there(&o.name, schema.domains.iter().any(|d| d.name == o.name && d.data_type == o.data_type)));
    give_free_names(schema, &mut part);
    let left_out = leave_out_unknown(schema, &mut part);

    let mut names: Vec<String> = part.tables.iter().map(|table| table.name.to_string()).collect();
    let what = if names.is_empty() { "elements" } else { "tables" };
    if names.is_empty() {
        names.extend(part.enums.iter().map(|o| o.name.to_string()));
        names.extend(part.domains.iter().map(|o| o.name.to_string()));
        names.extend(part.sequences.iter().map(|o| o.name.to_string()));
        names.extend(part.views.iter().map(|o| o.name.to_string()));
        names.extend(part.opaque.iter().map(|o| o.name.as_ref().map_or_else(|| o.kind.clone(), ToString::to_string)));
    }
    let label = match names.as_slice() {
        [one] => format!("Paste {one}"),
        _ => format!("Paste {} {what}", names.len()),
    };
    let effect = match left_out {
        0 => label.replacen("Paste ", "Pasted ", 1),
        1 => format!("Pasted {}; one reference to a table that is not here was left out", names.join(", ")),
        n => format!("Pasted {}; {n} references to tables that are not here were left out", names.join(", ")),
    };
    let objects = part
        .enums
        .into_iter()
        .map(Object::Enum)
        .chain(part.domains.into_iter().map(Object::Domain))
        .chain(part.sequences.into_iter().map(Object::Sequence))
        .chain(part.tables.into_iter().map(Object::Table))
        .chain(part.views.into_iter().map(Object::View))
        .chain(part.opaque.into_iter().map(Object::Opaque));
    let changes = objects.map(|object| Change::Add { parent: None, object, at: None }).collect();
    Edit { label, effect, changes, decisions: Vec::new() }
}

fn has_type(schema: &Schema, name: &QualifiedName) -> bool {
    schema.enums.iter().any(|o| o.name == *name) || schema.domains.iter().any(|o| o.name == *name)
}

fn has_relation(schema: &Schema, name: &QualifiedName) -> bool {
    schema.table(name).is_some()
        || schema.views.iter().any(|o| o.name == *name)
        || schema.sequences.iter().any(|o| o.name == *name)
}

/// Renames what has a name that is taken, with every reference to it inside `part`.
fn give_free_names(schema: &Schema, part: &mut Schema) {
    let types =
        part.enums.iter().map(|o| (o.id, o.name.clone())).chain(part.domains.iter().map(|o| (o.id, o.name.clone())));
    let types: Vec<_> = types.filter(|(_, name)| has_type(schema, name)).collect();
    let relations = part
        .tables
        .iter()
        .map(|o| (o.id, o.name.clone()))
        .chain(part.sequences.iter().map(|o| (o.id, o.name.clone())))
        .chain(part.views.iter().map(|o| (o.id, o.name.clone())));
    let relations: Vec<_> = relations.filter(|(_, name)| has_relation(schema, name)).collect();
    for (id, taken, has) in types
        .into_iter()
        .map(|(id, name)| (id, name, has_type as fn(&Schema, &QualifiedName) -> bool))
        .chain(relations.into_iter().map(|(id, name)| (id, name, has_relation as fn(&Schema, &QualifiedName) -> bool)))
    {
        let numbered = |n: u32| QualifiedName { name: format!("{}_{n}", taken.name), ..taken.clone() };
        let free = (2..).map(numbered).find(|name| !has(schema, name) && !has(part, name));
        // A name that is free in both cannot be refused.
        if let Some(name) = free {
            let _ = part.apply(&Change::Rename { id, name });
        }
        if let Some(table) = part.table_by_id_mut(id) {
            forget_names(table);
        }
    }
}

/// The names of a copy's keys and indexes are those of the original, and many databases take each only once.
fn forget_names(table: &mut Table) {
    table.primary_key.iter_mut().for_each(|key| key.name = None);
    table.uniques.iter_mut().for_each(|key| key.name = None);
    table.foreign_keys.iter_mut().for_each(|key| key.name = None);
    table.checks.iter_mut().for_each(|check| check.name = None);
    table.exclusions.iter_mut().for_each(|exclusion| exclusion.name = None);
    table.indexes.iter_mut().for_each(|index| index.name = None);
}

/// Removes foreign keys to tables that nobody has, and says how many they were.
pub fn leave_out_unknown(schema: &Schema, part: &mut Schema) -> usize {
    let known: Vec<QualifiedName> = part.tables.iter().chain(&schema.tables).map(|table| table.name.clone()).collect();
    let mut left_out = 0;
    for table in &mut part.tables {
        let before = table.foreign_keys.len();
        table.foreign_keys.retain(|key| known.contains(&key.references.table));
        left_out += before - table.foreign_keys.len();
    }
    left_out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::erd::sample;

    fn ids(schema: &Schema, names: &[&str]) -> Vec<Id> {
        names.iter().map(|name| schema.table_named(name).expect(name).id).collect()
    }

    /// The tables that pasting adds, each with the tables that it refers to.
    fn pasted(into: &Schema, part: &Schema) -> Vec<String> {
        let after = into.applied(&paste(into, part).changes).expect("the edit applies");
        after.clone().validate().expect("a valid schema");
        let line = |table: &Table| {
            let parents: Vec<&str> = table.foreign_keys.iter().map(|key| key.references.table.name.as_str()).collect();
            format!("{} -> {}", table.name, parents.join(" "))
        };
        after.tables[into.tables.len()..].iter().map(line).collect()
    }

    #[test]
    fn copies_refer_to_each_other_and_to_what_was_not_copied() {
        let shop = sample::shop();
        let part = extract(&shop, &ids(&shop, &["orders", "order_items"]));
        assert_eq!(pasted(&shop, &part), ["orders_2 -> users", "order_items_2 -> orders_2 products"]);
    }

    #[test]
    fn references_to_nowhere_are_left_out_and_counted() {
        let shop = sample::shop();
        let part = extract(&shop, &ids(&shop, &["orders", "order_items"]));
        assert_eq!(pasted(&Schema::new(), &part), ["orders -> ", "order_items -> orders"]);
        let effect = paste(&Schema::new(), &part).effect;
        assert_eq!(effect, "Pasted orders, order_items; 2 references to tables that are not here were left out");
    }

    #[test]
    fn what_is_no_table_comes_along_under_its_own_name() {
        let shop = sample::shop();
        let mut part = Schema::new();
        let own = Opaque {
            kind: "policy".into(),
            name: Some("own".into()),
            sql: "CREATE POLICY own".into(),
            ..Opaque::default()
        };
        part.opaque.push(own);
        let edit = paste(&shop, &part);
        let after = shop.applied(&edit.changes).expect("the edit applies");
        assert_eq!((edit.label.as_str(), after.opaque.len()), ("Paste own", 1));
    }

    #[test]
    fn a_second_copy_gets_the_next_number() {
        let shop = sample::shop();
        let part = extract(&shop, &ids(&shop, &["users"]));
        let once = shop.applied(&paste(&shop, &part).changes).expect("the edit applies");
        assert_eq!(pasted(&once, &part), ["users_3 -> "]);
    }

    #[test]
    fn an_enum_comes_along_and_is_not_doubled() {
        let mut from = Schema::new();
        sample::table(&mut from, "tickets", &["id int *"]);
        from.enums.push(EnumType { id: Id(0), name: "state".into(), values: vec!["open".into()], comment: None });
        from.tables[0].columns.push(Column::new(Id(0), "state", ColumnType::Named("state".into())));
        from.number();
        let part = extract(&from, &ids(&from, &["tickets"]));
        assert_eq!(part.enums.len(), 1);
        let check = |values: &[&str], enums: usize, column: &str| {
            let mut into = from.clone();
            into.enums[0].values = values.iter().map(|v| (*v).to_owned()).collect();
            let after = into.applied(&paste(&into, &part).changes).expect("the edit applies");
            let copy = after.table_named("tickets_2").expect("a copy");
            let last = copy.columns.last().map(|column| column.data_type.to_string());
            assert_eq!((after.enums.len(), last.as_deref()), (enums, Some(column)));
        };
        check(&["open"], 1, "state");
        check(&["new"], 2, "state_2");
    }
}
