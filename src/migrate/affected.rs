//! What does not change itself but stands on something that does.

use super::implied::{covers, leading_keys};
use super::strategy::beside;
use crate::dialect::Dialect;
use crate::dialect::facts::Enums;
use crate::schema::{
    Column, ColumnType, Expression, ForeignKey, Id, Index, IndexPart, Object, QualifiedName, Schema, Table,
};
use std::collections::HashSet;

/// Ids of elements that are taken away before the change and put back after it.
#[derive(Debug, Default)]
pub(super) struct Affected {
    /// Keys, checks, exclusions and indexes.
    pub parts: HashSet<Id>,
    /// Generated columns, and columns that become generated or ordinary.
    pub columns: HashSet<Id>,
    /// Columns that change their type by way of a second column, and their indexes, which do not go meanwhile.
    pub beside: HashSet<Id>,
    /// Views and opaque objects.
    pub objects: HashSet<Id>,
}

/// A column that changes so that what is built on it cannot stay.
struct Moved<'a> {
    table: &'a Table,
    column: &'a Column,
    /// Whether comparisons written for the old type may not fit the new one.
    family: bool,
    /// Whether the column is dropped, perhaps to be made anew.
    goes: bool,
}

/// What is affected; names are those of `mid`, except in the texts of views and opaque objects, which are the old ones.
pub(super) fn affected([old, mid, new]: [&Schema; 3], dialect: Dialect, offline: bool) -> Affected {
    let mut affected = Affected::default();
    if dialect == Dialect::Sqlite {
        affected.objects = super::rebuild::affected_objects(old, mid, new);
        return affected;
    }
    columns(mid, new, &mut affected);
    let moved = moved(mid, new, dialect, &affected);
    if !moved.is_empty() {
        let strict = matches!(dialect, Dialect::MySql | Dialect::MariaDb);
        parts(mid, new, &moved, strict, &mut affected);
    }
    if matches!(dialect, Dialect::MySql | Dialect::MariaDb) {
        serving_indexes(mid, new, &mut affected);
    }
    if matches!(dialect, Dialect::PostgreSql | Dialect::HeliosDb | Dialect::SqlServer) {
        objects([old, new], dialect, &moved, &mut affected);
    }
    if !offline {
        affected.beside = beside::columns(mid, new, dialect);
        let indexes = beside::indexes(mid, new, &affected.beside);
        affected.parts.retain(|id| !indexes.contains(id));
        affected.beside.extend(indexes);
    }
    affected
}

/// Columns that are dropped and made anew, because no statement changes them in place.
fn columns(mid: &Schema, new: &Schema, affected: &mut Affected) {
    for (old_table, new_table) in pairs(mid, new) {
        for column in &old_table.columns {
            let Some(wanted) = new_table.columns.iter().find(|wanted| wanted.id == column.id) else { continue };
            let computed = column.generated.is_some() || wanted.generated.is_some();
            let differs = column.generated != wanted.generated || column.data_type != wanted.data_type;
            let rests = column.generated.as_ref().is_some_and(|generated| {
                old_table.columns.iter().any(|base| {
                    let fate = new_table.columns.iter().find(|kept| kept.id == base.id);
                    generated.expression.mentions(&base.name)
                        && fate.is_none_or(|kept| kept.data_type != base.data_type)
                })
            });
            if computed && (differs || rests) {
                affected.columns.insert(column.id);
            }
        }
    }
}

fn moved<'a>(mid: &'a Schema, new: &Schema, dialect: Dialect, affected: &Affected) -> Vec<Moved<'a>> {
    let mut moved = Vec::new();
    for table in &mid.tables {
        let wanted = new.tables.iter().find(|wanted| wanted.id == table.id);
        for column in &table.columns {
            let fate = wanted.and_then(|wanted| wanted.columns.iter().find(|kept| kept.id == column.id));
            let goes = fate.is_none() || affected.columns.contains(&column.id);
            let retyped =
                fate.is_some_and(|kept| kept.data_type != column.data_type || kept.collation != column.collation);
            let remade = dialect.facts().enums == Enums::Type && is_remade(mid, new, &column.data_type);
            if goes || retyped || remade {
                let family =
                    goes || remade || fate.is_some_and(|kept| !column.data_type.comparable_with(&kept.data_type));
                moved.push(Moved { table, column, family, goes });
            }
        }
    }
    moved
}

/// Whether the type is an enum that loses values or their order, for which a new type takes its place.
fn is_remade(mid: &Schema, new: &Schema, data_type: &ColumnType) -> bool {
    match data_type {
        ColumnType::Array(element) => is_remade(mid, new, element),
        ColumnType::Named(name) => {
            let Some(old) = mid.enum_named(name) else { return false };
            let Some(wanted) = new.enums.iter().find(|wanted| wanted.id == old.id) else { return false };
            let mut values = wanted.values.iter();
            !old.values.iter().all(|value| values.any(|own| own == value))
        }
        _ => false,
    }
}

fn pairs<'a>(mid: &'a Schema, new: &'a Schema) -> impl Iterator<Item = (&'a Table, &'a Table)> {
    mid.tables.iter().filter_map(|old| Some((old, new.tables.iter().find(|table| table.id == old.id)?)))
}

/// `strict` dialects change no column that a reference holds, whatever its new type.
fn parts(mid: &Schema, new: &Schema, moved: &[Moved], strict: bool, affected: &mut Affected) {
    for Moved { table, column, family, goes } in moved {
        let name = column.name.as_str();
        if *goes {
            let keys = table
                .primary_key
                .iter()
                .map(|o| (o.id, &o.columns))
                .chain(table.uniques.iter().map(|o| (o.id, &o.columns)));
            affected.parts.extend(keys.filter(|(_, columns)| columns.iter().any(|own| own == name)).map(|(id, _)| id));
        }
        if *family {
            affected.parts.extend(table.checks.iter().filter(|o| o.expression.mentions(name)).map(|o| o.id));
            affected.parts.extend(table.indexes.iter().filter(|o| index_mentions(o, name, *goes)).map(|o| o.id));
            let mentions =
                |o: &&crate::schema::Exclusion| o.elements.iter().any(|element| element.expression.mentions(name));
            affected.parts.extend(table.exclusions.iter().filter(mentions).map(|o| o.id));
        }
    }
    let wants = |id: Id| new.tables.iter().flat_map(|table| &table.foreign_keys).any(|key| key.id == id);
    for child in &mid.tables {
        for key in child.foreign_keys.iter().filter(|key| wants(key.id)) {
            let touched = moved.iter().any(|moved| (strict || moved.family) && touches(mid, child, key, moved));
            let unkeyed = mid.table(&key.references.table).is_some_and(|parent| {
                let referred = mid.referenced_columns(key);
                let loses = |id: Id, columns: &[String]| {
                    columns == referred && (affected.parts.contains(&id) || key_is_gone(new, parent.id, id, columns))
                };
                let keys = parent
                    .primary_key
                    .iter()
                    .map(|o| (o.id, &o.columns))
                    .chain(parent.uniques.iter().map(|o| (o.id, &o.columns)));
                keys.into_iter().any(|(id, columns)| loses(id, columns))
            });
            if touched || unkeyed {
                affected.parts.insert(key.id);
            }
        }
    }
}

/// MySQL's references hold on to the indexes that serve them, so they go when such an index goes.
fn serving_indexes(mid: &Schema, new: &Schema, affected: &mut Affected) {
    let mut going: HashSet<Id> = HashSet::new();
    for table in &mid.tables {
        let wanted = new.tables.iter().find(|wanted| wanted.id == table.id);
        let kept = wanted.map(leading_keys).unwrap_or_default();
        going.extend(leading_keys(table).into_iter().filter(|key| !kept.contains(key)).map(|(id, _)| id));
    }
    let served = |table: &Table, columns: &[String]| {
        leading_keys(table).iter().any(|(id, key)| going.contains(id) && covers(key, columns))
    };
    for child in &mid.tables {
        for key in &child.foreign_keys {
            let parent =
                mid.table(&key.references.table).is_some_and(|parent| served(parent, &mid.referenced_columns(key)));
            if parent || served(child, &key.columns) {
                affected.parts.insert(key.id);
            }
        }
    }
}

/// Whether the new table lacks this key or has it on other columns.
fn key_is_gone(new: &Schema, table: Id, key: Id, columns: &[String]) -> bool {
    let Some(table) = new.tables.iter().find(|own| own.id == table) else { return true };
    let keys =
        table.primary_key.iter().map(|o| (o.id, &o.columns)).chain(table.uniques.iter().map(|o| (o.id, &o.columns)));
    !keys.into_iter().any(|(id, own)| id == key && own == columns)
}

fn touches(mid: &Schema, child: &Table, key: &ForeignKey, moved: &Moved) -> bool {
    let own = child.id == moved.table.id && key.columns.contains(&moved.column.name);
    let referred = key.references.table == moved.table.name && mid.referenced_columns(key).contains(&moved.column.name);
    own || referred
}

/// Whether an index cannot stay as it is: its expressions and condition may not fit another type.
fn index_mentions(index: &Index, column: &str, plain: bool) -> bool {
    index.keys.iter().any(|key| match &key.part {
        IndexPart::Column(name) => name == column && (plain || key.operator_class.is_some()),
        IndexPart::Expression(expression) => expression.mentions(column),
    }) || index.predicate.as_ref().is_some_and(|predicate| predicate.mentions(column))
        || plain && index.include.iter().any(|name| name == column)
        // GIN and GiST know other types by other operator classes.
        || index.method.is_some() && index.keys.iter().any(|key| key.as_column() == Some(column))
}

/// Views, triggers, policies and rules over columns that change, and what is built on those views.
fn objects([old, new]: [&Schema; 2], dialect: Dialect, moved: &[Moved], affected: &mut Affected) {
    // The texts are the old ones, so the names must be too.
    let old_names: Vec<(&QualifiedName, &str)> = moved
        .iter()
        .filter_map(|moved| {
            let table = old.table_by_id(moved.table.id)?;
            let column = table.columns.iter().find(|column| column.id == moved.column.id)?;
            Some((&table.name, column.name.as_str()))
        })
        .collect();
    let hit = |text: &str, stars: bool| {
        let text = Expression::new(text);
        old_names.iter().any(|(table, column)| {
            text.mentions(&table.name) && (text.mentions(column) || stars && text.as_str().contains('*'))
        })
    };
    let stays = |id: Id| new.object(id).is_some();
    let changed = |id: Id, text: &str| match new.object(id) {
        Some(Object::View(view)) => view.query != text,
        Some(Object::Opaque(object)) => object.sql != text,
        _ => true,
    };
    let mut stack: Vec<(Id, String)> = Vec::new();
    for view in &old.views {
        if hit(&view.query, true) && stays(view.id) {
            affected.objects.insert(view.id);
        }
        if hit(&view.query, true) || changed(view.id, &view.query) {
            stack.push((view.id, view.name.name.clone()));
        }
    }
    for object in &old.opaque {
        let on_columns = matches!(object.kind.as_str(), "trigger" | "policy" | "rule" | "statistics");
        if on_columns && hit(&object.sql, false) && stays(object.id) {
            affected.objects.insert(object.id);
        }
        if object.kind == "function"
            && changed(object.id, &object.sql)
            && !super::opaque::replaceable(object, new, dialect)
        {
            stack.extend(super::opaque::made(&object.sql).map(|made| (object.id, made.name.name)));
        }
    }
    let mut seen: HashSet<Id> = stack.iter().map(|(id, _)| *id).collect();
    while let Some((id, name)) = stack.pop() {
        for view in
            old.views.iter().filter(|view| view.id != id && Expression::new(view.query.as_str()).mentions(&name))
        {
            if stays(view.id) {
                affected.objects.insert(view.id);
            }
            if seen.insert(view.id) {
                stack.push((view.id, view.name.name.clone()));
            }
        }
        for object in old.opaque.iter().filter(|o| o.id != id && super::opaque::rests_on(o, &name)) {
            if stays(object.id) {
                affected.objects.insert(object.id);
            }
        }
    }
}
