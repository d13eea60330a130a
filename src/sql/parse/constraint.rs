//! Keys, checks and indexes that stand in a table or are added to one.

use super::cursor::{Cursor, written};
use super::index::index_keys;
use super::lexer::Kind;
use super::names::expression;
use crate::dialect::Dialect::{MariaDb, MySql, SqlServer};
use crate::schema::*;

/// Whether a constraint of the table begins here rather than a column.
pub fn begins(cursor: &Cursor) -> bool {
    let lists_indexes = matches!(cursor.dialect, MySql | MariaDb);
    let next = cursor.peek_at(1);
    let opens = next.is_some_and(|token| token.is_symbol("("));
    if cursor.is("constraint") || cursor.is("primary key") || cursor.is("foreign key") {
        return true;
    }
    if cursor.is("unique") {
        return next.is_some();
    }
    cursor.is("check") && opens
        || cursor.is("exclude") && (opens || next.is_some_and(|token| token.is("using")))
        || lists_indexes && cursor.is_any(&["index", "key", "fulltext", "spatial", "vector"])
        || cursor.is("index") && cursor.dialect == SqlServer && next.is_some_and(|token| !token.is_symbol(","))
        || cursor.is("period for")
        || cursor.is("supplemental log")
}

/// Reads one constraint of a table. Nothing where it is not understood; the cursor may then stand anywhere.
pub fn constraint(cursor: &mut Cursor) -> Option<Object> {
    let mut named = None;
    if cursor.eat("constraint") {
        // MySQL lets the name away.
        if !(cursor.is("primary key") || cursor.is("foreign key") || cursor.is("unique") || cursor.is("check")) {
            named = Some(cursor.name()?);
        }
    }
    let is_mysql = matches!(cursor.dialect, MySql | MariaDb);
    if cursor.eat("primary key") {
        return primary_key(cursor, named);
    }
    if cursor.eat("unique") {
        return unique(cursor, named);
    }
    if cursor.eat("foreign key") {
        let index_name = if cursor.is_symbol("(") { None } else { cursor.name() };
        let columns = cursor.names()?;
        cursor.eat("references").then_some(())?;
        return foreign_key(cursor, named.or(index_name.filter(|_| is_mysql)), columns);
    }
    if cursor.is("check") {
        return check(cursor, named);
    }
    if cursor.eat("exclude") {
        return exclusion(cursor, named);
    }
    index(cursor)
}

fn primary_key(cursor: &mut Cursor, named: Option<String>) -> Option<Object> {
    let mut options = Options::new();
    before_columns(cursor, &mut options);
    if !cursor.is_symbol("(") && matches!(cursor.dialect, MySql | MariaDb) {
        cursor.name();
        before_columns(cursor, &mut options);
    }
    if cursor.eat("using index") {
        return None;
    }
    let inside = cursor.group()?;
    let keys = index_keys(inside)?;
    let columns = keys.iter().map(|key| key.as_column().map(str::to_owned)).collect::<Option<Vec<_>>>()?;
    options.retain(|(name, _)| name != "CLUSTERED");
    if keys.iter().any(|key| !is_plain(key)) {
        options.push(("KEY PARTS".to_owned(), written(inside.tokens)));
    }
    let key = PrimaryKey { id: Id(0), name: named, columns, options };
    Some(trailing(cursor, Object::PrimaryKey(key)))
}

fn unique(cursor: &mut Cursor, named: Option<String>) -> Option<Object> {
    let is_mysql = matches!(cursor.dialect, MySql | MariaDb);
    let mut named = named;
    let mut options = Options::new();
    if is_mysql && !cursor.eat("key") {
        cursor.eat("index");
    }
    let nulls_not_distinct = cursor.eat("nulls not distinct");
    cursor.eat("nulls distinct");
    before_columns(cursor, &mut options);
    if !cursor.is_symbol("(") && is_mysql {
        cursor.eat("if not exists");
        let index_name = cursor.name();
        named = index_name.or(named);
        before_columns(cursor, &mut options);
    }
    if cursor.eat("using index") {
        return None;
    }
    let keys = index_keys(cursor.group()?)?;
    options.retain(|(name, _)| name != "NONCLUSTERED");
    if keys.iter().all(is_plain) {
        let columns = keys.iter().filter_map(|key| key.as_column().map(str::to_owned)).collect();
        let deferrable = Deferrable::No;
        let key = Unique { id: Id(0), name: named, columns, nulls_not_distinct, deferrable, options };
        return Some(trailing(cursor, Object::Unique(key)));
    }
    let index = Index { name: named, unique: true, keys, options, ..Index::on(Id(0), &[]) };
    Some(trailing(cursor, Object::Index(index)))
}

fn is_plain(key: &IndexKey) -> bool {
    key.as_column().is_some() && !key.descending && key.prefix.is_none() && key.collation.is_none()
}

/// `CLUSTERED`, `USING BTREE`
fn before_columns(cursor: &mut Cursor, options: &mut Options) {
    loop {
        if cursor.is("clustered") || cursor.is("nonclustered") {
            options.extend(cursor.word().map(|word| (word, String::new())));
        } else if cursor.is("using") && cursor.peek_at(1).is_some_and(|next| next.is("btree") || next.is("hash")) {
            cursor.at += 1;
            options.extend(cursor.word().filter(|word| word == "HASH").map(|word| ("USING".to_owned(), word)));
        } else {
            return;
        }
    }
}

/// MySQL's and SQL Server's indexes in a table.
fn index(cursor: &mut Cursor) -> Option<Object> {
    let method = ["fulltext", "spatial", "vector"].into_iter().find(|word| cursor.eat(word));
    if !cursor.eat("index") && !cursor.eat("key") && method.is_none() {
        return None;
    }
    cursor.eat("if not exists");
    let mut index = Index { method: method.map(str::to_owned), ..Index::on(Id(0), &[]) };
    before_columns(cursor, &mut index.options);
    if !cursor.is_symbol("(") {
        index.name = cursor.name();
        index.unique = cursor.eat("unique");
        before_columns(cursor, &mut index.options);
    }
    index.keys = index_keys(cursor.group()?)?;
    Some(trailing(cursor, Object::Index(index)))
}

/// `CHECK (...)`
pub fn check(cursor: &mut Cursor, named: Option<String>) -> Option<Object> {
    cursor.eat("check");
    cursor.eat("not for replication");
    let inside = cursor.group()?;
    let expression = expression(inside.tokens, cursor.dialect);
    Some(trailing(cursor, Object::Check(Check { id: Id(0), name: named, expression, options: Options::new() })))
}

/// What follows `REFERENCES`.
pub fn foreign_key(cursor: &mut Cursor, named: Option<String>, columns: Vec<String>) -> Option<Object> {
    let table = cursor.qualified()?;
    let referenced = cursor.names().unwrap_or_default();
    let mut key = ForeignKey {
        id: Id(0),
        name: named,
        columns,
        references: Reference { table, columns: referenced },
        on_delete: Action::NoAction,
        on_update: Action::NoAction,
        deferrable: Deferrable::No,
        options: Options::new(),
    };
    loop {
        if cursor.eat("on delete") {
            key.on_delete = action(cursor)?;
            if cursor.is_symbol("(") {
                let start = cursor.at;
                cursor.take_whole();
                key.options.push(("ON DELETE COLUMNS".to_owned(), written(&cursor.tokens[start..cursor.at])));
            }
        } else if cursor.eat("on update") {
            key.on_update = action(cursor)?;
        } else if cursor.is("match full") || cursor.is("match partial") || cursor.is("match simple") {
            cursor.at += 1;
            key.options.extend(cursor.word().filter(|word| word != "SIMPLE").map(|word| ("MATCH".to_owned(), word)));
        } else {
            break;
        }
    }
    Some(trailing(cursor, Object::ForeignKey(key)))
}

fn action(cursor: &mut Cursor) -> Option<Action> {
    let actions = [
        ("no action", Action::NoAction),
        ("restrict", Action::Restrict),
        ("cascade", Action::Cascade),
        ("set null", Action::SetNull),
        ("set default", Action::SetDefault),
    ];
    actions.into_iter().find(|(words, _)| cursor.eat(words)).map(|(_, action)| action)
}

fn exclusion(cursor: &mut Cursor, named: Option<String>) -> Option<Object> {
    let method = if cursor.eat("using") { cursor.name()? } else { "gist".to_owned() };
    let mut elements = Vec::new();
    for element in cursor.group()?.elements() {
        let with = element.tokens.iter().position(|token| token.is("with"))?;
        let operator = written(&element.tokens[with + 1..]);
        let mut subject = &element.tokens[..with];
        let mut operator_class = None;
        if let [before @ .., class] = subject
            && class.kind == Kind::Word
            && !before.is_empty()
            && !class.is("desc")
            && !class.is("asc")
            && !before.last().is_some_and(|token| token.is_symbol(".") || token.is("collate"))
        {
            operator_class = Some(class.text.to_owned());
            subject = before;
        }
        let expression = expression(subject, cursor.dialect);
        elements.push(ExclusionElement { expression, operator_class, operator });
    }
    let mut exclusion =
        Exclusion { id: Id(0), name: named, method, elements, predicate: None, options: Options::new() };
    if cursor.eat("where") {
        exclusion.predicate = Some(expression(cursor.group()?.tokens, cursor.dialect));
    }
    Some(trailing(cursor, Object::Exclusion(exclusion)))
}

/// The clauses of a part of a table.
pub fn options_of(object: &mut Object) -> Option<&mut Options> {
    match object {
        Object::PrimaryKey(o) => Some(&mut o.options),
        Object::Unique(o) => Some(&mut o.options),
        Object::ForeignKey(o) => Some(&mut o.options),
        Object::Check(o) => Some(&mut o.options),
        Object::Exclusion(o) => Some(&mut o.options),
        Object::Index(o) => Some(&mut o.options),
        Object::Column(o) => Some(&mut o.options),
        _ => None,
    }
}

/// Clauses that are one word or a few.
const FLAGS: &[&str] = &[
    "not valid",
    "not enforced",
    "no inherit",
    "not for replication",
    "clustered",
    "nonclustered",
    "disable",
    "rely",
    "norely",
    "novalidate",
    "invisible",
    "logging",
    "nologging",
    "reverse",
    "online",
    "local",
    "ignored",
    "compute statistics",
    "noparallel",
    "nocompress",
];

/// Clauses that say what holds anyway.
const PLAIN: &[&str] =
    &["enable", "validate", "enforced", "visible", "using btree", "not invisible", "global", "not ignored"];

/// Clauses with one value behind them.
const VALUES: &[&str] = &[
    "using index tablespace",
    "on conflict",
    "tablespace",
    "pctfree",
    "initrans",
    "maxtrans",
    "key_block_size",
    "with parser",
    "comment",
    "using",
    "match",
    "parallel",
    "compress",
    "fillfactor",
    "engine_attribute",
    "algorithm",
    "lock",
];

/// Clauses with something in parentheses behind them.
const GROUPS: &[&str] = &["include", "with", "storage"];

/// Reads what may stand behind a key, check or index.
pub fn trailing(cursor: &mut Cursor, mut object: Object) -> Object {
    loop {
        if let Some(deferrable) = deferral(cursor) {
            match &mut object {
                Object::Unique(o) => o.deferrable = deferrable,
                Object::ForeignKey(o) => o.deferrable = deferrable,
                other => {
                    let words = match deferrable {
                        Deferrable::No => continue,
                        Deferrable::Immediate => "INITIALLY IMMEDIATE",
                        Deferrable::Deferred => "INITIALLY DEFERRED",
                    };
                    options_of(other).into_iter().for_each(|o| o.push(("DEFERRABLE".to_owned(), words.to_owned())));
                }
            }
            continue;
        }
        let Some(option) = trailing_option(cursor) else { return object };
        let Some((name, value)) = option else { continue };
        if is_usual(&object, &name, &value) {
            continue;
        }
        match (&mut object, name.as_str()) {
            (Object::Index(index), "INCLUDE") => {
                let inside = value.trim_start_matches('(').trim_end_matches(')');
                let tokens = super::lexer::tokens(inside, cursor.dialect);
                let names = Cursor::new(&tokens, cursor.dialect).elements().into_iter().filter_map(|mut c| c.name());
                index.include = names.collect();
            }
            (Object::Index(index), "USING") if value != "BTREE" => index.method = Some(value.to_lowercase()),
            _ => options_of(&mut object).into_iter().for_each(|options| options.push((name.clone(), value.clone()))),
        }
    }
}

/// What SQL Server does anyway, and its tools write out everywhere.
fn is_usual(object: &Object, name: &str, value: &str) -> bool {
    let is_key = matches!(object, Object::PrimaryKey(_));
    match name {
        "CLUSTERED" => is_key,
        "NONCLUSTERED" => !is_key,
        "WITH" => value.to_ascii_uppercase().contains("PAD_INDEX"),
        "ON" => value.trim_matches(['[', ']']).eq_ignore_ascii_case("primary"),
        _ => false,
    }
}

/// One clause, or a clause that says nothing, or none.
fn trailing_option(cursor: &mut Cursor) -> Option<Option<(String, String)>> {
    if PLAIN.iter().any(|words| cursor.eat(words)) {
        return Some(None);
    }
    if let Some(words) = FLAGS.iter().find(|words| cursor.eat(words)) {
        return Some(Some((words.to_ascii_uppercase(), String::new())));
    }
    let is_sql_server = cursor.dialect == SqlServer;
    if is_sql_server && cursor.is("on") && cursor.peek_at(1).is_some_and(|next| next.kind != Kind::Symbol) {
        cursor.at += 1;
        let start = cursor.at;
        cursor.take();
        if cursor.is_symbol("(") {
            cursor.take_whole();
        }
        return Some(Some(("ON".to_owned(), written(&cursor.tokens[start..cursor.at]))));
    }
    if cursor.is("using index") && !cursor.is("using index tablespace") {
        cursor.at += 2;
        if !cursor.is_any(VALUES) && !cursor.is_any(GROUPS) && !cursor.is_any(FLAGS) && !cursor.is_any(PLAIN) {
            cursor.take_whole();
        }
        return Some(None);
    }
    if let Some(words) = GROUPS.iter().find(|words| {
        let ahead = words.split(' ').count();
        cursor.is(words) && cursor.peek_at(ahead).is_some_and(|next| next.is_symbol("("))
    }) {
        cursor.eat(words);
        let start = cursor.at;
        cursor.take_whole();
        return Some(Some((words.to_ascii_uppercase(), written(&cursor.tokens[start..cursor.at]))));
    }
    if is_sql_server && cursor.is("with fillfactor") {
        cursor.eat("with");
    }
    let words = VALUES.iter().find(|words| cursor.is(words))?;
    cursor.eat(words);
    cursor.eat_symbol("=");
    let value = cursor.take()?;
    let value = if value.kind == Kind::Word { value.text.to_ascii_uppercase() } else { value.text.to_owned() };
    Some(Some((words.to_ascii_uppercase(), value)))
}

/// `DEFERRABLE INITIALLY DEFERRED` and its parts.
fn deferral(cursor: &mut Cursor) -> Option<Deferrable> {
    if cursor.eat("not deferrable") {
        cursor.eat("initially immediate");
        return Some(Deferrable::No);
    }
    if cursor.eat("deferrable") {
        if cursor.eat("initially deferred") {
            return Some(Deferrable::Deferred);
        }
        cursor.eat("initially immediate");
        return Some(Deferrable::Immediate);
    }
    if cursor.eat("initially deferred") {
        cursor.eat("deferrable");
        return Some(Deferrable::Deferred);
    }
    if cursor.eat("initially immediate") {
        return Some(if cursor.eat("deferrable") { Deferrable::Immediate } else { Deferrable::No });
    }
    None
}
