use super::*;

rule! {
    /// A secret number of a person is a key.
    ///
    /// ## Why
    /// It is copied into every table that refers to the person, into URLs and logs, and cannot be erased or
    /// corrected without all of them.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE patients (ssn char(11) PRIMARY KEY, name text);
    /// ```
    ///
    /// ## Fix
    /// None: a key of its own changes every referring table.
    ///
    /// ## When not to follow it
    /// Where the number is the table's purpose, as in a register.
    "sensitive-key", Security, Warning
}

const NUMBERS: &[&str] = &[
    "ssn",
    "social_security_number",
    "national_id",
    "passport_number",
    "passport_no",
    "tax_id",
    "tin",
    "nin",
    "nhs_number",
    "drivers_license",
    "driver_license_number",
    "card_number",
    "credit_card_number",
    "iban",
    "cpf",
    "aadhaar",
    "aadhar",
    "personal_number",
    "dni",
    "nif",
    "bsn",
    "sin",
    "medical_record_number",
    "mrn",
];

fn check(context: &Context) -> Vec<Finding> {
    let keys = context.columns().filter(|(_, column)| column.is_key());
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let phrase = column.phrase();
        let named = NUMBERS.iter().find(|number| {
            phrase == **number || phrase.strip_suffix(*number).is_some_and(|before| before.ends_with('_'))
        })?;
        let message = format!("{}.{} uses a sensitive number as a key.", view.name(), column.name());
        let role = if column.in_primary_key { "the primary key" } else { "a foreign key" };
        Some(Finding::new(column.column.id, message).because(format!("{named} in {role}")))
    };
    keys.filter_map(finding).collect()
}
