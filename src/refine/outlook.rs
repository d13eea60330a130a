//! A proposal before anything is done: which of its steps can be taken without the others, and what a diagram shows of it.

use super::Step;
use crate::schema::{Change, Id, Schema, Table};
use serde::{Deserialize, Serialize};

/// What becomes of the steps that a user wants.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Choice {
    pub schema: Schema,
    /// For each step, whether it is taken.
    pub taken: Vec<bool>,
    /// For each step, whether it cannot be taken because it rests on one that is not.
    pub resting: Vec<bool>,
}

/// Takes the wanted steps in their order. A step that rests on one that is not wanted is left out too: one that changes
/// what the other changes, or that does not apply without it. Steps beyond the end of `wanted` are not wanted.
pub fn choose(schema: &Schema, steps: &[Step], wanted: &[bool]) -> Choice {
    let mut choice = Choice { schema: schema.clone(), ..Choice::default() };
    let mut left_out: Vec<Id> = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let changes = &step.edit.changes;
        let rests = changes.iter().filter_map(touched).any(|id| left_out.contains(&id));
        let after = if rests { None } else { choice.schema.applied(changes).ok() };
        let is_wanted = wanted.get(at) == Some(&true);
        choice.resting.push(after.is_none());
        choice.taken.push(is_wanted && after.is_some());
        match after {
            Some(after) if is_wanted => choice.schema = after,
            _ => left_out.extend(changes.iter().filter_map(touched)),
        }
    }
    choice
}

/// The element whose value a change replaces or makes.
fn touched(change: &Change) -> Option<Id> {
    Some(match change {
        Change::Add { object, .. } | Change::Modify { object } => object.id(),
        Change::Drop { id } | Change::Rename { id, .. } | Change::Move { id, .. } => *id,
    })
}

/// Two schemas in one: the later one, with what it lacks of the earlier one still in it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Outlook {
    pub schema: Schema,
    /// Tables, columns and foreign keys.
    pub added: Vec<Id>,
    pub changed: Vec<Id>,
    pub dropped: Vec<Id>,
}

/// What a diagram shows of the way from one schema to another with the same ids.
pub fn outlook(before: &Schema, after: &Schema) -> Outlook {
    let mut outlook = Outlook { schema: after.clone(), ..Outlook::default() };
    for table in &after.tables {
        match before.table_by_id(table.id) {
            Some(was) => compare(was, table, &mut outlook),
            None => outlook.added.extend(parts(table)),
        }
    }
    for (place, was) in before.tables.iter().enumerate() {
        match outlook.schema.table_by_id_mut(was.id) {
            Some(table) => restore(was, table),
            None => {
                outlook.dropped.extend(parts(was));
                let place = place.min(outlook.schema.tables.len());
                outlook.schema.tables.insert(place, was.clone());
            }
        }
    }
    // A key that came back may name a table by what it was called.
    let now = outlook.schema.clone();
    let renamed = |name: &crate::schema::QualifiedName| {
        let was = before.table(name)?;
        now.table_by_id(was.id).map(|table| table.name.clone())
    };
    for table in &mut outlook.schema.tables {
        let gone = table.foreign_keys.iter_mut().filter(|key| outlook.dropped.contains(&key.id));
        gone.for_each(|key| {
            key.references.table = renamed(&key.references.table).unwrap_or(key.references.table.clone())
        });
    }
    outlook
}

/// A table with those of its parts that a diagram draws.
fn parts(table: &Table) -> Vec<Id> {
    let columns = table.columns.iter().map(|column| column.id);
    let keys = table.foreign_keys.iter().map(|key| key.id);
    [table.id].into_iter().chain(columns).chain(keys).collect()
}

fn compare(was: &Table, is: &Table, outlook: &mut Outlook) {
    if was == is {
        return;
    }
    outlook.changed.push(is.id);
    for column in &is.columns {
        match was.columns.iter().find(|other| other.id == column.id) {
            None => outlook.added.push(column.id),
            Some(other)
                if other != column || was.is_unique_column(&other.name) != is.is_unique_column(&column.name) =>
            {
                outlook.changed.push(column.id);
            }
            Some(_) => {}
        }
    }
    outlook.dropped.extend(was.columns.iter().map(|c| c.id).filter(|id| !is.columns.iter().any(|c| c.id == *id)));
    let keys = |table: &Table| table.foreign_keys.iter().map(|key| key.id).collect::<Vec<_>>();
    let (before, now) = (keys(was), keys(is));
    outlook.added.extend(now.iter().filter(|id| !before.contains(id)));
    outlook.dropped.extend(before.iter().filter(|id| !now.contains(id)));
    let changed = is.foreign_keys.iter().filter(|key| was.foreign_keys.iter().any(|k| k.id == key.id && k != *key));
    outlook.changed.extend(changed.map(|key| key.id));
}

/// Puts back the columns and foreign keys that a table has lost.
fn restore(was: &Table, table: &mut Table) {
    for (place, column) in was.columns.iter().enumerate() {
        if !table.columns.iter().any(|other| other.id == column.id) {
            table.columns.insert(place.min(table.columns.len()), column.clone());
        }
    }
    for key in &was.foreign_keys {
        if !table.foreign_keys.iter().any(|other| other.id == key.id) {
            table.foreign_keys.push(key.clone());
        }
    }
}

impl Table {
    fn is_unique_column(&self, name: &str) -> bool {
        self.uniques.iter().any(|unique| unique.columns == [name])
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::dialect::Dialect;
    use crate::nl::Options;
    use crate::refine::refine;
    use crate::sql;

    fn shop() -> Schema {
        sql::parse(include_str!("tests/shop.sql"), Dialect::PostgreSql).schema
    }

    fn steps(schema: &Schema, request: &str) -> Vec<Step> {
        refine(schema, request, &Options::default(), Dialect::PostgreSql).steps
    }

    /// Which steps of a request are taken, and which cannot be, when these are wanted.
    fn check(request: &str, wanted: &[bool], taken: &[bool], resting: &[bool]) {
        let schema = shop();
        let steps = steps(&schema, request);
        let choice = choose(&schema, &steps, wanted);
        assert_eq!((choice.taken.as_slice(), choice.resting.as_slice()), (taken, resting), "{request}");
    }

    #[test]
    fn a_step_goes_only_with_those_that_it_rests_on() {
        let three = "Add a nickname to users. Rename users.nickname to alias. Add suppliers.";
        check(three, &[true, true, true], &[true, true, true], &[false, false, false]);
        check(three, &[false, true, true], &[false, false, true], &[false, true, false]);
        check(three, &[true, false, false], &[true, false, false], &[false, false, false]);
        check(three, &[], &[false, false, false], &[false, true, false]);
    }

    /// The names of what an outlook adds, changes and drops.
    fn seen(request: &str) -> [Vec<String>; 3] {
        let before = shop();
        let steps = steps(&before, request);
        let choice = choose(&before, &steps, &vec![true; steps.len()]);
        let outlook = outlook(&before, &choice.schema);
        let name = |id: &Id| {
            let table = outlook.schema.table_of(*id)?;
            let column = table.columns.iter().find(|column| column.id == *id);
            let is_key = table.foreign_keys.iter().any(|key| key.id == *id);
            (!is_key).then(|| column.map_or(table.name.to_string(), |column| format!("{}.{}", table.name, column.name)))
        };
        [&outlook.added, &outlook.changed, &outlook.dropped].map(|ids| ids.iter().filter_map(name).collect())
    }

    #[test]
    fn an_outlook_shows_what_comes_and_what_goes() {
        let [added, changed, dropped] = seen("add a nickname to users");
        assert_eq!((added, changed, dropped.len()), (vec!["users.nickname".to_owned()], vec!["users".to_owned()], 0));
        let [added, _, dropped] = seen("drop wishlist items");
        assert!(added.is_empty() && dropped.contains(&"wishlist_items".to_owned()), "{dropped:?}");
        let [_, changed, dropped] = seen("remove email from users");
        assert_eq!((changed, dropped), (vec!["users".to_owned()], vec!["users.email".to_owned()]));
    }

    #[test]
    fn the_same_schema_twice_shows_nothing() {
        let schema = shop();
        assert_eq!(outlook(&schema, &schema), Outlook { schema, ..Outlook::default() });
    }
}
