//! Views, types, domains, comments, and what is dropped.

use super::classify::object_kind;
use super::cursor::{Cursor, written};
use super::names::{self, expression, neutral};
use super::read::{Reader, Unread};
use super::resolve::same;
use super::types;
use crate::dialect::Dialect::SqlServer;
use crate::schema::*;

impl Reader {
    pub fn create_view(
        &mut self,
        cursor: &mut Cursor,
        before: &[String],
        materialized: bool,
        text: &str,
    ) -> Result<(), Unread> {
        let has = |word: &str| before.iter().any(|known| known == word);
        if has("TEMP") || has("TEMPORARY") {
            return Err(Unread::Skipped("a temporary view lives in a session only"));
        }
        let optional = cursor.eat("if not exists");
        let name = self.new_name(cursor)?;
        let columns = cursor.names();
        if columns.is_none() && cursor.is_symbol("(") {
            return Err(Unread::NotModelled);
        }
        let mut options = Options::new();
        options.extend(
            before.iter().filter(|word| word.starts_with("SQL SECURITY")).map(|word| (word.clone(), String::new())),
        );
        options.extend(has("RECURSIVE").then(|| ("RECURSIVE".to_owned(), String::new())));
        if cursor.eat("using") {
            options.extend(cursor.name().map(|name| ("USING".to_owned(), name)));
        }
        if cursor.eat("with") {
            let tokens = cursor.until(|cursor| cursor.is("as") || cursor.is("tablespace"));
            options.push(("WITH".to_owned(), written(tokens)));
        }
        if cursor.eat("tablespace") {
            cursor.take();
        }
        cursor.eat("as").then_some(()).ok_or(Unread::NotModelled)?;
        let mut query = cursor.rest();
        let endings: &[&[&str]] = &[
            &["with", "cascaded", "check", "option"],
            &["with", "local", "check", "option"],
            &["with", "check", "option"],
            &["with", "no", "data"],
            &["with", "data"],
            &["with", "read", "only"],
        ];
        while let [rest @ .., last] = query
            && last.is_symbol(";")
        {
            query = rest;
        }
        for ending in endings {
            let Some(at) = query.len().checked_sub(ending.len()).filter(|at| *at > 0) else { continue };
            if query[at..].iter().zip(ending.iter()).all(|(token, word)| token.is(word)) {
                options.push((ending.join(" ").to_ascii_uppercase(), String::new()));
                query = &query[..at];
                break;
            }
        }
        options.retain(|(name, _)| name != "WITH DATA");
        let (Some(first), Some(last)) = (query.first(), query.last()) else { return Err(Unread::NotModelled) };
        // A query keeps its lines, unless comments stand between them.
        let raw = text.get(first.start..last.end()).unwrap_or_default();
        let is_bare = !raw.contains("--") && !raw.contains("/*") && !raw.contains('#');
        let query = match is_bare && super::view_is_neutral(raw, self.dialect) {
            true => raw.to_owned(),
            false => neutral(query, self.dialect),
        };
        if let Some(known) = self.view_place(&name) {
            if optional {
                return Ok(());
            }
            if !has("REPLACE") {
                return Err(Unread::taken(&name));
            }
            self.schema.views[known] = View::default();
        }
        let id = self.schema.fresh_id();
        let columns = columns.unwrap_or_default();
        self.schema.views.push(View { id, name, columns, query, materialized, comment: None, options });
        Ok(())
    }

    /// Behind `CREATE TYPE`: enums are part of the model.
    pub fn create_type(&mut self, cursor: &mut Cursor) -> Result<(), Unread> {
        let name = self.new_name(cursor)?;
        if !cursor.eat("as enum") {
            return Err(Unread::NotModelled);
        }
        let inside = cursor.group().ok_or(Unread::NotModelled)?;
        let values = match inside.tokens.is_empty() {
            true => Vec::new(),
            false => {
                let values = inside.elements().into_iter().map(|mut value| value.text());
                values.collect::<Option<Vec<_>>>().ok_or(Unread::NotModelled)?
            }
        };
        if self.schema.enums.iter().any(|known| known.name == name) {
            return Err(Unread::taken(&name));
        }
        let id = self.schema.fresh_id();
        self.schema.enums.push(EnumType { id, name, values, comment: None });
        Ok(())
    }

    /// Behind `ALTER TYPE`.
    pub fn alter_type(&mut self, cursor: &mut Cursor) -> Result<(), Unread> {
        let name = self.known_name(cursor)?;
        let place = self.schema.enums.iter().position(|known| known.name == name).ok_or(Unread::NotModelled)?;
        let id = self.schema.enums[place].id;
        if cursor.eat("add value") {
            let optional = cursor.eat("if not exists");
            let value = cursor.text().ok_or(Unread::NotModelled)?;
            let values = &mut self.schema.enums[place].values;
            if values.contains(&value) {
                return if optional { Ok(()) } else { Err(Unread::Because(format!("{name} already has {value}"))) };
            }
            let before = cursor.eat("before");
            let after = !before && cursor.eat("after");
            let neighbour = if before || after { cursor.text() } else { None };
            let at = neighbour.and_then(|neighbour| values.iter().position(|known| *known == neighbour));
            let at = at.map_or(values.len(), |at| if after { at + 1 } else { at });
            values.insert(at, value);
            return Ok(());
        }
        if cursor.eat("rename value") {
            let from = cursor.text().ok_or(Unread::NotModelled)?;
            cursor.eat("to");
            let to = cursor.text().ok_or(Unread::NotModelled)?;
            self.schema.enums[place].values.iter_mut().filter(|value| **value == from).for_each(|v| v.clone_from(&to));
            return Ok(());
        }
        if cursor.eat("rename to") {
            let to = QualifiedName { namespace: name.namespace, name: cursor.name().ok_or(Unread::NotModelled)? };
            for column in self.schema.tables.iter_mut().flat_map(|table| &mut table.columns) {
                if column.data_type == ColumnType::Named(self.schema.enums[place].name.clone()) {
                    column.data_type = ColumnType::Named(to.clone());
                }
            }
            return Ok(self.schema.apply(&Change::Rename { id, name: to })?);
        }
        Err(Unread::NotModelled)
    }

    /// Behind `CREATE DOMAIN`.
    pub fn create_domain(&mut self, cursor: &mut Cursor) -> Result<(), Unread> {
        let name = self.new_name(cursor)?;
        cursor.eat("as");
        let data_type = types::take(cursor).ok_or(Unread::NotModelled)?.data_type;
        let mut domain =
            Domain { id: Id(0), name, data_type, nullable: true, default: None, checks: Vec::new(), comment: None };
        let mut named = None;
        while !cursor.is_done() {
            if cursor.eat("constraint") {
                named = cursor.name();
            } else if cursor.eat("not null") {
                domain.nullable = false;
            } else if cursor.eat("null") {
            } else if cursor.eat("default") {
                let mut holder = Column::new(Id(0), "", domain.data_type.clone());
                super::column::default(cursor, &mut holder);
                domain.default = holder.default;
            } else if cursor.is("check") {
                cursor.at += 1;
                let inside = cursor.group().ok_or(Unread::NotModelled)?;
                let expression = expression(inside.tokens, self.dialect);
                domain.checks.push(Check { id: Id(0), name: named.take(), expression, options: Options::new() });
            } else {
                // A collation and the like: the text says more than the model could.
                return Err(Unread::NotModelled);
            }
        }
        if self.schema.domains.iter().any(|known| known.name == domain.name) {
            return Err(Unread::taken(&domain.name));
        }
        domain.id = self.schema.fresh_id();
        for check in &mut domain.checks {
            check.id = self.schema.fresh_id();
        }
        self.schema.domains.push(domain);
        Ok(())
    }

    /// `COMMENT ON ... IS ...`
    pub fn comment(&mut self, cursor: &mut Cursor) -> Result<(), Unread> {
        cursor.take();
        cursor.eat("on").then_some(()).ok_or(Unread::NotModelled)?;
        let kind = if cursor.eat("materialized view") { "VIEW".to_owned() } else { cursor.word().unwrap_or_default() };
        if !["TABLE", "VIEW", "COLUMN", "TYPE", "DOMAIN", "SCHEMA"].contains(&kind.as_str()) {
            return Err(Unread::NotModelled);
        }
        let parts = cursor.parts();
        cursor.eat("is").then_some(()).ok_or(Unread::NotModelled)?;
        let text = if cursor.eat("null") { None } else { Some(cursor.text().ok_or(Unread::NotModelled)?) };
        let text = text.filter(|text| !text.is_empty());
        if kind == "COLUMN" {
            let Some((table, column)) = self.column_of(parts) else { return Err(Unread::NotModelled) };
            let place = self.table_place(&table)?;
            self.column_mut(place, &column)?.comment = text;
            return Ok(());
        }
        let is_bare = parts.len() == 1;
        let name = names::qualified(parts, self.dialect).ok_or(Unread::NotModelled)?;
        let name = if is_bare { self.found(name) } else { name };
        if kind == "TABLE" && self.place_of(&name).is_some() {
            let place = self.table_place(&name)?;
            self.schema.tables[place].comment = text;
            return Ok(());
        }
        let view = self.view_place(&name);
        let schema = &mut self.schema;
        let comment = match kind.as_str() {
            "VIEW" | "TABLE" => view.and_then(|place| schema.views.get_mut(place)).map(|o| &mut o.comment),
            "TYPE" => schema.enums.iter_mut().find(|o| o.name == name).map(|o| &mut o.comment),
            "DOMAIN" => schema.domains.iter_mut().find(|o| o.name == name).map(|o| &mut o.comment),
            _ => schema.namespaces.iter_mut().find(|o| o.name == name.name).map(|o| &mut o.comment),
        };
        *comment.ok_or(Unread::NotModelled)? = text;
        Ok(())
    }

    /// SQL Server's comments and renamings are calls of procedures.
    pub fn call(&mut self, cursor: &mut Cursor) -> Result<(), Unread> {
        cursor.take();
        let procedure = cursor.parts().pop().unwrap_or_default().to_lowercase();
        if cursor.dialect != SqlServer {
            return Err(Unread::NotModelled);
        }
        let mut arguments: Vec<(String, String)> = Vec::new();
        for mut argument in cursor.elements() {
            let mut name = String::new();
            if argument.peek_at(1).is_some_and(|next| next.is_symbol("=")) {
                name = argument.word().unwrap_or_default().to_lowercase();
                argument.eat_symbol("=");
            }
            let value = argument.text().or_else(|| argument.take().map(|token| token.text.to_owned()));
            arguments.push((name, value.unwrap_or_default()));
        }
        let value = |name: &str, place: usize| {
            let named = arguments.iter().find(|(known, _)| known == name);
            named.or_else(|| arguments.get(place).filter(|(known, _)| known.is_empty())).map(|(_, value)| value.clone())
        };
        match procedure.as_str() {
            "sp_addextendedproperty" => {
                let is_description = value("@name", 0).is_some_and(|name| name == "MS_Description");
                let text = value("@value", 1).unwrap_or_default();
                let table = value("@level1name", 5).filter(|_| is_description);
                let table = table.ok_or(Unread::NotModelled)?;
                let namespace = value("@level0name", 3).unwrap_or_default();
                let name = names::qualified(vec![namespace, table], self.dialect).ok_or(Unread::NotModelled)?;
                match (value("@level2type", 6), value("@level2name", 7)) {
                    (Some(kind), Some(column)) if kind.eq_ignore_ascii_case("column") => {
                        let place = self.table_place(&name)?;
                        self.column_mut(place, &column)?.comment = Some(text);
                    }
                    (None, _) if self.place_of(&name).is_some() => {
                        let place = self.table_place(&name)?;
                        self.schema.tables[place].comment = Some(text);
                    }
                    _ => return Err(Unread::NotModelled),
                }
                Ok(())
            }
            "sp_rename" => {
                let from = value("@objname", 0).ok_or(Unread::NotModelled)?;
                let to = value("@newname", 1).ok_or(Unread::NotModelled)?;
                let kind = value("@objtype", 2).unwrap_or_else(|| "OBJECT".to_owned());
                let tokens = super::lexer::tokens(&from, self.dialect);
                let parts = Cursor::new(&tokens, self.dialect).parts();
                let (place, id) = match kind.to_uppercase().as_str() {
                    "COLUMN" => {
                        let (table, column) = self.column_of(parts).ok_or(Unread::NotModelled)?;
                        let place = self.table_place(&table)?;
                        (place, self.column_mut(place, &column)?.id)
                    }
                    "OBJECT" => {
                        let name = names::qualified(parts, self.dialect).ok_or(Unread::NotModelled)?;
                        let place = self.table_place(&name)?;
                        return self.rename_table(place, QualifiedName { namespace: name.namespace, name: to });
                    }
                    _ => return Err(Unread::NotModelled),
                };
                Ok(self.rename_part(place, id, QualifiedName::new(to))?)
            }
            _ => Err(Unread::NotModelled),
        }
    }

    /// `DROP ...`: what the script made and drops again is gone.
    pub fn drop_objects(&mut self, cursor: &mut Cursor) -> Result<(), Unread> {
        let (kind, _) = object_kind(cursor);
        cursor.eat("concurrently");
        cursor.eat("if exists");
        for mut element in cursor.elements() {
            let name = self.known_name(&mut element)?;
            self.drop_object(&kind, &name, &mut element);
        }
        Err(Unread::Skipped("it drops what an earlier run made"))
    }

    fn drop_object(&mut self, kind: &str, name: &QualifiedName, cursor: &mut Cursor) {
        let table = if cursor.eat("on") { self.known_name(cursor).ok() } else { None };
        let sequence = self.sequence_place(name);
        let schema = &mut self.schema;
        let id = match kind {
            "TABLE" => {
                if let Some(place) = self.place_of(name) {
                    self.drop_table_at(place);
                }
                return;
            }
            "VIEW" | "MATERIALIZED VIEW" => {
                if let Some(place) = self.view_place(name) {
                    self.drop_view_at(place);
                    return;
                }
                None
            }
            "INDEX" => return self.drop_index(name, table.as_ref()),
            "SEQUENCE" => sequence.and_then(|place| schema.sequences.get(place)).map(|o| o.id),
            "TYPE" | "DOMAIN" => {
                let id = schema.enums.iter().find(|o| o.name == *name).map(|o| o.id);
                id.or_else(|| schema.domains.iter().find(|o| o.name == *name).map(|o| o.id))
            }
            "SCHEMA" => schema.namespaces.iter().find(|o| o.name == name.name).map(|o| o.id),
            _ => None,
        };
        if let Some(id) = id {
            self.drop_id(id);
            return;
        }
        let kind = kind.to_lowercase();
        self.drop_kept(Some(name), |o| o.kind == kind && (table.is_none() || o.table == table));
    }

    /// An index by its name; where names hold within a table only, the statement names the table too.
    fn drop_index(&mut self, name: &QualifiedName, on: Option<&QualifiedName>) {
        // SQL Server's older form is `DROP INDEX table.index`.
        let before = name.namespace.clone().filter(|_| self.dialect == SqlServer).map(QualifiedName::new);
        let table = on.cloned().or(before).and_then(|table| self.place_of(&table));
        let places = table.map_or_else(|| self.places_of_part(&name.name), |place| vec![place]);
        let is_meant = |known: &Option<String>| known.as_deref().is_some_and(|k| same(k, &name.name, self.dialect));
        let found = places.into_iter().find_map(|place| {
            let table = self.schema.tables.get(place)?;
            let index = table.indexes.iter().find(|o| is_meant(&o.name)).map(|o| o.id);
            let id = index.or_else(|| table.uniques.iter().find(|o| is_meant(&o.name)).map(|o| o.id))?;
            Some((place, id))
        });
        match found {
            Some((place, id)) => {
                let around = self.around_table(place);
                let _ = self.drop_within(&around, id);
            }
            None => self.drop_kept(Some(name), |o| o.kind == "index"),
        }
    }

    fn drop_id(&mut self, id: Id) {
        let tables = self.schema.tables.len();
        for change in self.schema.drop_with_dependents(id) {
            // What cannot go any more went with an earlier one.
            let _ = self.schema.apply(&change);
        }
        // A namespace takes its tables along.
        if self.schema.tables.len() != tables {
            self.replace_places();
        }
    }
}
