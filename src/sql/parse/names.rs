//! Names and expressions of a dialect in the model's neutral spelling.

use crate::dialect::Dialect;
use crate::dialect::facts::Folding;
use crate::schema::{Expression, QualifiedName, is_regular};
use sqlparser::ast::{self, Expr, Ident, ObjectName, Value, VisitMut, VisitorMut};
use std::ops::ControlFlow;

/// A name after case folding: what the dialect folds is in lower case, everything else as written.
pub fn name(ident: &Ident, dialect: Dialect) -> String {
    let value = &ident.value;
    let folds = match (dialect.facts().folding, ident.quote_style) {
        (Folding::Keep, _) => false,
        (_, None) => true,
        // Oracle's own tools write names in quotes and upper case; they mean the bare name.
        (Folding::Upper, Some(_)) => is_regular(&value.to_lowercase()) && *value == value.to_uppercase(),
        (Folding::Lower, Some(_)) => false,
    };
    if folds { value.to_lowercase() } else { value.clone() }
}

pub fn names(idents: &[Ident], dialect: Dialect) -> Vec<String> {
    idents.iter().map(|ident| name(ident, dialect)).collect()
}

/// The last one or two parts of a name; the dialect's default namespace is left out.
pub fn qualified(object: &ObjectName, dialect: Dialect) -> QualifiedName {
    let mut parts = object.0.iter().rev().filter_map(|part| part.as_ident()).map(|ident| name(ident, dialect));
    let last = parts.next().unwrap_or_default();
    QualifiedName { namespace: parts.next().filter(|namespace| *namespace != default_namespace(dialect)), name: last }
}

/// A name from the tokens that it begins with, and how many they are.
pub fn object_name(tokens: &[&str], dialect: Dialect) -> (ObjectName, usize) {
    let mut parts = Vec::new();
    let mut used = 0;
    while let Some(token) = tokens.get(used) {
        parts.push(ast::ObjectNamePart::Identifier(ident(token, dialect)));
        used += 1;
        if tokens.get(used) != Some(&".") {
            break;
        }
        used += 1;
    }
    (ObjectName(parts), used)
}

fn ident(token: &str, dialect: Dialect) -> Ident {
    let (open, close) = dialect.facts().quotes;
    for (open, close) in [(open, close), ('"', '"'), ('[', ']')] {
        if let Some(inside) = token.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)) {
            return Ident::with_quote(open, inside.replace(&format!("{close}{close}"), &close.to_string()));
        }
    }
    Ident::new(token)
}

fn default_namespace(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::PostgreSql | Dialect::HeliosDb => "public",
        Dialect::SqlServer => "dbo",
        Dialect::Sqlite => "main",
        Dialect::MySql | Dialect::MariaDb | Dialect::Oracle => "",
    }
}

/// An expression in the neutral spelling, without parentheses around the whole.
pub fn expression(expr: &Expr, dialect: Dialect) -> Expression {
    let mut expr = expr.clone();
    let _ = VisitMut::visit(&mut expr, &mut Neutral { dialect });
    let mut bare = &expr;
    while let Expr::Nested(inner) = bare {
        bare = inner;
    }
    Expression::new(bare.to_string())
}

/// A default: casts that only repeat the column's type are left out.
pub fn default_value(expr: &Expr, dialect: Dialect) -> Expression {
    let mut bare = expr;
    loop {
        bare = match bare {
            Expr::Nested(inner) => inner,
            Expr::Cast { expr: inner, kind: ast::CastKind::DoubleColon, .. } if is_literal(inner) => inner,
            _ => break,
        };
    }
    expression(bare, dialect)
}

fn is_literal(expr: &Expr) -> bool {
    match expr {
        Expr::Value(_) => true,
        Expr::Nested(inner) | Expr::UnaryOp { expr: inner, .. } => is_literal(inner),
        _ => false,
    }
}

/// Respells identifiers, literals and the functions that every dialect calls differently.
struct Neutral {
    dialect: Dialect,
}

impl VisitorMut for Neutral {
    type Break = ();

    fn post_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<()> {
        match expr {
            Expr::Identifier(ident) => self.respell(ident),
            Expr::CompoundIdentifier(idents) => idents.iter_mut().for_each(|ident| self.respell(ident)),
            Expr::Value(value) => value.value = neutral_value(&value.value),
            Expr::Function(function) => {
                if let Some(known) = known_function(function) {
                    *expr = known;
                }
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }
}

impl Neutral {
    fn respell(&self, ident: &mut Ident) {
        let folded = name(ident, self.dialect);
        ident.quote_style = if is_regular(&folded) { None } else { Some('"') };
        ident.value = folded;
    }
}

fn neutral_value(value: &Value) -> Value {
    match value {
        Value::NationalStringLiteral(text)
        | Value::EscapedStringLiteral(text)
        | Value::DoubleQuotedString(text)
        | Value::UnicodeStringLiteral(text) => Value::SingleQuotedString(text.clone()),
        Value::DollarQuotedString(quoted) => Value::SingleQuotedString(quoted.value.clone()),
        other => other.clone(),
    }
}

fn known_function(function: &ast::Function) -> Option<Expr> {
    const NOW: [&str; 7] =
        ["now", "getdate", "sysdatetime", "sysdatetimeoffset", "current_timestamp", "systimestamp", "sysdate"];
    const UUID: [&str; 5] = ["uuid", "newid", "newsequentialid", "sys_guid", "uuid_generate_v4"];
    let is_bare = match &function.args {
        ast::FunctionArguments::None => true,
        ast::FunctionArguments::List(list) => list.args.is_empty(),
        ast::FunctionArguments::Subquery(_) => false,
    };
    let called = function.name.to_string().to_lowercase();
    let word = |text: &str| Expr::Identifier(Ident::new(text));
    // The digits of fractional seconds are the column's, not the value's.
    let has_precision = matches!(&function.args, ast::FunctionArguments::List(list)
        if list.args.len() == 1 && list.args[0].to_string().bytes().all(|b| b.is_ascii_digit()));
    match called.as_str() {
        name if (is_bare || has_precision) && NOW.contains(&name) => Some(word("CURRENT_TIMESTAMP")),
        name if is_bare && UUID.contains(&name) => Some(word("gen_random_uuid()")),
        "datetime" if function.to_string().eq_ignore_ascii_case("datetime('now')") => Some(word("CURRENT_TIMESTAMP")),
        _ => None,
    }
}
