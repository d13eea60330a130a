//! Which object of the one schema is which of the other, among objects of one kind.

use super::object::{name, with_id};
use crate::schema::{Id, Object};
use std::collections::HashMap;

/// For each object of `to`, the place of its partner in `from`.
///
/// Objects with names go by name. What is left goes by what it is, names aside; then keys and constraints without
/// names go by what a person would call them (`foreign key (a) to b`), so that they are changed and not replaced.
pub(super) fn pairs(from: &[Object], to: &[Object]) -> Vec<Option<usize>> {
    let mut pairing = Pairing { partner: vec![None; to.len()], taken: vec![false; from.len()] };
    if let ([Object::PrimaryKey(_)], [Object::PrimaryKey(_)]) = (from, to) {
        return vec![Some(0)];
    }
    pairing.join(from, to, |object| name(object).map(|name| (kind_word(object).to_owned(), name, text_of(object))));
    pairing.join(from, to, |object| name(object).map(|name| (kind_word(object).to_owned(), name)));
    pairing.join(from, to, |object| is_part(object).then(|| content(object)));
    pairing.join(from, to, |object| name(object).is_none().then(|| content(object)));
    pairing.join(from, to, |object| (is_part(object) && name(object).is_none()).then(|| object.label()));
    pairing.partner
}

struct Pairing {
    partner: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Pairing {
    /// Pairs what has the same key and is still alone, in order.
    fn join<K: std::hash::Hash + Eq>(&mut self, from: &[Object], to: &[Object], key: impl Fn(&Object) -> Option<K>) {
        let mut free: HashMap<K, Vec<usize>> = HashMap::new();
        for (at, object) in from.iter().enumerate().rev() {
            if !self.taken[at]
                && let Some(key) = key(object)
            {
                free.entry(key).or_default().push(at);
            }
        }
        for (at, object) in to.iter().enumerate() {
            if self.partner[at].is_none()
                && let Some(key) = key(object)
                && let Some(partner) = free.get_mut(&key).and_then(Vec::pop)
            {
                self.partner[at] = Some(partner);
                self.taken[partner] = true;
            }
        }
    }
}

/// Opaque objects of different kinds may share a name.
fn kind_word(object: &Object) -> &str {
    match object {
        Object::Opaque(o) => &o.kind,
        _ => "",
    }
}

/// Routines may share a name; the one with the same text is the same.
fn text_of(object: &Object) -> Option<String> {
    match object {
        Object::Opaque(o) => Some(o.sql.clone()),
        _ => None,
    }
}

fn is_part(object: &Object) -> bool {
    matches!(
        object,
        Object::PrimaryKey(_)
            | Object::Unique(_)
            | Object::ForeignKey(_)
            | Object::Check(_)
            | Object::Exclusion(_)
            | Object::Index(_)
    )
}

/// What the object is, without its identity and name.
fn content(object: &Object) -> String {
    format!("{:?}", with_id(object.clone(), Id(0)).without_name())
}
