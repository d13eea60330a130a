use super::*;

rule! {
    /// A code that only looks like a number is kept as one.
    ///
    /// ## Why
    /// Leading zeros get lost (01067 becomes 1067), signs such as + do not fit, and nobody adds up telephone
    /// numbers.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (id int PRIMARY KEY, zip integer, phone bigint);
    /// ```
    ///
    /// ## Fix
    /// Proposes a text. Zeros that were lost have to be put back by hand.
    ///
    /// ## When not to follow it
    /// For codes that are numbered without zeros and never leave the house.
    "code-as-number", Types, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let codes = [
        "phone",
        "telephone",
        "mobile",
        "fax",
        "zip",
        "zipcode",
        "postcode",
        "iban",
        "isbn",
        "ean",
        "ssn",
        "vat",
        "barcode",
        "plz",
    ];
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let whole = column.column.data_type.is_integer()
            || matches!(column.column.data_type, ColumnType::Decimal { scale: None | Some(0), .. });
        let coded = column.ends_in(&codes)
            || column.words.len() > 1
                && column.ends_in(&["code", "number", "no"])
                && column.has(&[&codes[..], &["postal", "passport"]].concat());
        if !whole || !coded || column.is_key() || column.starts_with(&["has", "is", "count", "num"]) {
            return None;
        }
        let message = format!(
            "{}.{} keeps a code as {}, which loses leading zeros.",
            view.name(),
            column.name(),
            column.column.data_type
        );
        let plain = column.column.default.is_none();
        let change = modified(column.column, |column| column.data_type = ColumnType::varchar(32));
        Some(
            Finding::new(column.column.id, message)
                .propose("Make it varchar(32)", if plain { vec![change] } else { Vec::new() }),
        )
    };
    context.columns().filter_map(finding).collect()
}
