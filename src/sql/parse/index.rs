//! Indexes and the parts of their keys.

use super::constraint::trailing;
use super::cursor::Cursor;
use super::lexer::Kind;
use super::names::expression;
use super::read::{Reader, Unread};
use crate::dialect::Dialect::{HeliosDb, MariaDb, MySql, PostgreSql, SqlServer};
use crate::schema::*;

/// The parts of a key between its parentheses; nothing where one cannot be read.
pub fn index_keys(inside: Cursor) -> Option<Vec<IndexKey>> {
    inside.elements().into_iter().map(index_key).collect()
}

fn index_key(mut cursor: Cursor) -> Option<IndexKey> {
    let is_mysql = matches!(cursor.dialect, MySql | MariaDb);
    let is_postgres = matches!(cursor.dialect, PostgreSql | HeliosDb);
    let first = cursor.peek()?;
    let opens = cursor.peek_at(1).is_some_and(|next| next.is_symbol("("));
    let ends =
        |cursor: &Cursor| cursor.is_done() || cursor.is_any(&["asc", "desc", "nulls first", "nulls last", "collate"]);
    let after_first = Cursor { at: cursor.at + 1, ..cursor };
    let is_name = matches!(first.kind, Kind::Word | Kind::Name);
    let mut key = if is_name && (ends(&after_first) || is_postgres && !opens && !after_first.is_symbol(".")) {
        IndexKey::column(&cursor.name()?)
    } else if is_mysql && is_name && opens && cursor.peek_at(2).is_some_and(|token| token.kind == Kind::Number) {
        let mut key = IndexKey::column(&cursor.name()?);
        key.prefix = cursor.group()?.number().and_then(|length| u32::try_from(length).ok());
        key
    } else {
        let start = cursor.at;
        if is_postgres && !first.is_symbol("(") {
            cursor.parts();
            cursor.group()?;
        } else if is_postgres {
            cursor.take_whole();
        } else {
            cursor.until(|cursor| ends(cursor));
        }
        IndexKey::expression(expression(&cursor.tokens[start..cursor.at], cursor.dialect))
    };
    // An expression of one bare column is that column.
    if let IndexPart::Expression(text) = &key.part
        && is_regular(text.as_str())
    {
        key.part = IndexPart::Column(text.0.clone());
    }
    while !cursor.is_done() {
        if cursor.eat("asc") {
        } else if cursor.eat("desc") {
            key.descending = true;
        } else if cursor.eat("nulls first") {
            key.nulls = NullsOrder::First;
        } else if cursor.eat("nulls last") {
            key.nulls = NullsOrder::Last;
        } else if cursor.eat("collate") {
            let start = cursor.at;
            cursor.parts();
            key.collation = Some(super::cursor::written(&cursor.tokens[start..cursor.at]));
        } else {
            let start = cursor.at;
            cursor.parts();
            if cursor.is_symbol("(") {
                cursor.take_whole();
            }
            if cursor.at == start || key.operator_class.is_some() {
                return None;
            }
            key.operator_class = Some(super::cursor::written(&cursor.tokens[start..cursor.at]));
        }
    }
    // The usual place of NULL need not be said.
    let usual = if key.descending { NullsOrder::First } else { NullsOrder::Last };
    if is_postgres && key.nulls == usual {
        key.nulls = NullsOrder::Default;
    }
    Some(key)
}

impl Reader {
    /// Behind `CREATE ... INDEX`; `before` are the words between.
    pub fn create_index(&mut self, cursor: &mut Cursor, before: &[String]) -> Result<(), Unread> {
        let has = |word: &str| before.iter().any(|known| known == word);
        let mut index = Index { unique: has("UNIQUE"), ..Index::on(Id(0), &[]) };
        for method in ["FULLTEXT", "SPATIAL", "BITMAP", "VECTOR"] {
            if has(method) {
                index.method = Some(method.to_lowercase());
            }
        }
        for word in ["CLUSTERED", "NONCLUSTERED", "COLUMNSTORE"] {
            if has(word) {
                index.options.push((word.to_owned(), String::new()));
            }
        }
        if has("XML") || has("COLUMNSTORE") || has("PRIMARY") {
            return Err(Unread::NotModelled);
        }
        cursor.eat("concurrently");
        let optional = cursor.eat("if not exists");
        if !cursor.is("on") {
            index.name = cursor.qualified().map(|name| name.name);
        }
        if cursor.eat("using") {
            index.method = cursor.word().map(|word| word.to_lowercase());
        }
        cursor.eat("on").then_some(()).ok_or(Unread::NotModelled)?;
        if cursor.eat("only") {
            index.options.push(("ONLY".to_owned(), String::new()));
        }
        let table = self.known_name(cursor)?;
        if cursor.eat("using") {
            index.method = cursor.word().map(|word| word.to_lowercase());
        }
        index.method = index.method.filter(|method| method != "btree");
        if optional && self.has_index(&index.name) {
            return Ok(());
        }
        index.keys = cursor.group().and_then(index_keys).ok_or(Unread::NotModelled)?;
        if cursor.eat("nulls not distinct") {
            index.options.push(("NULLS NOT DISTINCT".to_owned(), String::new()));
        }
        let Object::Index(mut index) = trailing(cursor, Object::Index(index)) else { return Err(Unread::NotModelled) };
        if cursor.eat("nulls not distinct") {
            index.options.push(("NULLS NOT DISTINCT".to_owned(), String::new()));
        }
        if cursor.eat("where") {
            let is_sql_server = cursor.dialect == SqlServer;
            let tokens = cursor.until(|cursor| is_sql_server && (cursor.is("with") || cursor.is("on")));
            index.predicate = Some(expression(tokens, cursor.dialect));
        }
        let Object::Index(index) = trailing(cursor, Object::Index(index)) else { return Err(Unread::NotModelled) };
        self.leftover(cursor);
        let place = self.table_place(&table)?;
        self.add_part(place, Object::Index(index))
    }

    fn has_index(&self, name: &Option<String>) -> bool {
        let Some(wanted) = name else { return false };
        let tables = self.places_of_part(wanted).into_iter().filter_map(|place| self.schema.tables.get(place));
        tables.flat_map(|table| &table.indexes).any(|index| index.name == *name)
    }
}
