//! ALTER TABLE, and finding the tables, columns and types that names refer to.

use super::names::{default_value, name, qualified};
use super::read::{Reader, Unread};
use super::table::{ColumnParts, column, column_option, constraint, data_type_of, identity};
use crate::dialect::Dialect;
use crate::dialect::facts::Folding;
use crate::schema::*;
use sqlparser::ast::{self, AlterColumnOperation, AlterTableOperation};

impl Reader {
    pub fn alter_table(&mut self, alter: &ast::AlterTable, lost: &mut Vec<String>) -> Result<(), Unread> {
        let before = self.schema.clone();
        for operation in &alter.operations {
            if let Err(reason) = self.operation(&alter.name, operation, lost) {
                // Half a statement is not taken over.
                self.schema = before;
                return Err(reason);
            }
        }
        Ok(())
    }

    fn operation(
        &mut self,
        table: &ast::ObjectName,
        operation: &AlterTableOperation,
        lost: &mut Vec<String>,
    ) -> Result<(), Unread> {
        if matches!(operation, AlterTableOperation::OwnerTo { .. }) {
            return Ok(());
        }
        let dialect = self.dialect;
        let id = self.table(table)?;
        match operation {
            AlterTableOperation::AddConstraint { constraint: added, .. } => {
                let object = constraint(added, dialect).ok_or(Unread::NotModelled)?;
                self.add_part(id, object)
            }
            AlterTableOperation::AddColumn { column_def, .. } => {
                let parts = column(column_def, dialect, lost);
                self.add_column(id, parts)
            }
            AlterTableOperation::DropColumn { column_names, .. } => {
                for column in column_names {
                    let column = self.column_mut(id, column)?.id;
                    self.schema = self.schema.applied(&self.schema.drop_with_dependents(column))?;
                }
                Ok(())
            }
            AlterTableOperation::DropConstraint { name: constraint, .. } => {
                let wanted = QualifiedName::new(name(constraint, dialect));
                let table = self.schema.table_by_id(id).cloned().unwrap_or_default();
                let parts = table.part_ids().into_iter().find(|part| self.schema.name(*part).as_ref() == Some(&wanted));
                let part =
                    parts.ok_or_else(|| Unread::Because(format!("{} has no constraint {wanted}", table.name)))?;
                Ok(self.schema.apply(&Change::Drop { id: part })?)
            }
            AlterTableOperation::RenameColumn { old_column_name, new_column_name } => {
                let column = self.column_mut(id, old_column_name)?.id;
                let name = QualifiedName::new(name(new_column_name, dialect));
                Ok(self.schema.apply(&Change::Rename { id: column, name })?)
            }
            AlterTableOperation::RenameTable { table_name } => {
                let (ast::RenameTableNameKind::As(to) | ast::RenameTableNameKind::To(to)) = table_name;
                Ok(self.schema.apply(&Change::Rename { id, name: qualified(to, dialect) })?)
            }
            AlterTableOperation::AlterColumn { column_name, op } => self.alter_column(id, column_name, op),
            AlterTableOperation::ModifyColumn { col_name, data_type, options, .. } => {
                self.modify_column(id, col_name, data_type, options, lost)
            }
            _ => Err(Unread::NotModelled),
        }
    }

    fn alter_column(&mut self, table: Id, ident: &ast::Ident, op: &AlterColumnOperation) -> Result<(), Unread> {
        let dialect = self.dialect;
        let column = self.column_mut(table, ident)?;
        match op {
            AlterColumnOperation::SetNotNull => column.nullable = false,
            AlterColumnOperation::DropNotNull => column.nullable = true,
            AlterColumnOperation::SetDefault { value } => column.default = Some(default_value(value, dialect)),
            AlterColumnOperation::DropDefault => column.default = None,
            AlterColumnOperation::SetDataType { data_type, .. } => column.data_type = data_type_of(data_type, dialect),
            AlterColumnOperation::AddGenerated { generated_as, sequence_options } => {
                let always = *generated_as == Some(ast::GeneratedAs::Always);
                column.identity = Some(identity(always, sequence_options.as_deref()));
                column.default = None;
            }
        }
        Ok(())
    }

    /// MySQL's MODIFY writes the whole column anew; its keys stay.
    fn modify_column(
        &mut self,
        table: Id,
        ident: &ast::Ident,
        data_type: &ast::DataType,
        options: &[ast::ColumnOption],
        lost: &mut Vec<String>,
    ) -> Result<(), Unread> {
        let dialect = self.dialect;
        let definition = ast::ColumnDef { name: ident.clone(), data_type: data_type.clone(), options: Vec::new() };
        let mut parts = column(&definition, dialect, lost);
        for option in options {
            column_option(&mut parts, option, None, dialect, lost);
        }
        let owner = self.schema.table_by_id(table).map(|table| table.name.clone()).unwrap_or_default();
        if let Some(values) = parts.values {
            parts.column.data_type = self.inline_enum(&owner, &parts.column.name, values)?;
        }
        let in_key = self.schema.table_by_id(table).is_some_and(|table| table.in_primary_key(&parts.column.name));
        let old = self.column_mut(table, ident)?;
        let nullable = parts.column.nullable && !in_key;
        *old = Column { id: old.id, name: old.name.clone(), nullable, ..parts.column };
        Ok(())
    }

    fn add_column(&mut self, table: Id, mut parts: ColumnParts) -> Result<(), Unread> {
        let owner = self.schema.table_by_id(table).map(|table| table.name.clone()).unwrap_or_default();
        if let Some(values) = parts.values {
            parts.column.data_type = self.inline_enum(&owner, &parts.column.name, values)?;
        }
        self.add(Some(table), Object::Column(parts.column))?;
        parts.constraints.into_iter().try_for_each(|object| self.add_part(table, object))
    }

    /// Adds a key, check or index to a table. The columns of a primary key cannot be NULL.
    pub fn add_part(&mut self, table: Id, object: Object) -> Result<(), Unread> {
        let mut object = object;
        if let Some(owner) = self.schema.table_by_id(table) {
            respell_columns(owner, &mut object, self.dialect);
        }
        let key = match &object {
            Object::PrimaryKey(key) => key.columns.clone(),
            _ => Vec::new(),
        };
        self.add(Some(table), object)?;
        if let Some(table) = self.schema.table_by_id_mut(table) {
            table.columns.iter_mut().filter(|column| key.contains(&column.name)).for_each(|c| c.nullable = false);
        }
        Ok(())
    }

    /// The table of this name.
    pub fn table(&self, object: &ast::ObjectName) -> Result<Id, Unread> {
        let name = qualified(object, self.dialect);
        let found = find_table(&self.schema, &name, self.dialect).map(|table| table.id);
        found.ok_or_else(|| Unread::Because(format!("there is no table {name}")))
    }

    fn column_mut(&mut self, table: Id, ident: &ast::Ident) -> Result<&mut Column, Unread> {
        let wanted = name(ident, self.dialect);
        let dialect = self.dialect;
        let missing = || Unread::Because(format!("there is no column {wanted}"));
        let table = self.schema.table_by_id_mut(table).ok_or_else(missing)?;
        table.columns.iter_mut().find(|column| same(&column.name, &wanted, dialect)).ok_or_else(missing)
    }

    /// Finds what names refer to: a script may name tables and types in another case, and before it makes them.
    pub fn resolve(&mut self) {
        let dialect = self.dialect;
        let tables: Vec<(QualifiedName, Vec<String>)> = (self.schema.tables.iter())
            .map(|table| (table.name.clone(), table.columns.iter().map(|column| column.name.clone()).collect()))
            .collect();
        let types: Vec<QualifiedName> = (self.schema.enums.iter().map(|o| o.name.clone()))
            .chain(self.schema.domains.iter().map(|o| o.name.clone()))
            .collect();
        for table in &mut self.schema.tables {
            for column in &mut table.columns {
                resolve_type(&mut column.data_type, &types, dialect);
            }
            for key in &mut table.foreign_keys {
                let parent = tables.iter().find(|(name, _)| same_name(name, &key.references.table, dialect));
                let Some((name, columns)) = parent else { continue };
                key.references.table = name.clone();
                respell(columns, &mut key.references.columns, dialect);
            }
            let owner = table.clone();
            let columns: Vec<String> = owner.columns.iter().map(|column| column.name.clone()).collect();
            table.primary_key.iter_mut().for_each(|key| respell(&columns, &mut key.columns, dialect));
            table.uniques.iter_mut().for_each(|key| respell(&columns, &mut key.columns, dialect));
            table.foreign_keys.iter_mut().for_each(|key| respell(&columns, &mut key.columns, dialect));
            table.indexes.iter_mut().for_each(|index| respell_index(&columns, index, dialect));
        }
        for domain in &mut self.schema.domains {
            resolve_type(&mut domain.data_type, &types, dialect);
        }
    }
}

/// A name that is no type of the script is the vendor's, as it was written.
fn resolve_type(data_type: &mut ColumnType, types: &[QualifiedName], dialect: Dialect) {
    match data_type {
        ColumnType::Array(element) => resolve_type(element, types, dialect),
        ColumnType::Named(name) => {
            *data_type = match types.iter().find(|known| same_name(known, name, dialect)) {
                Some(known) => ColumnType::Named(known.clone()),
                None => ColumnType::Other(name.to_string()),
            };
        }
        _ => {}
    }
}

fn same(a: &str, b: &str, dialect: Dialect) -> bool {
    a == b || dialect.facts().folding == Folding::Keep && a.to_lowercase() == b.to_lowercase()
}

fn same_name(a: &QualifiedName, b: &QualifiedName, dialect: Dialect) -> bool {
    let namespaces = match (&a.namespace, &b.namespace) {
        (Some(a), Some(b)) => same(a, b, dialect),
        (None, None) => true,
        _ => false,
    };
    namespaces && same(&a.name, &b.name, dialect)
}

fn respell(columns: &[String], names: &mut [String], dialect: Dialect) {
    for name in names {
        if let Some(known) = columns.iter().find(|known| same(known, name, dialect)) {
            name.clone_from(known);
        }
    }
}

fn respell_index(columns: &[String], index: &mut Index, dialect: Dialect) {
    for key in &mut index.keys {
        if let IndexPart::Column(name) = &mut key.part {
            respell(columns, std::slice::from_mut(name), dialect);
        }
    }
    respell(columns, &mut index.include, dialect);
}

fn respell_columns(table: &Table, object: &mut Object, dialect: Dialect) {
    let columns: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    match object {
        Object::PrimaryKey(key) => respell(&columns, &mut key.columns, dialect),
        Object::Unique(key) => respell(&columns, &mut key.columns, dialect),
        Object::ForeignKey(key) => respell(&columns, &mut key.columns, dialect),
        Object::Index(index) => respell_index(&columns, index, dialect),
        _ => {}
    }
}

/// A table by the dialect's idea of equal names.
pub fn find_table<'a>(schema: &'a Schema, name: &QualifiedName, dialect: Dialect) -> Option<&'a Table> {
    schema.tables.iter().find(|table| same_name(&table.name, name, dialect))
}
