//! What needs what.

use super::*;

impl Schema {
    /// Elements that would be left without something they need if this one were dropped, in schema order.
    ///
    /// Parts of a table do not count as dependents of their table: they go with it. Views and opaque objects are
    /// found by the names that occur in their text, which can only name too many, never too few.
    pub fn dependents(&self, id: Id) -> Vec<Id> {
        match self.object(id) {
            Some(Object::Table(table)) => self.users_of_table(&table),
            Some(Object::Column(column)) => {
                self.table_of(id).map_or_else(Vec::new, |table| self.users_of_column(table, &column.name))
            }
            Some(Object::Enum(object)) => self.users_of_type(&object.name),
            Some(Object::Domain(object)) => self.users_of_type(&object.name),
            Some(Object::Sequence(object)) => {
                let uses = |column: &&Column| column.default.as_ref().is_some_and(|d| d.mentions(&object.name.name));
                self.tables.iter().flat_map(|t| &t.columns).filter(uses).map(|column| column.id).collect()
            }
            Some(Object::View(object)) => self.users_by_text(&object.name, id),
            Some(Object::PrimaryKey(key)) => self.users_of_key(id, &key.columns),
            Some(Object::Unique(key)) => self.users_of_key(id, &key.columns),
            Some(Object::Namespace(namespace)) => {
                let within = |name: &QualifiedName| name.namespace.as_deref() == Some(&namespace.name);
                self.tables.iter().filter(|o| within(&o.name)).map(|o| o.id).collect()
            }
            _ => Vec::new(),
        }
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
        let opaque = self.opaque.iter().filter(|o| o.depends_on.contains(name));
        views.map(|o| o.id).chain(opaque.map(|o| o.id)).collect()
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
        users
    }

    /// Foreign keys that rest on a key which no other key of the table could replace.
    fn users_of_key(&self, id: Id, columns: &[String]) -> Vec<Id> {
        let Some(table) = self.table_of(id) else { return Vec::new() };
        let mut without = table.clone();
        without.primary_key = without.primary_key.filter(|key| key.id != id);
        without.uniques.retain(|key| key.id != id);
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
        columns.chain(domains).collect()
    }
}

fn exclusion_mentions(exclusion: &Exclusion, column: &str) -> bool {
    exclusion.elements.iter().any(|element| element.expression.mentions(column))
        || exclusion.predicate.as_ref().is_some_and(|predicate| predicate.mentions(column))
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
