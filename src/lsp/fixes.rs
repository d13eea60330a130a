//! A rule's fix as edits of the script.
//!
//! The edit is made where the element is written, so that the file keeps its manner and its comments: a column's
//! definition is exchanged, a constraint is added to its table, an index follows its table. Whether the script then
//! means what the fix wants is proved by reading it again; where it does not, the fix is offered as statements at the
//! end of the script, and where those do not either, not at all.

use super::document::Document;
use super::rename;
use super::text::Edit;
use super::tokens::{Statement, item_end, statements};
use crate::lint::Fix;
use crate::migrate::{self, Options};
use crate::schema::{Change, Id, Object, Schema};
use crate::sql::{Pieces, prepared};

/// The edits, or nothing where the fix cannot be written down.
pub fn edits(document: &Document, changes: &[Change]) -> Option<Vec<Edit>> {
    let wanted = document.schema.applied(changes).ok()?;
    let holds = prepared(&wanted, document.dialect);
    let writer = Writer {
        document,
        pieces: Pieces::of(&holds, document.dialect),
        statements: statements(&document.text, document.dialect),
    };
    let in_place = writer.in_place(changes).filter(|edits| document.becomes(edits, &wanted));
    in_place.or_else(|| writer.at_the_end(&wanted))
}

/// Several fixes at once: as many as can be made together. Mostly these are all; only where they are not, each is tried
/// with those before it, which reads the script once for each.
pub fn all<'f>(document: &Document, fixes: impl Iterator<Item = &'f Fix> + Clone) -> Vec<Edit> {
    let every: Vec<Change> = fixes.clone().flat_map(|fix| fix.changes.iter().cloned()).collect();
    if let Some(edits) = edits(document, &every) {
        return edits;
    }
    let mut taken: Vec<Change> = Vec::new();
    let mut made = Vec::new();
    for fix in fixes {
        let together: Vec<Change> = taken.iter().chain(&fix.changes).cloned().collect();
        if let Some(edits) = edits(document, &together) {
            (taken, made) = (together, edits);
        }
    }
    made
}

struct Writer<'a> {
    document: &'a Document,
    pieces: Pieces<'a>,
    statements: Vec<Statement<'a>>,
}

impl Writer<'_> {
    fn in_place(&self, changes: &[Change]) -> Option<Vec<Edit>> {
        let mut edits = Vec::new();
        for change in changes {
            edits.extend(self.edit(change)?);
        }
        Some(edits)
    }

    fn edit(&self, change: &Change) -> Option<Vec<Edit>> {
        match change {
            Change::Add { parent: Some(table), object, .. } => match object {
                Object::Index(index) => self.index_added(*table, index.id),
                _ => self.item_added(*table, object),
            },
            Change::Modify { object: Object::Column(column) } => self.column_changed(column.id),
            Change::Modify { object } => {
                let (start, end) = self.item(object.id())?;
                Some(vec![Edit { start, end, text: self.pieces.constraint(object.id())? }])
            }
            Change::Rename { id, name } => rename::rename(self.document, *id, &name.name).ok(),
            Change::Drop { id } => self.dropped(*id),
            _ => None,
        }
    }

    /// The statement that holds a byte, and the token that begins there.
    fn at(&self, byte: usize) -> Option<(&Statement<'_>, usize)> {
        let statement = self.statements.iter().find(|one| (one.start..one.end).contains(&byte))?;
        Some((statement, statement.tokens.iter().position(|token| token.start == byte)?))
    }

    /// Where the item of a table that defines an element stands.
    fn item(&self, id: Id) -> Option<(usize, usize)> {
        let start = *self.document.places.get(&id)?;
        let (statement, token) = self.at(start)?;
        Some((start, item_end(&statement.tokens, token)?))
    }

    /// A line behind the last item of the table's definition.
    fn item_added(&self, table: Id, object: &Object) -> Option<Vec<Edit>> {
        let line = match object {
            Object::Column(column) => self.pieces.column(column.id)?,
            _ => self.pieces.constraint(object.id())?,
        };
        let (statement, name) = self.at(*self.document.places.get(&table)?)?;
        let open = name + statement.tokens.get(name..)?.iter().position(|token| token.is_symbol("("))?;
        let mut end = item_end(&statement.tokens, open + 1)?;
        while let Some(comma) = statement.tokens.iter().position(|token| token.start >= end) {
            if !statement.tokens[comma].is_symbol(",") {
                break;
            }
            end = item_end(&statement.tokens, comma + 1)?;
        }
        let first = statement.tokens.get(open + 1)?.start;
        Some(vec![Edit { start: end, end, text: format!(",{}{line}", self.gap(first)) }])
    }

    /// What stands between the line's beginning and an item: the same goes before a new one.
    fn gap(&self, item: usize) -> String {
        let line = self.document.text[..item].rsplit('\n').next().unwrap_or_default();
        let breaks = self.document.text[..item].contains('\n') && line.trim().is_empty();
        if breaks { format!("\n{line}") } else { " ".to_owned() }
    }

    /// A statement behind the one that makes the table.
    fn index_added(&self, table: Id, index: Id) -> Option<Vec<Edit>> {
        let name = self.pieces.name(index)?;
        let sql = self.pieces.create_index(index, &name)?;
        let (statement, _) = self.at(*self.document.places.get(&table)?)?;
        let end = self.behind(statement.end);
        Some(vec![Edit { start: end, end, text: format!("\n{sql};") }])
    }

    /// The byte behind the terminator of a statement.
    fn behind(&self, end: usize) -> usize {
        let rest = self.document.text.get(end..).unwrap_or_default();
        match rest.trim_start().starts_with(';') {
            true => end + rest.find(';').map_or(0, |at| at + 1),
            false => end,
        }
    }

    /// The column's words anew, with the keys, checks and references that stand behind them.
    fn column_changed(&self, id: Id) -> Option<Vec<Edit>> {
        let (start, end) = self.item(id)?;
        let (statement, _) = self.at(start)?;
        let behind = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "REFERENCES"];
        let inside = statement.tokens.iter().filter(|token| token.start >= start && token.end <= end);
        let kept = inside.skip(1).find(|token| token.is_any(&behind)).map_or(end, |token| token.start);
        let tail = self.document.text.get(kept..end)?;
        let text = self.pieces.column(id)?;
        let text = if tail.is_empty() { text } else { format!("{text} {tail}") };
        Some(vec![Edit { start, end, text }])
    }

    /// An item goes with a comma beside it; an index of its own with its statement.
    fn dropped(&self, id: Id) -> Option<Vec<Edit>> {
        let start = *self.document.places.get(&id)?;
        let (statement, token) = self.at(start)?;
        let begins = |word: &str| statement.tokens.first().is_some_and(|token| token.is(word));
        let makes_index = begins("CREATE") && statement.tokens.iter().take(3).any(|token| token.is("INDEX"));
        if makes_index {
            let end = self.behind(statement.end);
            let end = end + usize::from(self.document.text.get(end..).is_some_and(|rest| rest.starts_with('\n')));
            return Some(vec![Edit { start: statement.start, end, text: String::new() }]);
        }
        let (start, end) = self.item(id)?;
        let edit = match token.checked_sub(1).map(|before| &statement.tokens[before]) {
            Some(comma) if comma.is_symbol(",") => Edit { start: comma.start, end, text: String::new() },
            _ => {
                let comma = statement.tokens.iter().find(|token| token.start >= end)?;
                let end = if comma.is_symbol(",") { comma.end } else { end };
                Edit { start, end, text: String::new() }
            }
        };
        Some(vec![edit])
    }

    /// Statements that change what the script has made so far.
    fn at_the_end(&self, wanted: &Schema) -> Option<Vec<Edit>> {
        let options = Options { offline: true, ..Options::default() };
        let plan = migrate::plan(&self.document.schema, wanted, self.document.dialect, &options);
        let statements: String = plan.statements().map(|statement| format!("\n{};", statement.sql)).collect();
        let end = self.document.text.trim_end().len();
        let closed = self.document.text[..end].ends_with(';');
        let edits = vec![Edit { start: end, end, text: format!("{}\n{statements}", if closed { "" } else { ";" }) }];
        self.document.becomes(&edits, wanted).then_some(edits)
    }
}

#[cfg(test)]
mod tests {
    use super::super::text::edited;
    use super::*;
    use crate::dialect::Dialect;
    use crate::lint;

    /// The script after the fix of the first finding of a rule.
    fn check(dialect: Dialect, code: &str, script: &str, expected: &str) {
        let document = Document::read(script.to_owned(), Some(dialect), &lint::Options::default());
        let finding = document.findings.iter().find(|finding| finding.code == code);
        let fix = finding.and_then(|finding| finding.fix.as_ref());
        let fix = fix.unwrap_or_else(|| panic!("{code} is not among {:?}", document.findings));
        let edits = edits(&document, &fix.changes).unwrap_or_else(|| panic!("no edit for {fix:?}"));
        assert_eq!(edited(script, &edits).as_deref(), Some(expected));
    }

    #[test]
    fn a_columns_words_are_exchanged_and_its_keys_stay() {
        check(
            Dialect::PostgreSql,
            "timestamp-without-zone",
            "CREATE TABLE visits (\n  id bigint PRIMARY KEY, -- the number\n  seen_at timestamp NOT NULL CHECK (seen_at > '2000-01-01')\n);\n",
            "CREATE TABLE visits (\n  id bigint PRIMARY KEY, -- the number\n  seen_at timestamptz NOT NULL CHECK (seen_at > '2000-01-01')\n);\n",
        );
    }

    #[test]
    fn an_index_follows_its_table() {
        check(
            Dialect::PostgreSql,
            "foreign-key-without-index",
            "CREATE TABLE a (id bigint PRIMARY KEY);\nCREATE TABLE b (\n  id bigint PRIMARY KEY,\n  a_id bigint NOT NULL REFERENCES a (id) ON DELETE CASCADE\n);\n\nCREATE TABLE c (id bigint PRIMARY KEY);\n",
            "CREATE TABLE a (id bigint PRIMARY KEY);\nCREATE TABLE b (\n  id bigint PRIMARY KEY,\n  a_id bigint NOT NULL REFERENCES a (id) ON DELETE CASCADE\n);\nCREATE INDEX b_a_id_idx ON b (a_id);\n\nCREATE TABLE c (id bigint PRIMARY KEY);\n",
        );
    }
}
