use super::*;

rule! {
    /// A text of varying length is kept in a char.
    ///
    /// ## Why
    /// The database fills up each value with blanks, which waste room and come back in some comparisons and not in
    /// others.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (id int PRIMARY KEY, name char(80));
    /// ```
    ///
    /// ## Fix
    /// Proposes varchar of the same length. Comparisons with trailing blanks may give other results.
    ///
    /// ## When not to follow it
    /// For codes that all have one length, such as countries and check sums.
    "padded-char", Types, Info
}

const FIXED: &[&str] = &[
    "code",
    "iso",
    "currency",
    "country",
    "hash",
    "checksum",
    "md5",
    "sha",
    "sha1",
    "sha256",
    "uuid",
    "guid",
    "state",
    "lang",
    "language",
    "locale",
    "sex",
    "gender",
    "flag",
    "zip",
    "hex",
    "fingerprint",
    "digest",
    "isbn",
    "iban",
    "bic",
    "ean",
    "id",
    "key",
    "token",
    "uid",
    "crc",
    "mac",
    "ulid",
    "salt",
    "password",
    "type",
    "status",
    "year",
    "ccy",
    "indicator",
    "vin",
    "signature",
    "hashkey",
];

fn check(context: &Context) -> Vec<Finding> {
    // MySQL takes the blanks off again, SQLite adds none.
    if matches!(context.dialect, Dialect::MySql | Dialect::MariaDb | Dialect::Sqlite) {
        return Vec::new();
    }
    let padded = context.columns().filter(|(_, column)| {
        matches!(column.column.data_type, ColumnType::Char { length } if length > 8)
            && !column.has(FIXED)
            && !column.is_key()
    });
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let ColumnType::Char { length } = column.column.data_type else { return None };
        let message = format!("{}.{} is filled up with blanks to {length} characters.", view.name(), column.name());
        let change = modified(column.column, |column| column.data_type = ColumnType::varchar(length));
        Some(Finding::new(column.column.id, message).propose(format!("Make it varchar({length})"), vec![change]))
    };
    padded.filter_map(finding).collect()
}
