//! DBML, the language of dbdiagram and dbdocs (dbml.dbdiagram.io/docs).

use super::Imported;
use super::draft::{Draft, Link, action, literal};
use super::scan::{Cursor, Kind, Piece, joined, parts, scan};
use crate::dialect::Dialect;
use crate::schema::*;
use std::collections::HashMap;

pub(super) fn read(text: &str) -> Imported {
    let pieces = scan(text);
    let mut reader = Reader::default();
    // Enums first, since columns name them before they are defined; partials likewise.
    for pass in [Pass::Types, Pass::Tables] {
        let mut cursor = Cursor::new(&pieces);
        while reader.element(&mut cursor, pass) {}
    }
    for (mut link, parent) in std::mem::take(&mut reader.links) {
        link.parent = reader.aliases.get(&parent).cloned().unwrap_or(link.parent);
        reader.draft.link(link);
    }
    reader.draft.finish()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    Types,
    Tables,
}

#[derive(Default)]
struct Reader {
    draft: Draft,
    dialect: Dialect,
    aliases: HashMap<String, QualifiedName>,
    partials: HashMap<String, Vec<Piece>>,
    /// References with the parent's name as it was written, which may be an alias.
    links: Vec<(Link, String)>,
}

impl Reader {
    /// Reads one element at the top; false at the end.
    fn element(&mut self, cursor: &mut Cursor, pass: Pass) -> bool {
        cursor.skip_lines();
        let at = cursor.at();
        let Some(first) = cursor.next() else { return false };
        match (first.text.to_lowercase().as_str(), pass) {
            ("enum", Pass::Types) => self.enumeration(cursor),
            ("project", Pass::Types) => self.project(cursor),
            ("tablepartial", Pass::Types) => {
                let name = cursor.name().unwrap_or_default().to_owned();
                let body = body(cursor);
                self.partials.insert(name, body.to_vec());
            }
            ("table", Pass::Tables) => self.table(cursor, at),
            ("ref", Pass::Tables) => self.references(cursor),
            ("tablegroup" | "note" | "records" | "diagramview", Pass::Tables) => {
                body(cursor);
                let message = format!("{} was left out: it says nothing of the schema.", first.text);
                self.draft.imported.diagnostics.push(Diagnostic::new(Severity::Info, "left-out", message).at(at));
            }
            (
                "enum" | "project" | "tablepartial" | "table" | "ref" | "tablegroup" | "note" | "records"
                | "diagramview",
                _,
            ) => {
                skip(cursor);
            }
            _ => {
                if pass == Pass::Tables {
                    let message = format!("\"{}\" begins nothing that DBML knows; the line was left out.", first.text);
                    self.draft.warn("not-understood", at, message);
                }
                skip(cursor);
            }
        }
        true
    }

    fn project(&mut self, cursor: &mut Cursor) {
        let body = body(cursor);
        let said = joined(body).to_lowercase();
        let kind = said.split_once("database_type").map(|(_, rest)| rest.trim_start_matches([':', ' ']));
        self.draft.imported.dialect = kind.and_then(|kind| {
            let known = |dialect: &Dialect| kind.starts_with(&dialect.to_string().to_lowercase().replace(' ', ""));
            let spelled = if kind.starts_with("sql server") { Some(Dialect::SqlServer) } else { None };
            spelled.or_else(|| Dialect::ALL.into_iter().find(known))
        });
        self.dialect = self.draft.imported.dialect.unwrap_or_default();
    }

    fn enumeration(&mut self, cursor: &mut Cursor) {
        let Some(name) = qualified(cursor) else { return skip(cursor) };
        let mut values = Vec::new();
        let mut inside = Cursor::new(body(cursor));
        while inside.peek().is_some() {
            let line = inside.line();
            values.extend(Cursor::new(line).name().map(str::to_owned));
        }
        let id = self.draft.id();
        self.draft.schema().enums.push(EnumType { id, name, values, comment: None });
    }

    fn table(&mut self, cursor: &mut Cursor, at: Position) {
        let Some(name) = qualified(cursor) else { return skip(cursor) };
        if self.draft.schema().table(&name).is_some() {
            self.draft.warn("table-twice", at, format!("The table {name} is defined twice; the first one stands."));
            return skip(cursor);
        }
        if cursor.takes("as")
            && let Some(alias) = cursor.name()
        {
            self.aliases.insert(alias.to_owned(), name.clone());
        }
        let settings = cursor.within("[", "]").unwrap_or_default();
        let mut table = Table::new(self.draft.id(), name);
        table.comment = setting(settings, "note").map(joined);
        let lines = body(cursor).to_vec();
        self.lines(&mut table, &lines);
        self.draft.schema().tables.push(table);
    }

    fn lines(&mut self, table: &mut Table, pieces: &[Piece]) {
        let mut cursor = Cursor::new(pieces);
        loop {
            cursor.skip_lines();
            let at = cursor.at();
            if cursor.peek().is_none() {
                return;
            }
            if cursor.takes("~") {
                let name = cursor.name().unwrap_or_default();
                match self.partials.get(name).cloned() {
                    Some(lines) => self.lines(table, &lines),
                    None => self.draft.warn("unknown-partial", at, format!("There is no partial {name}.")),
                }
                continue;
            }
            let Some(word) = cursor.name() else {
                let line = joined(cursor.line());
                self.draft.warn("not-understood", at, format!("\"{line}\" is no column; it was left out."));
                continue;
            };
            let block = cursor.sees("{");
            match word.to_lowercase().as_str() {
                "note" if block => {
                    table.comment = Some(joined(cursor.within("{", "}").unwrap_or_default()).trim().to_owned());
                }
                "note" if cursor.takes(":") => table.comment = cursor.text().map(str::to_owned),
                "indexes" if block => {
                    let inside = cursor.within("{", "}").unwrap_or_default();
                    self.indexes(table, inside);
                }
                "checks" if block => {
                    let inside = cursor.within("{", "}").unwrap_or_default();
                    self.checks(table, inside);
                }
                "records" if block => {
                    cursor.within("{", "}");
                }
                _ => self.column(table, word, &mut cursor, at),
            }
        }
    }

    fn column(&mut self, table: &mut Table, name: &str, cursor: &mut Cursor, at: Position) {
        if table.column(name).is_some() {
            self.draft.warn("column-twice", at, format!("The column {name} is defined twice; the first one stands."));
            cursor.line();
            return;
        }
        let spelled = type_words(cursor);
        if spelled.is_empty() {
            self.draft.warn("no-type", at, format!("The column {name} has no type; text was taken."));
        }
        let spelled = if spelled.is_empty() { "text".to_owned() } else { spelled };
        let data_type = self.draft.type_of(&spelled, self.dialect);
        let mut column = self.draft.column(name, data_type);
        column.nullable = true;
        if is_serial(&spelled) {
            column.identity = Some(Identity::default());
            column.nullable = false;
        }
        let settings = cursor.within("[", "]").unwrap_or_default();
        for part in parts(settings) {
            let words = joined(part).to_lowercase();
            let value = after_colon(part);
            match words.split(':').next().unwrap_or_default().trim() {
                "pk" | "primary key" => {
                    table.primary_key = Some(self.draft.primary_key(vec![name.to_owned()]));
                    column.nullable = false;
                }
                "not null" => column.nullable = false,
                "null" => column.nullable = true,
                "unique" => {
                    let unique = self.draft.unique(None, vec![name.to_owned()]);
                    table.uniques.push(unique);
                }
                "increment" => column.identity = Some(Identity::default()),
                "note" => column.comment = Some(joined(value)),
                "default" => column.default = default_of(value),
                "check" => {
                    let check = self.draft.check(None, joined(value));
                    table.checks.push(check);
                }
                "ref" => self.inline_reference(table, name, value, at),
                _ => {
                    let message = format!("\"{words}\" of {name} is no setting that DBML knows; it was left out.");
                    self.draft.warn("not-understood", at, message);
                }
            }
        }
        table.columns.push(column);
        cursor.line();
    }

    fn inline_reference(&mut self, table: &Table, column: &str, value: &[Piece], at: Position) {
        let mut cursor = Cursor::new(value);
        let sign = relation(&mut cursor);
        let (Some(sign), Some((parent, mut columns))) = (sign, spot(&mut cursor)) else {
            return self.draft.warn("not-understood", at, format!("The reference of {column} was not understood."));
        };
        let own = (table.name.clone(), vec![column.to_owned()]);
        columns.truncate(1);
        self.relate(own, &sign, (parent, columns), &[], None, at);
    }

    fn references(&mut self, cursor: &mut Cursor) {
        let name = if cursor.sees(":") || cursor.sees("{") { None } else { cursor.name().map(str::to_owned) };
        if cursor.takes(":") {
            let line = cursor.line();
            return self.reference(line, name);
        }
        let mut inside = Cursor::new(body(cursor));
        while inside.peek().is_some() {
            let line = inside.line();
            if !line.is_empty() {
                self.reference(line, name.clone());
            }
        }
    }

    fn reference(&mut self, line: &[Piece], name: Option<String>) {
        let mut cursor = Cursor::new(line);
        let at = cursor.at();
        let one = spot(&mut cursor);
        let sign = relation(&mut cursor);
        let other = spot(&mut cursor);
        let (Some(one), Some(sign), Some(other)) = (one, sign, other) else {
            return self.draft.warn(
                "not-understood",
                at,
                format!("The reference \"{}\" was not understood.", joined(line)),
            );
        };
        let settings = cursor.within("[", "]").unwrap_or_default();
        self.relate(one, &sign, other, settings, name, at);
    }

    fn relate(
        &mut self,
        one: (QualifiedName, Vec<String>),
        sign: &str,
        other: (QualifiedName, Vec<String>),
        settings: &[Piece],
        name: Option<String>,
        at: Position,
    ) {
        if sign == "<>" {
            let message = format!(
                "{} and {} are many-to-many; draw the table between them, which DBML leaves out.",
                one.0, other.0
            );
            return self.draft.warn("many-to-many", at, message);
        }
        let (child, parent) = if sign == "<" { (other, one) } else { (one, other) };
        let said = |key: &str| setting(settings, key).and_then(|value| action(&joined(value))).unwrap_or_default();
        let written = parent.0.to_string();
        let child_name = self.aliases.get(&child.0.to_string()).cloned().unwrap_or(child.0);
        let link = Link {
            child: child_name,
            columns: child.1,
            parent: parent.0,
            parent_columns: parent.1,
            on_delete: said("delete"),
            on_update: said("update"),
            name,
            one_to_one: sign == "-",
            at,
        };
        self.links.push((link, written));
    }

    fn indexes(&mut self, table: &mut Table, pieces: &[Piece]) {
        let mut cursor = Cursor::new(pieces);
        while cursor.peek().is_some() {
            let line = cursor.line();
            let mut cursor = Cursor::new(line);
            let keys = match cursor.within("(", ")") {
                Some(inside) => parts(inside).into_iter().filter_map(|part| index_key(part.first()?)).collect(),
                None => cursor.next().and_then(index_key).into_iter().collect::<Vec<_>>(),
            };
            if keys.is_empty() {
                continue;
            }
            let settings = cursor.within("[", "]").unwrap_or_default();
            let flags: Vec<String> = parts(settings).into_iter().map(|part| joined(part).to_lowercase()).collect();
            let has = |flag: &str| flags.iter().any(|f| f == flag);
            let name = setting(settings, "name").map(joined);
            let plain: Option<Vec<String>> = keys.iter().map(column_of).collect();
            match plain {
                Some(columns) if has("pk") || has("primary key") => {
                    for column in table.columns.iter_mut().filter(|column| columns.contains(&column.name)) {
                        column.nullable = false;
                    }
                    table.primary_key = Some(PrimaryKey { name, ..self.draft.primary_key(columns) });
                }
                Some(columns) if has("unique") => {
                    let unique = self.draft.unique(name, columns);
                    table.uniques.push(unique);
                }
                _ => {
                    let method = setting(settings, "type").map(joined).filter(|method| method != "btree");
                    let index = Index { name, unique: has("unique"), method, keys, ..Index::on(self.draft.id(), &[]) };
                    table.indexes.push(index);
                }
            }
        }
    }

    fn checks(&mut self, table: &mut Table, pieces: &[Piece]) {
        let mut cursor = Cursor::new(pieces);
        while cursor.peek().is_some() {
            let mut line = Cursor::new(cursor.line());
            let Some(code) = line.next().filter(|piece| piece.kind == Kind::Code) else { continue };
            let name = line.within("[", "]").and_then(|settings| setting(settings, "name")).map(joined);
            let check = self.draft.check(name, code.text.as_str());
            table.checks.push(check);
        }
    }
}

fn column_of(key: &IndexKey) -> Option<String> {
    match &key.part {
        IndexPart::Column(name) => Some(name.clone()),
        IndexPart::Expression(_) => None,
    }
}

fn index_key(piece: &Piece) -> Option<IndexKey> {
    match piece.kind {
        Kind::Word | Kind::Quoted => Some(IndexKey::column(&piece.text)),
        Kind::Code => {
            let part = IndexPart::Expression(Expression(piece.text.clone()));
            Some(IndexKey { part, ..IndexKey::column("") })
        }
        _ => None,
    }
}

/// `serial` and its kin number a column and say the type of its numbers.
fn is_serial(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "serial" | "bigserial" | "smallserial")
}

/// A value as SQL has it: texts are quoted, code and words stand as they are.
fn default_of(value: &[Piece]) -> Option<Expression> {
    match value {
        [one] if matches!(one.kind, Kind::Text | Kind::Quoted) => Some(literal(&one.text)),
        [] => None,
        _ => Some(Expression(joined(value))),
    }
}

fn after_colon(part: &[Piece]) -> &[Piece] {
    part.iter().position(|piece| piece.is(":")).map_or(&[], |at| &part[at + 1..])
}

/// The value of `key: value` among settings.
fn setting<'a>(settings: &'a [Piece], key: &str) -> Option<&'a [Piece]> {
    let is_key = |part: &&[Piece]| part.first().is_some_and(|first| first.text.eq_ignore_ascii_case(key));
    parts(settings).into_iter().find(is_key).map(after_colon).filter(|value| !value.is_empty())
}

/// `>`, `<`, `-` or `<>`.
fn relation(cursor: &mut Cursor) -> Option<String> {
    let mut sign = String::new();
    while let Some(piece) = cursor.peek().filter(|piece| [">", "<", "-"].iter().any(|sign| piece.is(sign))) {
        sign.push_str(&piece.text);
        cursor.next();
    }
    (!sign.is_empty()).then_some(sign)
}

/// `schema.name` or `name`.
fn qualified(cursor: &mut Cursor) -> Option<QualifiedName> {
    let first = cursor.name()?;
    if !cursor.takes(".") {
        return Some(QualifiedName::new(first));
    }
    Some(qualified_as(first, cursor.name()?))
}

/// `public` is where things are that no schema is named for.
fn qualified_as(namespace: &str, name: &str) -> QualifiedName {
    if namespace == "public" { QualifiedName::new(name) } else { QualifiedName::within(namespace, name) }
}

/// `table.column`, `schema.table.column` or `table.(column, column)`.
fn spot(cursor: &mut Cursor) -> Option<(QualifiedName, Vec<String>)> {
    let mut names = vec![cursor.name()?.to_owned()];
    let mut columns = Vec::new();
    while cursor.takes(".") {
        if let Some(inside) = cursor.within("(", ")") {
            columns = parts(inside).into_iter().map(joined).collect();
            break;
        }
        names.push(cursor.name()?.to_owned());
    }
    if columns.is_empty() && names.len() > 1 {
        columns.extend(names.pop());
    }
    let name = match &names[..] {
        [namespace, name] => qualified_as(namespace, name),
        [name] => QualifiedName::new(name.as_str()),
        _ => return None,
    };
    Some((name, columns))
}

/// The words of a type: `varchar(80)`, `"double precision"`, `int[]`, `sales.status`.
fn type_words(cursor: &mut Cursor) -> String {
    let mut text = String::new();
    while let Some(piece) = cursor.peek().filter(|piece| piece.kind != Kind::Line) {
        // `[` begins the settings unless it belongs to an array, `int[]`.
        if piece.is("[") && piece.spaced {
            break;
        }
        if let Some(inside) = cursor.within("(", ")") {
            text.push_str(&format!("({})", joined(inside)));
            continue;
        }
        if piece.is("[") {
            let inside = cursor.within("[", "]").unwrap_or_default();
            text.push_str(&format!("[{}]", joined(inside)));
            continue;
        }
        if piece.spaced && !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&piece.text);
        cursor.next();
    }
    text
}

/// The block in braces that comes next, or nothing.
fn body<'a>(cursor: &mut Cursor<'a>) -> &'a [Piece] {
    while cursor.peek().is_some_and(|piece| !piece.is("{") && piece.kind != Kind::Line) {
        cursor.next();
    }
    cursor.within("{", "}").unwrap_or_default()
}

/// Leaves out an element: its block, or its line where it has none.
fn skip(cursor: &mut Cursor) {
    while let Some(piece) = cursor.peek() {
        if piece.is("{") {
            cursor.within("{", "}");
            return;
        }
        cursor.next();
        if piece.kind == Kind::Line {
            return;
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::export;
    use crate::import::tests::plain;

    /// What is exported and read again is the same but for what DBML cannot say.
    #[test]
    fn an_export_reads_as_what_it_was() {
        let script = "CREATE TYPE tier AS ENUM ('bronze', 'silver');
            CREATE TABLE users (id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, email VARCHAR(320) NOT NULL UNIQUE,
              tier tier NOT NULL DEFAULT 'bronze', balance NUMERIC(12,2) DEFAULT 0 CHECK (balance >= 0), tags TEXT[],
              created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP);
            COMMENT ON TABLE users IS 'People who''ve signed up';
            COMMENT ON COLUMN users.email IS 'Where the \"receipts\" go';
            CREATE TABLE lines (user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE, line INT NOT NULL,
              PRIMARY KEY (user_id, line));
            CREATE INDEX lines_line ON lines (line);";
        let schema = crate::sql::parse(script, Dialect::PostgreSql).schema;
        let content = export::Content {
            title: "",
            description: "",
            schema: &schema,
            decisions: &[],
            questions: &[],
            answers: &[],
            assumptions: &[],
            rules: &[],
        };
        let text = export::dbml(content);
        let again = read(&text);
        assert_eq!(again.diagnostics, [], "{text}");
        assert_eq!(plain(&again.schema), plain(&schema), "{text}");
    }

    fn check(text: &str, expected: &[&str]) {
        let imported = read(text);
        let mut lines: Vec<String> = Vec::new();
        for table in &imported.schema.tables {
            let columns: Vec<String> = table.columns.iter().map(|c| format!("{} {}", c.name, c.data_type)).collect();
            lines.push(format!("{}: {}", table.name, columns.join(", ")));
            lines.extend(table.foreign_keys.iter().map(|key| {
                format!("  {} -> {} {}", key.columns.join(" "), key.references.table, key.references.columns.join(" "))
            }));
        }
        lines.extend(imported.diagnostics.iter().map(|d| format!("! {}", d.code)));
        assert_eq!(lines, expected, "{text}");
    }

    #[test]
    fn what_people_write_is_read() {
        check(
            "Table users as U {\n id int [pk, increment]\n \"full name\" \"double precision\"\n}\nTable posts {\n id int [pk]\n author int [ref: > U.id]\n}",
            &["users: id integer, full name double", "posts: id integer, author integer", "  author -> users id"],
        );
        check(
            "Table a.b { id int [pk] }\nTable c {\n  x int\n}\nRef: a.b.id < c.x",
            &["a.b: id integer", "c: x integer", "  x -> a.b id"],
        );
        check("Ref: a.b > c.d", &["! unknown-table"]);
        check("Table t {\n  a\n}", &["t: a text", "! no-type"]);
        check("TablePartial base {\n  id int [pk]\n}\nTable t {\n  ~base\n  n text\n}", &["t: id integer, n text"]);
        check(
            "Table a {\n id int [pk]\n}\nTable b {\n id int [pk]\n}\nRef: a.id <> b.id",
            &["a: id integer", "b: id integer", "! many-to-many"],
        );
        check("Nonsense here", &["! not-understood"]);
        check("Table t {", &["t: "]);
    }
}
