//! Why an index is advised, and why a table gets none.

use super::{Report, TableVerdict, is_needed};
use crate::advise::cost::{IndexKey, IndexShape, Method};
use crate::advise::figure::figure;
use crate::advise::indexes::described;
use crate::advise::statistics::TextOrder;
use crate::dialect::Dialect;

impl Report<'_> {
    pub(super) fn rationale(&self, at: usize, users: &[usize], gain: f64, write_cost: f64) -> String {
        let index = &self.evaluator.indexes[at];
        let shape = &index.shape;
        let table = &self.schema.tables[shape.table];
        let rows = self.evaluator.statistics.tables[shape.table].rows;
        let best = users.iter().copied().max_by(|a, b| {
            let saved = |query: usize| self.evaluator.query(query, self.base) - self.evaluator.query(query, self.set);
            saved(*a).total_cmp(&saved(*b))
        });
        let keys = described(shape, self.schema).join(", ");
        let kind = match shape.method {
            Method::BTree => "finds rows",
            Method::Hash => "finds rows by equal values",
            Method::Gin => "finds words and elements",
            Method::Gist => "finds what lies in, near or across something",
            Method::Trigram => "finds parts of words (it needs CREATE EXTENSION pg_trgm)",
            Method::Brin => "skips ranges of pages, because the rows lie in this order,",
        };
        let mut text = format!("It {kind} of {} ({} rows) by {keys}", table.name, figure(rows));
        if shape.text == TextOrder::Bytes {
            text += ", comparing texts by their bytes, which LIKE with a text in front needs";
        }
        if !shape.include.is_empty() {
            text += " and holds all other columns that the query reads, so that the table is not visited";
        }
        if let Some((predicate, share)) = &shape.predicate {
            text += &format!(", for the {:.1} % of rows where {predicate}", f64::from(*share) / 1000.0);
        }
        text.push('.');
        if let Some(query) = best {
            let (before, after) = (self.evaluator.query(query, self.base), self.evaluator.query(query, self.set));
            text += &format!(
                " {} falls from {} to {} with the advised indexes; without this one the workload would cost {} more, {:.1} % \
                 of what it costs today.",
                self.ids[query],
                figure(before),
                figure(after),
                figure(gain),
                100.0 * gain / self.total_before.max(1e-9)
            );
        }
        if is_needed(self.evaluator, self.dialect, at) {
            text += &format!(" Without a full-text index {} refuses the search.", self.dialect);
        }
        text += &format!(" It takes about {:.1} MB", index.megabytes());
        text += &match write_cost > 0.0 {
            true => format!(", and keeping it up costs the writes {}.", figure(write_cost)),
            false => "; the workload writes nothing that it has to follow.".to_owned(),
        };
        if let Some(hint) = self.smaller(at) {
            text += &hint;
        }
        text
    }

    /// A far smaller index that PostgreSQL's planner takes for dearer than it is: it thinks the rows scattered.
    fn smaller(&self, at: usize) -> Option<String> {
        let index = &self.evaluator.indexes[at];
        let shape = &index.shape;
        let Some(IndexKey::Column { column, .. }) = shape.keys.first() else { return None };
        let table = &self.schema.tables[shape.table];
        let statistics = &self.evaluator.statistics.tables[shape.table];
        let lies_in_order = statistics.columns.get(*column).is_some_and(|own| own.correlation.abs() > 0.9);
        let is_range = table.columns.get(*column).is_some_and(|own| own.data_type.is_temporal());
        if self.dialect != Dialect::PostgreSql
            || shape.method != Method::BTree
            || index.megabytes() < 100.0
            || !(lies_in_order && is_range)
        {
            return None;
        }
        let brin = IndexShape { method: Method::Brin, ..IndexShape::on(shape.table, &[*column]) };
        let size = brin.sized(table, statistics).megabytes();
        let name = table.columns.get(*column).map_or("", |own| own.name.as_str());
        Some(format!(
            " The rows lie on disk in the order of {name}: where space matters more than the last millisecond, USING brin \
             ({name}) does with {size:.1} MB."
        ))
    }

    /// Tables that the workload reads and that get no index, with the reason.
    pub(super) fn tables_without(&self, chosen: &[usize]) -> Vec<TableVerdict> {
        let mut verdicts = Vec::new();
        for (at, table) in self.schema.tables.iter().enumerate() {
            let advised = chosen.iter().any(|index| self.evaluator.indexes[*index].shape.table == at);
            let readers = self.evaluator.queries.iter().filter(|asked| asked.shape.tables().contains(&at)).count();
            if advised {
                continue;
            }
            let statistics = &self.evaluator.statistics.tables[at];
            let rationale = match readers {
                0 => format!("No query of the workload reads {}, so an index would only cost its writes.", table.name),
                _ if statistics.pages <= 16.0 => format!(
                    "{} has {} of 8 KB; reading all of it costs less than an index could save.",
                    table.name,
                    if statistics.pages <= 1.0 {
                        "1 page".to_owned()
                    } else {
                        format!("{:.0} pages", statistics.pages)
                    }
                ),
                _ => format!(
                    "{} and what indexes it has serve {}; no other index would save enough for its size and upkeep.",
                    if table.primary_key.is_some() { "Its keys" } else { "Its order" },
                    if readers == 1 {
                        "the query that reads it".to_owned()
                    } else {
                        format!("the {readers} queries that read it")
                    },
                ),
            };
            verdicts.push(TableVerdict {
                table: table.name.to_string(),
                topic: "index",
                verdict: "do nothing",
                rationale,
            });
        }
        verdicts
    }
}
