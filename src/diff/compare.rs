//! The stages of a comparison: pair, drop, add and change, drop, add again, move.

use super::object::{BESIDE_TABLES, Kind, PARTS, ids, objects, parts, with_id};
use super::pair::pairs;
use super::rename::{self, Decided};
use super::state::State;
use super::{Options, Order, order};
use crate::schema::{Change, Id, Object, QualifiedName, Schema, Table};
use std::collections::{HashMap, HashSet};

pub(super) fn compare(from: &Schema, to: &Schema, options: &Options) -> (Vec<Change>, Decided) {
    let mut state = State::new(from);
    state.clear_names(to);
    let decided = rename::rename(&mut state, to, options);
    let mut work = Work { state, ..Work::default() };
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
}

#[derive(Default)]
struct Work {
    state: State,
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
        for kind in BESIDE_TABLES {
            self.pair_lists(None, kind, objects(&self.state.schema, kind), objects(to, kind));
        }
        let places: HashMap<&QualifiedName, usize> =
            self.state.schema.tables.iter().enumerate().map(|(at, table)| (&table.name, at)).collect();
        let partners: Vec<Option<usize>> = to.tables.iter().map(|table| places.get(&table.name).copied()).collect();
        let kept: HashSet<usize> = partners.iter().flatten().copied().collect();
        let gone = self.state.schema.tables.iter().enumerate().filter(|(at, _)| !kept.contains(at));
        self.doomed.extend(gone.map(|(_, table)| (Kind::Table, table.id)));
        for (table, partner) in to.tables.iter().zip(partners) {
            match partner.and_then(|at| self.state.schema.tables.get(at)).cloned() {
                Some(old) => self.pair_tables(&old, table),
                None => {
                    let table = numbered(table.clone(), &mut self.state.schema);
                    self.want(None, Object::Table(table), Fate::New);
                }
            }
        }
    }

    fn pair_tables(&mut self, old: &Table, new: &Table) {
        let header = Table {
            comment: new.comment.clone(),
            options: new.options.clone(),
            partitioning: new.partitioning.clone(),
            ..old.clone()
        };
        let fate = if header == *old { Fate::Kept } else { Fate::Changed };
        self.want(None, Object::Table(header), fate);
        for kind in PARTS {
            self.pair_lists(Some(old.id), kind, parts(old, kind), parts(new, kind));
        }
    }

    fn pair_lists(&mut self, parent: Option<Id>, kind: Kind, old: Vec<Object>, new: Vec<Object>) {
        let partners = pairs(&old, &new);
        let kept: HashSet<usize> = partners.iter().flatten().copied().collect();
        self.doomed.extend(old.iter().enumerate().filter(|(at, _)| !kept.contains(at)).map(|(_, o)| (kind, o.id())));
        for (object, partner) in new.into_iter().zip(partners) {
            let old = partner.and_then(|at| old.get(at));
            let id = old.map_or_else(|| self.state.schema.fresh_id(), Object::id);
            let object = with_check_ids(with_id(object, id), old, &mut self.state.schema);
            let fate = match old {
                None => Fate::New,
                Some(old) if *old == object => Fate::Kept,
                Some(_) => Fate::Changed,
            };
            self.want(parent, object, fate);
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
                if work.wanted[at].fate == Fate::Changed {
                    work.add_or_change(at);
                }
            });
        }
    }

    fn add_what_is_missing(&mut self) {
        for kind in PARTS.into_iter().chain([Kind::View, Kind::Opaque]) {
            self.each(kind, Self::add_or_change);
        }
    }

    fn each(&mut self, kind: Kind, action: impl Fn(&mut Self, usize)) {
        for at in 0..self.wanted.len() {
            if Kind::of(&self.wanted[at].object) == kind {
                action(self, at);
            }
        }
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
        } else if fate == Fate::Changed || self.disturbed.contains(&id) {
            let change = Change::Modify { object: object.clone() };
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
