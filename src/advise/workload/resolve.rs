//! From a parsed statement to its shape: names found in the schema, subqueries told apart or merged as the databases'
//! planners do.

mod clauses;
mod writes;

use super::conditions::{self, Gathered, gather};
use super::literal::evaluate;
use super::shape::*;
use crate::schema::Schema;
use sqlparser::ast::{self, Expr, Ident, SetExpr, Statement, TableFactor};
use std::collections::{BTreeSet, HashMap};

/// Nesting deeper than this is not looked into.
const DEEPEST: usize = 40;

/// The shape of a statement; the error says why it has none.
pub(super) fn shape(statement: &Statement, schema: &Schema) -> Result<Shape, String> {
    let mut resolver = Resolver {
        schema,
        blocks: Vec::new(),
        frames: Vec::new(),
        ctes: Vec::new(),
        reached: Vec::new(),
        nested: Vec::new(),
        filtering: false,
    };
    let mut root = 0;
    let write = match statement {
        Statement::Query(query) => {
            root = resolver.query(query).ok_or("it is no SELECT")?;
            None
        }
        Statement::Insert(insert) => Some(resolver.insert(insert)?),
        Statement::Update(update) => Some(resolver.update(update)?),
        Statement::Delete(delete) => Some(resolver.delete(delete)?),
        _ => return Err("only SELECT, INSERT, UPDATE and DELETE are looked at".to_owned()),
    };
    Ok(Shape { blocks: resolver.blocks, root, write })
}

/// Names that are visible at one level, and the block whose relations they mean.
#[derive(Debug, Clone)]
struct Frame {
    block: usize,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    alias: String,
    meaning: Meaning,
}

#[derive(Debug, Clone)]
enum Meaning {
    Relation(usize),
    /// A subquery that was merged: its column names with the columns that they stand for.
    Merged(Vec<(String, Reading)>),
}

/// What an expression reads.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Reading {
    /// The columns, by relation of the block.
    pub columns: Vec<(usize, usize)>,
    /// The expression is this column and nothing else.
    pub bare: Option<(usize, usize)>,
    /// It reads columns of an enclosing block, which are parameters here.
    pub reaches_out: bool,
}

pub(super) struct Resolver<'a> {
    pub schema: &'a Schema,
    pub blocks: Vec<Block>,
    frames: Vec<Frame>,
    ctes: Vec<HashMap<String, Cte>>,
    /// Relations of enclosing blocks whose columns were named since the list was last cleared.
    reached: Vec<(usize, usize)>,
    /// Columns are read for a condition on one relation, and not carried further.
    pub filtering: bool,
    /// Subqueries of expressions that were met, since an expression is read more than once.
    nested: Vec<Met>,
}

/// A subquery of an expression: the block around it, its own block, and the relations around it on which it depends.
#[derive(Debug, Clone)]
struct Met {
    around: usize,
    query: ast::Query,
    block: Option<usize>,
    depends_on: Vec<usize>,
}

#[derive(Debug, Clone)]
struct Cte {
    query: ast::Query,
    columns: Vec<String>,
    /// The block, once it was made.
    block: Option<usize>,
}

impl Resolver<'_> {
    pub fn block(&self) -> usize {
        self.frames.last().map_or(0, |frame| frame.block)
    }

    pub fn here(&mut self) -> &mut Block {
        let at = self.block();
        &mut self.blocks[at]
    }

    fn new_block(&mut self) -> usize {
        self.blocks.push(Block { residual: 1.0, order_is_plain: true, ..Block::default() });
        self.blocks.len() - 1
    }

    /// Makes the block of a query; its place.
    pub fn query(&mut self, query: &ast::Query) -> Option<usize> {
        if self.frames.len() > DEEPEST {
            return None;
        }
        let limited = super::rownum::with_limit(query);
        let query = limited.as_ref().unwrap_or(query);
        let has_ctes = self.push_ctes(query);
        let block = self.body(query);
        if has_ctes {
            self.ctes.pop();
        }
        block
    }

    fn push_ctes(&mut self, query: &ast::Query) -> bool {
        let Some(with) = &query.with else { return false };
        let cte = |cte: &ast::Cte| {
            let columns = cte.alias.columns.iter().map(|column| column.name.value.to_lowercase()).collect();
            (cte.alias.name.value.to_lowercase(), Cte { query: (*cte.query).clone(), columns, block: None })
        };
        self.ctes.push(with.cte_tables.iter().map(cte).collect());
        true
    }

    fn body(&mut self, query: &ast::Query) -> Option<usize> {
        match query.body.as_ref() {
            SetExpr::Select(select) => {
                let block = self.new_block();
                self.frames.push(Frame { block, entries: Vec::new() });
                self.select(select);
                self.ordered(query, select);
                self.frames.pop();
                Some(block)
            }
            SetExpr::Query(inner) => self.query(inner),
            SetExpr::SetOperation { left, right, .. } => {
                let sides = [left, right].map(|side| {
                    self.query(&ast::Query {
                        with: None,
                        body: side.clone(),
                        order_by: None,
                        limit_clause: None,
                        fetch: None,
                        locks: Vec::new(),
                        for_clause: None,
                        settings: None,
                        format_clause: None,
                        pipe_operators: Vec::new(),
                    })
                });
                let block = self.new_block();
                let union: Vec<usize> = sides.into_iter().flatten().collect();
                let outputs = union.first().map(|first| self.blocks[*first].outputs.clone()).unwrap_or_default();
                let own = &mut self.blocks[block];
                own.outputs = outputs.into_iter().map(|(name, _)| (name, None)).collect();
                own.union = union;
                own.has_order = query.order_by.is_some();
                own.order_is_plain = false;
                Some(block)
            }
            SetExpr::Values(values) => {
                let block = self.new_block();
                self.blocks[block].limit = Some(values.rows.len() as f64);
                Some(block)
            }
            _ => None,
        }
    }

    fn select(&mut self, select: &ast::Select) {
        for from in &select.from {
            self.from(from);
        }
        if let Some(condition) = &select.selection {
            conditions::require(self, condition, None);
        }
        self.grouping(select);
        self.extremes(select);
        for item in &select.projection {
            self.output(item);
        }
        if let Some(having) = &select.having {
            self.reading(having);
            self.here().has_aggregates = true;
        }
        if let Some(top) = &select.top {
            let quantity = match &top.quantity {
                Some(ast::TopQuantity::Constant(rows)) => Some(*rows as f64),
                Some(ast::TopQuantity::Expr(expr)) => evaluate(expr).and_then(|literal| literal.number()),
                None => None,
            };
            self.here().limit = quantity.or(Some(20.0));
        }
    }

    fn output(&mut self, item: &ast::SelectItem) {
        if let ast::SelectItem::UnnamedExpr(expr) | ast::SelectItem::ExprWithAlias { expr, .. } = item {
            self.here().operators += gather(expr).operators;
        }
        match item {
            ast::SelectItem::UnnamedExpr(expr) => {
                let name = match expr {
                    Expr::Identifier(name) => name.value.to_lowercase(),
                    Expr::CompoundIdentifier(parts) => {
                        parts.last().map_or_else(String::new, |p| p.value.to_lowercase())
                    }
                    _ => String::new(),
                };
                let reading = self.reading(expr);
                self.here().outputs.push((name, reading.bare));
            }
            ast::SelectItem::ExprWithAlias { expr, alias } => {
                let reading = self.reading(expr);
                self.here().outputs.push((alias.value.to_lowercase(), reading.bare));
            }
            ast::SelectItem::Wildcard(_) => self.all_columns(None),
            ast::SelectItem::QualifiedWildcard(kind, _) => {
                let name = kind.to_string().trim_end_matches(".*").rsplit('.').next().unwrap_or_default().to_owned();
                self.all_columns(Some(name.trim_matches(['"', '`', '[', ']'])));
            }
            ast::SelectItem::ExprWithAliases { expr, .. } => {
                self.reading(expr);
            }
        }
    }

    /// `*` and `t.*`: every column of what FROM names.
    fn all_columns(&mut self, alias: Option<&str>) {
        let Some(frame) = self.frames.last().cloned() else { return };
        for entry in frame.entries.iter().filter(|e| alias.is_none_or(|name| e.alias.eq_ignore_ascii_case(name))) {
            match &entry.meaning {
                Meaning::Relation(relation) => {
                    for (at, name) in self.columns_of(*relation).into_iter().enumerate() {
                        self.use_columns(&Reading { columns: vec![(*relation, at)], ..Reading::default() });
                        self.here().outputs.push((name, Some((*relation, at))));
                    }
                }
                Meaning::Merged(columns) => {
                    for (name, reading) in columns {
                        self.use_columns(reading);
                        self.here().outputs.push((name.clone(), reading.bare));
                    }
                }
            }
        }
    }

    fn columns_of(&self, relation: usize) -> Vec<String> {
        match self.blocks[self.block()].relations.get(relation).map(|relation| relation.source) {
            Some(RelationSource::Table(at)) => self.schema.tables[at].columns.iter().map(|c| c.name.clone()).collect(),
            Some(RelationSource::Block(at)) => self.blocks[at].outputs.iter().map(|(name, _)| name.clone()).collect(),
            _ => Vec::new(),
        }
    }

    fn from(&mut self, from: &ast::TableWithJoins) {
        self.relation(&from.relation, JoinKind::Inner);
        for join in &from.joins {
            use ast::JoinOperator as J;
            let kind = match &join.join_operator {
                J::Left(_) | J::LeftOuter(_) | J::FullOuter(_) | J::OuterApply => JoinKind::Outer,
                J::Semi(_) | J::LeftSemi(_) => JoinKind::Semi,
                J::Anti(_) | J::LeftAnti(_) => JoinKind::Anti,
                _ => JoinKind::Inner,
            };
            let before = self.here().relations.len();
            let entries = self.frames.last().map_or(0, |frame| frame.entries.len());
            let joined = self.relation(&join.relation, kind);
            if matches!(join.join_operator, J::Right(_) | J::RightOuter(_)) {
                self.here().relations.iter_mut().take(before).for_each(|relation| relation.kind = JoinKind::Outer);
            }
            let constraint = match &join.join_operator {
                J::Join(c)
                | J::Inner(c)
                | J::Left(c)
                | J::LeftOuter(c)
                | J::Right(c)
                | J::RightOuter(c)
                | J::FullOuter(c)
                | J::CrossJoin(c)
                | J::Semi(c)
                | J::LeftSemi(c)
                | J::Anti(c)
                | J::LeftAnti(c)
                | J::StraightJoin(c) => Some(c),
                _ => None,
            };
            match constraint {
                Some(ast::JoinConstraint::On(condition)) => conditions::require(self, condition, joined),
                Some(ast::JoinConstraint::Using(names)) => {
                    let names: Vec<String> = names.iter().map(last_name).collect();
                    self.using(&names, entries);
                }
                Some(ast::JoinConstraint::Natural) => {
                    let names = joined.map(|joined| self.columns_of(joined)).unwrap_or_default();
                    self.using(&names, entries);
                }
                _ => {}
            }
        }
    }

    /// Equalities of the columns of these names on both sides of a join.
    fn using(&mut self, names: &[String], entries: usize) {
        let Some(frame) = self.frames.last().cloned() else { return };
        let (left, right) = frame.entries.split_at(entries.min(frame.entries.len()));
        for name in names {
            let find = |side: &[Entry]| side.iter().find_map(|entry| self.in_entry(frame.block, entry, name));
            if let (Some(left), Some(right)) = (find(left).and_then(|r| r.bare), find(right).and_then(|r| r.bare)) {
                self.use_columns(&Reading { columns: vec![left, right], ..Reading::default() });
                self.here().edges.push(Edge { left, right });
            }
        }
    }

    /// Takes a table, a subquery or a parenthesis of FROM; the relation where it is a single one.
    fn relation(&mut self, factor: &TableFactor, kind: JoinKind) -> Option<usize> {
        match factor {
            TableFactor::Table { name, alias, .. } => {
                let bare = last_name(name);
                let alias_name = alias.as_ref().map_or_else(|| bare.clone(), |alias| alias.name.value.clone());
                if let Some(cte) = self.cte(&bare) {
                    return self.subquery(&cte.query.clone(), &alias_name, cte.columns.clone(), kind, Some(&bare));
                }
                let source = self.table_named(name).map_or(RelationSource::Unknown, RelationSource::Table);
                Some(self.add_relation(source, &alias_name, kind))
            }
            TableFactor::Derived { subquery, alias, .. } => {
                let name = alias.as_ref().map_or_else(String::new, |alias| alias.name.value.clone());
                let columns = alias.iter().flat_map(|a| &a.columns).map(|c| c.name.value.to_lowercase()).collect();
                self.subquery(subquery, &name, columns, kind, None)
            }
            TableFactor::NestedJoin { table_with_joins, .. } => {
                self.from(table_with_joins);
                None
            }
            TableFactor::Function { alias, .. } | TableFactor::TableFunction { alias, .. } => {
                let name = alias.as_ref().map_or_else(String::new, |alias| alias.name.value.clone());
                Some(self.add_relation(RelationSource::Unknown, &name, kind))
            }
            _ => Some(self.add_relation(RelationSource::Unknown, "", kind)),
        }
    }

    fn cte(&self, name: &str) -> Option<&Cte> {
        self.ctes.iter().rev().find_map(|ctes| ctes.get(&name.to_lowercase()))
    }

    fn table_named(&self, name: &ast::ObjectName) -> Option<usize> {
        let bare = last_name(name);
        self.schema.tables.iter().position(|table| table.name.name.eq_ignore_ascii_case(&bare))
    }

    pub fn add_relation(&mut self, source: RelationSource, alias: &str, kind: JoinKind) -> usize {
        let relation = Relation {
            source,
            alias: alias.to_owned(),
            filters: Vec::new(),
            used: BTreeSet::new(),
            carried: BTreeSet::new(),
            kind,
        };
        self.here().relations.push(relation);
        let at = self.here().relations.len() - 1;
        if let Some(frame) = self.frames.last_mut() {
            frame.entries.push(Entry { alias: alias.to_owned(), meaning: Meaning::Relation(at) });
        }
        at
    }

    /// A subquery of FROM: merged into the block where it only joins and filters, a block of its own otherwise.
    fn subquery(
        &mut self,
        query: &ast::Query,
        alias: &str,
        names: Vec<String>,
        kind: JoinKind,
        cte: Option<&str>,
    ) -> Option<usize> {
        if let Some(select) = mergeable(query).filter(|_| kind == JoinKind::Inner && self.frames.len() < DEEPEST) {
            self.merge(select, alias, names);
            return None;
        }
        let known = cte.and_then(|name| self.cte(name)).and_then(|cte| cte.block);
        let block = match known {
            Some(block) => block,
            None => {
                // A recursive query meets its own name: the rows are unknown then.
                let hidden = cte.and_then(|name| {
                    let level = self.ctes.iter().rposition(|ctes| ctes.contains_key(&name.to_lowercase()))?;
                    self.ctes[level].remove(&name.to_lowercase()).map(|entry| (level, name.to_lowercase(), entry))
                });
                let made = self.query(query);
                if let Some((level, name, entry)) = hidden {
                    self.ctes[level].insert(name, Cte { block: made, ..entry });
                }
                made?
            }
        };
        for (output, name) in self.blocks[block].outputs.iter_mut().zip(&names) {
            output.0.clone_from(name);
        }
        Some(self.add_relation(RelationSource::Block(block), alias, kind))
    }

    fn merge(&mut self, select: &ast::Select, alias: &str, names: Vec<String>) {
        let block = self.block();
        let outputs = self.here().outputs.len();
        self.frames.push(Frame { block, entries: Vec::new() });
        for from in &select.from {
            self.from(from);
        }
        if let Some(condition) = &select.selection {
            conditions::require(self, condition, None);
        }
        let mut columns = Vec::new();
        for item in &select.projection {
            match item {
                ast::SelectItem::ExprWithAlias { expr, alias } => {
                    columns.push((alias.value.to_lowercase(), self.peek(expr)));
                }
                ast::SelectItem::UnnamedExpr(expr) => {
                    let name = match expr {
                        Expr::Identifier(name) => name.value.to_lowercase(),
                        Expr::CompoundIdentifier(parts) => {
                            parts.last().map_or_else(String::new, |part| part.value.to_lowercase())
                        }
                        _ => String::new(),
                    };
                    columns.push((name, self.peek(expr)));
                }
                other => {
                    self.output(other);
                    let gained = self.here().outputs.split_off(outputs);
                    columns.extend(gained.into_iter().map(|(name, bare)| {
                        (name, Reading { columns: bare.into_iter().collect(), bare, reaches_out: false })
                    }));
                }
            }
        }
        self.frames.pop();
        for (column, name) in columns.iter_mut().zip(names) {
            column.0 = name;
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.entries.push(Entry { alias: alias.to_owned(), meaning: Meaning::Merged(columns) });
        }
    }

    /// Runs something with a frame of its own over the same block, for the names of a merged EXISTS or IN.
    pub fn within<T>(&mut self, inner: impl FnOnce(&mut Self) -> T) -> T {
        let block = self.block();
        self.frames.push(Frame { block, entries: Vec::new() });
        let result = inner(self);
        self.frames.pop();
        result
    }

    /// Takes the FROM of a subquery that is merged as one relation of the given kind.
    pub fn take_from(&mut self, select: &ast::Select, kind: JoinKind) -> Option<usize> {
        let [from] = select.from.as_slice() else { return None };
        self.relation(&from.relation, kind)
    }

    /// Makes a subquery of an expression run beside the block, once or for every row. Gives its block and the relations on
    /// whose rows it depends.
    pub fn beside(&mut self, query: &ast::Query) -> (Option<usize>, Vec<usize>) {
        let own = self.block();
        if let Some(met) = self.nested.iter().find(|met| met.around == own && met.query == *query) {
            return (met.block, met.depends_on.clone());
        }
        let made = self.nested(query);
        let (block, depends_on) = match made {
            Some((block, depends_on)) => (Some(block), depends_on),
            None => (None, Vec::new()),
        };
        self.nested.push(Met { around: own, query: query.clone(), block, depends_on: depends_on.clone() });
        if let Some(block) = block {
            self.runs_beside(block, &depends_on);
        }
        (block, depends_on)
    }

    /// Notes that a block runs for every row, or once where it depends on none.
    pub fn runs_beside(&mut self, block: usize, depends_on: &[usize]) {
        let here = self.here();
        match depends_on {
            [] => here.once.push(block),
            _ => here.per_row.push((block, None)),
        }
    }

    /// The block of a subquery in an expression, and the relations of the block around it on which it depends.
    pub fn nested(&mut self, query: &ast::Query) -> Option<(usize, Vec<usize>)> {
        let own = self.block();
        let mut before = std::mem::take(&mut self.reached);
        let filtering = std::mem::take(&mut self.filtering);
        let block = self.query(query);
        self.filtering = filtering;
        let reached = std::mem::take(&mut self.reached);
        let mut depends_on: Vec<usize> = Vec::new();
        for (block, relation) in reached {
            match block == own {
                true if !depends_on.contains(&relation) => depends_on.push(relation),
                true => {}
                // What lies further out is reached by the block around, too.
                false => before.push((block, relation)),
            }
        }
        self.reached = before;
        block.map(|block| (block, depends_on))
    }

    /// What an expression reads; its columns count as used, and its subqueries become blocks.
    pub fn reading(&mut self, expr: &Expr) -> Reading {
        let reading = self.peek(expr);
        self.use_columns(&reading);
        reading
    }

    /// What an expression reads. Subqueries in it become blocks.
    fn peek(&mut self, expr: &Expr) -> Reading {
        let Gathered { names, queries, has_aggregates, .. } = gather(expr);
        if has_aggregates {
            self.here().has_aggregates = true;
        }
        let mut reading = self.names(&names);
        for query in &queries {
            self.beside(query);
        }
        let is_name = matches!(conditions::unwrapped(expr), Expr::Identifier(_) | Expr::CompoundIdentifier(_));
        if !is_name {
            reading.bare = None;
        }
        reading
    }

    pub fn names(&mut self, names: &[Vec<Ident>]) -> Reading {
        let mut all = Reading::default();
        for name in names {
            let Some(found) = self.find(name) else { continue };
            all.bare = found.bare;
            all.reaches_out |= found.reaches_out;
            all.columns.extend(found.columns);
        }
        all.columns.dedup();
        all
    }

    /// Finds a name in the innermost frame that has it. In an enclosing block, the column counts as used there.
    fn find(&mut self, name: &[Ident]) -> Option<Reading> {
        let (qualifier, column) = match name {
            [column] => (None, &column.value),
            [.., qualifier, column] => (Some(&qualifier.value), &column.value),
            [] => return None,
        };
        let own = self.block();
        for at in (0..self.frames.len()).rev() {
            let frame = &self.frames[at];
            let fits = |entry: &&Entry| qualifier.is_none_or(|name| entry.alias.eq_ignore_ascii_case(name));
            let block = frame.block;
            let found = frame.entries.iter().filter(fits).find_map(|entry| self.in_entry(block, entry, column));
            let Some(found) = found else { continue };
            if block == own {
                return Some(found);
            }
            for (relation, column) in &found.columns {
                self.blocks[block].relations[*relation].used.insert(*column);
                self.reached.push((block, *relation));
            }
            return Some(Reading { reaches_out: true, ..Reading::default() });
        }
        None
    }

    fn in_entry(&self, block: usize, entry: &Entry, column: &str) -> Option<Reading> {
        match &entry.meaning {
            Meaning::Relation(relation) => {
                let place = match self.blocks[block].relations[*relation].source {
                    RelationSource::Table(at) => {
                        self.schema.tables[at].columns.iter().position(|c| c.name.eq_ignore_ascii_case(column))
                    }
                    RelationSource::Block(at) => {
                        self.blocks[at].outputs.iter().position(|(name, _)| name.eq_ignore_ascii_case(column))
                    }
                    RelationSource::Unknown => None,
                }?;
                let column = (*relation, place);
                Some(Reading { columns: vec![column], bare: Some(column), reaches_out: false })
            }
            Meaning::Merged(columns) => {
                columns.iter().find(|(name, _)| name.eq_ignore_ascii_case(column)).map(|(_, reading)| reading.clone())
            }
        }
    }

    pub fn use_columns(&mut self, reading: &Reading) {
        let carried = !self.filtering;
        for (relation, column) in &reading.columns {
            let relation = &mut self.here().relations[*relation];
            relation.used.insert(*column);
            if carried {
                relation.carried.insert(*column);
            }
        }
    }
}

/// The SELECT of a subquery that only joins and filters.
fn mergeable(query: &ast::Query) -> Option<&ast::Select> {
    let SetExpr::Select(select) = query.body.as_ref() else { return None };
    let groups = match &select.group_by {
        ast::GroupByExpr::Expressions(keys, _) => !keys.is_empty(),
        ast::GroupByExpr::All(_) => true,
    };
    let aggregates = select.projection.iter().any(|item| match item {
        ast::SelectItem::UnnamedExpr(expr) | ast::SelectItem::ExprWithAlias { expr, .. } => gather(expr).has_aggregates,
        _ => false,
    });
    let plain = query.with.is_none()
        && query.limit_clause.is_none()
        && query.fetch.is_none()
        && select.distinct.is_none()
        && select.having.is_none()
        && select.top.is_none()
        && select.connect_by.is_empty();
    (plain && !groups && !aggregates).then_some(select)
}

/// Whether a subquery of EXISTS or IN is one table with conditions, which planners join.
pub(super) fn joinable(query: &ast::Query) -> Option<&ast::Select> {
    mergeable(query).filter(|select| {
        let [from] = select.from.as_slice() else { return false };
        from.joins.is_empty() && matches!(from.relation, TableFactor::Table { .. })
    })
}

fn last_name(name: &ast::ObjectName) -> String {
    name.0.last().and_then(|part| part.as_ident()).map_or_else(String::new, |ident| ident.value.clone())
}
