use super::*;

rule! {
    /// A foreign key's column has another type than the column it refers to.
    ///
    /// ## Why
    /// MySQL and SQL Server refuse it; elsewhere the child cannot hold every key of the parent, and joins convert
    /// each value.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (id bigint PRIMARY KEY); CREATE TABLE orders (id int, user_id int REFERENCES users);
    /// ```
    ///
    /// ## Fix
    /// Gives the child's column the parent's type, where that is only a wider integer; proposes it otherwise.
    ///
    /// ## When not to follow it
    /// Never on purpose; a difference in the length of texts is accepted as long as the child's is not shorter.
    "foreign-key-type-mismatch", ForeignKeys, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    context.foreign_keys().flat_map(|(view, key)| pairs(context, view, key)).collect()
}

fn pairs(context: &Context, view: &TableView, key: &ForeignKey) -> Vec<Finding> {
    let Some(parent) = context.table(&key.references.table) else { return Vec::new() };
    let referred = context.referenced_columns(key);
    let columns = key.columns.iter().zip(&referred);
    let pair = |(own, other): (&String, &String)| {
        finding(context, view, parent, view.table.column(own)?, parent.table.column(other)?)
    };
    columns.filter_map(pair).collect()
}

fn finding(context: &Context, view: &TableView, parent: &TableView, own: &Column, other: &Column) -> Option<Finding> {
    let (child_type, parent_type) = (context.base_type(&own.data_type), context.base_type(&other.data_type));
    let open = |data_type: &ColumnType| matches!(data_type, ColumnType::Other(_) | ColumnType::Named(_));
    if child_type == parent_type || open(child_type) || open(parent_type) || longer(child_type, parent_type) {
        return None;
    }
    let alike = child_type.comparable_with(parent_type) || whole(child_type) && whole(parent_type);
    let strict = context.facts.same_key_types && !(child_type.is_text() && parent_type.is_text());
    let severity = if !alike || strict { Severity::Error } else { Severity::Warning };
    let message =
        format!("{}.{} refers to {}.{} but has another type.", view.name(), own.name, parent.name(), other.name);
    let finding = Finding::new(own.id, message)
        .because(format!("{} refers to {}", own.data_type, other.data_type))
        .severity(severity);
    let changes = vec![modified(own, |column| column.data_type = other.data_type.clone())];
    let title = format!("Make it {}", other.data_type);
    let wider = size(child_type).zip(size(parent_type)).is_some_and(|(own, other)| own < other);
    Some(if wider { finding.fix(title, changes) } else { finding.propose(title, changes) })
}

/// Oracle's and other people's integers without a size.
fn whole(data_type: &ColumnType) -> bool {
    data_type.is_integer() || matches!(data_type, ColumnType::Decimal { scale: None | Some(0), .. })
}

/// A text that can hold every value of the other.
fn longer(own: &ColumnType, other: &ColumnType) -> bool {
    let length = |data_type: &ColumnType| match data_type {
        ColumnType::Varchar { length: Some(length) } | ColumnType::Char { length } => Some(u64::from(*length)),
        ColumnType::Text | ColumnType::Varchar { length: None } => Some(u64::MAX),
        _ => None,
    };
    length(own).zip(length(other)).is_some_and(|(own, other)| own >= other)
}

fn size(data_type: &ColumnType) -> Option<u8> {
    match data_type {
        ColumnType::TinyInt => Some(1),
        ColumnType::SmallInt => Some(2),
        ColumnType::Integer => Some(4),
        ColumnType::BigInt => Some(8),
        _ => None,
    }
}
