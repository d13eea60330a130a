//! The order in which views and objects kept as text can be made: what one mentions comes before it.

use super::object::name;
use crate::schema::{Expression, Object, Token};
use std::collections::{HashMap, HashSet};

/// Places of the objects, each after those whose names its text mentions, otherwise in their order. Objects that mention
/// each other in a circle stay in their order.
pub(super) fn needed_first(objects: &[&Object]) -> Vec<usize> {
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, object) in objects.iter().enumerate() {
        if let Some(name) = name(object) {
            by_name.entry(name.name.to_lowercase()).or_default().push(at);
        }
    }
    let mut order = Vec::with_capacity(objects.len());
    let mut entered = HashSet::new();
    for start in 0..objects.len() {
        let mut stack = vec![(start, false)];
        while let Some((at, done)) = stack.pop() {
            if done {
                order.push(at);
            } else if entered.insert(at) {
                stack.push((at, true));
                let words = words_of(objects[at]);
                let mut needed: Vec<usize> =
                    words.iter().filter_map(|word| by_name.get(word)).flatten().copied().collect();
                needed.sort_unstable_by(|a, b| b.cmp(a));
                stack.extend(needed.into_iter().filter(|other| *other != at).map(|other| (other, false)));
            }
        }
    }
    order
}

/// The words and quoted names of an object's text, in lower case.
fn words_of(object: &Object) -> HashSet<String> {
    let text = match object {
        Object::View(view) => &view.query,
        Object::Opaque(object) => &object.sql,
        _ => return HashSet::new(),
    };
    let word = |token: Token| match token {
        Token::Word(word) => Some(word.to_lowercase()),
        Token::Quoted(quoted) => Some(quoted.trim_matches('"').replace("\"\"", "\"").to_lowercase()),
        Token::Text(_) | Token::Other(_) => None,
    };
    Expression::new(text.as_str()).tokens().into_iter().filter_map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Id, View};

    #[test]
    fn views_come_after_what_they_read() {
        let view = |name: &str, query: &str| {
            Object::View(View {
                id: Id(0),
                name: name.into(),
                columns: Vec::new(),
                query: query.to_owned(),
                materialized: false,
                comment: None,
                options: Vec::new(),
            })
        };
        let check = |views: &[(&str, &str)], expected: &[usize]| {
            let views: Vec<Object> = views.iter().map(|(name, query)| view(name, query)).collect();
            assert_eq!(needed_first(&views.iter().collect::<Vec<_>>()), expected);
        };
        check(&[("a", "SELECT 1 FROM b"), ("b", "SELECT 1 FROM \"C\""), ("C", "SELECT 1")], &[2, 1, 0]);
        check(&[("a", "SELECT 1"), ("b", "SELECT 'a'")], &[0, 1]);
        check(&[("a", "SELECT 1 FROM b"), ("b", "SELECT 1 FROM a")], &[1, 0]);
    }
}
