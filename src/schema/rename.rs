//! Renaming an element together with everything that refers to it by name.

use super::*;

impl Schema {
    pub(super) fn rename(&mut self, id: Id, to: &QualifiedName) -> Result<(), ApplyError> {
        if to.name.trim().is_empty() {
            return Err(ApplyError::EmptyName);
        }
        if let Some(table) = self.table_by_id(id) {
            let from = table.name.clone();
            if from != *to && self.has_relation(to) {
                return Err(ApplyError::NameTaken(to.to_string()));
            }
            self.rename_table(&from, to);
            return Ok(());
        }
        let holder = self.tables.iter().position(|table| table.columns.iter().any(|column| column.id == id));
        if let Some(holder) = holder {
            return self.rename_column(holder, id, &to.name);
        }
        self.rename_object(id, to)
    }

    fn rename_table(&mut self, from: &QualifiedName, to: &QualifiedName) {
        for table in &mut self.tables {
            if table.name == *from {
                table.name = to.clone();
            }
            for key in table.foreign_keys.iter_mut().filter(|key| key.references.table == *from) {
                key.references.table = to.clone();
            }
        }
        for sequence in &mut self.sequences {
            if let Some((table, _)) = sequence.owned_by.as_mut().filter(|(table, _)| table == from) {
                *table = to.clone();
            }
        }
        for view in &mut self.views {
            view.query = Expression::new(&view.query).renamed(&from.name, &to.name).0;
        }
        for object in &mut self.opaque {
            for name in object.depends_on.iter_mut().filter(|name| *name == from) {
                *name = to.clone();
            }
        }
    }

    fn rename_column(&mut self, holder: usize, id: Id, to: &str) -> Result<(), ApplyError> {
        let table = &self.tables[holder];
        let Some(from) = table.columns.iter().find(|column| column.id == id).map(|column| column.name.clone()) else {
            return Err(ApplyError::NoSuchElement(id));
        };
        if from != to && table.column(to).is_some() {
            return Err(ApplyError::NameTaken(to.to_owned()));
        }
        let parent = table.name.clone();
        rename_column_within(&mut self.tables[holder], &from, to);
        for key in self.tables.iter_mut().flat_map(|table| &mut table.foreign_keys) {
            if key.references.table == parent {
                rename_all(&mut key.references.columns, &from, to);
            }
        }
        for sequence in &mut self.sequences {
            if let Some((_, column)) = sequence.owned_by.as_mut().filter(|(t, c)| *t == parent && *c == from) {
                *column = to.to_owned();
            }
        }
        Ok(())
    }

    fn rename_object(&mut self, id: Id, to: &QualifiedName) -> Result<(), ApplyError> {
        let object = self.object(id).ok_or(ApplyError::NoSuchElement(id))?;
        let taken = match &object {
            Object::Namespace(o) => o.name != to.name && self.namespaces.iter().any(|n| n.name == to.name),
            Object::Enum(EnumType { name, .. }) | Object::Domain(Domain { name, .. }) => {
                name != to && self.has_type(to)
            }
            Object::View(View { name, .. }) | Object::Sequence(Sequence { name, .. }) => {
                name != to && self.has_relation(to)
            }
            _ => false,
        };
        if taken {
            return Err(ApplyError::NameTaken(to.to_string()));
        }
        match object {
            Object::Namespace(o) => self.rename_namespace(&o.name, &to.name),
            Object::Enum(o) => {
                self.rename_type(&o.name, to);
                self.enums.iter_mut().filter(|o| o.id == id).for_each(|o| o.name = to.clone());
            }
            Object::Domain(o) => {
                self.rename_type(&o.name, to);
                self.domains.iter_mut().filter(|o| o.id == id).for_each(|o| o.name = to.clone());
            }
            Object::View(_) => self.views.iter_mut().filter(|o| o.id == id).for_each(|o| o.name = to.clone()),
            Object::Sequence(o) => {
                for column in self.tables.iter_mut().flat_map(|table| &mut table.columns) {
                    column.default = column.default.as_ref().map(|d| d.renamed(&o.name.name, &to.name));
                }
                self.sequences.iter_mut().filter(|o| o.id == id).for_each(|o| o.name = to.clone());
            }
            Object::Opaque(_) => return Err(ApplyError::Nameless(id)),
            _ => self.rename_part(id, &to.name),
        }
        Ok(())
    }

    fn rename_part(&mut self, id: Id, to: &str) {
        let name = Some(to.to_owned());
        for table in &mut self.tables {
            table.primary_key.iter_mut().filter(|o| o.id == id).for_each(|o| o.name.clone_from(&name));
            table.uniques.iter_mut().filter(|o| o.id == id).for_each(|o| o.name.clone_from(&name));
            table.foreign_keys.iter_mut().filter(|o| o.id == id).for_each(|o| o.name.clone_from(&name));
            table.checks.iter_mut().filter(|o| o.id == id).for_each(|o| o.name.clone_from(&name));
            table.exclusions.iter_mut().filter(|o| o.id == id).for_each(|o| o.name.clone_from(&name));
            table.indexes.iter_mut().filter(|o| o.id == id).for_each(|o| o.name.clone_from(&name));
        }
    }

    fn rename_namespace(&mut self, from: &str, to: &str) {
        let mend = |name: &mut QualifiedName| {
            if name.namespace.as_deref() == Some(from) {
                name.namespace = Some(to.to_owned());
            }
        };
        self.namespaces.iter_mut().filter(|o| o.name == from).for_each(|o| o.name = to.to_owned());
        self.enums.iter_mut().for_each(|o| mend(&mut o.name));
        self.domains.iter_mut().for_each(|o| mend(&mut o.name));
        self.views.iter_mut().for_each(|o| mend(&mut o.name));
        for sequence in &mut self.sequences {
            mend(&mut sequence.name);
            sequence.owned_by.iter_mut().for_each(|(table, _)| mend(table));
        }
        for table in &mut self.tables {
            mend(&mut table.name);
            table.foreign_keys.iter_mut().for_each(|key| mend(&mut key.references.table));
            table.columns.iter_mut().for_each(|column| mend_type(&mut column.data_type, &mend));
        }
        for object in &mut self.opaque {
            object.name.iter_mut().chain(&mut object.depends_on).for_each(mend);
        }
    }

    fn rename_type(&mut self, from: &QualifiedName, to: &QualifiedName) {
        let mend = |name: &mut QualifiedName| {
            if name == from {
                *name = to.clone();
            }
        };
        for column in self.tables.iter_mut().flat_map(|table| &mut table.columns) {
            mend_type(&mut column.data_type, &mend);
        }
        self.domains.iter_mut().for_each(|domain| mend_type(&mut domain.data_type, &mend));
    }
}

fn mend_type(data_type: &mut ColumnType, mend: &impl Fn(&mut QualifiedName)) {
    match data_type {
        ColumnType::Named(name) => mend(name),
        ColumnType::Array(element) => mend_type(element, mend),
        _ => {}
    }
}

fn rename_column_within(table: &mut Table, from: &str, to: &str) {
    let mend = |expression: &mut Expression| *expression = expression.renamed(from, to);
    for column in &mut table.columns {
        if column.name == from {
            column.name = to.to_owned();
        }
        column.generated.iter_mut().for_each(|generated| mend(&mut generated.expression));
    }
    table.primary_key.iter_mut().for_each(|key| rename_all(&mut key.columns, from, to));
    table.uniques.iter_mut().for_each(|key| rename_all(&mut key.columns, from, to));
    table.foreign_keys.iter_mut().for_each(|key| rename_all(&mut key.columns, from, to));
    table.checks.iter_mut().for_each(|check| mend(&mut check.expression));
    for exclusion in &mut table.exclusions {
        exclusion.elements.iter_mut().for_each(|element| mend(&mut element.expression));
        exclusion.predicate.iter_mut().for_each(mend);
    }
    for index in &mut table.indexes {
        for key in &mut index.keys {
            match &mut key.part {
                IndexPart::Column(name) if name == from => *name = to.to_owned(),
                IndexPart::Column(_) => {}
                IndexPart::Expression(expression) => mend(expression),
            }
        }
        rename_all(&mut index.include, from, to);
        index.predicate.iter_mut().for_each(mend);
    }
    if let Some(partitioning) = &mut table.partitioning {
        partitioning.keys.iter_mut().for_each(mend);
    }
    let keys = table.primary_key.iter_mut().map(|key| &mut key.options);
    let keys = keys.chain(table.uniques.iter_mut().map(|key| &mut key.options));
    // What they name are columns (`INCLUDE` = `(note)`).
    for (_, value) in keys.flatten() {
        *value = Expression::new(value.as_str()).renamed(from, to).0;
    }
}

fn rename_all(names: &mut [String], from: &str, to: &str) {
    names.iter_mut().filter(|name| *name == from).for_each(|name| *name = to.to_owned());
}
