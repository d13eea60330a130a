//! INSERT, UPDATE and DELETE: the table that they write to, and the rows that they find.

use super::{Frame, Resolver, conditions, last_name};
use crate::advise::workload::shape::{Relation, Write, WriteKind};
use sqlparser::ast::{self, Expr, SetExpr};

impl Resolver<'_> {
    pub(super) fn insert(&mut self, insert: &ast::Insert) -> Result<Write, String> {
        let ast::TableObject::TableName(name) = &insert.table else { return Err("it writes to no table".to_owned()) };
        let table = self.table_named(name).ok_or_else(|| format!("there is no table {name}"))?;
        let rows = match insert.source.as_ref().map(|source| source.body.as_ref()) {
            Some(SetExpr::Values(values)) => values.rows.len() as f64,
            _ => 1.0,
        };
        if let Some(source) = &insert.source
            && !matches!(source.body.as_ref(), SetExpr::Values(_))
        {
            self.query(source);
        }
        Ok(Write { table, kind: WriteKind::Insert, rows, columns: Vec::new() })
    }

    pub(super) fn update(&mut self, update: &ast::Update) -> Result<Write, String> {
        let block = self.new_block();
        self.frames.push(Frame { block, entries: Vec::new() });
        self.from(&update.table);
        let table = self.blocks[block].relations.first().and_then(Relation::table);
        if let Some(ast::UpdateTableFromKind::BeforeSet(from) | ast::UpdateTableFromKind::AfterSet(from)) = &update.from
        {
            from.iter().for_each(|from| self.from(from));
        }
        let mut columns = Vec::new();
        for assignment in &update.assignments {
            self.reading(&assignment.value);
            let targets = match &assignment.target {
                ast::AssignmentTarget::ColumnName(name) => vec![last_name(name)],
                ast::AssignmentTarget::Tuple(names) => names.iter().map(last_name).collect(),
            };
            let place = |name: &String| {
                let columns = &self.schema.tables.get(table?)?.columns;
                columns.iter().position(|column| column.name.eq_ignore_ascii_case(name))
            };
            columns.extend(targets.iter().filter_map(place));
        }
        self.finish_write(update.selection.as_ref(), block);
        let table = table.ok_or("it writes to no table of the schema")?;
        Ok(Write { table, kind: WriteKind::Update, rows: 0.0, columns })
    }

    pub(super) fn delete(&mut self, delete: &ast::Delete) -> Result<Write, String> {
        let block = self.new_block();
        self.frames.push(Frame { block, entries: Vec::new() });
        let (ast::FromTable::WithFromKeyword(from) | ast::FromTable::WithoutKeyword(from)) = &delete.from;
        from.iter().for_each(|from| self.from(from));
        let table = self.blocks[block].relations.first().and_then(Relation::table);
        delete.using.iter().flatten().for_each(|from| self.from(from));
        self.finish_write(delete.selection.as_ref(), block);
        let table = table.ok_or("it writes to no table of the schema")?;
        Ok(Write { table, kind: WriteKind::Delete, rows: 0.0, columns: Vec::new() })
    }

    /// The rows that are written are found by the block's conditions, and are needed whole. The block goes last.
    fn finish_write(&mut self, condition: Option<&Expr>, block: usize) {
        if let Some(condition) = condition {
            conditions::require(self, condition, None);
        }
        self.all_columns(None);
        self.frames.pop();
        self.blocks[block].outputs.clear();
    }
}
