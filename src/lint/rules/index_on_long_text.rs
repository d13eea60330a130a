use super::*;

rule! {
    /// A text without a limit is part of an ordinary index.
    ///
    /// ## Why
    /// MySQL wants a prefix, SQL Server and Oracle refuse it, and PostgreSQL fails on the day when a text is longer
    /// than about 2,700 bytes.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE notes (id int PRIMARY KEY, body text, KEY (body));
    /// ```
    ///
    /// ## Fix
    /// None: a limit on the column, a prefix, a hash or a full-text index are the ways out.
    ///
    /// ## When not to follow it
    /// In PostgreSQL, where texts are short in practice; a limit would say so.
    "index-on-long-text", Indexes, Warning
}

/// Words of columns that hold prose rather than names.
const PROSE: &[&str] = &[
    "body",
    "description",
    "content",
    "notes",
    "note",
    "comment",
    "comments",
    "message",
    "text",
    "html",
    "markdown",
    "bio",
    "summary",
    "abstract",
    "remarks",
];

fn check(context: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    for view in &context.tables {
        let keys = view.table.uniques.iter().map(|key| (key.id, key.columns.clone()));
        let primary = view.table.primary_key.iter().map(|key| (key.id, key.columns.clone()));
        let ordinary = view.table.indexes.iter().filter(|index| index.method.is_none());
        let indexed = ordinary.map(|index| {
            (
                index.id,
                index
                    .keys
                    .iter()
                    .filter(|key| key.prefix.is_none())
                    .filter_map(|key| key.as_column().map(str::to_owned))
                    .collect(),
            )
        });
        for (id, columns) in keys.chain(primary).chain(indexed) {
            findings.extend(columns.iter().filter_map(|name| finding(context, view, id, name)).next());
        }
    }
    findings
}

fn finding(context: &Context, view: &TableView, id: Id, name: &str) -> Option<Finding> {
    let column = view.column(name)?;
    let unlimited = match context.base_type(&column.column.data_type) {
        ColumnType::Text | ColumnType::Blob => true,
        ColumnType::Varchar { length: None } => context.dialect != Dialect::Oracle,
        _ => false,
    };
    let (severity, evidence) = match context.dialect {
        _ if !unlimited => return None,
        Dialect::MySql | Dialect::MariaDb => (Severity::Error, "a text in an index needs a prefix length"),
        Dialect::SqlServer | Dialect::Oracle => (Severity::Error, "such a column cannot be indexed"),
        Dialect::PostgreSql if column.has(PROSE) => {
            (Severity::Warning, "entries of more than about 2,700 bytes are refused")
        }
        _ => return None,
    };
    let message = format!("An index of {} covers {name}, which has no limit.", view.name());
    Some(Finding::new(id, message).because(evidence).severity(severity))
}
