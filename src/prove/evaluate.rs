//! Expressions over one row, with SQL's three-valued logic. What is not known here is an error, never a guess.

use super::rows::Value;
use sqlparser::ast::{
    BinaryOperator, CaseWhen, CeilFloorKind, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments,
    UnaryOperator, Value as Literal,
};
use std::cmp::Ordering;

/// The day that rows are drawn for: checks against today are tried with it.
const TODAY: &str = "2026-01-01";

/// Something that is not known here.
pub(super) struct Unknown;

type Row<'a, 'b> = &'b dyn Fn(&str) -> Option<&'a Value>;

pub(super) fn evaluate(expression: &Expr, row: Row<'_, '_>) -> Result<Value, Unknown> {
    let eval = |expression: &Expr| evaluate(expression, row);
    match expression {
        Expr::Nested(inner) | Expr::Cast { expr: inner, .. } | Expr::Collate { expr: inner, .. } => eval(inner),
        Expr::Identifier(name) => row(&name.value).cloned().ok_or(Unknown),
        Expr::CompoundIdentifier(names) => names.last().and_then(|name| row(&name.value)).cloned().ok_or(Unknown),
        Expr::Value(value) => literal(&value.value),
        Expr::TypedString(typed) => literal(&typed.value.value),
        Expr::IsNull(inner) => Ok(Value::Boolean(eval(inner)? == Value::Null)),
        Expr::IsNotNull(inner) => Ok(Value::Boolean(eval(inner)? != Value::Null)),
        Expr::IsTrue(inner) => Ok(Value::Boolean(truth(&eval(inner)?)? == Some(true))),
        Expr::IsNotTrue(inner) => Ok(Value::Boolean(truth(&eval(inner)?)? != Some(true))),
        Expr::IsFalse(inner) => Ok(Value::Boolean(truth(&eval(inner)?)? == Some(false))),
        Expr::IsNotFalse(inner) => Ok(Value::Boolean(truth(&eval(inner)?)? != Some(false))),
        Expr::UnaryOp { op: UnaryOperator::Not, expr } => Ok(of(truth(&eval(expr)?)?.map(|value| !value))),
        Expr::UnaryOp { op: UnaryOperator::Minus, expr } => {
            Ok(number(&eval(expr)?)?.map_or(Value::Null, |n| Value::number(-n)))
        }
        Expr::BinaryOp { left, op, right } => binary(&eval(left)?, op, &eval(right)?),
        Expr::Between { expr, negated, low, high } => {
            let value = eval(expr)?;
            let above = binary(&value, &BinaryOperator::GtEq, &eval(low)?)?;
            let below = binary(&value, &BinaryOperator::LtEq, &eval(high)?)?;
            let inside = truth(&binary(&above, &BinaryOperator::And, &below)?)?;
            Ok(of(inside.map(|inside| inside != *negated)))
        }
        Expr::InList { expr, list, negated } => {
            let value = eval(expr)?;
            let mut found = Some(false);
            for item in list {
                match truth(&binary(&value, &BinaryOperator::Eq, &eval(item)?)?)? {
                    Some(true) => return Ok(Value::Boolean(!negated)),
                    None => found = None,
                    Some(false) => {}
                }
            }
            Ok(of(found.map(|found| found != *negated)))
        }
        Expr::Like { negated, expr, pattern, .. } => matched(&eval(expr)?, &eval(pattern)?, *negated, false),
        Expr::ILike { negated, expr, pattern, .. } => matched(&eval(expr)?, &eval(pattern)?, *negated, true),
        Expr::Case { operand: None, conditions, else_result, .. } => {
            for CaseWhen { condition, result } in conditions {
                if truth(&eval(condition)?)? == Some(true) {
                    return eval(result);
                }
            }
            else_result.as_ref().map_or(Ok(Value::Null), |other| eval(other))
        }
        Expr::Trim { expr, trim_what: None, .. } => match eval(expr)? {
            Value::Text(text) => Ok(Value::text(text.trim())),
            Value::Null => Ok(Value::Null),
            _ => Err(Unknown),
        },
        Expr::Floor { expr, field: CeilFloorKind::DateTimeField(_) } => {
            Ok(number(&eval(expr)?)?.map_or(Value::Null, |n| Value::number(n.floor())))
        }
        Expr::Function(function) => call(function, row),
        _ => Err(Unknown),
    }
}

/// The plain arguments of a function.
pub(super) fn arguments(function: &Function) -> Option<Vec<&Expr>> {
    match &function.args {
        FunctionArguments::None => Some(Vec::new()),
        FunctionArguments::List(list) => list
            .args
            .iter()
            .map(|argument| match argument {
                FunctionArg::Unnamed(FunctionArgExpr::Expr(expression)) => Some(expression),
                _ => None,
            })
            .collect(),
        FunctionArguments::Subquery(_) => None,
    }
}

fn call(function: &Function, row: Row<'_, '_>) -> Result<Value, Unknown> {
    let name = function.name.to_string().to_lowercase();
    let arguments = arguments(function).ok_or(Unknown)?;
    let values: Vec<Value> = arguments.into_iter().map(|argument| evaluate(argument, row)).collect::<Result<_, _>>()?;
    let text = |then: fn(&str) -> Value| match values.as_slice() {
        [Value::Null] => Ok(Value::Null),
        [Value::Text(text)] => Ok(then(text)),
        _ => Err(Unknown),
    };
    match name.as_str() {
        "length" | "char_length" | "character_length" | "len" => text(|text| Value::number(text.chars().count())),
        "octet_length" => text(|text| Value::number(text.len())),
        "lower" => text(|text| Value::text(text.to_lowercase())),
        "upper" => text(|text| Value::text(text.to_uppercase())),
        "trim" | "btrim" => text(|text| Value::text(text.trim())),
        "abs" => match values.as_slice() {
            [value] => Ok(number(value)?.map_or(Value::Null, |n| Value::number(n.abs()))),
            _ => Err(Unknown),
        },
        "coalesce" => Ok(values.into_iter().find(|value| *value != Value::Null).unwrap_or(Value::Null)),
        "num_nonnulls" => Ok(Value::number(values.iter().filter(|value| **value != Value::Null).count())),
        "num_nulls" => Ok(Value::number(values.iter().filter(|value| **value == Value::Null).count())),
        "now" | "current_date" | "current_timestamp" | "localtimestamp" | "getdate" | "sysdate" | "curdate" => {
            Ok(Value::text(TODAY))
        }
        _ => Err(Unknown),
    }
}

fn literal(value: &Literal) -> Result<Value, Unknown> {
    match value {
        Literal::Number(digits, _) => Ok(Value::number(digits)),
        Literal::SingleQuotedString(text) => Ok(Value::text(text.clone())),
        Literal::Boolean(value) => Ok(Value::Boolean(*value)),
        Literal::Null => Ok(Value::Null),
        _ => Err(Unknown),
    }
}

fn binary(left: &Value, op: &BinaryOperator, right: &Value) -> Result<Value, Unknown> {
    let compared = |holds: fn(Ordering) -> bool| Ok(of(order(left, right)?.map(holds)));
    match op {
        BinaryOperator::And => match (truth(left)?, truth(right)?) {
            (Some(false), _) | (_, Some(false)) => Ok(Value::Boolean(false)),
            (Some(true), Some(true)) => Ok(Value::Boolean(true)),
            _ => Ok(Value::Null),
        },
        BinaryOperator::Or => match (truth(left)?, truth(right)?) {
            (Some(true), _) | (_, Some(true)) => Ok(Value::Boolean(true)),
            (Some(false), Some(false)) => Ok(Value::Boolean(false)),
            _ => Ok(Value::Null),
        },
        BinaryOperator::Xor => match (truth(left)?, truth(right)?) {
            (Some(left), Some(right)) => Ok(Value::Boolean(left != right)),
            _ => Ok(Value::Null),
        },
        BinaryOperator::Eq => compared(Ordering::is_eq),
        BinaryOperator::NotEq => compared(Ordering::is_ne),
        BinaryOperator::Lt => compared(Ordering::is_lt),
        BinaryOperator::LtEq => compared(Ordering::is_le),
        BinaryOperator::Gt => compared(Ordering::is_gt),
        BinaryOperator::GtEq => compared(Ordering::is_ge),
        BinaryOperator::StringConcat => match (left, right) {
            (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
            (Value::Text(left), Value::Text(right)) => Ok(Value::text(format!("{left}{right}"))),
            _ => Err(Unknown),
        },
        BinaryOperator::Plus
        | BinaryOperator::Minus
        | BinaryOperator::Multiply
        | BinaryOperator::Divide
        | BinaryOperator::Modulo => match (number(left)?, number(right)?) {
            (Some(left), Some(right)) => Ok(match op {
                BinaryOperator::Plus => Value::number(left + right),
                BinaryOperator::Minus => Value::number(left - right),
                BinaryOperator::Multiply => Value::number(left * right),
                _ if right == 0.0 => Value::Null,
                BinaryOperator::Divide => Value::number(left / right),
                _ => Value::number(left % right),
            }),
            _ => Ok(Value::Null),
        },
        _ => Err(Unknown),
    }
}

/// How two values stand to each other; nothing where one is NULL. Dates are texts that sort as they should.
fn order(left: &Value, right: &Value) -> Result<Option<Ordering>, Unknown> {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => Ok(None),
        (Value::Number(_), Value::Number(_)) => {
            Ok(number(left)?.zip(number(right)?).and_then(|(l, r)| l.partial_cmp(&r)))
        }
        (Value::Text(left), Value::Text(right)) => Ok(Some(left.cmp(right))),
        (Value::Boolean(left), Value::Boolean(right)) => Ok(Some(left.cmp(right))),
        // Booleans that a dialect keeps as numbers.
        (Value::Boolean(left), Value::Number(digits)) => Ok(Some(u8::from(*left).to_string().cmp(digits))),
        (Value::Number(digits), Value::Boolean(right)) => Ok(Some(digits.cmp(&u8::from(*right).to_string()))),
        _ => Err(Unknown),
    }
}

fn matched(value: &Value, pattern: &Value, negated: bool, fold: bool) -> Result<Value, Unknown> {
    match (value, pattern) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::Text(text), Value::Text(pattern)) => {
            let fold = |text: &str| if fold { text.to_lowercase() } else { text.to_owned() };
            let (text, pattern): (Vec<char>, Vec<char>) =
                (fold(text).chars().collect(), fold(pattern).chars().collect());
            Ok(Value::Boolean(like(&text, &pattern) != negated))
        }
        _ => Err(Unknown),
    }
}

/// LIKE without an escape, in time that grows with the product of the lengths.
fn like(text: &[char], pattern: &[char]) -> bool {
    let mut reached: Vec<bool> = vec![false; text.len() + 1];
    reached[0] = true;
    for sign in pattern {
        let mut next = vec![false; text.len() + 1];
        for at in 0..=text.len() {
            next[at] = match sign {
                '%' => reached[at] || at > 0 && next[at - 1],
                '_' => at > 0 && reached[at - 1],
                sign => at > 0 && reached[at - 1] && text[at - 1] == *sign,
            };
        }
        reached = next;
    }
    reached[text.len()]
}

fn truth(value: &Value) -> Result<Option<bool>, Unknown> {
    match value {
        Value::Null => Ok(None),
        Value::Boolean(value) => Ok(Some(*value)),
        Value::Number(digits) => Ok(Some(digits != "0")),
        _ => Err(Unknown),
    }
}

fn number(value: &Value) -> Result<Option<f64>, Unknown> {
    match value {
        Value::Null => Ok(None),
        Value::Number(digits) => digits.parse().map(Some).map_err(|_| Unknown),
        _ => Err(Unknown),
    }
}

fn of(answer: Option<bool>) -> Value {
    answer.map_or(Value::Null, Value::Boolean)
}
