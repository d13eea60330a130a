//! Prisma's schema language (prisma.io/docs/orm/reference/prisma-schema-reference).

use super::Imported;
use super::draft::{Draft, Link, action, literal};
use super::scan::{Cursor, Kind, Piece, joined, parts, scan};
use crate::dialect::{Dialect, read_type};
use crate::schema::*;
use std::collections::BTreeMap;

pub(super) fn read(text: &str) -> Imported {
    let pieces = scan(text);
    let blocks = blocks(&pieces);
    let mut reader = Reader { dialect: dialect_of(&blocks), ..Reader::default() };
    reader.draft.imported.dialect = reader.dialect;
    for block in blocks.iter().filter(|block| block.kind == "enum") {
        reader.enumeration(block);
    }
    let is_model = |block: &&Block| matches!(block.kind, "model");
    for block in blocks.iter().filter(is_model) {
        let name = mapped(block, block.name);
        reader.models.insert(block.name.to_owned(), name);
    }
    let fields: Vec<(&Block, Vec<Field>)> = blocks.iter().filter(is_model).map(|b| (b, fields(b))).collect();
    for (block, fields) in &fields {
        reader.model(block, fields);
    }
    reader.many_to_many(&fields);
    for block in blocks.iter().filter(|block| matches!(block.kind, "view" | "type")) {
        let message = format!("The {} {} was left out: it is no table.", block.kind, block.name);
        reader.draft.warn("left-out", block.at, message);
    }
    reader.draft.finish()
}

/// `model User { ... }` and the like.
struct Block<'a> {
    kind: &'a str,
    name: &'a str,
    note: Option<String>,
    lines: Vec<&'a [Piece]>,
    at: Position,
}

fn blocks(pieces: &[Piece]) -> Vec<Block<'_>> {
    let mut cursor = Cursor::new(pieces);
    let (mut found, mut note) = (Vec::new(), Vec::new());
    while let Some(piece) = cursor.next() {
        if piece.kind == Kind::Note {
            note.push(piece.text.clone());
        }
        let at = piece.at;
        let named = piece.kind == Kind::Word && cursor.peek().is_some_and(|next| next.kind == Kind::Word);
        if !named {
            continue;
        }
        let name = cursor.name().unwrap_or_default();
        let Some(inside) = cursor.within("{", "}") else { continue };
        let mut body = Cursor::new(inside);
        let mut lines = Vec::new();
        while body.peek().is_some() {
            lines.push(body.line());
        }
        let text = std::mem::take(&mut note).join("\n");
        found.push(Block { kind: &piece.text, name, note: Some(text).filter(|t| !t.is_empty()), lines, at });
    }
    found
}

fn dialect_of(blocks: &[Block]) -> Option<Dialect> {
    let source = blocks.iter().find(|block| block.kind == "datasource")?;
    let line = source.lines.iter().find(|line| line.first().is_some_and(|first| first.is("provider")))?;
    match line.last()?.text.as_str() {
        "postgresql" | "postgres" | "cockroachdb" => Some(Dialect::PostgreSql),
        "mysql" => Some(Dialect::MySql),
        "sqlite" => Some(Dialect::Sqlite),
        "sqlserver" => Some(Dialect::SqlServer),
        _ => None,
    }
}

/// `@name(arguments)` or `@@name(arguments)`.
struct Attribute<'a> {
    name: String,
    arguments: Vec<&'a [Piece]>,
}

impl Attribute<'_> {
    /// The argument of this name, or the one without a name.
    fn argument(&self, key: &str) -> Option<&[Piece]> {
        let named = |part: &&&[Piece]| part.len() > 2 && part[0].is(key) && part[1].is(":");
        self.arguments.iter().find(named).map(|part| &part[2..])
    }

    fn first(&self) -> Option<&[Piece]> {
        self.arguments.iter().find(|part| part.len() < 2 || !part[1].is(":")).copied()
    }

    fn text(&self, key: &str) -> Option<String> {
        self.argument(key).and_then(|value| value.first()).map(|piece| piece.text.clone())
    }

    /// The names in brackets: `[authorId, postId(sort: Desc)]`.
    fn names(&self, key: &str) -> Vec<&[Piece]> {
        let list = self.argument(key).or_else(|| self.first()).unwrap_or_default();
        let inside = Cursor::new(list).within("[", "]").unwrap_or(list);
        parts(inside)
    }
}

struct Field<'a> {
    name: &'a str,
    kind: String,
    optional: bool,
    list: bool,
    attributes: Vec<Attribute<'a>>,
    note: Option<String>,
    at: Position,
}

impl Field<'_> {
    fn attribute(&self, name: &str) -> Option<&Attribute<'_>> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    fn column(&self) -> String {
        let map = self.attribute("map").and_then(Attribute::first).and_then(|value| value.first());
        map.map_or_else(|| self.name.to_owned(), |piece| piece.text.clone())
    }
}

fn fields<'a>(block: &Block<'a>) -> Vec<Field<'a>> {
    let (mut found, mut note) = (Vec::new(), Vec::new());
    for line in &block.lines {
        let mut cursor = Cursor::new(line);
        let at = cursor.at();
        if let Some(piece) = cursor.peek().filter(|piece| piece.kind == Kind::Note) {
            note.push(piece.text.clone());
            continue;
        }
        let Some(name) = cursor.name() else { continue };
        let mut kind = cursor.name().unwrap_or_default().to_owned();
        if let Some(inside) = cursor.within("(", ")") {
            // `Unsupported("circle")`
            kind = joined(inside);
        }
        let list = cursor.within("[", "]").is_some();
        let optional = cursor.takes("?");
        let attributes = attributes(&mut cursor);
        let text = std::mem::take(&mut note).join("\n");
        found.push(Field { name, kind, optional, list, attributes, note: Some(text).filter(|t| !t.is_empty()), at });
    }
    found
}

fn attributes<'a>(cursor: &mut Cursor<'a>) -> Vec<Attribute<'a>> {
    let mut found = Vec::new();
    while cursor.peek().is_some() {
        if !cursor.takes("@") {
            cursor.next();
            continue;
        }
        cursor.takes("@");
        let mut name = cursor.name().unwrap_or_default().to_owned();
        while cursor.takes(".") {
            name = format!("{name}.{}", cursor.name().unwrap_or_default());
        }
        let arguments = cursor.within("(", ")").map(parts).unwrap_or_default();
        found.push(Attribute { name, arguments });
    }
    found
}

/// The attributes of a whole block, which begin with `@@`.
fn block_attributes<'a>(block: &Block<'a>) -> Vec<Attribute<'a>> {
    let own = block.lines.iter().filter(|line| line.first().is_some_and(|first| first.is("@")));
    own.flat_map(|line| attributes(&mut Cursor::new(line))).collect()
}

/// The name in the database, with its namespace.
fn mapped(block: &Block, name: &str) -> QualifiedName {
    let attributes = block_attributes(block);
    let said = |key: &str| {
        let attribute = attributes.iter().find(|attribute| attribute.name == key)?;
        let value = attribute.argument("name").or_else(|| attribute.first())?;
        Some(value.first()?.text.clone())
    };
    let name = said("map").unwrap_or_else(|| name.to_owned());
    match said("schema").filter(|namespace| namespace != "public") {
        Some(namespace) => QualifiedName::within(namespace, name),
        None => QualifiedName::new(name),
    }
}

#[derive(Default)]
struct Reader {
    draft: Draft,
    dialect: Option<Dialect>,
    models: BTreeMap<String, QualifiedName>,
    /// Of each enum: its name in the database, and its values by their names.
    enums: BTreeMap<String, (QualifiedName, BTreeMap<String, String>)>,
}

impl Reader {
    fn enumeration(&mut self, block: &Block) {
        let name = mapped(block, block.name);
        let mut values = Vec::new();
        let mut by_name = BTreeMap::new();
        for field in fields(block) {
            values.push(field.column());
            by_name.insert(field.name.to_owned(), field.column());
        }
        let id = self.draft.id();
        self.enums.insert(block.name.to_owned(), (name.clone(), by_name));
        self.draft.schema().enums.push(EnumType { id, name, values, comment: block.note.clone() });
    }

    fn model(&mut self, block: &Block, fields: &[Field]) {
        let mut table = Table::new(self.draft.id(), self.models[block.name].clone());
        table.comment = block.note.clone();
        let columns: BTreeMap<&str, String> = fields.iter().map(|field| (field.name, field.column())).collect();
        for field in fields {
            if self.models.contains_key(&field.kind) {
                self.relation(&table, field, fields, &columns);
            } else {
                self.column(&mut table, field);
            }
        }
        for attribute in block_attributes(block) {
            self.block_attribute(&mut table, &attribute, &columns, block.at);
        }
        let keys = table.key_columns().to_vec();
        for column in table.columns.iter_mut().filter(|column| keys.contains(&column.name)) {
            column.nullable = false;
        }
        self.draft.schema().tables.push(table);
    }

    fn block_attribute(
        &mut self,
        table: &mut Table,
        attribute: &Attribute,
        columns: &BTreeMap<&str, String>,
        at: Position,
    ) {
        let keys: Vec<IndexKey> =
            attribute.names("fields").into_iter().filter_map(|part| index_key(part, columns)).collect();
        let names: Vec<String> = keys.iter().map(|key| key.part.as_str().to_owned()).collect();
        let map = attribute.text("map");
        match attribute.name.as_str() {
            "id" => table.primary_key = Some(PrimaryKey { name: map, ..self.draft.primary_key(names) }),
            "unique" => {
                let unique = self.draft.unique(map, names);
                table.uniques.push(unique);
            }
            "index" | "fulltext" => {
                let method = attribute.text("type").map(|method| method.to_lowercase()).filter(|m| m != "btree");
                let method = if attribute.name == "fulltext" { Some("fulltext".to_owned()) } else { method };
                table.indexes.push(Index { name: map, method, keys, ..Index::on(self.draft.id(), &[]) });
            }
            "map" | "schema" => {}
            "ignore" => {}
            other => self.draft.warn("not-understood", at, format!("\"@@{other}\" of {} was left out.", table.name)),
        }
    }

    fn column(&mut self, table: &mut Table, field: &Field) {
        let name = field.column();
        let mut data_type = self.type_of(field);
        if field.list {
            data_type = ColumnType::Array(Box::new(data_type));
        }
        let mut column = self.draft.column(name.as_str(), data_type);
        column.nullable = field.optional;
        column.comment = field.note.clone();
        if let Some(value) = field.attribute("default").and_then(Attribute::first) {
            self.set_default(&mut column, field, value);
        }
        if let Some(key) = field.attribute("id") {
            table.primary_key =
                Some(PrimaryKey { name: key.text("map"), ..self.draft.primary_key(vec![name.clone()]) });
        }
        if let Some(key) = field.attribute("unique") {
            let unique = self.draft.unique(key.text("map"), vec![name]);
            table.uniques.push(unique);
        }
        table.columns.push(column);
    }

    fn type_of(&mut self, field: &Field) -> ColumnType {
        if let Some((name, _)) = self.enums.get(&field.kind) {
            return ColumnType::Named(name.clone());
        }
        let dialect = self.dialect.unwrap_or_default();
        if let Some(native) = field.attributes.iter().find(|attribute| attribute.name.starts_with("db.")) {
            let arguments: Vec<String> = native.arguments.iter().map(|part| joined(part)).collect();
            return read_type(&native_type(&native.name[3..], &arguments), dialect);
        }
        match scalar(&field.kind, dialect) {
            Some(data_type) => data_type,
            None => read_type(&field.kind, dialect),
        }
    }

    fn set_default(&mut self, column: &mut Column, field: &Field, value: &[Piece]) {
        let Some(first) = value.first() else { return };
        if first.kind == Kind::Quoted || first.kind == Kind::Text {
            column.default = Some(literal(&first.text));
            return;
        }
        let call = value.get(1).is_some_and(|piece| piece.is("("));
        match first.text.as_str() {
            "autoincrement" if call => column.identity = Some(Identity::default()),
            "now" if call => column.default = Some(Expression("CURRENT_TIMESTAMP".to_owned())),
            "dbgenerated" if call => {
                let said = value.iter().find(|piece| piece.kind == Kind::Quoted);
                column.default = said.map(|piece| Expression(piece.text.clone())).filter(|e| !e.as_str().is_empty());
            }
            made if call => {
                let message =
                    format!("{made}() of {} is made by Prisma's client: the database has no default.", field.name);
                self.draft
                    .imported
                    .diagnostics
                    .push(Diagnostic::new(Severity::Info, "client-default", message).at(field.at));
            }
            "[" => column.default = Some(Expression("'{}'".to_owned())),
            word => {
                let values = self.enums.get(&field.kind).map(|(_, values)| values);
                column.default = Some(match values.and_then(|values| values.get(word)) {
                    Some(value) => literal(value),
                    None => Expression(joined(value)),
                });
            }
        }
    }

    /// `author User @relation(fields: [authorId], references: [id])`; the other side says nothing of the database.
    fn relation(&mut self, table: &Table, field: &Field, fields: &[Field], columns: &BTreeMap<&str, String>) {
        let Some(relation) = field.attribute("relation") else { return };
        let named = |part: &[Piece]| columns.get(part.first()?.text.as_str()).cloned();
        let own: Vec<String> = match relation.argument("fields") {
            Some(_) => relation.names("fields").into_iter().filter_map(named).collect(),
            None => return,
        };
        let required = fields.iter().filter(|f| own.contains(&f.column())).all(|f| !f.optional);
        // What Prisma Migrate writes where the schema says nothing.
        let usual = if required { Action::Restrict } else { Action::SetNull };
        let said = |key: &str| relation.text(key).and_then(|text| action(&text));
        let parent_columns = relation.names("references").into_iter().map(joined).collect();
        self.draft.link(Link {
            child: table.name.clone(),
            columns: own,
            parent: self.models[&field.kind].clone(),
            parent_columns,
            on_delete: said("onDelete").unwrap_or(usual),
            on_update: said("onUpdate").unwrap_or(Action::Cascade),
            name: relation.text("map"),
            one_to_one: false,
            at: field.at,
        });
    }

    /// Two lists that face each other are a table of Prisma's own, `_CategoryToPost` with the columns `A` and `B`.
    fn many_to_many(&mut self, models: &[(&Block, Vec<Field>)]) {
        let mut made: Vec<String> = Vec::new();
        for (block, fields) in models {
            for field in fields.iter().filter(|field| field.list) {
                let Some((other, others)) = models.iter().find(|(other, _)| other.name == field.kind) else { continue };
                let label = |field: &Field| -> Option<String> {
                    let relation = field.attribute("relation")?;
                    relation.text("name").or_else(|| Some(relation.first()?.first()?.text.clone()))
                };
                let faces = |back: &&Field| back.list && back.kind == block.name && label(back) == label(field);
                let itself = |back: &Field| block.name == other.name && back.name == field.name;
                if !others.iter().any(|back| faces(&back) && !itself(back)) {
                    continue;
                }
                let mut ends = [block.name, other.name];
                ends.sort_unstable();
                let name = format!("_{}", label(field).unwrap_or_else(|| format!("{}To{}", ends[0], ends[1])));
                if made.contains(&name) {
                    continue;
                }
                self.join_table(&name, ends);
                made.push(name);
            }
        }
    }

    fn join_table(&mut self, name: &str, ends: [&str; 2]) {
        let mut table = Table::new(self.draft.id(), name);
        for (column, model) in ["A", "B"].into_iter().zip(ends) {
            let parent = self.models[model].clone();
            let key = self.draft.schema().table(&parent).map(|parent| {
                let key = parent.key_columns().first().cloned().unwrap_or_default();
                (parent.column(&key).map(|c| c.data_type.clone()), key)
            });
            let Some((Some(data_type), key)) = key else { return };
            let made = self.draft.column(column, data_type);
            table.columns.push(made);
            self.draft.link(Link {
                child: table.name.clone(),
                columns: vec![column.to_owned()],
                parent,
                parent_columns: vec![key],
                on_delete: Action::Cascade,
                on_update: Action::Cascade,
                ..Link::default()
            });
        }
        table.primary_key = Some(self.draft.primary_key(vec!["A".to_owned(), "B".to_owned()]));
        table.indexes.push(Index::on(self.draft.id(), &["B"]));
        self.draft.schema().tables.push(table);
    }
}

/// `authorId` or `authorId(sort: Desc)` as a key of an index.
fn index_key(part: &[Piece], columns: &BTreeMap<&str, String>) -> Option<IndexKey> {
    let name = &part.first()?.text;
    let column = columns.get(name.as_str()).unwrap_or(name);
    let descending = part.iter().any(|piece| piece.is("Desc"));
    Some(IndexKey { descending, ..IndexKey::column(column) })
}

/// The column type that Prisma Migrate gives a scalar of its own.
fn scalar(kind: &str, dialect: Dialect) -> Option<ColumnType> {
    let milliseconds = ColumnType::Timestamp { precision: Some(3), zone: false };
    Some(match (kind, dialect) {
        ("String", Dialect::MySql | Dialect::MariaDb) => ColumnType::varchar(191),
        ("String", Dialect::SqlServer) => ColumnType::varchar(1000),
        ("String", _) => ColumnType::Text,
        ("Boolean", _) => ColumnType::Boolean,
        ("Int", _) => ColumnType::Integer,
        ("BigInt", _) => ColumnType::BigInt,
        ("Float", _) => ColumnType::Double,
        ("Decimal", Dialect::SqlServer) => ColumnType::decimal(32, 16),
        ("Decimal", _) => ColumnType::decimal(65, 30),
        ("DateTime", _) => milliseconds,
        ("Json", Dialect::PostgreSql) => ColumnType::Json { binary: true },
        ("Json", _) => ColumnType::Json { binary: false },
        ("Bytes", _) => ColumnType::Blob,
        _ => return None,
    })
}

/// `@db.DoublePrecision` and the like in SQL's words.
fn native_type(name: &str, arguments: &[String]) -> String {
    let words = match name {
        "DoublePrecision" => "double precision".to_owned(),
        "Oid" | "Inet" | "Citext" => name.to_lowercase(),
        "ByteA" => "bytea".to_owned(),
        "NVarChar" => "nvarchar".to_owned(),
        other => match other.strip_prefix("Unsigned") {
            Some(number) => format!("{} unsigned", number.to_lowercase()),
            None => other.to_lowercase(),
        },
    };
    if arguments.is_empty() { words } else { format!("{words}({})", arguments.join(",")) }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::export;
    use crate::import::tests::plain;

    /// What is exported and read again is the same, but for checks and other things that Prisma cannot say.
    #[test]
    fn an_export_reads_as_what_it_was() {
        let script = "CREATE TYPE tier AS ENUM ('bronze', 'silver');
            CREATE TABLE users (id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, email VARCHAR(320) NOT NULL UNIQUE,
              tier tier NOT NULL DEFAULT 'bronze', balance NUMERIC(12,2) DEFAULT 0, tags TEXT[] NOT NULL, active BOOLEAN NOT NULL DEFAULT true,
              created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP, meta JSONB);
            CREATE TABLE user_lines (user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE, line INT NOT NULL,
              PRIMARY KEY (user_id, line));
            CREATE INDEX ON user_lines (line);";
        let schema = crate::sql::parse(script, Dialect::PostgreSql).schema;
        let text = export::prisma(&schema, Dialect::PostgreSql);
        let again = read(&text);
        assert_eq!(again.diagnostics, [], "{text}");
        assert_eq!(again.dialect, Some(Dialect::PostgreSql));
        assert_eq!(plain(&again.schema), plain(&schema), "{text}");
    }

    #[test]
    fn the_blog_of_the_documentation_is_read() {
        let imported = read(
            "datasource db {\n  provider = \"postgresql\"\n  url = env(\"DATABASE_URL\")\n}\n\
            model User {\n  id Int @id @default(autoincrement())\n  email String @unique\n  role Role @default(USER)\n  posts Post[]\n  profile Profile?\n}\n\
            model Profile {\n  id Int @id @default(autoincrement())\n  user User @relation(fields: [userId], references: [id])\n  userId Int @unique\n}\n\
            model Post {\n  id String @id @default(uuid()) @db.Uuid\n  title String @db.VarChar(255)\n  author User? @relation(fields: [authorId], references: [id], onDelete: Cascade)\n  authorId Int?\n  categories Category[]\n\n  @@index([authorId, title(sort: Desc)], map: \"by_author\")\n  @@map(\"posts\")\n}\n\
            model Category {\n  id Int @id\n  posts Post[]\n}\n\
            enum Role {\n  USER\n  ADMIN @map(\"admin\")\n}",
        );
        let table = |name: &str| imported.schema.table_named(name).unwrap_or_else(|| panic!("{name} is missing"));
        assert_eq!(imported.schema.enums[0].values, ["USER", "admin"]);
        let post = table("posts");
        assert_eq!(post.column("id").map(|c| &c.data_type), Some(&ColumnType::Uuid));
        assert_eq!(post.foreign_keys[0].references.table.name, "User");
        assert_eq!(
            (post.foreign_keys[0].on_delete, post.foreign_keys[0].on_update),
            (Action::Cascade, Action::Cascade)
        );
        assert!(post.indexes[0].keys[1].descending && post.indexes[0].name.as_deref() == Some("by_author"));
        assert!(table("Profile").is_unique(&["userId".to_owned()]));
        let pair = table("_CategoryToPost");
        assert_eq!(
            pair.foreign_keys.iter().map(|k| k.references.table.name.as_str()).collect::<Vec<_>>(),
            ["Category", "posts"]
        );
        assert_eq!(imported.diagnostics.iter().map(|d| d.code.as_str()).collect::<Vec<_>>(), ["client-default"]);
        assert_eq!(imported.schema.clone().validate(), Ok(()));
    }
}
