//! GROUP BY, DISTINCT, ORDER BY and LIMIT of a SELECT.

use super::{Resolver, evaluate};
use crate::advise::workload::conditions::{distance_of, extreme};
use crate::advise::workload::shape::Order;
use sqlparser::ast::{self, Expr};

impl Resolver<'_> {
    pub(super) fn grouping(&mut self, select: &ast::Select) {
        let keys: Vec<Expr> = match &select.group_by {
            ast::GroupByExpr::Expressions(keys, _) => keys.clone(),
            ast::GroupByExpr::All(_) => Vec::new(),
        };
        for key in &keys {
            let key = self.aliased(key, select).unwrap_or_else(|| key.clone());
            match self.reading(&key).bare {
                Some(column) => self.here().group.push(column),
                None => self.here().group_expressions += 1,
            }
        }
        if select.distinct.as_ref().is_some_and(|distinct| !matches!(distinct, ast::Distinct::All)) && keys.is_empty() {
            for item in &select.projection {
                let (ast::SelectItem::UnnamedExpr(expr) | ast::SelectItem::ExprWithAlias { expr, .. }) = item else {
                    self.here().group_expressions += 1;
                    continue;
                };
                match self.reading(expr).bare {
                    Some(column) => self.here().group.push(column),
                    None => self.here().group_expressions += 1,
                }
            }
        }
    }

    /// Notes where a SELECT asks for no more than the smallest or largest value of a column.
    pub(super) fn extremes(&mut self, select: &ast::Select) {
        let only = match select.projection.as_slice() {
            [ast::SelectItem::UnnamedExpr(expr) | ast::SelectItem::ExprWithAlias { expr, .. }] => extreme(expr),
            _ => None,
        };
        if let Some(column) = only {
            self.here().extreme = self.reading(&column).bare;
        }
    }

    /// The expression of the select list that a key names by its alias or its number.
    fn aliased(&self, key: &Expr, select: &ast::Select) -> Option<Expr> {
        match key {
            Expr::Identifier(name) => select.projection.iter().find_map(|item| match item {
                ast::SelectItem::ExprWithAlias { expr, alias } if alias.value.eq_ignore_ascii_case(&name.value) => {
                    Some(expr.clone())
                }
                _ => None,
            }),
            Expr::Value(value) => {
                let place: usize = value.value.to_string().parse().ok()?;
                match select.projection.get(place.checked_sub(1)?)? {
                    ast::SelectItem::UnnamedExpr(expr) | ast::SelectItem::ExprWithAlias { expr, .. } => {
                        Some(expr.clone())
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    pub(super) fn ordered(&mut self, query: &ast::Query, select: &ast::Select) {
        if let Some(ast::OrderByKind::Expressions(keys)) = query.order_by.as_ref().map(|order| &order.kind) {
            self.here().has_order = true;
            for key in keys {
                let expr = self.aliased(&key.expr, select).unwrap_or_else(|| key.expr.clone());
                let is_aggregate = self.here().has_aggregates;
                match self.reading(&expr).bare {
                    Some(column) => {
                        let descending = matches!(key.options.sort, Some(ast::OrderBySort::Desc));
                        self.here().order.push(Order { column, descending });
                    }
                    None => self.here().order_is_plain = false,
                }
                if let (Some(place), [_]) = (distance_of(&expr), keys.as_slice()) {
                    self.here().nearest = self.reading(&place).bare;
                }
                self.here().has_aggregates = is_aggregate || self.here().has_aggregates;
            }
        }
        let constant = |expr: &Expr| evaluate(expr).and_then(|literal| literal.number());
        let limit = match &query.limit_clause {
            // A parameter is a page of rows.
            Some(ast::LimitClause::LimitOffset { limit, offset, .. }) => limit.as_ref().map(|limit| {
                let skipped = offset.as_ref().and_then(|offset| constant(&offset.value)).unwrap_or(0.0);
                constant(limit).unwrap_or(20.0) + skipped
            }),
            Some(ast::LimitClause::OffsetCommaLimit { offset, limit }) => {
                Some(constant(limit).unwrap_or(20.0) + constant(offset).unwrap_or(0.0))
            }
            None => query.fetch.as_ref().map(|f| f.quantity.as_ref().and_then(constant).unwrap_or(1.0)),
        };
        if limit.is_some() {
            self.here().limit = limit;
        }
    }
}
