//! What there is to know about a dialect, as plain data with the standard's answers as defaults.

use super::types::{Spelling, standard_type};
use crate::schema::{Action, ColumnType};

/// The facts that rendering, linting and the page need. [`ANSI`] holds the standard's answers; a dialect's file names
/// only where it differs.
#[derive(Debug, Clone, Copy)]
pub struct Facts {
    /// Opening and closing quote of an identifier; the closing one is doubled inside.
    pub quotes: (char, char),
    /// How long a name may be.
    pub name_limit: Option<NameLimit>,
    pub folding: Folding,
    /// Whether a bare name may begin with an underscore.
    pub leading_underscore: bool,
    /// Words that need quotes as a name: lower case, sorted, with spaces between them.
    pub reserved: &'static str,
    /// A backslash in a string literal escapes the next character.
    pub backslash_escapes: bool,
    /// Prefix of a string literal with characters beyond ASCII (`N`).
    pub text_prefix: &'static str,
    /// Tables can live in named namespaces.
    pub namespaces: bool,
    pub enums: Enums,
    pub domains: bool,
    pub sequences: bool,
    pub materialized_views: bool,
    pub comments: Comments,
    /// The database's own constraint names are unreadable, so that unnamed constraints get derived ones.
    pub names_constraints: bool,
    /// A primary key keeps the name it is given.
    pub names_primary_keys: bool,
    /// `REFERENCES` behind a column is honoured.
    pub inline_references: bool,
    /// Where the names of primary and unique keys must differ.
    pub key_names: Scope,
    pub foreign_key_names: Scope,
    pub check_names: Scope,
    pub index_names: Scope,
    /// What may follow ON DELETE and ON UPDATE, beside doing nothing.
    pub on_delete: &'static [Action],
    pub on_update: &'static [Action],
    pub deferrable: Deferral,
    /// A foreign key may name a table that is created later.
    pub forward_references: bool,
    /// Both sides of a foreign key must have the very same type.
    pub same_key_types: bool,
    /// Texts and bytes without a limit must get this length to be part of a key or index.
    pub key_length: Option<u32>,
    /// Checks may call functions whose result changes, such as the current time.
    pub volatile_checks: bool,
    pub exclusions: bool,
    pub nulls_not_distinct: bool,
    pub partial_indexes: Partial,
    pub expression_indexes: bool,
    pub included_columns: bool,
    pub nulls_order: bool,
    /// A foreign key makes an index on its columns.
    pub indexes_foreign_keys: bool,
    /// Access methods beside the ordinary B-tree, in lower case.
    pub index_methods: &'static [&'static str],
    pub generated: Generation,
    /// TRUE and FALSE are values, and a boolean column is a condition by itself.
    pub booleans: bool,
    /// Functions and constants that are spelled differently, in lower case; see [`Word`].
    pub words: &'static [(&'static str, Word)],
    /// How types are spelled.
    pub spell: fn(&ColumnType) -> Spelling,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameLimit {
    /// Bytes of UTF-8.
    Bytes(usize),
    Characters(usize),
}

/// What a database does with the case of a bare name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folding {
    Lower,
    Upper,
    /// Keeps the spelling and compares without case.
    Keep,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enums {
    /// `CREATE TYPE ... AS ENUM`.
    Type,
    /// `ENUM('a', 'b')` in the column.
    Inline,
    /// Text with a check.
    Check,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comments {
    /// `COMMENT ON ... IS`.
    Statement,
    /// `COMMENT '...'` behind the column and the table.
    Inline,
    /// SQL Server's extended properties.
    Property,
    /// The database keeps none; they stay in the script as `--` lines.
    Script,
}

/// How far a name must be unique.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Table,
    Namespace,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deferral {
    AllKeys,
    ForeignKeys,
    Never,
}

/// Indexes on some of a table's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Partial {
    AnyIndex,
    /// A unique index would be unique for all rows.
    NotUnique,
    None,
}

/// Generated columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Generation {
    /// Only those that are kept on disk.
    Stored,
    /// Only those that are computed when read.
    Virtual,
    Both,
    /// SQL Server's `AS (...) PERSISTED`, which takes no type.
    Computed,
    None,
}

/// What becomes of a word of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// A function of another name with the same arguments.
    Call(&'static str),
    /// A whole expression; for a call, its empty parentheses go too.
    Is(&'static str),
    /// The dialect has nothing like it.
    Lost,
}

/// The standard's answers.
pub const ANSI: Facts = Facts {
    quotes: ('"', '"'),
    name_limit: Some(NameLimit::Characters(128)),
    folding: Folding::Upper,
    leading_underscore: true,
    reserved: "",
    backslash_escapes: false,
    text_prefix: "",
    namespaces: true,
    enums: Enums::Check,
    domains: true,
    sequences: true,
    materialized_views: false,
    comments: Comments::Script,
    names_constraints: false,
    names_primary_keys: true,
    inline_references: true,
    key_names: Scope::Namespace,
    foreign_key_names: Scope::Namespace,
    check_names: Scope::Namespace,
    index_names: Scope::Namespace,
    on_delete: &[Action::Restrict, Action::Cascade, Action::SetNull, Action::SetDefault],
    on_update: &[Action::Restrict, Action::Cascade, Action::SetNull, Action::SetDefault],
    deferrable: Deferral::AllKeys,
    forward_references: false,
    same_key_types: false,
    key_length: None,
    volatile_checks: true,
    exclusions: false,
    nulls_not_distinct: false,
    partial_indexes: Partial::None,
    expression_indexes: false,
    included_columns: false,
    nulls_order: false,
    indexes_foreign_keys: false,
    index_methods: &[],
    generated: Generation::Stored,
    booleans: true,
    words: &[],
    spell: standard_type,
};
