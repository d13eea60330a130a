//! A check constraint, read so that rows can be drawn for it and tried against it.

use super::evaluate::evaluate;
use super::rows::Value;
use sqlparser::ast::{BinaryOperator, Expr, UnaryOperator, Value as Literal};
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;
use std::collections::HashMap;

/// A check that was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule(Expr);

/// What a column's checks leave of its values.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bounds {
    /// The only values, where a check lists them.
    pub among: Option<Vec<Value>>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// Characters of a text.
    pub shortest: Option<usize>,
    pub longest: Option<usize>,
    /// A pattern of LIKE that it has to match.
    pub like: Option<String>,
}

impl Rule {
    /// Reads a check in the model's neutral spelling; nothing where it is no expression, or uses what is not known here.
    pub fn read(text: &str) -> Option<Self> {
        let dialect = PostgreSqlDialect {};
        let expression = Parser::new(&dialect).try_with_sql(text).ok()?.parse_expr().ok()?;
        // Tried once on a row of nothing but unknown values: whoever uses a function that is not known here says so.
        evaluate(&expression, &|_| Some(&Value::Null)).ok()?;
        Some(Self(expression))
    }

    /// Whether a row keeps it; as in SQL an unknown answer does. Nothing where it cannot be told.
    pub fn holds<'a>(&self, value: &dyn Fn(&str) -> Option<&'a Value>) -> Option<bool> {
        match evaluate(&self.0, value) {
            Ok(Value::Boolean(answer)) => Some(answer),
            Ok(Value::Null) => Some(true),
            _ => None,
        }
    }

    /// Adds what it says about single columns.
    pub fn bounds(&self, bounds: &mut HashMap<String, Bounds>) {
        narrow(&self.0, bounds);
    }
}

fn narrow(expression: &Expr, bounds: &mut HashMap<String, Bounds>) {
    match expression {
        Expr::Nested(inner) => narrow(inner, bounds),
        Expr::BinaryOp { left, op: BinaryOperator::And, right } => {
            narrow(left, bounds);
            narrow(right, bounds);
        }
        // `a IS NULL OR a > 0` bounds a as well as `a > 0` does.
        Expr::BinaryOp { left, op: BinaryOperator::Or, right } => match (&**left, &**right) {
            (Expr::IsNull(_), other) | (other, Expr::IsNull(_)) => narrow(other, bounds),
            _ => alternatives(expression, bounds),
        },
        Expr::BinaryOp { left, op, right } => {
            if let (Some(target), Some(value)) = (target(left), literal(right)) {
                compare(bounds, &target, op, &value);
            } else if let (Some(value), Some(target)) = (literal(left), target(right)) {
                compare(bounds, &target, &turned(op), &value);
            }
        }
        Expr::Between { expr, negated: false, low, high } => {
            if let (Some(target), Some(low), Some(high)) = (target(expr), literal(low), literal(high)) {
                compare(bounds, &target, &BinaryOperator::GtEq, &low);
                compare(bounds, &target, &BinaryOperator::LtEq, &high);
            }
        }
        Expr::InList { expr, list, negated: false } => {
            let values: Option<Vec<Value>> = list.iter().map(literal).collect();
            if let (Some(Target::Value(column)), Some(values)) = (target(expr), values) {
                bounds.entry(column).or_default().among = Some(values);
            }
        }
        Expr::Like { negated: false, expr, pattern, .. } => {
            if let (Some(Target::Value(column)), Some(Value::Text(pattern))) = (target(expr), literal(pattern)) {
                bounds.entry(column).or_default().like = Some(pattern);
            }
        }
        _ => {}
    }
}

/// `status = 'a' OR status = 'b'` lists values as IN does.
fn alternatives(expression: &Expr, bounds: &mut HashMap<String, Bounds>) {
    fn collect(expression: &Expr, found: &mut Vec<(String, Value)>) -> Option<()> {
        match expression {
            Expr::Nested(inner) => collect(inner, found),
            Expr::BinaryOp { left, op: BinaryOperator::Or, right } => {
                collect(left, found)?;
                collect(right, found)
            }
            Expr::BinaryOp { left, op: BinaryOperator::Eq, right } => match (target(left)?, literal(right)?) {
                (Target::Value(column), value) => {
                    found.push((column, value));
                    Some(())
                }
                _ => None,
            },
            _ => None,
        }
    }
    let mut found = Vec::new();
    if collect(expression, &mut found).is_none() {
        return;
    }
    let Some((column, _)) = found.first().cloned() else { return };
    if found.iter().all(|(other, _)| *other == column) {
        bounds.entry(column).or_default().among = Some(found.into_iter().map(|(_, value)| value).collect());
    }
}

/// What a bound is about.
enum Target {
    Value(String),
    Length(String),
}

fn target(expression: &Expr) -> Option<Target> {
    match expression {
        Expr::Nested(inner) | Expr::Cast { expr: inner, .. } => target(inner),
        Expr::Identifier(name) => Some(Target::Value(name.value.clone())),
        Expr::Function(function) => {
            let name = function.name.to_string().to_lowercase();
            let length = matches!(name.as_str(), "length" | "char_length" | "character_length" | "len");
            let arguments = super::evaluate::arguments(function)?;
            match (length, arguments.as_slice()) {
                (true, [Expr::Identifier(name)]) => Some(Target::Length(name.value.clone())),
                _ => None,
            }
        }
        _ => None,
    }
}

fn literal(expression: &Expr) -> Option<Value> {
    match expression {
        Expr::Nested(inner) | Expr::Cast { expr: inner, .. } => literal(inner),
        Expr::Value(value) => match &value.value {
            Literal::Number(digits, _) => Some(Value::number(digits)),
            Literal::SingleQuotedString(text) => Some(Value::text(text.clone())),
            Literal::Boolean(value) => Some(Value::Boolean(*value)),
            _ => None,
        },
        Expr::UnaryOp { op: UnaryOperator::Minus, expr } => match literal(expr)? {
            Value::Number(digits) => Some(Value::number(format!("-{digits}"))),
            _ => None,
        },
        Expr::TypedString(typed) => match &typed.value.value {
            Literal::SingleQuotedString(text) => Some(Value::text(text.clone())),
            _ => None,
        },
        _ => None,
    }
}

fn turned(op: &BinaryOperator) -> BinaryOperator {
    match op {
        BinaryOperator::Lt => BinaryOperator::Gt,
        BinaryOperator::LtEq => BinaryOperator::GtEq,
        BinaryOperator::Gt => BinaryOperator::Lt,
        BinaryOperator::GtEq => BinaryOperator::LtEq,
        other => other.clone(),
    }
}

fn compare(bounds: &mut HashMap<String, Bounds>, target: &Target, op: &BinaryOperator, value: &Value) {
    let number = match value {
        Value::Number(digits) => digits.parse::<f64>().ok(),
        _ => None,
    };
    match target {
        Target::Value(column) => {
            let bounds = bounds.entry(column.clone()).or_default();
            match (op, number) {
                (BinaryOperator::Eq, _) => bounds.among = Some(vec![value.clone()]),
                (BinaryOperator::Gt | BinaryOperator::GtEq, Some(number)) => {
                    bounds.low = Some(bounds.low.map_or(number, |low| low.max(number)));
                }
                (BinaryOperator::Lt | BinaryOperator::LtEq, Some(number)) => {
                    bounds.high = Some(bounds.high.map_or(number, |high| high.min(number)));
                }
                _ => {}
            }
        }
        Target::Length(column) => {
            let Some(number) = number.filter(|number| (0.0..1e6).contains(number)) else { return };
            let (bounds, number) = (bounds.entry(column.clone()).or_default(), number as usize);
            match op {
                BinaryOperator::Eq => (bounds.shortest, bounds.longest) = (Some(number), Some(number)),
                BinaryOperator::GtEq => bounds.shortest = Some(number),
                BinaryOperator::Gt => bounds.shortest = Some(number + 1),
                BinaryOperator::LtEq => bounds.longest = Some(number),
                BinaryOperator::Lt => bounds.longest = Some(number.saturating_sub(1)),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(text: &str, row: &[(&str, Value)]) -> Option<bool> {
        let rule = Rule::read(text)?;
        rule.holds(&|name| row.iter().find(|(own, _)| *own == name).map(|(_, value)| value))
    }

    #[test]
    fn checks_are_answered_as_sql_does() {
        let row = [
            ("price", Value::number("12.50")),
            ("status", Value::text("paid")),
            ("starts", Value::text("2025-01-02")),
            ("ends", Value::text("2025-01-01")),
            ("note", Value::Null),
            ("active", Value::Boolean(true)),
        ];
        let check = |text: &str, expected: Option<bool>| assert_eq!(holds(text, &row), expected, "{text}");
        check("price > 0", Some(true));
        check("price * 2 < 20", Some(false));
        check("status IN ('open', 'paid')", Some(true));
        check("status NOT IN ('open', 'paid')", Some(false));
        check("ends > starts", Some(false));
        check("note <> ''", Some(true));
        check("note IS NULL OR price < 0", Some(true));
        check("(note IS NULL) <> (status IS NULL)", Some(true));
        check("price BETWEEN 1 AND 12", Some(false));
        check("char_length(status) = 4", Some(true));
        check("status LIKE 'p%d'", Some(true));
        check("status LIKE '_%@%'", Some(false));
        check("lower(status) = status AND active", Some(true));
        check("NOT active", Some(false));
        check("num_nonnulls(note, status) = 1", Some(true));
        check("CASE WHEN active THEN price > 20 ELSE true END", Some(false));
        check("my_function(price) > 0", None);
    }

    #[test]
    fn bounds_come_from_what_must_hold() {
        let bounds = |text: &str, column: &str| {
            let mut all = HashMap::new();
            Rule::read(text).expect(text).bounds(&mut all);
            all.remove(column).unwrap_or_default()
        };
        let between = bounds("rating >= 1 AND 5 >= rating", "rating");
        assert_eq!((between.low, between.high), (Some(1.0), Some(5.0)));
        assert_eq!(bounds("a IS NULL OR a > -3", "a").low, Some(-3.0));
        assert_eq!(bounds("a > 3 OR b > 3", "a"), Bounds::default());
        assert_eq!(bounds("s = 'x' OR s = 'y'", "s").among, Some(vec![Value::text("x"), Value::text("y")]));
        assert_eq!(bounds("char_length(code) = 3", "code").longest, Some(3));
    }
}
