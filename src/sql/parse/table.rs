//! CREATE TABLE and its parts.

use super::names::{default_value, expression, name, names, qualified};
use crate::dialect::{Dialect, read_type};
use crate::schema::*;
use sqlparser::ast::{self, ColumnOption, CreateTableOptions, SqlOption, TableConstraint};

/// A column with the constraints that stand behind its type.
pub struct ColumnParts {
    pub column: Column,
    pub constraints: Vec<Object>,
    /// Values of an enum written inside the column.
    pub values: Option<Vec<String>>,
}

/// A table of a statement; its ids are zero. What the model has no place for is told to `lost`.
pub fn table(
    create: &ast::CreateTable,
    dialect: Dialect,
    lost: &mut Vec<String>,
) -> (Table, Vec<(String, Vec<String>)>) {
    let mut table = Table::new(Id(0), qualified(&create.name, dialect));
    let mut enums = Vec::new();
    for definition in &create.columns {
        let parts = column(definition, dialect, lost);
        enums.extend(parts.values.map(|values| (parts.column.name.clone(), values)));
        table.columns.push(parts.column);
        parts.constraints.into_iter().for_each(|object| put(&mut table, object));
    }
    for definition in &create.constraints {
        match constraint(definition, dialect) {
            Some(object) => put(&mut table, object),
            None => lost.push(definition.to_string()),
        }
    }
    options(&mut table, create);
    table.partitioning = create.partition_by.as_deref().and_then(|expr| partitioning(expr, dialect));
    (table, enums)
}

/// Adds a part to its table. The columns of a primary key cannot be NULL.
pub fn put(table: &mut Table, object: Object) {
    match object {
        Object::PrimaryKey(key) => {
            for column in table.columns.iter_mut().filter(|column| key.columns.contains(&column.name)) {
                column.nullable = false;
            }
            table.primary_key = Some(key);
        }
        Object::Unique(key) => table.uniques.push(key),
        Object::ForeignKey(key) => table.foreign_keys.push(key),
        Object::Check(check) => table.checks.push(check),
        Object::Exclusion(exclusion) => table.exclusions.push(exclusion),
        Object::Index(index) => table.indexes.push(index),
        Object::Column(column) => table.columns.push(column),
        _ => {}
    }
}

pub fn column(definition: &ast::ColumnDef, dialect: Dialect, lost: &mut Vec<String>) -> ColumnParts {
    let (data_type, identity, values) = column_type(&definition.data_type, dialect);
    let mut column = Column::new(Id(0), name(&definition.name, dialect), data_type);
    column.nullable = identity.is_none();
    column.identity = identity;
    let mut parts = ColumnParts { column, constraints: Vec::new(), values };
    for option in &definition.options {
        let named = option.name.as_ref().map(|ident| name(ident, dialect));
        column_option(&mut parts, &option.option, named, dialect, lost);
    }
    let column = &mut parts.column;
    if column.data_type == ColumnType::Boolean {
        let truth = |text: &str| match text {
            "1" | "'1'" | "b'1'" | "'t'" | "'true'" | "true" => Some("TRUE"),
            "0" | "'0'" | "b'0'" | "'f'" | "'false'" | "false" => Some("FALSE"),
            _ => None,
        };
        let known = column.default.as_ref().and_then(|default| truth(&default.0.to_lowercase()));
        column.default = known.map(Expression::from).or(column.default.take());
    }
    parts
}

pub fn column_option(
    parts: &mut ColumnParts,
    option: &ColumnOption,
    named: Option<String>,
    dialect: Dialect,
    lost: &mut Vec<String>,
) {
    let column = &mut parts.column;
    let own = || vec![column.name.clone()];
    match option {
        ColumnOption::Null => column.nullable = true,
        ColumnOption::NotNull => column.nullable = false,
        ColumnOption::Default(expr) => {
            column.default = Some(default_value(expr, dialect)).filter(|value| !value.0.eq_ignore_ascii_case("null"));
        }
        ColumnOption::PrimaryKey(_) => {
            let columns = own();
            column.nullable = false;
            parts.constraints.push(Object::PrimaryKey(PrimaryKey {
                id: Id(0),
                name: named,
                columns,
                options: Vec::new(),
            }));
        }
        ColumnOption::Unique(key) => {
            let deferrable = deferrable(key.characteristics.as_ref());
            let nulls_not_distinct = key.nulls_distinct == ast::NullsDistinctOption::NotDistinct;
            let columns = own();
            parts.constraints.push(Object::Unique(Unique {
                id: Id(0),
                name: named,
                columns,
                nulls_not_distinct,
                deferrable,
                options: Vec::new(),
            }));
        }
        ColumnOption::ForeignKey(key) => {
            let columns = own();
            parts.constraints.push(Object::ForeignKey(foreign_key(key, named, columns, dialect)));
        }
        ColumnOption::Check(check) => {
            let expression = expression(&check.expr, dialect);
            parts.constraints.push(Object::Check(Check { id: Id(0), name: named, expression, options: Vec::new() }));
        }
        ColumnOption::Collation(collation) => column.collation = Some(collation.to_string()),
        ColumnOption::Comment(text) => column.comment = Some(text.clone()),
        ColumnOption::Generated { generation_expr: Some(expr), generation_expr_mode, .. } => {
            // Without a word PostgreSQL used to keep the value; everywhere else it is computed when read.
            let stored = *generation_expr_mode == Some(ast::GeneratedExpressionMode::Stored);
            column.generated = Some(Generated { expression: expression(expr, dialect), stored });
        }
        ColumnOption::Generated { generated_as, sequence_options, .. } => {
            column.identity = Some(identity(*generated_as == ast::GeneratedAs::Always, sequence_options.as_deref()));
            column.nullable = false;
        }
        ColumnOption::Identity(kind) => {
            column.identity = Some(sql_server_identity(kind));
            column.nullable = false;
        }
        ColumnOption::DialectSpecific(tokens) => {
            let text: Vec<String> = tokens.iter().map(ToString::to_string).collect();
            let text = text.join(" ").to_uppercase();
            if matches!(text.as_str(), "AUTO_INCREMENT" | "AUTOINCREMENT") {
                column.identity = Some(Identity { always: false, start: None, increment: None, ..Identity::default() });
                column.nullable = false;
            } else {
                lost.push(text);
            }
        }
        other => lost.push(other.to_string()),
    }
}

/// The model's type, and what some spellings say beside it: PostgreSQL's serials are identities, and MySQL lists an
/// enum's values in the column.
fn column_type(data_type: &ast::DataType, dialect: Dialect) -> (ColumnType, Option<Identity>, Option<Vec<String>>) {
    if let ast::DataType::Enum(members, _) = data_type {
        let value = |member: &ast::EnumMember| match member {
            ast::EnumMember::Name(value) | ast::EnumMember::NamedValue(value, _) => value.clone(),
        };
        return (ColumnType::Text, None, Some(members.iter().map(value).collect()));
    }
    let text = data_type.to_string();
    let serial = match text.to_lowercase().as_str() {
        "serial" | "serial4" => Some(ColumnType::Integer),
        "bigserial" | "serial8" => Some(ColumnType::BigInt),
        "smallserial" | "serial2" => Some(ColumnType::SmallInt),
        _ => None,
    };
    match serial {
        Some(integer) => {
            (integer, Some(Identity { always: false, start: None, increment: None, ..Identity::default() }), None)
        }
        None if *data_type == ast::DataType::Unspecified => (ColumnType::Other(String::new()), None, None),
        None => (data_type_of(data_type, dialect), None, None),
    }
}

/// A type without what only columns can say. Names of types that the script makes are resolved when it is read.
pub fn data_type_of(data_type: &ast::DataType, dialect: Dialect) -> ColumnType {
    match data_type {
        ast::DataType::Custom(object, arguments) => {
            // SQL Server's tools write every type in brackets.
            let words: Vec<&str> = object.0.iter().filter_map(|part| Some(part.as_ident()?.value.as_str())).collect();
            let arguments = if arguments.is_empty() { String::new() } else { format!("({})", arguments.join(",")) };
            match read_type(&format!("{}{arguments}", words.join(".")), dialect) {
                ColumnType::Other(_) if arguments.is_empty() => ColumnType::Named(qualified(object, dialect)),
                known => known,
            }
        }
        ast::DataType::Array(ast::ArrayElemTypeDef::SquareBracket(element, _)) => {
            let mut element = element;
            while let ast::DataType::Array(ast::ArrayElemTypeDef::SquareBracket(inner, _)) = element.as_ref() {
                element = inner;
            }
            ColumnType::Array(Box::new(data_type_of(element, dialect)))
        }
        other => read_type(&other.to_string(), dialect),
    }
}

pub fn identity(always: bool, options: Option<&[ast::SequenceOptions]>) -> Identity {
    let mut identity = Identity { always, start: None, increment: None, ..Identity::default() };
    for option in options.unwrap_or_default() {
        match option {
            ast::SequenceOptions::StartWith(expr, _) => identity.start = number(expr),
            ast::SequenceOptions::IncrementBy(expr, _) => identity.increment = number(expr),
            _ => {}
        }
    }
    identity
}

fn sql_server_identity(kind: &ast::IdentityPropertyKind) -> Identity {
    let (ast::IdentityPropertyKind::Autoincrement(property) | ast::IdentityPropertyKind::Identity(property)) = kind;
    let parameters = match &property.parameters {
        Some(
            ast::IdentityPropertyFormatKind::FunctionCall(p) | ast::IdentityPropertyFormatKind::StartAndIncrement(p),
        ) => Some(p),
        None => None,
    };
    // (1, 1) is what the database does anyway.
    let unusual = |expr: &ast::Expr| number(expr).filter(|n| *n != 1);
    Identity {
        always: true,
        start: parameters.and_then(|p| unusual(&p.seed)),
        increment: parameters.and_then(|p| unusual(&p.increment)),
        ..Identity::default()
    }
}

fn number(expr: &ast::Expr) -> Option<i64> {
    expr.to_string().replace(' ', "").parse().ok()
}

/// A constraint of a table, also one that is added later. `None` is one that the model does not have.
pub fn constraint(definition: &TableConstraint, dialect: Dialect) -> Option<Object> {
    let own = |ident: &Option<ast::Ident>| ident.as_ref().map(|ident| name(ident, dialect));
    let id = Id(0);
    Some(match definition {
        TableConstraint::PrimaryKey(key) => Object::PrimaryKey(PrimaryKey {
            id,
            name: own(&key.name),
            columns: plain_columns(&key.columns, dialect)?,
            options: Vec::new(),
        }),
        TableConstraint::Unique(key) => Object::Unique(Unique {
            id,
            name: own(&key.name).or_else(|| own(&key.index_name)),
            columns: plain_columns(&key.columns, dialect)?,
            nulls_not_distinct: key.nulls_distinct == ast::NullsDistinctOption::NotDistinct,
            deferrable: deferrable(key.characteristics.as_ref()),
            options: Vec::new(),
        }),
        TableConstraint::ForeignKey(key) => {
            Object::ForeignKey(foreign_key(key, own(&key.name), names(&key.columns, dialect), dialect))
        }
        TableConstraint::Check(check) => Object::Check(Check {
            id,
            name: own(&check.name),
            expression: expression(&check.expr, dialect),
            options: Vec::new(),
        }),
        TableConstraint::Index(index) => Object::Index(Index {
            id,
            name: own(&index.name),
            unique: false,
            method: method(index.index_type.as_ref()),
            keys: index_keys(&index.columns, dialect),
            include: Vec::new(),
            predicate: None,
            options: Vec::new(),
        }),
        TableConstraint::FulltextOrSpatial(index) => Object::Index(Index {
            id,
            name: own(&index.opt_index_name),
            unique: false,
            method: Some(if index.fulltext { "fulltext" } else { "spatial" }.to_owned()),
            keys: index_keys(&index.columns, dialect),
            include: Vec::new(),
            predicate: None,
            options: Vec::new(),
        }),
        TableConstraint::Exclude(exclusion) => Object::Exclusion(Exclusion {
            id,
            name: own(&exclusion.name),
            method: own(&exclusion.index_method).unwrap_or_else(|| "gist".to_owned()),
            elements: exclusion
                .elements
                .iter()
                .map(|element| ExclusionElement {
                    expression: expression(&element.column.column.expr, dialect),
                    operator: element.operator.to_string(),
                    operator_class: None,
                })
                .collect(),
            predicate: exclusion.where_clause.as_ref().map(|expr| expression(expr, dialect)),
            options: Vec::new(),
        }),
        TableConstraint::PrimaryKeyUsingIndex(_) | TableConstraint::UniqueUsingIndex(_) => return None,
    })
}

fn foreign_key(
    key: &ast::ForeignKeyConstraint,
    named: Option<String>,
    columns: Vec<String>,
    dialect: Dialect,
) -> ForeignKey {
    ForeignKey {
        id: Id(0),
        name: named,
        columns,
        references: Reference {
            table: qualified(&key.foreign_table, dialect),
            columns: names(&key.referred_columns, dialect),
        },
        on_delete: action(key.on_delete),
        on_update: action(key.on_update),
        deferrable: deferrable(key.characteristics.as_ref()),
        options: Vec::new(),
    }
}

fn action(action: Option<ast::ReferentialAction>) -> Action {
    match action {
        None | Some(ast::ReferentialAction::NoAction) => Action::NoAction,
        Some(ast::ReferentialAction::Restrict) => Action::Restrict,
        Some(ast::ReferentialAction::Cascade) => Action::Cascade,
        Some(ast::ReferentialAction::SetNull) => Action::SetNull,
        Some(ast::ReferentialAction::SetDefault) => Action::SetDefault,
    }
}

fn deferrable(characteristics: Option<&ast::ConstraintCharacteristics>) -> Deferrable {
    let Some(characteristics) = characteristics else { return Deferrable::No };
    match (characteristics.deferrable, &characteristics.initially) {
        (Some(false), _) | (None, None) => Deferrable::No,
        (_, Some(ast::DeferrableInitial::Deferred)) => Deferrable::Deferred,
        (Some(true), _) => Deferrable::Immediate,
        (None, Some(ast::DeferrableInitial::Immediate)) => Deferrable::No,
    }
}

/// The columns of a key; `None` where a part is no plain column.
fn plain_columns(columns: &[ast::IndexColumn], dialect: Dialect) -> Option<Vec<String>> {
    let plain = |key: IndexKey| key.as_column().map(str::to_owned);
    index_keys(columns, dialect).into_iter().map(plain).collect()
}

pub fn index_keys(columns: &[ast::IndexColumn], dialect: Dialect) -> Vec<IndexKey> {
    columns.iter().map(|column| index_key(column, dialect)).collect()
}

fn index_key(column: &ast::IndexColumn, dialect: Dialect) -> IndexKey {
    let mut bare = &column.column.expr;
    while let ast::Expr::Nested(inner) = bare {
        bare = inner;
    }
    let is_mysql = matches!(dialect, Dialect::MySql | Dialect::MariaDb);
    let mut key = match bare {
        ast::Expr::Identifier(ident) => IndexKey::column(&name(ident, dialect)),
        // MySQL's prefix `name(10)` reads as a call.
        ast::Expr::Function(function) if is_mysql && prefix(function).is_some() => {
            let mut key = IndexKey::column(&qualified(&function.name, dialect).name);
            key.prefix = prefix(function);
            key
        }
        other => IndexKey::expression(expression(other, dialect)),
    };
    key.descending = column.column.options.sort == Some(ast::OrderBySort::Desc);
    key.nulls = match column.column.options.nulls_first {
        Some(true) => NullsOrder::First,
        Some(false) => NullsOrder::Last,
        None => NullsOrder::Default,
    };
    key.operator_class = column.operator_class.as_ref().map(ToString::to_string);
    key
}

fn prefix(function: &ast::Function) -> Option<u32> {
    let ast::FunctionArguments::List(list) = &function.args else { return None };
    match list.args.as_slice() {
        [argument] => argument.to_string().parse().ok(),
        _ => None,
    }
}

/// An access method other than the ordinary one.
pub fn method(index_type: Option<&ast::IndexType>) -> Option<String> {
    index_type.map(|method| method.to_string().to_lowercase()).filter(|method| method != "btree")
}

fn options(table: &mut Table, create: &ast::CreateTable) {
    let list = match &create.table_options {
        CreateTableOptions::None => &[][..],
        CreateTableOptions::With(list)
        | CreateTableOptions::Options(list)
        | CreateTableOptions::Plain(list)
        | CreateTableOptions::TableProperties(list) => list,
    };
    for option in list {
        match option {
            SqlOption::Comment(ast::CommentDef::WithEq(text) | ast::CommentDef::WithoutEq(text)) => {
                table.comment = Some(text.clone());
            }
            SqlOption::KeyValue { key, value } => table.options.push((key.value.to_uppercase(), value.to_string())),
            // The counter's state is data, not schema; other options print as they were written.
            other => {
                let text = other.to_string();
                let (key, value) = text.split_once('=').unwrap_or((&text, ""));
                table.options.push((key.trim().to_uppercase(), value.trim().to_owned()));
            }
        }
    }
    table.options.retain(|(key, _)| key != "AUTO_INCREMENT");
    if create.without_rowid {
        table.options.push(("WITHOUT ROWID".to_owned(), String::new()));
    }
    if create.strict {
        table.options.push(("STRICT".to_owned(), String::new()));
    }
}

/// PostgreSQL's `PARTITION BY RANGE (a, b)` reads as a call.
fn partitioning(expr: &ast::Expr, dialect: Dialect) -> Option<Partitioning> {
    let ast::Expr::Function(function) = expr else { return None };
    let method = match function.name.to_string().to_lowercase().as_str() {
        "range" => PartitionMethod::Range,
        "list" => PartitionMethod::List,
        "hash" => PartitionMethod::Hash,
        _ => return None,
    };
    let ast::FunctionArguments::List(list) = &function.args else { return None };
    let key = |argument: &ast::FunctionArg| match argument {
        ast::FunctionArg::Unnamed(ast::FunctionArgExpr::Expr(expr)) => Some(expression(expr, dialect)),
        _ => None,
    };
    Some(Partitioning { method, keys: list.args.iter().map(key).collect::<Option<_>>()?, partitions: Vec::new() })
}
