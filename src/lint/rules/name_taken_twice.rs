use super::*;
use crate::dialect::facts::Scope;
use std::collections::HashMap;

rule! {
    /// Two constraints or indexes have one name where the database wants different ones.
    ///
    /// ## Why
    /// The second statement fails. In PostgreSQL, Oracle and SQLite an index's name is taken for the whole schema,
    /// not for its table.
    ///
    /// ## Example
    /// ```sql
    /// CREATE INDEX by_name ON users (name); CREATE INDEX by_name ON cities (name);
    /// ```
    ///
    /// ## Fix
    /// Proposes a name made of the table and the columns.
    ///
    /// ## When not to follow it
    /// Never; the script does not run.
    "name-taken-twice", Naming, Error
}

/// The kind of object, the namespace, the table where only that counts, and the name.
type Place<'a> = (&'a str, Option<&'a str>, Option<Id>, String);

fn check(context: &Context) -> Vec<Finding> {
    let facts = context.facts;
    let mut taken: HashMap<Place, Id> = HashMap::new();
    let mut findings = Vec::new();
    for view in &context.tables {
        let table = view.table;
        let keys = table.uniques.iter().map(|o| ("key", facts.key_names, o.id, &o.name, o.columns.join("_")));
        let foreign = table
            .foreign_keys
            .iter()
            .map(|o| ("foreign key", facts.foreign_key_names, o.id, &o.name, o.columns.join("_")));
        let checks = table.checks.iter().map(|o| ("check", facts.check_names, o.id, &o.name, "check".to_owned()));
        let indexes = table.indexes.iter().map(|o| ("index", facts.index_names, o.id, &o.name, o.columns().join("_")));
        for (kind, scope, id, name, columns) in keys.chain(foreign).chain(checks).chain(indexes) {
            let Some(name) = name else { continue };
            let owner = (scope == Scope::Table).then_some(table.id);
            let place = (kind, table.name.namespace.as_deref(), owner, name.to_lowercase());
            if let Some(first) = taken.get(&place) {
                let message = format!("The {kind} name {name} on {} is already taken.", view.name());
                let wanted = QualifiedName::new(format!("{}_{columns}_{}", table.name.name, id.0));
                let evidence = format!("{} has it", context.path(*first));
                let rename = Change::Rename { id, name: wanted.clone() };
                findings.push(
                    Finding::new(id, message).because(evidence).propose(format!("Rename it to {wanted}"), vec![rename]),
                );
            } else {
                taken.insert(place, id);
            }
        }
    }
    findings
}
