//! Words of names that several rules know.

use super::ColumnView;

const MONEY: &[&str] = &[
    "amount",
    "price",
    "cost",
    "subtotal",
    "balance",
    "salary",
    "wage",
    "fee",
    "revenue",
    "budget",
    "tax",
    "discount",
    "deposit",
    "refund",
    "payout",
    "income",
    "expense",
    "debit",
    "surcharge",
    "fare",
    "prepayment",
    "turnover",
    "commission",
    "bonus",
    "fine",
    "penalty",
    "payment",
    "paid",
    "money",
    "cash",
];

/// Words that make another measure of it: a tax rate, a price index, an amount of water.
const NOT_MONEY: &[&str] = &[
    "rate",
    "percent",
    "percentage",
    "pct",
    "ratio",
    "factor",
    "weight",
    "count",
    "index",
    "id",
    "type",
    "kind",
    "code",
    "status",
    "level",
    "number",
    "no",
    "date",
    "time",
    "at",
    "unit",
    "ml",
    "kg",
    "grams",
    "class",
    "name",
    "flag",
    "key",
    "quantity",
    "qty",
    "method",
    "currency",
    "is",
    "has",
    "by",
    "until",
    "on",
    "ingredient",
    "dose",
    "water",
    "estimate",
];

/// Whether a column's name says that it holds an amount of money.
pub fn is_money(column: &ColumnView) -> bool {
    column.has(MONEY) && !column.has(NOT_MONEY)
}

/// Names of columns with a secret that proves who somebody is.
pub fn is_password(column: &ColumnView) -> bool {
    let named = column.has(&["password", "passwd", "passphrase", "pwd", "passcode"])
        || column.phrase() == "pass"
        || column.phrase().ends_with("user_pass");
    named && !column.has(METADATA)
}

/// Whether a password's name says that it is not kept as it is.
pub fn is_hashed(column: &ColumnView) -> bool {
    column.has(&[
        "hash",
        "hashed",
        "digest",
        "encrypted",
        "crypt",
        "bcrypt",
        "scrypt",
        "argon",
        "argon2",
        "salted",
        "encoded",
        "crypted",
        "enc",
        "cipher",
        "ciphertext",
    ])
}

/// Words that make a column one about a secret rather than the secret itself.
pub const METADATA: &[&str] = &[
    "at",
    "date",
    "time",
    "expires",
    "expiry",
    "expired",
    "expiration",
    "count",
    "attempts",
    "type",
    "kind",
    "id",
    "is",
    "has",
    "must",
    "reset",
    "changed",
    "updated",
    "policy",
    "length",
    "hint",
    "question",
    "flag",
    "version",
    "status",
    "name",
    "need",
    "needs",
    "require",
    "required",
    "enabled",
    "strength",
    "age",
    "algorithm",
    "method",
    "last",
    "never",
    "on",
    "interval",
    "days",
    "ttl",
    "url",
    "salt",
    "used",
    "symbols",
    "tokens",
    "limit",
    "lifetime",
    "code",
    "change",
];

/// Tables whose rows pile up fast.
pub const FAST_GROWING: &[&str] = &[
    "event",
    "log",
    "message",
    "click",
    "visit",
    "view",
    "impression",
    "measurement",
    "reading",
    "metric",
    "sample",
    "session",
    "audit",
    "notification",
    "tracking",
    "telemetry",
    "trace",
    "activity",
    "request",
    "hit",
    "tick",
    "history",
    "statistic",
    "stat",
];

/// Tables that others may have to account for: their rows outlive what they refer to.
pub const RECORDS: &[&str] = &[
    "invoice",
    "payment",
    "transaction",
    "ledger",
    "receipt",
    "refund",
    "audit",
    "order",
    "contract",
    "transfer",
    "payroll",
    "tax",
    "posting",
    "journal",
];

/// Names as a sentence lists them; of many only the first.
pub fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first, second, third, fourth, rest @ ..] if rest.len() > 1 => {
            format!("{first}, {second}, {third}, {fourth} and {} more", rest.len())
        }
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}
