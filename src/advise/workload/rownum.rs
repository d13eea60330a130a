//! Oracle's limit before 12c: `WHERE ROWNUM <= 50`, usually around a query with an order.

use super::conditions::{conjuncts, unwrapped};
use sqlparser::ast::{self, BinaryOperator as Op, Expr, SetExpr};

/// The same query with LIMIT; `None` where it asks for no ROWNUM.
pub(super) fn with_limit(query: &ast::Query) -> Option<ast::Query> {
    let SetExpr::Select(select) = query.body.as_ref() else { return None };
    let conditions = conjuncts(select.selection.as_ref()?);
    let limit = conditions.iter().find_map(most_rows)?;
    let others = conditions.into_iter().filter(|condition| most_rows(condition).is_none());
    let selection = others.reduce(|left, right| Expr::BinaryOp { left: left.into(), op: Op::And, right: right.into() });
    let clause = ast::LimitClause::LimitOffset { limit: Some(limit), offset: None, limit_by: Vec::new() };
    // The query around one with an order does nothing but cut it.
    if let ([from], None) = (select.from.as_slice(), &selection)
        && let ast::TableFactor::Derived { subquery, .. } = &from.relation
        && from.joins.is_empty()
        && query.order_by.is_none()
    {
        return Some(ast::Query { limit_clause: Some(clause), ..subquery.as_ref().clone() });
    }
    let mut limited = query.clone();
    let SetExpr::Select(own) = limited.body.as_mut() else { return None };
    own.selection = selection;
    // With an order of its own, the query sorts what was cut.
    if limited.order_by.is_none() {
        limited.limit_clause = Some(clause);
    }
    Some(limited)
}

/// The number of `ROWNUM <= number`.
fn most_rows(condition: &Expr) -> Option<Expr> {
    let is_rownum =
        |expr: &Expr| matches!(unwrapped(expr), Expr::Identifier(name) if name.value.eq_ignore_ascii_case("rownum"));
    match unwrapped(condition) {
        Expr::BinaryOp { left, op: Op::Lt | Op::LtEq | Op::Eq, right } if is_rownum(left) => Some((**right).clone()),
        Expr::BinaryOp { left, op: Op::Gt | Op::GtEq, right } if is_rownum(right) => Some((**left).clone()),
        _ => None,
    }
}
