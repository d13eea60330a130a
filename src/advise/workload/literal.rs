//! Values in conditions, as numbers where that makes them comparable.

use sqlparser::ast::{BinaryOperator, Expr, UnaryOperator, Value};

/// A value that a column is compared with.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    Number(f64),
    Text(String),
}

impl Literal {
    /// A number, a date or time as days since 1970, or nothing for other texts.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => days(text).or_else(|| text.trim().parse().ok()),
        }
    }

    pub fn text(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

/// Days since 1970 of `2024-02-29`, with or without a time of day.
pub(crate) fn days(text: &str) -> Option<f64> {
    let date = text.get(..10)?;
    let mut parts = date.split('-');
    let mut next = |length: usize| {
        let part = parts.next().filter(|part| part.len() == length && part.bytes().all(|b| b.is_ascii_digit()))?;
        part.parse::<i64>().ok()
    };
    let (year, month, day) = (next(4)?, next(2)?, next(2)?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    let whole = (era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468) as f64;
    let clock = |from: usize, unit: f64| {
        text.get(from..from + 2).and_then(|two| two.parse::<f64>().ok()).map_or(0.0, |value| value * unit)
    };
    Some(whole + clock(11, 1.0 / 24.0) + clock(14, 1.0 / 1440.0) + clock(17, 1.0 / 86_400.0))
}

/// The value of a constant expression; `None` where it has none before it runs.
pub(super) fn evaluate(expr: &Expr) -> Option<Literal> {
    match expr {
        Expr::Nested(inner) | Expr::Cast { expr: inner, .. } | Expr::Collate { expr: inner, .. } => evaluate(inner),
        Expr::Convert { expr: inner, .. } => evaluate(inner),
        Expr::TypedString(typed) => evaluate_value(&typed.value.value),
        Expr::Value(value) => evaluate_value(&value.value),
        Expr::Prefixed { value, .. } => evaluate(value),
        Expr::UnaryOp { op: UnaryOperator::Minus, expr } => match evaluate(expr)? {
            Literal::Number(number) => Some(Literal::Number(-number)),
            Literal::Text(_) => None,
        },
        Expr::BinaryOp { left, op, right } => {
            let left = evaluate(left)?.number()?;
            let right = match right.as_ref() {
                Expr::Interval(interval) => interval_days(interval)?,
                other => evaluate(other)?.number()?,
            };
            let value = match op {
                BinaryOperator::Plus => left + right,
                BinaryOperator::Minus => left - right,
                BinaryOperator::Multiply => left * right,
                BinaryOperator::Divide if right != 0.0 => left / right,
                _ => return None,
            };
            Some(Literal::Number(value))
        }
        _ => None,
    }
}

fn evaluate_value(value: &Value) -> Option<Literal> {
    match value {
        Value::Number(text, _) => text.parse().ok().map(Literal::Number),
        Value::Boolean(truth) => Some(Literal::Text(if *truth { "t" } else { "f" }.to_owned())),
        Value::Null | Value::Placeholder(_) => None,
        other => other.clone().into_string().map(Literal::Text),
    }
}

fn interval_days(interval: &sqlparser::ast::Interval) -> Option<f64> {
    let text = evaluate(&interval.value)?.text();
    let mut words = text.split_whitespace();
    let number: f64 = words.next()?.parse().ok()?;
    let unit = match words.next() {
        Some(unit) => unit.to_lowercase(),
        None => interval.leading_field.as_ref()?.to_string().to_lowercase(),
    };
    let length = match unit.trim_end_matches('s') {
        "second" => 1.0 / 86_400.0,
        "minute" => 1.0 / 1440.0,
        "hour" => 1.0 / 24.0,
        "day" => 1.0,
        "week" => 7.0,
        "month" => 30.44,
        "quarter" => 91.3,
        "year" => 365.25,
        _ => return None,
    };
    Some(number * length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_since_1970() {
        let check = |text: &str, expected: Option<f64>| assert_eq!(days(text), expected, "{text}");
        check("1970-01-01", Some(0.0));
        check("2000-03-01", Some(11_017.0));
        check("1969-12-31 12:00:00", Some(-0.5));
        check("2000-13-01", None);
        check("hello", None);
    }
}
