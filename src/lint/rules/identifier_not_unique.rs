use super::*;

rule! {
    /// A value that should name one row may come twice.
    ///
    /// ## Why
    /// A slug, an ISBN or a serial number is used to find the row; without a key it is found slowly, or twice.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE articles (id int PRIMARY KEY, slug text);
    /// ```
    ///
    /// ## Fix
    /// Proposes a unique key. Values that are there twice have to go first.
    ///
    /// ## When not to follow it
    /// Where the value is unique within something else only; a key over both says so.
    "identifier-not-unique", Constraints, Info
}

fn check(context: &Context) -> Vec<Finding> {
    let names = ["slug", "sku", "isbn", "isbn13", "ean", "uuid", "guid", "vin", "iban", "username", "serial_number"];
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let own = format!("{}_", thing(&view.words));
        let phrase = column.phrase();
        let named = names.contains(&phrase.strip_prefix(&own).unwrap_or(&phrase));
        let covered = view.keys().iter().any(|(_, key)| key.iter().any(|name| name == column.name()))
            || view.table.indexes.iter().any(|index| {
                index.unique && index.keys.iter().any(|key| Expression::new(key.part.as_str()).mentions(column.name()))
            });
        let large = matches!(column.column.data_type, ColumnType::Text | ColumnType::Varchar { length: None })
            && context.facts.key_length.is_some();
        // Who signs in with it is told by login-not-unique.
        let signs_in = phrase.ends_with("username") && view.columns.iter().any(is_password);
        if !named
            || signs_in
            || covered
            || column.is_key()
            || view.words.last().is_some_and(|word| FAST_GROWING.contains(&singular(word).as_str()))
        {
            return None;
        }
        let add = unique_added(context, view.table, vec![column.name().to_owned()]);
        let message = format!("{}.{} should name one row, but may come twice.", view.name(), column.name());
        Some(
            Finding::new(column.column.id, message)
                .propose(format!("Make {} unique", column.name()), if large { Vec::new() } else { vec![add] }),
        )
    };
    context.columns().filter_map(finding).collect()
}
