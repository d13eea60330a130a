//! Values in conditions, as numbers where that makes them comparable.

use sqlparser::ast::{
    BinaryOperator, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, UnaryOperator, Value,
};

/// A value that a column is compared with.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    Number(f64),
    Text(String),
    /// So many days before the statement runs.
    Ago(f64),
}

impl Literal {
    /// A truth value, as PostgreSQL's statistics write it.
    pub fn truth(holds: bool) -> Self {
        Self::Text(if holds { "t" } else { "f" }.to_owned())
    }

    /// A number, a date or time as days since 1970, or nothing for other texts.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => days(text).or_else(|| text.trim().parse().ok()),
            Self::Ago(_) => None,
        }
    }

    pub fn text(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
            Self::Ago(days) => format!("{days} days ago"),
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
            Literal::Text(_) | Literal::Ago(_) => None,
        },
        Expr::Interval(interval) => interval_days(interval).map(Literal::Number),
        Expr::Function(function) => call(function),
        // SYSDATE and CURRENT_DATE come without parentheses.
        Expr::Identifier(name) if is_now(&name.value) => Some(Literal::Ago(0.0)),
        Expr::BinaryOp { left, op, right } => {
            let left = evaluate(left)?;
            let right = evaluate(right)?.number()?;
            if let Literal::Ago(days) = left {
                return match op {
                    BinaryOperator::Plus => Some(Literal::Ago(days - right)),
                    BinaryOperator::Minus => Some(Literal::Ago(days + right)),
                    _ => None,
                };
            }
            let left = left.number()?;
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
        Value::Boolean(truth) => Some(Literal::truth(*truth)),
        Value::Null | Value::Placeholder(_) => None,
        other => other.clone().into_string().map(Literal::Text),
    }
}

fn is_now(name: &str) -> bool {
    let now = [
        "now",
        "current_timestamp",
        "current_date",
        "localtimestamp",
        "curdate",
        "getdate",
        "getutcdate",
        "sysdate",
        "sysdatetime",
        "sysutcdatetime",
        "systimestamp",
        "utc_timestamp",
        "transaction_timestamp",
    ];
    now.contains(&name.to_lowercase().as_str())
}

/// Calls that give the time of the statement, cut it, or move it by a constant.
fn call(function: &Function) -> Option<Literal> {
    let name = function.name.to_string().to_lowercase();
    if is_now(&name) {
        return Some(Literal::Ago(0.0));
    }
    let FunctionArguments::List(list) = &function.args else { return None };
    let given: Vec<&Expr> = (list.args.iter())
        .filter_map(|argument| match argument {
            FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => Some(expr),
            _ => None,
        })
        .collect();
    let moved = |base: Option<Literal>, days: f64| match base {
        Some(Literal::Ago(ago)) => Some(Literal::Ago(ago - days)),
        _ => None,
    };
    match (name.as_str(), given.as_slice()) {
        ("date_trunc", [_, time]) | ("trunc" | "date", [time]) if !is_word(time, "now") => evaluate(time),
        ("date_sub" | "subdate", [time, by]) => moved(evaluate(time), -evaluate(by)?.number()?),
        ("date_add" | "adddate", [time, by]) => moved(evaluate(time), evaluate(by)?.number()?),
        ("dateadd", [unit, count, time]) => {
            moved(evaluate(time), evaluate(count)?.number()? * unit_days(&unit.to_string())?)
        }
        // SQLite: date('now', '-7 days').
        ("date" | "datetime", [time, rest @ ..]) if is_word(time, "now") => {
            let shift = |expr: &&Expr| evaluate(expr).map_or(0.0, |text| text_days(&text.text()).unwrap_or(0.0));
            Some(Literal::Ago(-rest.iter().map(shift).sum::<f64>()))
        }
        _ => None,
    }
}

fn is_word(expr: &Expr, word: &str) -> bool {
    matches!(evaluate(expr), Some(Literal::Text(text)) if text.eq_ignore_ascii_case(word))
}

/// The days of `7 days` or `-1 month`.
fn text_days(text: &str) -> Option<f64> {
    let mut words = text.split_whitespace();
    let number: f64 = words.next()?.parse().ok()?;
    Some(number * unit_days(words.next()?)?)
}

fn unit_days(unit: &str) -> Option<f64> {
    Some(match unit.to_lowercase().trim_end_matches('s') {
        "second" => 1.0 / 86_400.0,
        "minute" => 1.0 / 1440.0,
        "hour" => 1.0 / 24.0,
        "day" => 1.0,
        "week" => 7.0,
        "month" => 30.44,
        "quarter" => 91.3,
        "year" => 365.25,
        _ => return None,
    })
}

fn interval_days(interval: &sqlparser::ast::Interval) -> Option<f64> {
    let text = evaluate(&interval.value)?.text();
    let mut words = text.split_whitespace();
    let number: f64 = words.next()?.parse().ok()?;
    let unit = match words.next() {
        Some(unit) => unit.to_lowercase(),
        None => interval.leading_field.as_ref()?.to_string().to_lowercase(),
    };
    Some(number * unit_days(&unit)?)
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

    #[test]
    fn times_before_now_are_known_in_every_dialect() {
        use sqlparser::dialect::{GenericDialect, MsSqlDialect, MySqlDialect};
        let check = |with: &dyn sqlparser::dialect::Dialect, text: &str, expected: Option<f64>| {
            let expr = sqlparser::parser::Parser::new(with).try_with_sql(text).unwrap().parse_expr().unwrap();
            assert_eq!(evaluate(&expr), expected.map(Literal::Ago), "{text}");
        };
        check(&GenericDialect {}, "now() - interval '7 days'", Some(7.0));
        check(&GenericDialect {}, "current_date - 30", Some(30.0));
        check(&GenericDialect {}, "date_trunc('day', now())", Some(0.0));
        check(&GenericDialect {}, "TRUNC(SYSDATE) - 30", Some(30.0));
        check(&GenericDialect {}, "date('now', '-7 days')", Some(7.0));
        check(&MySqlDialect {}, "DATE_SUB(NOW(), INTERVAL 2 WEEK)", Some(14.0));
        check(&MySqlDialect {}, "NOW() - INTERVAL 1 DAY", Some(1.0));
        check(&MsSqlDialect {}, "DATEADD(week, -2, SYSDATETIME())", Some(14.0));
        check(&GenericDialect {}, "lower('X')", None);
    }
}
