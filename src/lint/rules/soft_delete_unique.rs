use super::*;

rule! {
    /// A unique key also counts rows that are marked as deleted.
    ///
    /// ## Why
    /// Whoever deletes an account cannot register again with the same address: the deleted row still has it.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (id int PRIMARY KEY, email text UNIQUE, deleted_at timestamptz);
    /// ```
    ///
    /// ## Fix
    /// Proposes a unique index over the rows that are not deleted, where the database has such.
    ///
    /// ## When not to follow it
    /// Where a value must never come back (invoice numbers).
    "soft-delete-unique", Structure, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    context.tables.iter().flat_map(|view| within(context, view)).collect()
}

fn within(context: &Context, view: &TableView) -> Vec<Finding> {
    use crate::dialect::facts::Partial;
    let marks = |column: &&ColumnView| {
        let named = ["deleted_at", "deleted_on", "deleted_date", "date_deleted", "archived_at", "removed_at"]
            .contains(&column.phrase().as_str());
        named && column.column.data_type.is_temporal() && column.column.nullable
    };
    let Some(mark) = view.columns.iter().find(marks) else { return Vec::new() };
    let surrogate = |name: &String| {
        view.column(name).is_some_and(|column| column.ends_in(&["uuid", "guid", "token", "key", "hash"]))
    };
    let open = view.table.uniques.iter().filter(|unique| {
        !unique.columns.iter().any(|name| name == mark.name()) && !unique.columns.iter().all(surrogate)
    });
    let finding = |unique: &Unique| {
        let columns: Vec<&str> = unique.columns.iter().map(String::as_str).collect();
        let message = format!(
            "Deleted rows of {} keep their ({}), so that no new row can have it.",
            view.name(),
            columns.join(", ")
        );
        let finding = Finding::new(unique.id, message).because(format!("{} marks rows as deleted", mark.name()));
        let index = Index {
            unique: true,
            predicate: Some(Expression::new(format!("{} IS NULL", Expression::identifier(mark.name())))),
            ..Index::on(context.fresh_id(), &columns)
        };
        let add = Change::Add { parent: Some(view.table.id), object: Object::Index(index), at: None };
        let can = context.facts.partial_indexes == Partial::AnyIndex && context.schema.dependents(unique.id).is_empty();
        finding.propose(
            "Make it unique among the rows that are not deleted",
            if can { vec![Change::Drop { id: unique.id }, add] } else { Vec::new() },
        )
    };
    open.map(finding).collect()
}
