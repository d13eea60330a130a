//! What a statement asks of the tables, as far as access paths and joins are concerned.

use super::Literal;
use std::collections::BTreeSet;

/// A statement: its blocks (one for each SELECT that runs by itself), and what it writes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shape {
    pub blocks: Vec<Block>,
    /// The statement's own block; the others are reached from it.
    pub root: usize,
    pub write: Option<Write>,
}

/// One SELECT: relations, conditions, joins, grouping and order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Block {
    pub relations: Vec<Relation>,
    pub edges: Vec<Edge>,
    /// The columns of GROUP BY or DISTINCT, by relation and column.
    pub group: Vec<(usize, usize)>,
    /// There are grouping keys that are no plain columns.
    pub group_expressions: usize,
    pub order: Vec<Order>,
    /// The order is by columns alone, so that an index can give it.
    pub order_is_plain: bool,
    pub has_order: bool,
    /// The column by whose distance from a place the rows are ordered.
    pub nearest: Option<(usize, usize)>,
    /// The column whose smallest or largest value is all that is asked for.
    pub extreme: Option<(usize, usize)>,
    pub limit: Option<f64>,
    pub has_aggregates: bool,
    /// Operators and functions of what is selected, which run for every row.
    pub operators: usize,
    /// Blocks that run for every row, and the relation whose rows these are where the condition asks for a single one.
    pub per_row: Vec<(usize, Option<usize>)>,
    /// Blocks that run once beside this one.
    pub once: Vec<usize>,
    /// Share of rows that conditions over several relations let through.
    pub residual: f64,
    /// The block's rows are those of these blocks together.
    pub union: Vec<usize>,
    /// What it gives: the column of a relation, where it is no more than that.
    pub outputs: Vec<(String, Option<(usize, usize)>)>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    pub source: RelationSource,
    pub alias: String,
    pub filters: Vec<Filter>,
    /// Columns that the block needs of it.
    pub used: BTreeSet<usize>,
    /// Those of them that are needed beyond the conditions on the relation alone.
    pub carried: BTreeSet<usize>,
    pub kind: JoinKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RelationSource {
    /// A table of the schema, by its place.
    Table(usize),
    /// The rows of another block.
    Block(usize),
    /// Rows of a function or of something unknown.
    Unknown,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum JoinKind {
    #[default]
    Inner,
    /// The side of an outer join that may be missing.
    Outer,
    /// EXISTS or IN.
    Semi,
    /// NOT EXISTS or NOT IN.
    Anti,
}

/// An equality between columns of two relations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    pub left: (usize, usize),
    pub right: (usize, usize),
}

/// A column of ORDER BY.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    pub column: (usize, usize),
    pub descending: bool,
}

/// A condition on one relation.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    /// The column, where the condition compares a bare one.
    pub column: Option<usize>,
    /// The expression that is compared where it is no bare column, such as `lower(email)`, in the model's spelling.
    pub expression: Option<String>,
    pub kind: FilterKind,
    /// The condition in SQL, with bare column names, for partial indexes.
    pub text: String,
    /// All columns of the relation that it names.
    pub columns: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum FilterKind {
    /// Equal to a value; `None` where it is a parameter.
    Equal(Option<Literal>),
    NotEqual(Option<Literal>),
    In(Vec<Option<Literal>>),
    /// Bounds; one that is a parameter is known to exist.
    Range {
        low: Option<Bound>,
        high: Option<Bound>,
    },
    /// LIKE 'abc%'.
    Prefix(String),
    /// LIKE '%abc%'; true where it ignores case.
    Contains(bool),
    IsNull,
    IsNotNull,
    /// Full-text search.
    FullText,
    /// A document, array, range or shape that holds something, lies in it or meets it.
    Holds,
    /// Alternatives, each of them all of some conditions.
    Either(Vec<Vec<Filter>>),
    Not(Box<Filter>),
    Other,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Bound {
    pub value: Option<Literal>,
    pub inclusive: bool,
}

/// What an INSERT, UPDATE or DELETE does to a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Write {
    pub table: usize,
    pub kind: WriteKind,
    /// Rows of an INSERT; of other statements those that its block finds.
    pub rows: f64,
    /// The columns that an UPDATE sets.
    pub columns: Vec<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteKind {
    Insert,
    Update,
    Delete,
}

impl Relation {
    pub fn table(&self) -> Option<usize> {
        match self.source {
            RelationSource::Table(at) => Some(at),
            _ => None,
        }
    }
}

impl Shape {
    /// The tables that the statement reads.
    pub fn tables(&self) -> BTreeSet<usize> {
        self.blocks.iter().flat_map(|block| block.relations.iter().filter_map(Relation::table)).collect()
    }
}
