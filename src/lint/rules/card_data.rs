use super::*;

rule! {
    /// Data of a payment card is kept.
    ///
    /// ## Why
    /// PCI DSS forbids to keep the verification code, the PIN or the stripe after the payment, even encrypted
    /// (3.3), and the number has to be unreadable (3.5).
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE payments (id int PRIMARY KEY, card_number text, cvv char(3));
    /// ```
    ///
    /// ## Fix
    /// None: let the payment provider keep the card, and keep its token and the last four digits.
    ///
    /// ## When not to follow it
    /// For tokens and test data; a name that says so ends the finding.
    "card-data", Security, Warning
}

/// What may not be kept once a payment is authorized.
const CODES: &[&str] = &["cvv", "cvc", "cvv2", "cvc2", "card_verification_value", "card_verification_code"];
const MORE_CODES: &[&str] = &["card_security_code", "card_pin", "magnetic_stripe", "track_data", "track2"];

const NUMBERS: &[&str] =
    &["credit_card", "credit_card_number", "creditcard", "cc_number", "debit_card_number", "cc_num"];

/// Numbers of payment cards where the table is about paying; a library has cards as well.
const ANY_CARD: &[&str] = &["card_number", "cardnumber", "card_no", "pan"];
const PAYING: &[&str] =
    &["payment", "card", "billing", "wallet", "checkout", "order", "subscription", "customer", "transaction"];
const BESIDE: &[&str] =
    &["cardholder", "expiry", "expiration", "exp_month", "expiry_date", "expiration_date", "card_type"];
const NOT_PAYING: &[&str] = &["library", "membership", "loyalty", "gift", "patron", "reader"];

const HARMLESS: &[&str] = &["last", "last4", "masked", "token", "hash", "encrypted", "result", "response", "check"];

fn check(context: &Context) -> Vec<Finding> {
    context.columns().filter_map(|(view, column)| finding(view, column)).collect()
}

fn finding(view: &TableView, column: &ColumnView) -> Option<Finding> {
    let phrase = column.phrase();
    let is = |list: &[&str]| list.contains(&phrase.as_str());
    let holds = column.column.data_type.is_text() || column.column.data_type.is_numeric();
    let code = is(CODES) || is(MORE_CODES) || column.has(&CODES[..4]);
    let number = is(NUMBERS) || is(ANY_CARD) && pays(view);
    if !holds || column.has(HARMLESS) || !(code || number) {
        return None;
    }
    let (message, severity, evidence) = match code {
        true => (
            format!("{}.{} keeps what PCI DSS forbids to keep.", view.name(), column.name()),
            Severity::Error,
            "requirement 3.3: no verification code after the authorization",
        ),
        false => (
            format!("{}.{} keeps the number of a payment card.", view.name(), column.name()),
            Severity::Warning,
            "requirement 3.5: the number has to be unreadable wherever it is kept",
        ),
    };
    Some(Finding::new(column.column.id, message).because(evidence).severity(severity))
}

fn pays(view: &TableView) -> bool {
    let beside =
        view.columns.iter().any(|column| BESIDE.contains(&column.phrase().as_str()) || column.has(&CODES[..4]));
    !view.is_about(NOT_PAYING) && (view.is_about(PAYING) || beside)
}
