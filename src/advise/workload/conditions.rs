//! Conditions of WHERE and ON: filters of one relation, equalities between two, subqueries that are joins, and the rest.

use super::literal::{Literal, evaluate};
use super::resolve::{Reading, Resolver, joinable};
use super::shape::*;
use sqlparser::ast::{self, BinaryOperator as Op, Expr, Ident, UnaryOperator, VisitMut, Visitor};
use std::ops::ControlFlow;

/// What stands in an expression, without what stands in its subqueries.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub names: Vec<Vec<Ident>>,
    pub queries: Vec<ast::Query>,
    pub has_aggregates: bool,
    /// Operators and functions.
    pub operators: usize,
}

struct Gatherer {
    gathered: Gathered,
    depth: usize,
}

impl Visitor for Gatherer {
    type Break = ();

    fn pre_visit_query(&mut self, query: &ast::Query) -> ControlFlow<()> {
        if self.depth == 0 {
            self.gathered.queries.push(query.clone());
        }
        self.depth += 1;
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, _: &ast::Query) -> ControlFlow<()> {
        self.depth -= 1;
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        if self.depth > 0 {
            return ControlFlow::Continue(());
        }
        let works =
            matches!(expr, Expr::Function(_) | Expr::BinaryOp { .. } | Expr::Case { .. } | Expr::Extract { .. });
        self.gathered.operators += usize::from(works);
        match expr {
            Expr::Identifier(name) => self.gathered.names.push(vec![name.clone()]),
            Expr::CompoundIdentifier(names) => self.gathered.names.push(names.clone()),
            Expr::MatchAgainst { columns, .. } => {
                let idents =
                    |name: &ast::ObjectName| name.0.iter().filter_map(|part| part.as_ident().cloned()).collect();
                self.gathered.names.extend(columns.iter().map(idents));
            }
            Expr::Function(function) if function.over.is_none() => {
                // A method of a column: `spot.STDistance(@here)`.
                self.gathered.names.extend(receiver(function));
                let name = function.name.to_string().to_lowercase();
                self.gathered.has_aggregates |= AGGREGATES.contains(&name.as_str());
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }
}

const AGGREGATES: [&str; 18] = [
    "count",
    "sum",
    "avg",
    "min",
    "max",
    "array_agg",
    "string_agg",
    "group_concat",
    "listagg",
    "json_agg",
    "jsonb_agg",
    "bool_and",
    "bool_or",
    "every",
    "stddev",
    "variance",
    "any_value",
    "grouping",
];

pub(super) fn gather(expr: &Expr) -> Gathered {
    let mut gatherer = Gatherer { gathered: Gathered::default(), depth: 0 };
    let _ = ast::Visit::visit(expr, &mut gatherer);
    gatherer.gathered
}

/// The expression without parentheses around it.
pub(super) fn unwrapped(expr: &Expr) -> &Expr {
    match expr {
        // Oracle's mark of an outer join, `b.id (+)`, stands behind a name.
        Expr::Nested(inner) | Expr::OuterJoin(inner) => unwrapped(inner),
        other => other,
    }
}

/// Takes a condition that has to hold. `joined` is the relation whose ON it is.
pub(super) fn require(resolver: &mut Resolver, condition: &Expr, joined: Option<usize>) {
    match unwrapped(condition) {
        Expr::BinaryOp { left, op: Op::And, right } => {
            require(resolver, left, joined);
            require(resolver, right, joined);
        }
        Expr::BinaryOp { op: Op::Or, .. } => either(resolver, condition, joined),
        Expr::Exists { subquery, negated } => exists(resolver, subquery, *negated),
        Expr::UnaryOp { op: UnaryOperator::Not, expr } => match unwrapped(expr) {
            Expr::Exists { subquery, negated } => exists(resolver, subquery, !negated),
            _ => simple(resolver, condition, joined),
        },
        Expr::InSubquery { expr, subquery, negated } => in_subquery(resolver, expr, subquery, *negated),
        Expr::BinaryOp { left, op: Op::Eq, right } => {
            let mut bare = |side: &Expr| {
                let is_name = matches!(unwrapped(side), Expr::Identifier(_) | Expr::CompoundIdentifier(_));
                if is_name { resolver.names(&gather(side).names).bare } else { None }
            };
            match (bare(left), bare(right)) {
                (Some(left), Some(right)) if left.0 != right.0 => {
                    resolver.use_columns(&Reading { columns: vec![left, right], ..Reading::default() });
                    resolver.here().edges.push(Edge { left, right });
                }
                _ => simple(resolver, condition, joined),
            }
        }
        _ => simple(resolver, condition, joined),
    }
}

fn simple(resolver: &mut Resolver, condition: &Expr, joined: Option<usize>) {
    match filter(resolver, condition) {
        Some((relation, filter)) => add(resolver, relation, filter, joined),
        None => resolver.here().residual *= 0.33,
    }
}

fn add(resolver: &mut Resolver, relation: usize, filter: Filter, joined: Option<usize>) {
    let own = &mut resolver.here().relations[relation];
    let is_outer = own.kind == JoinKind::Outer;
    // A condition of ON on another side than the one that may be missing filters nothing.
    if joined.is_some_and(|joined| joined != relation) && is_outer {
        return;
    }
    // WHERE lets no missing row through unless it asks for NULL.
    if is_outer && joined.is_none() {
        match filter.kind {
            FilterKind::IsNull => {
                own.kind = JoinKind::Anti;
                return;
            }
            _ => own.kind = JoinKind::Inner,
        }
    }
    own.filters.push(filter);
}

fn exists(resolver: &mut Resolver, query: &ast::Query, negated: bool) {
    let kind = if negated { JoinKind::Anti } else { JoinKind::Semi };
    match joinable(query) {
        Some(select) => resolver.within(|resolver| {
            resolver.take_from(select, kind);
            if let Some(condition) = &select.selection {
                require(resolver, condition, None);
            }
        }),
        None => {
            if let Some((block, depends_on)) = resolver.nested(query) {
                // The first row that is found is enough.
                resolver.blocks[block].limit = Some(1.0);
                resolver.runs_beside(block, &depends_on);
                resolver.here().residual *= 0.5;
            }
        }
    }
}

fn in_subquery(resolver: &mut Resolver, expr: &Expr, query: &ast::Query, negated: bool) {
    let reading = resolver.reading(expr);
    let output = |select: &ast::Select| match select.projection.first() {
        Some(ast::SelectItem::UnnamedExpr(expr) | ast::SelectItem::ExprWithAlias { expr, .. }) => Some(expr.clone()),
        _ => None,
    };
    let join = joinable(query).filter(|_| !negated).and_then(|select| Some((select, output(select)?, reading.bare?)));
    if let Some((select, output, left)) = join {
        resolver.within(|resolver| {
            resolver.take_from(select, JoinKind::Semi);
            if let Some(right) = resolver.reading(&output).bare {
                resolver.here().edges.push(Edge { left, right });
            }
            if let Some(condition) = &select.selection {
                require(resolver, condition, None);
            }
        });
        return;
    }
    let Some((block, depends_on)) = resolver.nested(query) else { return };
    match reading.bare {
        Some(left) if !negated && depends_on.is_empty() => {
            let relation =
                resolver.within(|resolver| resolver.add_relation(RelationSource::Block(block), "", JoinKind::Semi));
            resolver.use_columns(&Reading { columns: vec![(relation, 0)], ..Reading::default() });
            resolver.here().edges.push(Edge { left, right: (relation, 0) });
        }
        _ => {
            resolver.runs_beside(block, &depends_on);
            resolver.here().residual *= 0.5;
        }
    }
}

/// Alternatives. What all of them ask for is required by itself; what each of them asks of one relation filters it.
fn either(resolver: &mut Resolver, condition: &Expr, joined: Option<usize>) {
    let mut arms = Vec::new();
    alternatives(condition, &mut arms);
    let mut arms: Vec<Vec<Expr>> = arms.into_iter().map(conjuncts).collect();
    let Some(first) = arms.first().cloned() else { return };
    let common: Vec<Expr> =
        first.into_iter().filter(|expr| arms.iter().skip(1).all(|arm| arm.contains(expr))).collect();
    for expr in &common {
        arms.iter_mut().for_each(|arm| arm.retain(|other| other != expr));
        require(resolver, expr, joined);
    }
    if arms.iter().any(Vec::is_empty) {
        return;
    }
    let mut complete = true;
    let mut filters: Vec<Vec<(usize, Filter)>> = Vec::new();
    for arm in &arms {
        let found: Vec<_> = arm.iter().map(|expr| filter(resolver, expr)).collect();
        complete &= found.iter().all(Option::is_some);
        filters.push(found.into_iter().flatten().collect());
    }
    let mut relations: Vec<usize> = filters.iter().flatten().map(|(relation, _)| *relation).collect();
    relations.sort_unstable();
    relations.dedup();
    let single = relations.len() == 1;
    for relation in relations {
        let of_relation = |arm: &Vec<(usize, Filter)>| -> Vec<Filter> {
            arm.iter().filter(|(other, _)| *other == relation).map(|(_, filter)| filter.clone()).collect()
        };
        let alternatives: Vec<Vec<Filter>> = filters.iter().map(of_relation).collect();
        if alternatives.iter().any(Vec::is_empty) {
            complete = false;
            continue;
        }
        add(resolver, relation, together(alternatives, bare_text(condition)), joined);
    }
    if !(complete && single) {
        resolver.here().residual *= 0.5;
    }
}

/// Alternatives that all compare one column with values are a list of values.
fn together(alternatives: Vec<Vec<Filter>>, text: String) -> Filter {
    let value = |arm: &Vec<Filter>| match arm.as_slice() {
        [Filter { column: Some(column), kind: FilterKind::Equal(value), .. }] => Some((*column, value.clone())),
        _ => None,
    };
    let values: Option<Vec<(usize, Option<Literal>)>> = alternatives.iter().map(value).collect();
    let mut columns: Vec<usize> = alternatives.iter().flatten().flat_map(|filter| filter.columns.clone()).collect();
    columns.sort_unstable();
    columns.dedup();
    match values {
        Some(values) if columns.len() == 1 => {
            let list = values.into_iter().map(|(_, value)| value).collect();
            Filter { column: columns.first().copied(), expression: None, kind: FilterKind::In(list), text, columns }
        }
        _ => Filter { column: None, expression: None, kind: FilterKind::Either(alternatives), text, columns },
    }
}

fn alternatives<'e>(expr: &'e Expr, arms: &mut Vec<&'e Expr>) {
    match unwrapped(expr) {
        Expr::BinaryOp { left, op: Op::Or, right } => {
            alternatives(left, arms);
            alternatives(right, arms);
        }
        other => arms.push(other),
    }
}

pub(super) fn conjuncts(expr: &Expr) -> Vec<Expr> {
    match unwrapped(expr) {
        Expr::BinaryOp { left, op: Op::And, right } => [conjuncts(left), conjuncts(right)].concat(),
        other => vec![other.clone()],
    }
}

/// A condition on a single relation; everything else in it is constant or a parameter.
fn filter(resolver: &mut Resolver, condition: &Expr) -> Option<(usize, Filter)> {
    let condition = unwrapped(condition);
    resolver.filtering = true;
    let whole = resolver.reading(condition);
    resolver.filtering = false;
    let mut depends = false;
    let mut relations: Vec<usize> = whole.columns.iter().map(|(relation, _)| *relation).collect();
    for query in &gather(condition).queries {
        let (block, depends_on) = resolver.beside(query);
        depends |= !depends_on.is_empty();
        relations.extend(depends_on);
        // The subquery runs for the rows of a single relation where the condition names no other.
        let single = relations.first().filter(|first| relations.iter().all(|other| other == *first)).copied();
        for entry in resolver.here().per_row.iter_mut().filter(|(own, _)| Some(*own) == block) {
            entry.1 = single;
        }
    }
    let relation = whole.columns.first()?.0;
    if relations.iter().any(|other| *other != relation) {
        // Columns that are compared with those of other relations are carried to the join.
        resolver.use_columns(&whole);
        return None;
    }
    let mut columns: Vec<usize> = whole.columns.iter().map(|(_, column)| *column).collect();
    columns.sort_unstable();
    columns.dedup();
    // A subquery that depends on the row gives no value to look up.
    let found = if depends { None } else { kind_of(resolver, condition) };
    let (subject, kind) = found.unwrap_or((None, FilterKind::Other));
    let (column, expression) = match subject {
        Some(Subject { reading: Reading { bare: Some((_, column)), .. }, .. }) => (Some(column), None),
        Some(Subject { text, .. }) => (None, Some(text)),
        None => (None, None),
    };
    Some((relation, Filter { column, expression, kind, text: bare_text(condition), columns }))
}

/// What a condition compares.
struct Subject {
    reading: Reading,
    text: String,
}

fn kind_of(resolver: &mut Resolver, condition: &Expr) -> Option<(Option<Subject>, FilterKind)> {
    let mut subject = |expr: &Expr| {
        let names = gather(expr);
        let mut reading = resolver.names(&names.names);
        if !matches!(unwrapped(expr), Expr::Identifier(_) | Expr::CompoundIdentifier(_)) {
            reading.bare = None;
        }
        (!reading.columns.is_empty()).then(|| Subject { text: bare_text(unwrapped(expr)), reading })
    };
    let found = match condition {
        // `CONTAINS(text, 'word') > 0`, `spot.STIntersects(@area) = 1`.
        Expr::BinaryOp { left, right, .. } if evaluate(right).is_some() && is_search(left) => {
            return kind_of(resolver, unwrapped(left));
        }
        Expr::BinaryOp { left, op, right } => {
            let (left_subject, right_subject) = (subject(left), subject(right));
            let (who, other, op) = match (left_subject, right_subject) {
                (Some(who), None) => (who, right, op.clone()),
                (None, Some(who)) => (who, left, flipped(op)),
                _ => return None,
            };
            let value = evaluate(other);
            let bound = |inclusive| Some(Bound { value: value.clone(), inclusive });
            let kind = match op {
                Op::Eq | Op::Spaceship => FilterKind::Equal(value),
                Op::NotEq => FilterKind::NotEqual(value),
                Op::Lt => FilterKind::Range { low: None, high: bound(false) },
                Op::LtEq => FilterKind::Range { low: None, high: bound(true) },
                Op::Gt => FilterKind::Range { low: bound(false), high: None },
                Op::GtEq => FilterKind::Range { low: bound(true), high: None },
                Op::AtAt => FilterKind::FullText,
                Op::AtArrow | Op::ArrowAt | Op::Question | Op::QuestionAnd | Op::QuestionPipe | Op::PGOverlap => {
                    FilterKind::Holds
                }
                Op::PGLikeMatch => pattern(other, false),
                Op::PGILikeMatch => pattern(other, true),
                _ => FilterKind::Other,
            };
            (Some(who), kind)
        }
        Expr::Between { expr, negated: false, low, high } => {
            let bound = |expr: &Expr| Some(Bound { value: evaluate(expr), inclusive: true });
            (subject(expr), FilterKind::Range { low: bound(low), high: bound(high) })
        }
        Expr::InList { expr, list, negated } => {
            let values = FilterKind::In(list.iter().map(evaluate).collect());
            let who = subject(expr);
            match negated {
                false => (who, values),
                true => (None, negation(values)),
            }
        }
        Expr::AnyOp { left, compare_op: Op::Eq, .. } => (subject(left), FilterKind::In(vec![None; 10])),
        Expr::Like { negated, expr, pattern: text, .. } => match negated {
            false => (subject(expr), pattern(text, false)),
            true => (None, negation(pattern(text, false))),
        },
        Expr::ILike { negated, expr, pattern: text, .. } => match negated {
            false => (subject(expr), pattern(text, true)),
            true => (None, negation(pattern(text, true))),
        },
        Expr::IsNull(expr) => (subject(expr), FilterKind::IsNull),
        Expr::IsNotNull(expr) => (subject(expr), FilterKind::IsNotNull),
        Expr::IsTrue(expr) => (subject(expr), FilterKind::Equal(Some(Literal::Text("t".to_owned())))),
        Expr::IsFalse(expr) => (subject(expr), FilterKind::Equal(Some(Literal::Text("f".to_owned())))),
        Expr::Identifier(_) | Expr::CompoundIdentifier(_) => {
            (subject(condition), FilterKind::Equal(Some(Literal::Text("t".to_owned()))))
        }
        Expr::UnaryOp { op: UnaryOperator::Not, expr } => match unwrapped(expr) {
            name @ (Expr::Identifier(_) | Expr::CompoundIdentifier(_)) => {
                (subject(name), FilterKind::Equal(Some(Literal::Text("f".to_owned()))))
            }
            _ => (None, FilterKind::Other),
        },
        Expr::MatchAgainst { columns, .. } => {
            let first = columns.first().and_then(|name| name.0.last()).and_then(|part| part.as_ident()).cloned();
            (first.and_then(|name| subject(&Expr::Identifier(name))), FilterKind::FullText)
        }
        Expr::Function(function) => {
            let name = function.name.to_string().to_lowercase();
            if let Some(own) = receiver(function).filter(|_| is_search(condition)) {
                return Some((subject(&Expr::CompoundIdentifier(own)), FilterKind::Holds));
            }
            match (name.as_str(), argument(function, 0)) {
                ("contains" | "freetext", Some(first)) => (subject(&first), FilterKind::FullText),
                ("json_contains", Some(first)) => (subject(&first), FilterKind::Holds),
                (name, Some(first)) if MEETINGS.contains(&name) => {
                    (subject(&first).or_else(|| subject(&argument(function, 1)?)), FilterKind::Holds)
                }
                _ => return None,
            }
        }
        _ => return None,
    };
    Some(found)
}

/// Functions that are true where two shapes meet, which an index on either answers.
const MEETINGS: [&str; 20] = [
    "st_contains",
    "st_coveredby",
    "st_covers",
    "st_crosses",
    "st_dwithin",
    "st_equals",
    "st_intersects",
    "st_overlaps",
    "st_touches",
    "st_within",
    "mbrcontains",
    "mbrcoveredby",
    "mbrequals",
    "mbrintersects",
    "mbroverlaps",
    "mbrwithin",
    "sdo_anyinteract",
    "sdo_filter",
    "sdo_inside",
    "sdo_relate",
];

/// SQL Server's methods of shapes that an index answers.
const METHODS: [&str; 7] =
    ["stcontains", "stdistance", "stequals", "stintersects", "stoverlaps", "sttouches", "stwithin"];

/// The names before the last one of a function's name.
fn receiver(function: &ast::Function) -> Option<Vec<Ident>> {
    let (_, before) = function.name.0.split_last()?;
    let names: Vec<Ident> = before.iter().filter_map(|part| part.as_ident().cloned()).collect();
    (!names.is_empty()).then_some(names)
}

/// A function that searches texts or shapes, however its result is compared.
fn is_search(expr: &Expr) -> bool {
    let Expr::Function(function) = unwrapped(expr) else { return false };
    let name = function.name.to_string().to_lowercase();
    let (before, last) = name.rsplit_once('.').unwrap_or(("", &name));
    match before.is_empty() {
        true => name == "contains" || MEETINGS.contains(&name.as_str()),
        false => METHODS.contains(&last),
    }
}

/// The argument of a function at a place.
fn argument(function: &ast::Function, place: usize) -> Option<Expr> {
    let ast::FunctionArguments::List(list) = &function.args else { return None };
    match list.args.get(place)? {
        ast::FunctionArg::Unnamed(ast::FunctionArgExpr::Expr(expr)) => Some(expr.clone()),
        _ => None,
    }
}

/// The column of `min(column)` or `max(column)`.
pub(super) fn extreme(expr: &Expr) -> Option<Expr> {
    let Expr::Function(function) = unwrapped(expr) else { return None };
    let name = function.name.to_string().to_lowercase();
    let is_plain = function.over.is_none() && function.filter.is_none();
    (is_plain && matches!(name.as_str(), "min" | "max")).then(|| argument(function, 0)).flatten()
}

/// The side of a distance that is a column: `spot <-> point(1, 2)`, `ST_Distance(spot, ...)`.
pub(super) fn distance_of(expr: &Expr) -> Option<Expr> {
    let is_name = |expr: &Expr| matches!(unwrapped(expr), Expr::Identifier(_) | Expr::CompoundIdentifier(_));
    match unwrapped(expr) {
        Expr::BinaryOp { left, op: Op::LtDashGt, right } => {
            [left, right].into_iter().find(|side| is_name(side)).map(|side| (**side).clone())
        }
        _ => None,
    }
}

fn negation(kind: FilterKind) -> FilterKind {
    let inner = Filter { column: None, expression: None, kind, text: String::new(), columns: Vec::new() };
    FilterKind::Not(Box::new(inner))
}

fn flipped(op: &Op) -> Op {
    match op {
        Op::Lt => Op::Gt,
        Op::LtEq => Op::GtEq,
        Op::Gt => Op::Lt,
        Op::GtEq => Op::LtEq,
        Op::ArrowAt => Op::AtArrow,
        other => other.clone(),
    }
}

/// LIKE with a text at the front can use a B-tree, elsewhere only an index on parts of words.
fn pattern(text: &Expr, ignores_case: bool) -> FilterKind {
    let Some(Literal::Text(text)) = evaluate(text) else {
        return match begins_with_parameter(text) && !ignores_case {
            true => FilterKind::Prefix(SOME_TEXT.to_owned()),
            false => FilterKind::Contains(ignores_case),
        };
    };
    let front: String = text.chars().take_while(|c| !matches!(c, '%' | '_')).collect();
    match (front.is_empty(), ignores_case, front.len() == text.len()) {
        (false, false, true) => FilterKind::Equal(Some(Literal::Text(text))),
        (false, false, false) => FilterKind::Prefix(front),
        _ => FilterKind::Contains(ignores_case),
    }
}

/// Stands for the text that a person has begun to type.
const SOME_TEXT: &str = "\u{1}\u{1}\u{1}\u{1}";

/// Whether a pattern is a parameter with a wildcard behind it: `$1 || '%'`, `@name + '%'`, `CONCAT(?, '%')`.
fn begins_with_parameter(pattern: &Expr) -> bool {
    let (first, last) = match unwrapped(pattern) {
        Expr::BinaryOp { left, op: Op::StringConcat | Op::Plus, right } => ((**left).clone(), (**right).clone()),
        Expr::Function(function) if function.name.to_string().eq_ignore_ascii_case("concat") => {
            match (argument(function, 0), argument(function, 1), argument(function, 2)) {
                (Some(first), Some(last), None) => (first, last),
                _ => return false,
            }
        }
        _ => return false,
    };
    evaluate(&first).is_none() && matches!(evaluate(&last), Some(Literal::Text(text)) if text.starts_with('%'))
}

/// The expression with bare column names.
fn bare_text(expr: &Expr) -> String {
    let mut expr = expr.clone();
    let _ = VisitMut::visit(&mut expr, &mut Unqualified);
    unwrapped(&expr).to_string()
}

struct Unqualified;

impl ast::VisitorMut for Unqualified {
    type Break = ();

    fn pre_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<()> {
        if let Expr::CompoundIdentifier(parts) = expr
            && let Some(last) = parts.pop()
        {
            *expr = Expr::Identifier(last);
        }
        ControlFlow::Continue(())
    }
}
