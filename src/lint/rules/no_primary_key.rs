use super::*;

rule! {
    /// A table has no primary key.
    ///
    /// ## Why
    /// No row can be named for certain: duplicates creep in, other tables cannot refer to it, and replication and
    /// most tools need a key to find a row again.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE visits (page text, at timestamptz);
    /// ```
    ///
    /// ## Fix
    /// Makes the only unique key over required columns the primary key. Where there is none, proposes the required
    /// column `id`.
    ///
    /// ## When not to follow it
    /// For staging tables that are loaded and emptied as a whole.
    "no-primary-key", Keys, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    context
        .tables
        .iter()
        .filter(|view| view.table.primary_key.is_none() && !view.columns.is_empty())
        .map(|view| finding(context, view))
        .collect()
}

fn finding(context: &Context, view: &TableView) -> Finding {
    let table = view.table;
    let finding = Finding::new(table.id, format!("{} has no primary key.", view.name()));
    let required = |columns: &[String]| table.requires(columns);
    let key = |columns: Vec<String>| {
        let key = PrimaryKey::on(context.fresh_id(), columns);
        Change::Add { parent: Some(table.id), object: Object::PrimaryKey(key), at: None }
    };
    // Rows can be named by a unique key as well; only tools and other tables miss the declaration.
    let keyed = view.keys().iter().any(|(_, columns)| required(columns));
    let finding = if keyed { finding.severity(Severity::Info) } else { finding };
    let mut candidates = table.uniques.iter().filter(|unique| required(&unique.columns));
    if let (Some(unique), None) = (candidates.next(), candidates.next())
        && !is_referenced(view)
    {
        let title = format!("Make the unique key on {} the primary key", unique.columns.join(", "));
        let evidence = format!("the unique key on {} identifies its rows", unique.columns.join(", "));
        return finding.because(evidence).fix(title, vec![Change::Drop { id: unique.id }, key(unique.columns.clone())]);
    }
    match table.columns.iter().find(|column| column.name.eq_ignore_ascii_case("id") && !column.nullable) {
        Some(column) => {
            finding.propose(format!("Make {} the primary key", column.name), vec![key(vec![column.name.clone()])])
        }
        None => finding,
    }
}

fn is_referenced(view: &TableView) -> bool {
    !view.referenced_by.is_empty()
}
