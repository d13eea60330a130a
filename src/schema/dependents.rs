//! What needs what.

use super::*;

impl Schema {
    /// Elements that would be left without something they need if this one were dropped, in schema order.
    ///
    /// Parts of a table do not count as dependents of their table: they go with it. Views, triggers, policies and other
    /// objects kept as text are found by the names that occur in it, which can only name too many, never too few.
    /// Routines need what their heads mention; databases look at their bodies when they run.
    pub fn dependents(&self, id: Id) -> Vec<Id> {
        match self.object(id) {
            Some(Object::Table(table)) => self.users_of_table(&table),
            Some(Object::Column(column)) => {
                self.table_of(id).map_or_else(Vec::new, |table| self.users_of_column(table, &column.name))
            }
            Some(Object::Enum(object)) => self.users_of_type(&object.name),
            Some(Object::Domain(object)) => self.users_of_type(&object.name),
            Some(Object::Sequence(object)) => {
                let uses = |column: &&Column| {
                    column.default.as_ref().is_some_and(|default| default.mentions_anywhere(&object.name.name))
                };
                let columns = self.tables.iter().flat_map(|t| &t.columns).filter(uses).map(|column| column.id);
                columns.chain(self.users_by_text(&object.name, id)).collect()
            }
            Some(Object::View(object)) => self.users_by_text(&object.name, id),
            Some(Object::PrimaryKey(key)) => self.users_of_key(id, &key.columns),
            Some(Object::Unique(key)) => self.users_of_key(id, &key.columns),
            Some(Object::Index(index)) if index.unique && index.predicate.is_none() => {
                let columns: Vec<String> = index.columns().into_iter().map(str::to_owned).collect();
                if columns.len() == index.keys.len() { self.users_of_key(id, &columns) } else { Vec::new() }
            }
            Some(Object::Namespace(namespace)) => self.within_namespace(&namespace.name),
            Some(Object::Opaque(object)) => match object.name.as_ref().filter(|_| object.is_routine()) {
                Some(name) => self.users_of_routine(name, id),
                None => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// Whatever mentions a table, view, column or other named object, routines and their bodies too: what somebody
    /// should look at before it changes. Dependents are among them.
    pub fn mentioning(&self, id: Id) -> Vec<Id> {
        let mut found = self.dependents(id);
        let Some(name) = self.name(id) else { return found };
        let table = self.table_of(id).filter(|table| table.id != id);
        let mentions = |text: &str| {
            let text = Expression::new(text);
            text.mentions_anywhere(&name.name) && table.is_none_or(|table| text.mentions_anywhere(&table.name.name))
        };
        let views = self.views.iter().filter(|o| o.id != id && mentions(&o.query)).map(|o| o.id);
        let opaque = self.opaque.iter().filter(|o| o.id != id && mentions(&o.sql)).map(|o| o.id);
        for user in views.chain(opaque) {
            if !found.contains(&user) {
                found.push(user);
            }
        }
        found
    }

    /// The changes that drop an element together with everything that depends on it, dependents first.
    pub fn drop_with_dependents(&self, id: Id) -> Vec<Change> {
        let mut order = Vec::new();
        self.visit_dependents(id, &mut order);
        order.into_iter().map(|id| Change::Drop { id }).collect()
    }

    fn visit_dependents(&self, id: Id, order: &mut Vec<Id>) {
        if order.contains(&id) {
            return;
        }
        let mut stack = vec![(id, false)];
        let mut entered = std::collections::HashSet::new();
        while let Some((id, done)) = stack.pop() {
            if done {
                order.push(id);
            } else if entered.insert(id) {
                stack.push((id, true));
                stack.extend(self.dependents(id).into_iter().map(|user| (user, false)));
            }
        }
    }

    fn users_of_table(&self, table: &Table) -> Vec<Id> {
        let others = self.tables.iter().filter(|other| other.id != table.id);
        let keys = others.flat_map(|other| &other.foreign_keys).filter(|key| key.references.table == table.name);
        keys.map(|key| key.id).chain(self.users_by_text(&table.name, table.id)).collect()
    }

    fn users_by_text(&self, name: &QualifiedName, but: Id) -> Vec<Id> {
        let views = self.views.iter().filter(|o| o.id != but && Expression::new(&o.query).mentions(&name.name));
        let opaque = self.opaque.iter().filter(|o| o.id != but && o.needs(name));
        views.map(|o| o.id).chain(opaque.map(|o| o.id)).collect()
    }

    /// Checks, defaults, generated columns, indexes, views and other objects that call a routine.
    fn users_of_routine(&self, name: &QualifiedName, id: Id) -> Vec<Id> {
        let name_only = &name.name;
        let mut users = Vec::new();
        for table in &self.tables {
            let column_calls = |o: &&Column| {
                let generated = o.generated.as_ref().is_some_and(|g| g.expression.mentions(name_only));
                generated || o.default.as_ref().is_some_and(|default| default.mentions(name_only))
            };
            users.extend(table.columns.iter().filter(column_calls).map(|o| o.id));
            users.extend(table.checks.iter().filter(|o| o.expression.mentions(name_only)).map(|o| o.id));
            users.extend(table.indexes.iter().filter(|o| index_calls(o, name_only)).map(|o| o.id));
        }
        users.extend(self.users_by_text(name, id));
        users
    }

    fn within_namespace(&self, namespace: &str) -> Vec<Id> {
        let within = |name: &QualifiedName| name.namespace.as_deref() == Some(namespace);
        let mut users: Vec<Id> = self.tables.iter().filter(|o| within(&o.name)).map(|o| o.id).collect();
        users.extend(self.views.iter().filter(|o| within(&o.name)).map(|o| o.id));
        users.extend(self.enums.iter().filter(|o| within(&o.name)).map(|o| o.id));
        users.extend(self.domains.iter().filter(|o| within(&o.name)).map(|o| o.id));
        users.extend(self.sequences.iter().filter(|o| within(&o.name)).map(|o| o.id));
        users.extend(self.opaque.iter().filter(|o| o.name.as_ref().is_some_and(within)).map(|o| o.id));
        users
    }

    fn users_of_column(&self, table: &Table, column: &str) -> Vec<Id> {
        let has = |names: &[String]| names.iter().any(|name| name == column);
        let mut users: Vec<Id> = Vec::new();
        let generated =
            |o: &&Column| o.name != column && o.generated.as_ref().is_some_and(|g| g.expression.mentions(column));
        users.extend(table.columns.iter().filter(generated).map(|o| o.id));
        users.extend(table.primary_key.iter().filter(|o| has(&o.columns)).map(|o| o.id));
        users.extend(table.uniques.iter().filter(|o| has(&o.columns)).map(|o| o.id));
        users.extend(table.foreign_keys.iter().filter(|o| has(&o.columns)).map(|o| o.id));
        users.extend(table.checks.iter().filter(|o| o.expression.mentions(column)).map(|o| o.id));
        users.extend(table.exclusions.iter().filter(|o| exclusion_mentions(o, column)).map(|o| o.id));
        users.extend(table.indexes.iter().filter(|o| index_mentions(o, column)).map(|o| o.id));
        for key in self.tables.iter().flat_map(|other| &other.foreign_keys) {
            let refers = key.references.table == table.name && has(&self.referenced_columns(key));
            if refers && !users.contains(&key.id) {
                users.push(key.id);
            }
        }
        let views = self.views.iter().filter(|view| {
            let query = Expression::new(&view.query);
            query.mentions(&table.name.name) && query.mentions(column)
        });
        users.extend(views.map(|o| o.id));
        let opaque = self.opaque.iter().filter(|object| {
            let about = || object.table.as_ref() == Some(&table.name) || object.mentions(&table.name.name);
            !object.is_routine() && object.mentions(column) && about()
        });
        users.extend(opaque.map(|o| o.id));
        users
    }

    /// Foreign keys that rest on a key which no other key of the table could replace.
    fn users_of_key(&self, id: Id, columns: &[String]) -> Vec<Id> {
        let Some(table) = self.table_of(id) else { return Vec::new() };
        let mut without = table.clone();
        without.primary_key = without.primary_key.filter(|key| key.id != id);
        without.uniques.retain(|key| key.id != id);
        without.indexes.retain(|index| index.id != id);
        if without.is_unique(columns) {
            return Vec::new();
        }
        let rests = |key: &&ForeignKey| {
            let referred = self.referenced_columns(key);
            key.references.table == table.name
                && referred.len() == columns.len()
                && referred.iter().all(|name| columns.contains(name))
        };
        self.tables.iter().flat_map(|other| &other.foreign_keys).filter(rests).map(|key| key.id).collect()
    }

    fn users_of_type(&self, name: &QualifiedName) -> Vec<Id> {
        fn uses(data_type: &ColumnType, name: &QualifiedName) -> bool {
            match data_type {
                ColumnType::Named(used) => used == name,
                ColumnType::Array(element) => uses(element, name),
                _ => false,
            }
        }
        let columns = self.tables.iter().flat_map(|t| &t.columns).filter(|c| uses(&c.data_type, name)).map(|c| c.id);
        let domains = self.domains.iter().filter(|d| uses(&d.data_type, name)).map(|d| d.id);
        columns.chain(domains).chain(self.users_by_text(name, Id(0))).collect()
    }
}

impl Opaque {
    /// Whether its body is looked at only when it runs.
    pub fn is_routine(&self) -> bool {
        matches!(self.kind.as_str(), "function" | "procedure" | "package" | "package body" | "aggregate" | "routine")
    }

    /// Whether it cannot be without the object of this name.
    fn needs(&self, name: &QualifiedName) -> bool {
        if self.is_routine() {
            return Expression::new(self.head()).mentions(&name.name);
        }
        self.depends_on.contains(name) || self.table.as_ref() == Some(name) || self.mentions(&name.name)
    }

    /// A routine's text before its body: up to the quote that opens it, or the word that begins it.
    fn head(&self) -> &str {
        let quote = self.sql.find(['$', '\'']);
        let begin = || self.sql.to_ascii_lowercase().find("begin");
        self.sql.get(..quote.or_else(begin).unwrap_or(self.sql.len())).unwrap_or(&self.sql)
    }

    /// Whether a name occurs in its text, as a word or within a string, where dynamic SQL stands.
    pub fn mentions(&self, name: &str) -> bool {
        Expression::new(self.sql.as_str()).mentions_anywhere(name)
    }
}

fn exclusion_mentions(exclusion: &Exclusion, column: &str) -> bool {
    exclusion.elements.iter().any(|element| element.expression.mentions(column))
        || exclusion.predicate.as_ref().is_some_and(|predicate| predicate.mentions(column))
}

fn index_calls(index: &Index, routine: &str) -> bool {
    let part = |key: &IndexKey| match &key.part {
        IndexPart::Column(_) => false,
        IndexPart::Expression(expression) => expression.mentions(routine),
    };
    index.keys.iter().any(part) || index.predicate.as_ref().is_some_and(|predicate| predicate.mentions(routine))
}

fn index_mentions(index: &Index, column: &str) -> bool {
    let part = |key: &IndexKey| match &key.part {
        IndexPart::Column(name) => name == column,
        IndexPart::Expression(expression) => expression.mentions(column),
    };
    index.keys.iter().any(part)
        || index.include.iter().any(|name| name == column)
        || index.predicate.as_ref().is_some_and(|predicate| predicate.mentions(column))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A schema with a table, its check, a view over a view, a trigger with its function, and a policy.
    fn sample() -> Schema {
        let mut schema = Schema::new();
        let mut table = Table::new(Id(0), "users");
        table.columns.push(Column::new(Id(0), "name", ColumnType::Text));
        table.columns.push(Column::new(Id(0), "age", ColumnType::Integer));
        let expression = Expression::from("is_adult(age)");
        table.checks.push(Check { id: Id(0), name: Some("adults".to_owned()), expression, options: Vec::new() });
        schema.tables.push(table);
        let view = |name: &str, query: &str| View {
            id: Id(0),
            name: name.into(),
            columns: Vec::new(),
            query: query.to_owned(),
            materialized: false,
            comment: None,
            options: Vec::new(),
        };
        schema.views.push(view("names", "SELECT name FROM users"));
        schema.views.push(view("first", "SELECT min(name) FROM names"));
        let opaque = |kind: &str, name: &str, sql: &str| Opaque {
            id: Id(0),
            kind: kind.to_owned(),
            name: Some(name.into()),
            table: None,
            sql: sql.to_owned(),
            origin: String::new(),
            depends_on: Vec::new(),
        };
        schema.opaque.push(opaque(
            "function",
            "is_adult",
            "CREATE FUNCTION is_adult(int) RETURNS bool AS 'SELECT $1 > 17'",
        ));
        schema.opaque.push(opaque(
            "function",
            "log",
            "CREATE FUNCTION log() RETURNS trigger AS $$ UPDATE users SET name = '' $$",
        ));
        schema.opaque.push(opaque(
            "trigger",
            "t",
            "CREATE TRIGGER t BEFORE UPDATE OF age ON users EXECUTE FUNCTION log()",
        ));
        schema.opaque.push(opaque("policy", "own", "CREATE POLICY own ON users USING (name = current_user)"));
        schema.number();
        schema
    }

    #[test]
    fn dependents_are_found_in_texts() {
        let schema = sample();
        let id = |name: &str| {
            let tables = schema.tables.iter().map(|o| (o.name.name.clone(), o.id));
            let columns = schema.tables[0].columns.iter().map(|o| (o.name.clone(), o.id));
            let views = schema.views.iter().map(|o| (o.name.name.clone(), o.id));
            let opaque = schema.opaque.iter().filter_map(|o| Some((o.name.as_ref()?.name.clone(), o.id)));
            let mut all = tables.chain(columns).chain(views).chain(opaque);
            all.find(|(other, _)| other == name).map(|(_, id)| id).unwrap_or_default()
        };
        let check = |ids: Vec<Id>, expected: &[&str]| {
            let labels: Vec<String> = ids.into_iter().filter_map(|id| schema.object(id)).map(|o| o.label()).collect();
            assert_eq!(labels, expected);
        };
        check(schema.dependents(id("users")), &["names", "t", "own"]);
        check(schema.mentioning(id("users")), &["names", "t", "own", "log"]);
        check(schema.dependents(id("name")), &["names", "own"]);
        check(schema.mentioning(id("name")), &["names", "own", "log"]);
        check(schema.dependents(id("age")), &["adults", "t"]);
        check(schema.dependents(id("names")), &["first"]);
        check(schema.dependents(id("log")), &["t"]);
        check(schema.dependents(id("is_adult")), &["adults"]);
        let dropped = schema.applied(&schema.drop_with_dependents(id("users")));
        assert!(dropped.is_ok_and(|rest| rest.tables.is_empty() && rest.views.is_empty() && rest.opaque.len() == 2));
    }
}
