use super::*;

rule! {
    /// An enum or domain is used by no column.
    ///
    /// ## Why
    /// It is a leftover, or a column was meant to use it and takes any text instead.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TYPE mood AS ENUM ('good', 'bad'); -- and no column of this type
    /// ```
    ///
    /// ## Fix
    /// Drops the type.
    ///
    /// ## When not to follow it
    /// Where functions or other scripts use it.
    "unused-type", Structure, Info
}

fn check(context: &Context) -> Vec<Finding> {
    // Text that was not read may use any type.
    if !context.schema.opaque.is_empty() {
        return Vec::new();
    }
    let schema = context.schema;
    let mut used: std::collections::HashSet<&QualifiedName> = std::collections::HashSet::new();
    let mut types: Vec<&ColumnType> =
        (schema.tables.iter().flat_map(|table| &table.columns).map(|column| &column.data_type))
            .chain(schema.domains.iter().map(|domain| &domain.data_type))
            .collect();
    while let Some(data_type) = types.pop() {
        match data_type {
            ColumnType::Named(name) => {
                used.insert(name);
            }
            ColumnType::Array(element) => types.push(element),
            _ => {}
        }
    }
    let types = schema.enums.iter().map(|o| (o.id, &o.name)).chain(schema.domains.iter().map(|o| (o.id, &o.name)));
    let finding = |(id, name): (Id, &QualifiedName)| {
        Finding::new(id, format!("No column uses the type {name}.")).propose("Drop it", vec![Change::Drop { id }])
    };
    types.filter(|(_, name)| !used.contains(name)).map(finding).collect()
}
