use super::*;

rule! {
    /// A document is part of an ordinary index.
    ///
    /// ## Why
    /// PostgreSQL and MySQL refuse it for JSON; for jsonb a B-tree compares whole documents, which no query asks
    /// for.
    ///
    /// ## Example
    /// ```sql
    /// CREATE INDEX ON events (payload);
    /// ```
    ///
    /// ## Fix
    /// Proposes a GIN index for jsonb.
    ///
    /// ## When not to follow it
    /// Where whole documents are compared.
    "index-on-json", Indexes, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    context
        .tables
        .iter()
        .flat_map(|view| view.table.indexes.iter().filter_map(|index| finding(context, view, index)))
        .collect()
}

fn finding(context: &Context, view: &TableView, index: &Index) -> Option<Finding> {
    let document =
        |name: &&str| view.table.column(name).is_some_and(|column| matches!(column.data_type, ColumnType::Json { .. }));
    let name = *index.columns().iter().find(|name| document(name))?;
    let binary = view.table.column(name).is_some_and(|column| column.data_type == ColumnType::Json { binary: true });
    if index.method.is_some() || context.dialect == Dialect::Sqlite {
        return None;
    }
    let gin = binary && context.facts.index_methods.contains(&"gin");
    let message = format!("An ordinary index of {} covers the document {name}.", view.name());
    let finding = Finding::new(index.id, message).severity(if gin { Severity::Warning } else { Severity::Error });
    let better = Object::Index(Index { method: Some("gin".to_owned()), ..index.clone() });
    let alone = gin && index.keys.len() == 1 && !index.unique && index.include.is_empty();
    Some(
        finding
            .propose("Make it a GIN index", if alone { vec![Change::Modify { object: better }] } else { Vec::new() }),
    )
}
