use super::*;

rule! {
    /// A view shows secrets of the table behind it.
    ///
    /// ## Why
    /// Views are given to those who must not read the table; with SELECT * they show every column, also those that
    /// come later.
    ///
    /// ## Example
    /// ```sql
    /// CREATE VIEW accounts AS SELECT * FROM users;
    /// ```
    ///
    /// ## Fix
    /// None: name the columns that are meant.
    ///
    /// ## When not to follow it
    /// For views that only administrators read.
    "view-exposes-secret", Security, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    for view in &context.schema.views {
        let query = Expression::new(&view.query);
        for table in context.tables.iter().filter(|table| query.mentions(&table.name().name)) {
            let secret = table.columns.iter().find(|column| is_password(column) || column.has(&["secret", "cvv"]));
            let Some(column) = secret else { continue };
            let named = query.mentions(column.name());
            if named || selects_all(&query) {
                let message = format!("The view {} shows {}.{}.", view.name, table.name(), column.name());
                findings.push(Finding::new(view.id, message).because(if named {
                    "the query names it"
                } else {
                    "the query takes all columns"
                }));
            }
        }
    }
    findings
}

/// Whether a star stands where a column could; `count(*)` and products do not count.
fn selects_all(query: &Expression) -> bool {
    let tokens: Vec<Token> = query
        .tokens()
        .into_iter()
        .filter(|token| !matches!(token, Token::Other(text) if text.trim().is_empty()))
        .collect();
    let before = |at: usize| at.checked_sub(1).and_then(|at| tokens.get(at));
    let star = |(at, token): (usize, &Token)| {
        let starts = match before(at) {
            Some(Token::Word(word)) => {
                word.eq_ignore_ascii_case("select")
                    || word.eq_ignore_ascii_case("distinct")
                    || word.eq_ignore_ascii_case("all")
            }
            Some(Token::Other(text)) => *text == "." || *text == ",",
            _ => false,
        };
        *token == Token::Other("*") && starts
    };
    tokens.iter().enumerate().any(star)
}
