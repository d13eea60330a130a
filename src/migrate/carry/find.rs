//! Seeing that a column which goes and one which comes are the same.

use super::{Carry, Link, Pairs, Values};
use crate::dialect::Dialect;
use crate::schema::{Column, ColumnType, ForeignKey, Id, QualifiedName, Schema, Table, singular, words};
use std::collections::{HashMap, HashSet};

/// A table that loses columns: as it was under the new names, and as it will be if it stays.
struct Source<'a> {
    table: &'a Table,
    kept: Option<&'a Table>,
    gone: Vec<&'a Column>,
}

/// What moves from one table to another between two schemas whose elements have the same ids as far as they stay.
///
/// Certain enough is a column that comes under the name and type of one that goes, in a table that a foreign key links
/// with the old one; or, where a table goes as a whole, several new tables that its columns make.
pub(in crate::migrate) fn found(mid: &Schema, new: &Schema, dialect: Dialect) -> Vec<Carry> {
    let kept: HashMap<Id, &Table> = new.tables.iter().map(|table| (table.id, table)).collect();
    let sources: Vec<Source> =
        mid.tables.iter().filter_map(|table| source(table, kept.get(&table.id).copied())).collect();
    if sources.is_empty() {
        return Vec::new();
    }
    let old: HashSet<Id> = mid.tables.iter().map(|table| table.id).collect();
    let by_name: HashMap<&QualifiedName, &Source> = sources.iter().map(|source| (&source.table.name, source)).collect();
    let referring = referring(new, &by_name);
    let mut carries = Vec::new();
    for table in new.tables.iter().filter(|table| !old.contains(&table.id)) {
        let mut near: Vec<&Source> =
            table.foreign_keys.iter().filter_map(|key| by_name.get(&key.references.table).copied()).collect();
        near.extend(referring.get(&table.name).into_iter().flatten());
        let best = near.into_iter().filter_map(|source| into_new(new, source, table));
        carries.extend(best.max_by_key(|carry| carry.pairs().len()));
    }
    carries.extend(parts(new, &sources, &old, &carries));
    carries = parents_first(new, carries);
    if dialect == Dialect::Sqlite {
        // A column that a table of SQLite loses or gets is a table made anew; only new tables can be filled before.
        carries.retain(|carry| !matches!(carry.link, Link::Numbered { .. }));
        return carries;
    }
    carries.extend(between(mid, new, &sources));
    carries
}

/// Rows that others refer to come first; where tables refer to each other in a circle, in the order given.
fn parents_first(new: &Schema, carries: Vec<Carry>) -> Vec<Carry> {
    let ids: HashMap<&QualifiedName, Id> = new.tables.iter().map(|table| (&table.name, table.id)).collect();
    let parents = |carry: &Carry| -> HashSet<Id> {
        let table = new.tables.iter().find(|table| table.id == carry.to);
        let keys = table.into_iter().flat_map(|table| &table.foreign_keys);
        keys.filter_map(|key| ids.get(&key.references.table).copied()).filter(|id| *id != carry.to).collect()
    };
    let mut waiting: Vec<(Carry, HashSet<Id>)> = carries.into_iter().map(|c| (c.clone(), parents(&c))).collect();
    let mut ordered = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let open: HashSet<Id> = waiting.iter().map(|(carry, _)| carry.to).collect();
        let next = waiting.iter().position(|(_, parents)| parents.is_disjoint(&open)).unwrap_or_default();
        ordered.push(waiting.remove(next).0);
    }
    ordered
}

fn source<'a>(table: &'a Table, kept: Option<&'a Table>) -> Option<Source<'a>> {
    let stays = |column: &&Column| kept.is_some_and(|kept| kept.columns.iter().any(|own| own.id == column.id));
    let gone: Vec<&Column> = table.columns.iter().filter(|c| !stays(c) && c.generated.is_none()).collect();
    (!gone.is_empty()).then_some(Source { table, kept, gone })
}

/// By the name of a table, the losing tables that refer to it.
fn referring<'a>(
    new: &'a Schema,
    by_name: &HashMap<&QualifiedName, &'a Source<'a>>,
) -> HashMap<&'a QualifiedName, Vec<&'a Source<'a>>> {
    let mut referring: HashMap<&QualifiedName, Vec<&Source>> = HashMap::new();
    for table in &new.tables {
        let Some(source) = by_name.get(&table.name).filter(|source| source.kept.is_some()) else { continue };
        for key in &table.foreign_keys {
            referring.entry(&key.references.table).or_default().push(source);
        }
    }
    referring
}

/// What a new table gets from a table that stays.
fn into_new(new: &Schema, source: &Source, table: &Table) -> Option<Carry> {
    let kept = source.kept?;
    let had = |name: &String| source.table.column(name).is_some_and(|old| kept.columns.iter().any(|c| c.id == old.id));
    let carry = |link: Link, values: Values| Carry { from: source.table.id, to: table.id, link, values };
    for key in kept.foreign_keys.iter().filter(|key| key.references.table == table.name) {
        let referred = new.referenced_columns(key);
        if key.columns.iter().all(had) && referred.len() == key.columns.len() {
            let pairs: Pairs = key.columns.iter().cloned().zip(referred.iter().cloned()).collect();
            let moved = moved(source, table, &referred);
            if !moved.is_empty() && table.is_unique(&referred) && is_complete(table, &moved, &referred) {
                return Some(carry(Link::Natural(pairs), Values::Columns(moved)));
            }
        } else if let ([reference], [number]) = (key.columns.as_slice(), referred.as_slice()) {
            let mut moved = moved(source, table, &referred);
            if moved.is_empty() {
                moved.extend(looked_up(source, table, reference, number));
            }
            if !moved.is_empty() && is_numbered(table, number) && is_complete(table, &moved, &referred) {
                let link = Link::Numbered { reference: reference.clone(), key: number.clone() };
                return Some(carry(link, Values::Columns(moved)));
            }
        }
    }
    let to_source = |key: &&ForeignKey| key.references.table == source.table.name;
    table.foreign_keys.iter().filter(to_source).find_map(|key| {
        let referred = new.referenced_columns(key);
        let known = referred.iter().all(had) && referred.len() == key.columns.len();
        let pairs: Pairs = referred.iter().cloned().zip(key.columns.iter().cloned()).collect();
        let values = known.then(|| child_values(source, table, &key.columns))??;
        Some(carry(Link::Child(pairs), values))
    })
}

/// What rows of a new table that refer to the old one consist of.
fn child_values(source: &Source, table: &Table, reference: &[String]) -> Option<Values> {
    let mut moved = moved(source, table, reference);
    if moved.iter().any(|(from, _)| !is_usual(from)) {
        moved.extend(copied(source, table, &moved, reference));
        return is_complete(table, &moved, reference).then_some(Values::Columns(moved));
    }
    numbers(source, table, reference).or_else(|| list(source, table, reference))
}

/// Columns of the new table that were columns of the old one, outside of those that link the tables.
fn moved(source: &Source, table: &Table, link: &[String]) -> Pairs {
    let owner = words(&singular(&table.name.name));
    let mut used: HashSet<&str> = HashSet::new();
    let mut pairs = Vec::new();
    for column in table.columns.iter().filter(|column| column.generated.is_none() && !link.contains(&column.name)) {
        let name = words(&column.name);
        let long = [owner.clone(), name.clone()].concat();
        let fits = |old: &&&Column| {
            let own = words(&old.name);
            !used.contains(old.name.as_str())
                && (own == name || own == long)
                && old.data_type.comparable_with(&column.data_type)
                && old.identity.is_none()
        };
        if let Some(old) = source.gone.iter().find(fits) {
            used.insert(&old.name);
            pairs.push((old.name.clone(), column.name.clone()));
        }
    }
    pairs
}

/// `city` of the old table as the name of a row of `cities`, to which `city_id` leads.
fn looked_up(source: &Source, table: &Table, reference: &str, key: &str) -> Option<(String, String)> {
    let owner = words(&singular(&table.name.name));
    let mut led = words(reference);
    led.truncate(led.len().saturating_sub(1));
    let thing = |column: &&&Column| {
        let own = words(&column.name);
        own == owner || own == led
    };
    let old = source.gone.iter().find(thing)?;
    let calls = |column: &&Column| {
        let own = words(&column.name);
        let plain = matches!(
            own.last().map(String::as_str),
            Some("name" | "label" | "title" | "value" | "code" | "description")
        );
        (plain || own == owner) && column.name != key && column.data_type.comparable_with(&old.data_type)
    };
    let mut named = table.columns.iter().filter(calls);
    let column = named.next()?;
    Some((old.name.clone(), column.name.clone()))
}

/// Columns that the new table must have and that stay in the old one as well.
fn copied(source: &Source, table: &Table, moved: &Pairs, link: &[String]) -> Pairs {
    let open = table.columns.iter().filter(|column| is_required(column) && !link.contains(&column.name));
    let open = open.filter(|column| !moved.iter().any(|(_, to)| *to == column.name));
    let same = |column: &Column| {
        let old = source.table.column(&column.name)?;
        old.data_type.comparable_with(&column.data_type).then(|| (old.name.clone(), column.name.clone()))
    };
    open.filter_map(same).collect()
}

fn is_required(column: &Column) -> bool {
    !column.nullable && column.default.is_none() && column.identity.is_none() && column.generated.is_none()
}

/// Whether every column that must have a value gets one.
fn is_complete(table: &Table, moved: &Pairs, link: &[String]) -> bool {
    let given = |column: &Column| {
        link.contains(&column.name)
            || moved.iter().any(|(_, to)| *to == column.name)
            || table.key_columns() == [column.name.clone()] && is_numbered(table, &column.name)
    };
    table.columns.iter().filter(|column| is_required(column)).all(given)
}

/// Whether rows get their key by themselves, or can be given one by counting.
fn is_numbered(table: &Table, key: &str) -> bool {
    table
        .column(key)
        .is_some_and(|column| column.identity.is_some() || column.default.is_some() || column.data_type.is_integer())
}

/// `phone1`, `phone2` of the old table are rows of the new one with a `phone` each.
fn numbers(source: &Source, table: &Table, reference: &[String]) -> Option<Values> {
    let own = table.columns.iter().filter(|column| !reference.contains(&column.name));
    let mut rows: Vec<Pairs> = Vec::new();
    let mut given: Vec<String> = reference.to_vec();
    for column in own {
        let stem = words(&column.name).concat();
        let numbered = |number: usize| {
            let named = |old: &&&Column| {
                let name = words(&old.name).concat();
                let bare = number == 1 && name == stem;
                (bare || name == format!("{stem}{number}")) && old.data_type.comparable_with(&column.data_type)
            };
            source.gone.iter().find(named)
        };
        let run: Vec<&&Column> = (1..=99).map_while(numbered).collect();
        if run.len() < 2 || !rows.is_empty() && rows.len() != run.len() {
            continue;
        }
        rows.resize(run.len(), Vec::new());
        rows.iter_mut().zip(run).for_each(|(row, old)| row.push((old.name.clone(), column.name.clone())));
        given.push(column.name.clone());
    }
    let counts = |column: &&Column| {
        let last = words(&column.name).pop().unwrap_or_default();
        let told = ["position", "number", "no", "nr", "sequence", "seq", "ordinal", "rank", "sort", "index", "place"];
        column.data_type.is_integer() && (column.name == "position_number" || told.contains(&last.as_str()))
    };
    let position = table.columns.iter().filter(|column| !given.contains(&column.name)).find(counts);
    let position = position.map(|column| column.name.clone());
    given.extend(position.clone());
    (!rows.is_empty() && is_complete(table, &Vec::new(), &given)).then_some(Values::Numbers { position, rows })
}

/// `tags` of the old table holds the `tag`s of the new one.
fn list(source: &Source, table: &Table, reference: &[String]) -> Option<Values> {
    let pair = |column: &Column| {
        let name = words(&column.name).join("_");
        let holds = |old: &&&Column| {
            let own = words(&old.name).join("_");
            let listed = matches!(old.data_type, ColumnType::Array(_)) || old.data_type.is_text();
            listed && own != name && singular(&own) == name
        };
        source.gone.iter().find(holds).map(|old| (old.name.clone(), column.name.clone()))
    };
    let own = table.columns.iter().filter(|column| !reference.contains(&column.name));
    let (from, to) = own.filter(|column| column.data_type.is_text() || column.data_type.is_numeric()).find_map(pair)?;
    let given = [reference, std::slice::from_ref(&to)].concat();
    is_complete(table, &Vec::new(), &given).then_some(Values::List { from, to })
}

/// New tables that a table which goes is split into: at least two, each with columns that no other one has.
fn parts(new: &Schema, sources: &[Source], old: &HashSet<Id>, carries: &[Carry]) -> Vec<Carry> {
    let mut found = Vec::new();
    let fresh = |table: &&Table| !old.contains(&table.id) && !carries.iter().any(|carry| carry.to == table.id);
    let fresh: Vec<&Table> = new.tables.iter().filter(fresh).collect();
    let mut by_column: HashMap<String, Vec<&Table>> = HashMap::new();
    for table in &fresh {
        let owner = words(&singular(&table.name.name)).concat();
        for column in &table.columns {
            let name = words(&column.name).concat();
            by_column.entry(format!("{owner}{name}")).or_default().push(table);
            by_column.entry(name).or_default().push(table);
        }
    }
    for source in sources.iter().filter(|source| source.kept.is_none()) {
        let shared: Vec<&Table> = source
            .gone
            .iter()
            .filter_map(|column| by_column.get(&words(&column.name).concat()))
            .flatten()
            .copied()
            .collect();
        let mut seen = HashSet::new();
        let split: Vec<(&Table, Pairs)> = shared
            .into_iter()
            .filter(|table| seen.insert(table.id))
            .map(|table| (table, moved(source, table, &[])))
            .filter(|(table, moved)| is_part(source, table, moved))
            .collect();
        let own = |at: usize| {
            let only = |from: &String| {
                !split.iter().enumerate().any(|(other, (_, pairs))| other != at && pairs.iter().any(|(f, _)| f == from))
            };
            split.get(at).is_some_and(|(_, pairs)| pairs.iter().any(|(from, _)| only(from)))
        };
        if split.len() < 2 || !(0..split.len()).all(own) {
            continue;
        }
        for (table, pairs) in split {
            found.push(Carry { from: source.table.id, to: table.id, link: Link::Part, values: Values::Columns(pairs) });
        }
    }
    found
}

/// Names that many tables have, which tell nothing of where a column came from.
fn is_usual(column: &str) -> bool {
    let usual =
        ["id", "uuid", "name", "title", "description", "type", "status", "created_at", "updated_at", "deleted_at"];
    usual.contains(&words(column).join("_").as_str())
}

/// Whether a new table can be made of the columns of one that goes: it has a key of them and a value beside it.
fn is_part(source: &Source, table: &Table, moved: &Pairs) -> bool {
    let has = |name: &String| moved.iter().any(|(_, to)| to == name);
    let key = table.key_columns();
    let speaks = moved.iter().filter(|(from, to)| !key.contains(to) && !is_usual(from)).count();
    let inherits = source.table.key_columns().iter().all(|name| moved.iter().any(|(from, _)| from == name));
    !key.is_empty()
        && key.iter().all(has)
        && speaks > 0
        && is_complete(table, moved, &[])
        && (inherits || !key.iter().any(|name| name == "id"))
}

/// Columns that go from one table to another, both of which were there.
fn between(mid: &Schema, new: &Schema, sources: &[Source]) -> Vec<Carry> {
    let mut gone: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, source) in sources.iter().enumerate() {
        for column in &source.gone {
            gone.entry(words(&column.name).concat()).or_default().push(at);
        }
    }
    let before: HashMap<Id, &Table> = mid.tables.iter().map(|table| (table.id, table)).collect();
    let mut carries: Vec<Carry> = Vec::new();
    for table in &new.tables {
        let Some(old) = before.get(&table.id) else { continue };
        let arrived = table.columns.iter().filter(|column| {
            column.generated.is_none()
                && column.identity.is_none()
                && !old.columns.iter().any(|own| own.id == column.id)
        });
        for column in arrived.filter(|column| !table.in_foreign_key(&column.name)) {
            let places = gone.get(&words(&column.name).concat()).map_or(&[][..], Vec::as_slice);
            let links = places.iter().filter(|at| sources[**at].table.id != table.id).filter_map(|at| {
                let source = &sources[*at];
                let named = |old: &&&Column| {
                    words(&old.name) == words(&column.name) && old.data_type.comparable_with(&column.data_type)
                };
                Some((source, source.gone.iter().find(named)?, link(mid, source.table, old, table)?))
            });
            // One place is a move; several are a coincidence.
            let links: Vec<_> = links.collect();
            let [(source, from, link)] = links.as_slice() else { continue };
            let pair = (from.name.clone(), column.name.clone());
            let same = carries.iter_mut().find(|c| c.from == source.table.id && c.to == table.id && c.link == *link);
            match same {
                Some(Carry { values: Values::Columns(pairs), .. }) => pairs.push(pair),
                _ => carries.push(Carry {
                    from: source.table.id,
                    to: table.id,
                    link: link.clone(),
                    values: Values::Columns(vec![pair]),
                }),
            }
        }
    }
    carries.retain(|carry| carry.pairs().iter().any(|(from, _)| !is_usual(from)));
    carries
}

/// A reference that was there between two tables, over columns that the gaining one keeps.
fn link(mid: &Schema, from: &Table, to: &Table, wanted: &Table) -> Option<Link> {
    let keeps = |name: &String| to.column(name).is_some_and(|old| wanted.columns.iter().any(|c| c.id == old.id));
    let down = to.foreign_keys.iter().find(|key| key.references.table == from.name && key.columns.iter().all(keeps));
    if let Some(key) = down {
        return Some(Link::FromParent(
            mid.referenced_columns(key).into_iter().zip(key.columns.iter().cloned()).collect(),
        ));
    }
    let up = from
        .foreign_keys
        .iter()
        .find(|key| key.references.table == to.name && mid.referenced_columns(key).iter().all(keeps));
    up.map(|key| Link::ToParent(key.columns.iter().cloned().zip(mid.referenced_columns(key)).collect()))
}
