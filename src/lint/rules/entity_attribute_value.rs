use super::*;

rule! {
    /// Rows hold the name of an attribute and its value as a text.
    ///
    /// ## Why
    /// Types, checks and references do not work for any attribute, each query about two of them joins the table
    /// twice, and a misspelled name is a new attribute.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE product_attributes (product_id int, name text, value text);
    /// ```
    ///
    /// ## Fix
    /// None: columns for known attributes, or a JSON column for the rest, move data.
    ///
    /// ## When not to follow it
    /// For settings and for attributes that users invent.
    "entity-attribute-value", Structure, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    context.tables.iter().filter_map(finding).collect()
}

fn finding(view: &TableView) -> Option<Finding> {
    let names = [
        "name",
        "key",
        "attribute",
        "attribute_name",
        "attr",
        "attr_name",
        "property",
        "property_name",
        "field",
        "field_name",
        "meta_key",
        "attribute_id",
        "property_id",
        "field_id",
        "param_name",
        "option_name",
    ];
    let values = [
        "value",
        "val",
        "attribute_value",
        "attr_value",
        "property_value",
        "field_value",
        "meta_value",
        "param_value",
        "option_value",
        "value_text",
        "string_value",
    ];
    let free: Vec<&ColumnView> = view.columns.iter().filter(|column| !column.column.data_type.is_temporal()).collect();
    let name = free.iter().find(|column| names.contains(&column.phrase().as_str()))?;
    let value =
        free.iter().find(|column| values.contains(&column.phrase().as_str()) && column.column.data_type.is_text())?;
    // Something whose attribute it is: settings of the whole program have none.
    let entity = free.iter().find(|column| {
        column.name() != name.name()
            && column.ends_in(&["id", "uuid"])
            && column.words.len() > 1
            && (column.in_foreign_key || !column.in_primary_key || view.table.key_columns().len() > 1)
    })?;
    let settings = view.is_about(&[
        "setting",
        "config",
        "configuration",
        "preference",
        "option",
        "translation",
        "label",
        "parameter",
        "env",
        "header",
    ]);
    if free.len() > 7 || settings {
        return None;
    }
    let message = format!("{} keeps attributes as rows of a name and a text.", view.name());
    Some(Finding::new(view.table.id, message).because(format!(
        "{} has {} with {}",
        entity.name(),
        name.name(),
        value.name()
    )))
}
