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

fn check(context: &Context) -> Vec<Finding> {
    context.columns().filter_map(|(view, column)| finding(view, column)).collect()
}

fn finding(view: &TableView, column: &ColumnView) -> Option<Finding> {
    let phrase = column.phrase();
    let code = ["cvv", "cvc", "cvv2", "cvc2", "cid"].contains(&phrase.as_str()) && phrase != "cid"
        || column.has(&["cvv", "cvc", "cvv2", "cvc2"])
        || [
            "card_verification_value",
            "card_verification_code",
            "card_security_code",
            "card_pin",
            "magnetic_stripe",
            "track_data",
            "track2",
        ]
        .contains(&phrase.as_str());
    let number = [
        "card_number",
        "cardnumber",
        "credit_card",
        "credit_card_number",
        "creditcard",
        "cc_number",
        "ccnumber",
        "card_no",
        "pan",
        "debit_card_number",
        "credit_card_no",
        "cc_num",
    ]
    .contains(&phrase.as_str());
    let about_card = !view.is_about(&["library", "membership", "loyalty", "gift", "patron", "reader"]);
    let harmless = column.has(&[
        "last",
        "last4",
        "masked",
        "token",
        "hash",
        "encrypted",
        "result",
        "response",
        "check",
        "required",
    ]) || !(column.column.data_type.is_text() || column.column.data_type.is_numeric());
    if harmless || !(code || number && about_card) {
        return None;
    }
    let message = match code {
        true => format!("{}.{} keeps what PCI DSS forbids to keep.", view.name(), column.name()),
        false => format!("{}.{} keeps the number of a payment card.", view.name(), column.name()),
    };
    let severity = if code { Severity::Error } else { Severity::Warning };
    let evidence = if code {
        "requirement 3.3: no verification code after the authorization"
    } else {
        "requirement 3.5: the number has to be unreadable wherever it is kept"
    };
    Some(Finding::new(column.column.id, message).because(evidence).severity(severity))
}
