//! Finding what a person types: names first, then types and comments.

use crate::base::sort;
use crate::schema::{Id, Schema};

/// An element that answers to what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub id: Id,
    /// `table`, `column`, `view`, `enum` or `domain`.
    pub kind: &'static str,
    /// A column's name comes with its table's (`orders.status`).
    pub name: String,
    /// A column's type, a table's size, or the comment that answered.
    pub detail: String,
    score: u32,
}

/// The elements that answer to every word of `query`, the best first, at most `limit`. An empty query finds the tables.
pub fn find(schema: &Schema, query: &str, limit: usize) -> Vec<Found> {
    let mut found: Vec<Found> = candidates(schema).filter_map(|candidate| candidate.answer(query)).collect();
    // Of equals the first in the schema comes first: sorting keeps their order.
    sort::by_key(&mut found, |found| std::cmp::Reverse(found.score));
    found.truncate(limit);
    found
}

/// How well a text answers to a query: every word of it has to be in the text. More is better.
pub fn score(text: &str, query: &str) -> Option<u32> {
    let text = text.to_lowercase();
    query.split_whitespace().map(|word| word_score(&text, &word.to_lowercase())).sum()
}

fn word_score(text: &str, word: &str) -> Option<u32> {
    if text == word {
        return Some(100);
    }
    let best = |at: usize| {
        let begins = text[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric());
        let ends = text[at + word.len()..].chars().next().is_none_or(|after| !after.is_alphanumeric());
        match (at, begins, ends) {
            (0, _, true) => 85,
            (0, ..) => 75,
            (_, true, true) => 65,
            (_, true, false) => 55,
            _ => 35,
        }
    };
    text.match_indices(word).map(|(at, _)| best(at)).max()
}

struct Candidate<'a> {
    id: Id,
    kind: &'static str,
    /// What comes before the element's own name (`orders.`).
    prefix: String,
    own: &'a str,
    data_type: String,
    size: String,
    comment: Option<&'a str>,
}

impl Candidate<'_> {
    fn answer(&self, query: &str) -> Option<Found> {
        let name = format!("{}{}", self.prefix, self.own);
        let mut in_comment = false;
        let mut total = if self.kind == "table" { 1 } else { 0 };
        for word in query.split_whitespace() {
            // The own name counts most, so that `status` finds the column and not all columns of a table `statuses`.
            let named = score(self.own, word).max(score(&name, word).map(|score| score.saturating_sub(15)));
            let typed = score(&self.data_type, word).map(|score| score / 3);
            let said = self.comment.and_then(|comment| score(comment, word)).map(|score| score / 4);
            let best = named.max(typed).max(said)?;
            in_comment |= said == Some(best) && named.is_none() && typed.is_none();
            total += best;
        }
        if query.trim().is_empty() && self.kind != "table" {
            return None;
        }
        let plain = if self.data_type.is_empty() { &self.size } else { &self.data_type };
        let detail = self.comment.filter(|_| in_comment).map_or_else(|| plain.clone(), str::to_owned);
        Some(Found { id: self.id, kind: self.kind, name, detail, score: total })
    }
}

fn candidates(schema: &Schema) -> impl Iterator<Item = Candidate<'_>> {
    let other = |kind, id, own, comment| Candidate {
        id,
        kind,
        prefix: String::new(),
        own,
        data_type: String::new(),
        size: String::new(),
        comment,
    };
    let tables = schema.tables.iter().flat_map(move |table| {
        let columns = table.columns.iter().map(|column| Candidate {
            id: column.id,
            kind: "column",
            prefix: format!("{}.", table.name),
            own: &column.name,
            data_type: column.data_type.to_string(),
            size: String::new(),
            comment: column.comment.as_deref(),
        });
        let count = table.columns.len();
        let size = format!("{count} {}", if count == 1 { "column" } else { "columns" });
        let itself = Candidate { size, ..other("table", table.id, &table.name.name, table.comment.as_deref()) };
        std::iter::once(itself).chain(columns)
    });
    let views = schema.views.iter().map(move |o| other("view", o.id, &o.name.name, o.comment.as_deref()));
    let enums = schema.enums.iter().map(move |o| other("enum", o.id, &o.name.name, o.comment.as_deref()));
    let domains = schema.domains.iter().map(move |o| other("domain", o.id, &o.name.name, o.comment.as_deref()));
    tables.chain(views).chain(enums).chain(domains)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::erd::sample;

    fn check(query: &str, expected: &[&str]) {
        let mut schema = sample::shop();
        let orders = schema.tables.iter_mut().find(|table| table.name.name == "orders").expect("orders");
        orders.comment = Some("What a customer buys at once".to_owned());
        let found: Vec<String> = find(&schema, query, 3).into_iter().map(|found| found.name).collect();
        assert_eq!(found, expected, "{query}");
    }

    #[test]
    fn names_come_before_what_only_contains_the_word() {
        check("orders", &["orders", "orders.id", "orders.user_id"]);
        check("order_items", &["order_items", "order_items.id", "order_items.order_id"]);
        check("rating", &["reviews.rating"]);
    }

    #[test]
    fn every_word_has_to_be_found() {
        check("orders user", &["orders.user_id"]);
        check("orders.user", &["orders.user_id"]);
        check("orders zebra", &[]);
    }

    #[test]
    fn types_and_comments_are_searched_too() {
        check("customer buys", &["orders"]);
        check("timestamptz users", &["users.created_at"]);
    }

    #[test]
    fn nothing_typed_finds_the_tables() {
        check(" ", &["users", "addresses", "products"]);
    }

    #[test]
    fn any_text_can_be_typed() {
        for query in ["", "%", "ß", "\u{1F600}", "(", "İ i̇"] {
            let _ = find(&sample::shop(), query, 5);
            let _ = score("İstanbul", query);
        }
    }
}
