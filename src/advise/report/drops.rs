//! Existing indexes that can go.

use super::{DropAdvice, Report, index_name, rounded};
use crate::advise::cost::Method;
use crate::advise::indexes::{Existing, described, redundant};
use crate::dialect::Dialect;

impl Report<'_> {
    /// Existing indexes that another one replaces, and those that no query uses.
    pub(super) fn drops(&self, present: &[Existing]) -> Vec<DropAdvice> {
        let mut drops = Vec::new();
        let used: Vec<usize> =
            (0..self.ids.len()).flat_map(|query| self.evaluator.plan(query, self.set).used).collect();
        for (at, index) in present.iter().enumerate() {
            let Some(name) = &index.name else { continue };
            let shape = &index.sized.shape;
            let table = &self.schema.tables[shape.table];
            let columns = described(shape, self.schema);
            let (kind, rationale) = if let Some(other) = redundant(present, at) {
                let theirs = described(&present[other].sized.shape, self.schema).join(", ");
                let who = present[other].name.clone().unwrap_or_else(|| "the key".to_owned());
                let why = format!(
                    "{who} ({theirs}) begins with the same columns, so every search by ({}) can use it.",
                    columns.join(", ")
                );
                ("redundant", why)
            } else if let Some(other) = self.replacement(index) {
                let theirs = described(&self.evaluator.indexes[other].shape, self.schema).join(", ");
                let why = format!(
                    "The advised {} ({theirs}) begins with the same columns and takes its place.",
                    index_name(&self.statement(other))
                );
                ("replaced", why)
            } else if !index.of_key
                && !used.contains(&at)
                && self.evaluator.queries.iter().any(|asked| asked.shape.tables().contains(&shape.table))
                && !table.foreign_keys.iter().any(|key| columns.first() == key.columns.first())
            {
                let why = format!(
                    "No query of this workload is cheaper with it. Look at the database's own counts of index use before \
                     it goes: rare queries may not be in the workload of {} queries.",
                    self.ids.len()
                );
                ("unused", why)
            } else {
                continue;
            };
            let quoted = self.dialect.quote_identifier(name);
            let on = self.dialect.quote_qualified(&table.name);
            let sql = match self.dialect {
                Dialect::MySql | Dialect::MariaDb | Dialect::SqlServer => format!("DROP INDEX {quoted} ON {on};"),
                _ => format!("DROP INDEX {quoted};"),
            };
            let own = table.indexes.iter().find(|own| own.name.as_ref() == Some(name));
            drops.push(DropAdvice {
                id: own.map(|own| own.id).unwrap_or_default(),
                table: table.name.to_string(),
                name: name.clone(),
                columns,
                kind,
                size_mb: rounded(index.sized.megabytes()),
                rationale,
                sql,
            });
        }
        drops
    }

    /// The advised index that does all that an existing one does.
    fn replacement(&self, index: &Existing) -> Option<usize> {
        let own = &index.sized.shape;
        let is_free = !index.of_key && own.predicate.is_none() && own.method == Method::BTree;
        let advised = self.set[self.base.len()..].iter().copied().filter(|_| is_free);
        advised.into_iter().find(|at| {
            let other = &self.evaluator.indexes[*at].shape;
            other.table == own.table
                && other.method == Method::BTree
                && other.predicate.is_none()
                && other.keys.starts_with(&own.keys)
                && own.include.iter().all(|column| other.holds(*column))
        })
    }
}
