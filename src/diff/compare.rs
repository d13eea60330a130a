//! The stages of a comparison: pair, drop, add and change, drop, add again, move.

use super::meaning;
use super::object::{BESIDE_TABLES, Kind, PARTS, ids, name, objects, parts, with_id};
use super::pair::pairs;
use super::rename::{self, Decided};
use super::state::State;
use super::{Options, Order, need, order};
use crate::dialect::Dialect;
use crate::schema::{Change, ForeignKey, Id, Index, Object, QualifiedName, Schema, Table, Unique};
use std::collections::{HashMap, HashSet};

pub(super) fn compare(from: &Schema, to: &Schema, options: &Options) -> (Vec<Change>, Decided) {
    let mut state = State::new(from);
    state.clear_names(to);
    let decided = rename::rename(&mut state, to, options);
    let mut work = Work { state, dialect: options.dialect, spelling: options.spelling, ..Work::default() };
    work.pair(to);
    work.drop_parts_and_views();
    work.add_and_change();
    work.drop_the_rest();
    work.add_what_is_missing();
    work.order(options.order);
    (work.state.changes, decided)
}

/// An object of the wanted schema with the id that it has, or will have, in the old one.
struct Wanted {
    /// The table that it is part of.
    parent: Option<Id>,
    object: Object,
    fate: Fate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    New,
    Kept,
    Changed,
    /// Only its name changed.
    Renamed,
}

/// Objects of one kind with their canonical forms.
struct Side<'a> {
    objects: Vec<Object>,
    forms: Vec<Object>,
    /// Sequences that a column brings along.
    implied: &'a HashSet<QualifiedName>,
}

impl Side<'_> {
    fn is_implied(&self, object: &Object) -> bool {
        matches!(object, Object::Sequence(sequence) if self.implied.contains(&sequence.name))
    }
}

#[derive(Default)]
struct Work {
    state: State,
    dialect: Dialect,
    spelling: bool,
    wanted: Vec<Wanted>,
    /// Places in `wanted`.
    by_id: HashMap<Id, usize>,
    /// Wanted ids by table and kind, in their order.
    lists: HashMap<(Option<Id>, Kind), Vec<Id>>,
    /// Elements of the old schema that the wanted one lacks; parts of such tables go with them.
    doomed: Vec<(Kind, Id)>,
    /// Wanted elements that were dropped because they stood in the way.
    set_aside: HashSet<Id>,
    /// Columns whose default was taken away for a while.
    disturbed: HashSet<Id>,
}

impl Work {
    /// Finds out what of the wanted schema is there, and what of the old one has to go.
    fn pair(&mut self, to: &Schema) {
        let from = self.state.schema.clone();
        let forms = match self.spelling {
            true => (from.clone(), to.clone()),
            false => (meaning::canonical(&from, self.dialect), meaning::canonical(to, self.dialect)),
        };
        let implied = match self.spelling {
            true => (HashSet::new(), HashSet::new()),
            false => (meaning::implied_sequences(&from), meaning::implied_sequences(to)),
        };
        for kind in BESIDE_TABLES {
            let old = Side { objects: objects(&from, kind), forms: objects(&forms.0, kind), implied: &implied.0 };
            let new = Side { objects: objects(to, kind), forms: objects(&forms.1, kind), implied: &implied.1 };
            self.pair_lists(None, kind, &old, &new);
        }
        let places: HashMap<&QualifiedName, usize> =
            from.tables.iter().enumerate().map(|(at, table)| (&table.name, at)).collect();
        let partners: Vec<Option<usize>> = to.tables.iter().map(|table| places.get(&table.name).copied()).collect();
        let kept: HashSet<usize> = partners.iter().flatten().copied().collect();
        let gone = from.tables.iter().enumerate().filter(|(at, _)| !kept.contains(at));
        self.doomed.extend(gone.map(|(_, table)| (Kind::Table, table.id)));
        for (at, partner) in partners.iter().enumerate() {
            let table = &to.tables[at];
            match partner {
                Some(partner) => {
                    let old = (&from.tables[*partner], &forms.0.tables[*partner]);
                    self.pair_tables(old, (table, &forms.1.tables[at]));
                }
                None => {
                    let table = numbered(table.clone(), &mut self.state.schema);
                    self.want(None, Object::Table(table), Fate::New);
                }
            }
        }
    }

    /// Pairs the parts of two tables, each given with its canonical form.
    fn pair_tables(&mut self, old: (&Table, &Table), new: (&Table, &Table)) {
        let header = |table: &Table| (table.comment.clone(), table.options.clone(), table.partitioning.clone());
        let same = header(old.1) == header(new.1);
        let object = match same {
            true => old.0.clone(),
            false => Table {
                comment: new.0.comment.clone(),
                options: new.0.options.clone(),
                partitioning: new.0.partitioning.clone(),
                ..old.0.clone()
            },
        };
        self.want(None, Object::Table(object), if same { Fate::Kept } else { Fate::Changed });
        let none = HashSet::new();
        for kind in PARTS {
            let side = |tables: (&Table, &Table)| (parts(tables.0, kind), parts(tables.1, kind));
            let ((old_objects, old_forms), (new_objects, new_forms)) = (side(old), side(new));
            let old = Side { objects: old_objects, forms: old_forms, implied: &none };
            let new = Side { objects: new_objects, forms: new_forms, implied: &none };
            self.pair_lists(Some(self.id_of_last_table()), kind, &old, &new);
        }
        if !self.spelling {
            self.forgive(old.0, new.0);
        }
    }

    fn id_of_last_table(&self) -> Id {
        self.lists.get(&(None, Kind::Table)).and_then(|ids| ids.last()).copied().unwrap_or_default()
    }

    fn pair_lists(&mut self, parent: Option<Id>, kind: Kind, old: &Side, new: &Side) {
        let partners = pairs(&old.forms, &new.forms);
        let kept: HashSet<usize> = partners.iter().flatten().copied().collect();
        for (at, object) in old.objects.iter().enumerate() {
            if !kept.contains(&at) && !old.is_implied(object) && !self.is_default_namespace(object) {
                self.doomed.push((kind, object.id()));
            }
        }
        for (at, partner) in partners.into_iter().enumerate() {
            let object = new.objects[at].clone();
            let old_pair = partner.map(|place| (&old.objects[place], &old.forms[place]));
            if old_pair.is_none() && (new.is_implied(&object) || self.is_default_namespace(&object)) {
                continue;
            }
            let id = old_pair.map_or_else(|| self.state.schema.fresh_id(), |(object, _)| object.id());
            let object = with_check_ids(with_id(object, id), old_pair.map(|pair| pair.0), &mut self.state.schema);
            let fate = match old_pair {
                None => Fate::New,
                Some((old, form)) => self.fate((old, form), (&object, &new.forms[at])),
            };
            self.want(parent, object, fate);
        }
    }

    /// What has to happen to an object, given with its canonical form, to become another one.
    fn fate(&self, old: (&Object, &Object), new: (&Object, &Object)) -> Fate {
        let renamable = is_named_part(new.0) && name(old.0).is_some() && name(new.0).is_some();
        if self.spelling {
            let only_name = renamable && old.0.clone().without_name() == new.0.clone().without_name();
            return match old.0 == new.0 {
                true => Fate::Kept,
                false if only_name => Fate::Renamed,
                false => Fate::Changed,
            };
        }
        if !meaning::same(old.1, new.1, self.dialect) {
            return Fate::Changed;
        }
        match is_named_part(new.0) && meaning::other_name(old.1, new.1, self.dialect) {
            true => Fate::Renamed,
            false => Fate::Kept,
        }
    }

    /// The namespace that is there without being made.
    fn is_default_namespace(&self, object: &Object) -> bool {
        let default = match self.dialect {
            Dialect::PostgreSql | Dialect::HeliosDb => "public",
            Dialect::SqlServer => "dbo",
            Dialect::Sqlite => "main",
            Dialect::MySql | Dialect::MariaDb | Dialect::Oracle => return false,
        };
        !self.spelling && matches!(object, Object::Namespace(o) if o.name == default)
    }

    /// Takes back what makes no difference between two tables of MySQL: a unique key is a unique index, and the index
    /// that a foreign key needs is there whether it is written or not.
    fn forgive(&mut self, old: &Table, new: &Table) {
        if !matches!(self.dialect, Dialect::MySql | Dialect::MariaDb) {
            return;
        }
        let gone: Vec<(Kind, Id)> = self.doomed.iter().filter(|(_, id)| old.part_ids().contains(id)).copied().collect();
        for (kind, id) in gone {
            let spared = match kind {
                Kind::Index => old.indexes.iter().find(|index| index.id == id).is_some_and(|index| {
                    is_unique_twin(index, new.uniques.iter(), old.uniques.iter())
                        || is_key_index(index, &new.foreign_keys) && !new.has_index_on(&columns_of(index))
                }),
                Kind::Unique => old.uniques.iter().find(|key| key.id == id).is_some_and(|key| {
                    let twin = |index: &&Index| index.unique && columns_of(index) == key.columns;
                    new.indexes.iter().any(|index| twin(&index)) && !old.indexes.iter().any(|index| twin(&index))
                }),
                _ => false,
            };
            if spared {
                self.doomed.retain(|(_, other)| *other != id);
            }
        }
        let table = self.id_of_last_table();
        let added: Vec<usize> = (0..self.wanted.len())
            .filter(|at| self.wanted[*at].parent == Some(table) && self.wanted[*at].fate == Fate::New)
            .collect();
        for at in added {
            let there = match &self.wanted[at].object {
                Object::Unique(key) => {
                    let twin = |index: &&Index| index.unique && columns_of(index) == key.columns;
                    old.indexes.iter().any(|index| twin(&index)) && !new.indexes.iter().any(|index| twin(&index))
                }
                Object::Index(index) => {
                    is_unique_twin(index, old.uniques.iter(), new.uniques.iter())
                        || is_key_index(index, &old.foreign_keys)
                            && is_key_name(index, &old.foreign_keys)
                            && !old.has_index_on(&columns_of(index))
                }
                _ => false,
            };
            if there {
                let id = self.wanted[at].object.id();
                self.wanted[at].fate = Fate::Kept;
                self.by_id.remove(&id);
                self.lists.values_mut().for_each(|ids| ids.retain(|other| *other != id));
            }
        }
    }

    fn want(&mut self, parent: Option<Id>, object: Object, fate: Fate) {
        let id = object.id();
        self.lists.entry((parent, Kind::of(&object))).or_default().push(id);
        self.by_id.insert(id, self.wanted.len());
        self.wanted.push(Wanted { parent, object, fate });
    }

    fn drop_parts_and_views(&mut self) {
        let order = [
            Kind::Opaque,
            Kind::View,
            Kind::ForeignKey,
            Kind::Index,
            Kind::Exclusion,
            Kind::Check,
            Kind::Unique,
            Kind::PrimaryKey,
        ];
        self.drop_doomed(&order);
    }

    fn drop_the_rest(&mut self) {
        self.drop_doomed(&[Kind::Column, Kind::Table, Kind::Sequence, Kind::Domain, Kind::Enum, Kind::Namespace]);
    }

    fn drop_doomed(&mut self, order: &[Kind]) {
        for kind in order {
            let ids: Vec<Id> = self.doomed.iter().filter(|(k, _)| k == kind).map(|(_, id)| *id).collect();
            for id in ids {
                self.drop(id, &mut HashSet::new());
            }
        }
    }

    /// Drops an element after everything that depends on it; what is wanted comes back later. Columns, and tables in
    /// a namespace, hold rows: where they still need a type, sequence or namespace, that stays.
    fn drop(&mut self, id: Id, visited: &mut HashSet<Id>) {
        if !visited.insert(id) || self.state.schema.object(id).is_none() {
            return;
        }
        for user in self.state.schema.dependents(id) {
            match self.state.schema.object(user) {
                Some(Object::Column(column)) if column.generated.is_none() => self.let_go(user),
                Some(Object::Table(_) | Object::Domain(_)) => return,
                _ => self.drop(user, visited),
            }
        }
        if self.state.push(Change::Drop { id }) && self.by_id.contains_key(&id) {
            self.set_aside.insert(id);
        }
    }

    /// Takes away a column's default, which mentions what is to be dropped.
    fn let_go(&mut self, id: Id) {
        if let Some(Object::Column(mut column)) = self.state.schema.object(id)
            && column.default.take().is_some()
            && self.state.push(Change::Modify { object: Object::Column(column) })
        {
            self.disturbed.insert(id);
        }
    }

    /// Types and sequences first, then tables and columns, then what names columns.
    fn add_and_change(&mut self) {
        for kind in [Kind::Namespace, Kind::Enum, Kind::Domain, Kind::Sequence, Kind::Table, Kind::Column] {
            self.each(kind, Self::add_or_change);
        }
        for kind in PARTS {
            self.each(kind, |work, at| {
                if matches!(work.wanted[at].fate, Fate::Changed | Fate::Renamed) {
                    work.add_or_change(at);
                }
            });
        }
    }

    fn add_what_is_missing(&mut self) {
        for kind in PARTS {
            self.each(kind, Self::add_or_change);
        }
        let texts: Vec<usize> = (0..self.wanted.len())
            .filter(|at| matches!(self.wanted[*at].object, Object::View(_) | Object::Opaque(_)) && self.has_work(*at))
            .collect();
        let objects: Vec<&Object> = texts.iter().map(|at| &self.wanted[*at].object).collect();
        for place in need::needed_first(&objects) {
            self.add_or_change(texts[place]);
        }
    }

    fn each(&mut self, kind: Kind, action: impl Fn(&mut Self, usize)) {
        for at in 0..self.wanted.len() {
            if Kind::of(&self.wanted[at].object) == kind {
                action(self, at);
            }
        }
    }

    fn has_work(&self, at: usize) -> bool {
        let id = self.wanted[at].object.id();
        self.wanted[at].fate != Fate::Kept || self.set_aside.contains(&id)
    }

    fn add_or_change(&mut self, at: usize) {
        let Wanted { parent, object, fate } = &self.wanted[at];
        let (parent, id, fate) = (*parent, object.id(), *fate);
        if fate == Fate::New || self.set_aside.contains(&id) {
            let wanted = self.lists.get(&(parent, Kind::of(object))).map_or(&[][..], Vec::as_slice);
            let at_place = order::place(&ids(&self.state.schema, parent, Kind::of(object)), wanted, id);
            let change = Change::Add { parent, object: object.clone(), at: at_place };
            if self.state.push(change) {
                self.set_aside.remove(&id);
                self.disturbed.remove(&id);
                self.wanted[at].fate = Fate::Kept;
            }
        } else if matches!(fate, Fate::Changed | Fate::Renamed) || self.disturbed.contains(&id) {
            let change = match (fate, name(object)) {
                (Fate::Renamed, Some(name)) => Change::Rename { id, name },
                _ => Change::Modify { object: object.clone() },
            };
            if self.state.push(change) {
                self.disturbed.remove(&id);
                self.wanted[at].fate = Fate::Kept;
            }
        }
    }

    fn order(&mut self, order: Order) {
        let mut lists: Vec<_> = self.lists.iter().map(|(place, ids)| (*place, ids.clone())).collect();
        lists.sort_by_key(|((parent, kind), _)| (*parent, *kind));
        for ((parent, kind), wanted) in lists {
            let counts = match order {
                Order::Free => false,
                Order::Columns => kind == Kind::Column,
                Order::All => true,
            };
            if counts {
                for (id, at) in order::moves(&ids(&self.state.schema, parent, kind), &wanted) {
                    self.state.push(Change::Move { id, at });
                }
            }
        }
    }
}

/// A table that is new: it and its parts get ids of their own.
fn numbered(mut table: Table, schema: &mut Schema) -> Table {
    table.id = schema.fresh_id();
    table.columns.iter_mut().for_each(|o| o.id = schema.fresh_id());
    table.primary_key.iter_mut().for_each(|o| o.id = schema.fresh_id());
    table.uniques.iter_mut().for_each(|o| o.id = schema.fresh_id());
    table.foreign_keys.iter_mut().for_each(|o| o.id = schema.fresh_id());
    table.checks.iter_mut().for_each(|o| o.id = schema.fresh_id());
    table.exclusions.iter_mut().for_each(|o| o.id = schema.fresh_id());
    table.indexes.iter_mut().for_each(|o| o.id = schema.fresh_id());
    table
}

/// The checks within a domain keep the ids of the old domain's, one by one.
fn with_check_ids(mut object: Object, old: Option<&Object>, schema: &mut Schema) -> Object {
    if let Object::Domain(domain) = &mut object {
        let old: &[_] = if let Some(Object::Domain(old)) = old { &old.checks } else { &[] };
        for (at, check) in domain.checks.iter_mut().enumerate() {
            check.id = old.get(at).map_or_else(|| schema.fresh_id(), |old| old.id);
        }
    }
    object
}

/// Constraints and indexes, whose names can change without anything else.
fn is_named_part(object: &Object) -> bool {
    PARTS.contains(&Kind::of(object)) && Kind::of(object) != Kind::Column
}

fn columns_of(index: &Index) -> Vec<String> {
    match index.columns().len() == index.keys.len() && index.keys.iter().all(|key| key.prefix.is_none()) {
        true => index.columns().into_iter().map(str::to_owned).collect(),
        false => Vec::new(),
    }
}

/// Whether a unique index is a unique key there, which has no twin of its own here.
fn is_unique_twin<'a>(
    index: &Index,
    mut there: impl Iterator<Item = &'a Unique>,
    mut here: impl Iterator<Item = &'a Unique>,
) -> bool {
    let columns = columns_of(index);
    index.unique && there.any(|key| key.columns == columns) && !here.any(|key| key.columns == columns)
}

/// Whether an index is one that a foreign key makes for itself.
fn is_key_index(index: &Index, keys: &[ForeignKey]) -> bool {
    let columns = columns_of(index);
    !index.unique && index.method.is_none() && keys.iter().any(|key| key.columns == columns)
}

/// Whether it also has the name that MySQL gives to such an index: the constraint's, or the first column's.
fn is_key_name(index: &Index, keys: &[ForeignKey]) -> bool {
    let Some(name) = &index.name else { return true };
    keys.iter().any(|key| key.name.as_ref() == Some(name) || key.columns.first() == Some(name))
}
