//! What can be written about an element, field by field: what an inspector shows of it as text and takes back.

use super::edit::column_type;
use crate::dialect::Dialect;
use crate::schema::*;

/// One field of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Name,
    Columns,
    Condition,
    Unique,
    Method,
    Include,
    Where,
    NullsEqual,
    Checked,
    Elements,
    Values,
    Type,
    Required,
    Default,
    Query,
    Materialized,
    Stored,
    Collation,
    Start,
    Step,
    PartitionedBy,
    Partitions,
    Options,
    Comment,
}

/// How a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Line,
    /// Several lines of code or names.
    Lines,
    Prose,
    /// [`YES`], or nothing.
    Flag,
    /// One of [`CHECKED`].
    Checked,
}

/// When a constraint is checked: not deferrable, and deferrable from the one or the other.
pub const CHECKED: [&str; 3] = ["at once", "immediate", "deferred"];

/// What a flag says that is set; else it says nothing.
pub const YES: &str = "yes";

impl Field {
    pub fn shape(self) -> Shape {
        match self {
            Self::Values | Self::Query | Self::Partitions | Self::Options => Shape::Lines,
            Self::Comment => Shape::Prose,
            Self::Unique | Self::NullsEqual | Self::Required | Self::Materialized | Self::Stored => Shape::Flag,
            Self::Checked => Shape::Checked,
            _ => Shape::Line,
        }
    }
}

/// The fields of an element in reading order; none for what has an inspector of its own, and for statements that the model
/// does not take apart. Of a table, a column and a foreign key those that their inspectors do not have.
pub fn fields(object: &Object) -> &'static [Field] {
    match object {
        Object::Table(_) => &[Field::PartitionedBy, Field::Partitions, Field::Options],
        Object::Column(column) if column.generated.is_some() => &[Field::Stored, Field::Collation, Field::Options],
        Object::Column(column) if column.identity.is_some() => &[Field::Start, Field::Step, Field::Options],
        Object::Column(_) => &[Field::Collation, Field::Options],
        Object::PrimaryKey(_) => &[Field::Columns, Field::Name, Field::Options],
        Object::Unique(_) => &[Field::Columns, Field::NullsEqual, Field::Checked, Field::Name, Field::Options],
        Object::ForeignKey(_) => &[Field::Checked, Field::Name, Field::Options],
        Object::Check(_) => &[Field::Condition, Field::Name, Field::Options],
        Object::Exclusion(_) => &[Field::Elements, Field::Method, Field::Where, Field::Name],
        Object::Index(_) => {
            &[Field::Columns, Field::Unique, Field::Method, Field::Where, Field::Include, Field::Name, Field::Options]
        }
        Object::Enum(_) => &[Field::Name, Field::Values, Field::Comment],
        Object::Domain(_) => {
            &[Field::Name, Field::Type, Field::Condition, Field::Default, Field::Required, Field::Comment]
        }
        Object::Sequence(_) => &[Field::Name, Field::Start, Field::Step],
        Object::View(_) => &[Field::Name, Field::Query, Field::Materialized, Field::Comment],
        Object::Namespace(_) => &[Field::Comment],
        Object::Opaque(_) => &[],
    }
}

/// What stands in a field.
pub fn read(object: &Object, field: Field) -> String {
    let flag = |on: bool| if on { YES.to_owned() } else { String::new() };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let code = |code: &Option<Expression>| code.as_ref().map(ToString::to_string).unwrap_or_default();
    let number = |number: Option<i64>| number.map(|n| n.to_string()).unwrap_or_default();
    match (object, field) {
        (Object::Table(o), Field::PartitionedBy) => o.partitioning.as_ref().map(partitioned_by).unwrap_or_default(),
        (Object::Table(o), Field::Partitions) => {
            let partitions = o.partitioning.iter().flat_map(|p| &p.partitions);
            partitions.map(|p| format!("{} {}", p.name, p.bound)).collect::<Vec<_>>().join("\n")
        }
        (Object::Column(o), Field::Stored) => flag(o.generated.as_ref().is_some_and(|generated| generated.stored)),
        (Object::Column(o), Field::Collation) => text(&o.collation),
        (Object::Column(o), Field::Start) => number(o.identity.as_ref().and_then(|identity| identity.start)),
        (Object::Column(o), Field::Step) => number(o.identity.as_ref().and_then(|identity| identity.increment)),
        (Object::PrimaryKey(o), Field::Columns) => o.columns.join(", "),
        (Object::Unique(o), Field::Columns) => o.columns.join(", "),
        (Object::Unique(o), Field::NullsEqual) => flag(o.nulls_not_distinct),
        (
            Object::Unique(Unique { deferrable, .. }) | Object::ForeignKey(ForeignKey { deferrable, .. }),
            Field::Checked,
        ) => CHECKED[*deferrable as usize % CHECKED.len()].to_owned(),
        (Object::Check(o), Field::Condition) => o.expression.to_string(),
        (Object::Exclusion(o), Field::Elements) => o.elements.iter().map(element).collect::<Vec<_>>().join(", "),
        (Object::Exclusion(o), Field::Method) => o.method.clone(),
        (Object::Exclusion(o), Field::Where) => code(&o.predicate),
        (Object::Index(o), Field::Columns) => o.keys.iter().map(index_key).collect::<Vec<_>>().join(", "),
        (Object::Index(o), Field::Unique) => flag(o.unique),
        (Object::Index(o), Field::Method) => text(&o.method),
        (Object::Index(o), Field::Where) => code(&o.predicate),
        (Object::Index(o), Field::Include) => o.include.join(", "),
        (Object::Enum(o), Field::Values) => o.values.join("\n"),
        (Object::Enum(o), Field::Comment) => text(&o.comment),
        (Object::Domain(o), Field::Type) => o.data_type.to_string(),
        (Object::Domain(o), Field::Condition) => {
            o.checks.iter().map(|check| check.expression.to_string()).collect::<Vec<_>>().join(" AND ")
        }
        (Object::Domain(o), Field::Default) => code(&o.default),
        (Object::Domain(o), Field::Required) => flag(!o.nullable),
        (Object::Domain(o), Field::Comment) => text(&o.comment),
        (Object::Sequence(o), Field::Start) => number(o.start),
        (Object::Sequence(o), Field::Step) => number(o.increment),
        (Object::View(o), Field::Query) => o.query.clone(),
        (Object::View(o), Field::Materialized) => flag(o.materialized),
        (Object::View(o), Field::Comment) => text(&o.comment),
        (Object::Namespace(o), Field::Comment) => text(&o.comment),
        (object, Field::Name) => name(object),
        (object, Field::Options) => {
            let line = |(name, value): &(String, String)| match value.as_str() {
                "" => name.clone(),
                value => format!("{name} = {value}"),
            };
            options(object).map(|all| all.iter().map(line).collect::<Vec<_>>().join("\n")).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// The change that writes a text into a field.
///
/// # Errors
/// Says what is wrong with the text, and what is wanted.
pub fn write(schema: &Schema, object: &Object, field: Field, text: &str, dialect: Dialect) -> Result<Change, String> {
    let table = || schema.table_of(object.id()).ok_or_else(|| "Its table is gone".to_owned());
    let columns = || table().and_then(|table| column_list(table, text));
    let given = || Some(text.to_owned()).filter(|text| !text.is_empty());
    let code = || given().map(Expression::new);
    let on = text == YES;
    let needed = |what: &str| match text {
        "" => Err(format!("{what} is needed; delete the whole element instead")),
        text => Ok(text.to_owned()),
    };
    let number = || match text {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| format!("“{text}” is not a whole number")),
    };
    if let (Field::Name, Object::Enum(_) | Object::Domain(_) | Object::Sequence(_) | Object::View(_)) = (field, object)
    {
        return Ok(Change::Rename { id: object.id(), name: qualified(&needed("A name")?) });
    }
    let mut object = object.clone();
    match (&mut object, field) {
        (Object::Table(o), Field::PartitionedBy) => o.partitioning = partitioning(text, o.partitioning.take())?,
        (Object::Table(o), Field::Partitions) => match &mut o.partitioning {
            Some(partitioning) => partitioning.partitions = partitions(text)?,
            None => return Err("Say first by what the table is partitioned, such as “range (created_at)”".into()),
        },
        (Object::Column(o), Field::Stored) => o.generated.iter_mut().for_each(|generated| generated.stored = on),
        (Object::Column(o), Field::Collation) => o.collation = given(),
        (Object::Column(o), Field::Start) => {
            let start = number()?;
            o.identity.iter_mut().for_each(|identity| identity.start = start);
        }
        (Object::Column(o), Field::Step) => {
            let step = number()?;
            o.identity.iter_mut().for_each(|identity| identity.increment = step);
        }
        (Object::PrimaryKey(o), Field::Columns) => o.columns = columns()?,
        (Object::Unique(o), Field::Columns) => o.columns = columns()?,
        (Object::Unique(o), Field::NullsEqual) => o.nulls_not_distinct = on,
        (
            Object::Unique(Unique { deferrable, .. }) | Object::ForeignKey(ForeignKey { deferrable, .. }),
            Field::Checked,
        ) => {
            let all = [Deferrable::No, Deferrable::Immediate, Deferrable::Deferred];
            let place = CHECKED.iter().position(|words| *words == text);
            *deferrable = place.and_then(|at| all.get(at)).copied().ok_or("That is none of the choices")?;
        }
        (Object::Check(o), Field::Condition) => o.expression = Expression::new(needed("A condition")?),
        (Object::Exclusion(o), Field::Elements) => o.elements = elements(text, &o.elements)?,
        (Object::Exclusion(o), Field::Method) => o.method = needed("A method, such as gist,")?,
        (Object::Exclusion(o), Field::Where) => o.predicate = code(),
        (Object::Index(o), Field::Columns) => o.keys = index_keys(table()?, text, &o.keys)?,
        (Object::Index(o), Field::Unique) => o.unique = on,
        (Object::Index(o), Field::Method) => o.method = given().map(|method| method.to_lowercase()),
        (Object::Index(o), Field::Where) => o.predicate = code(),
        (Object::Index(o), Field::Include) => o.include = if text.is_empty() { Vec::new() } else { columns()? },
        (Object::Enum(o), Field::Values) => o.values = values(text)?,
        (Object::Enum(o), Field::Comment) => o.comment = given(),
        (Object::Domain(o), Field::Type) => o.data_type = column_type(schema, &needed("A type")?, dialect),
        (Object::Domain(o), Field::Condition) => {
            let (id, name) = match o.checks.first() {
                Some(check) => (check.id, check.name.clone()),
                None => (schema.clone().fresh_id(), None),
            };
            let check = |expression| Check { id, name, expression, options: Vec::new() };
            o.checks = code().map(check).into_iter().collect();
        }
        (Object::Domain(o), Field::Default) => o.default = code(),
        (Object::Domain(o), Field::Required) => o.nullable = !on,
        (Object::Domain(o), Field::Comment) => o.comment = given(),
        (Object::Sequence(o), Field::Start) => o.start = number()?,
        (Object::Sequence(o), Field::Step) => o.increment = number()?,
        (Object::View(o), Field::Query) => {
            o.query = needed("A query")?.trim_end().trim_end_matches(';').trim_end().to_owned();
        }
        (Object::View(o), Field::Materialized) => o.materialized = on,
        (Object::View(o), Field::Comment) => o.comment = given(),
        (Object::Namespace(o), Field::Comment) => o.comment = given(),
        (object, Field::Name) => match name_mut(object) {
            Some(name) => *name = given(),
            None => return Err("This element has no name to change".into()),
        },
        (object, Field::Options) => match options_mut(object) {
            Some(options) => *options = option_lines(text),
            None => return Err("This element has no options".into()),
        },
        _ => return Err("This element has no such field".into()),
    }
    Ok(Change::Modify { object })
}

fn name(object: &Object) -> String {
    match object {
        Object::PrimaryKey(PrimaryKey { name, .. })
        | Object::Unique(Unique { name, .. })
        | Object::ForeignKey(ForeignKey { name, .. })
        | Object::Check(Check { name, .. })
        | Object::Exclusion(Exclusion { name, .. })
        | Object::Index(Index { name, .. }) => name.clone().unwrap_or_default(),
        other => other.label(),
    }
}

fn name_mut(object: &mut Object) -> Option<&mut Option<String>> {
    match object {
        Object::PrimaryKey(PrimaryKey { name, .. })
        | Object::Unique(Unique { name, .. })
        | Object::ForeignKey(ForeignKey { name, .. })
        | Object::Check(Check { name, .. })
        | Object::Exclusion(Exclusion { name, .. })
        | Object::Index(Index { name, .. }) => Some(name),
        _ => None,
    }
}

fn options(object: &Object) -> Option<&Vec<(String, String)>> {
    match object {
        Object::Table(Table { options, .. })
        | Object::Column(Column { options, .. })
        | Object::PrimaryKey(PrimaryKey { options, .. })
        | Object::Unique(Unique { options, .. })
        | Object::ForeignKey(ForeignKey { options, .. })
        | Object::Check(Check { options, .. })
        | Object::Index(Index { options, .. }) => Some(options),
        _ => None,
    }
}

fn options_mut(object: &mut Object) -> Option<&mut Vec<(String, String)>> {
    match object {
        Object::Table(Table { options, .. })
        | Object::Column(Column { options, .. })
        | Object::PrimaryKey(PrimaryKey { options, .. })
        | Object::Unique(Unique { options, .. })
        | Object::ForeignKey(ForeignKey { options, .. })
        | Object::Check(Check { options, .. })
        | Object::Index(Index { options, .. }) => Some(options),
        _ => None,
    }
}

fn option_lines(text: &str) -> Vec<(String, String)> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let pair = |line: &str| {
        let (name, value) = line.split_once('=').unwrap_or((line, ""));
        (name.trim().to_owned(), value.trim().to_owned())
    };
    lines.map(pair).collect()
}

fn qualified(text: &str) -> QualifiedName {
    match text.split_once('.') {
        Some((namespace, name)) if !namespace.is_empty() && !name.is_empty() => QualifiedName::within(namespace, name),
        _ => QualifiedName::new(text),
    }
}

/// The columns that a list names (`a, b`).
///
/// # Errors
/// Says which of them the table does not have.
pub fn column_list(table: &Table, text: &str) -> Result<Vec<String>, String> {
    let names = pieces(text);
    if names.is_empty() {
        return Err("Name at least one column".into());
    }
    match names.iter().find(|name| table.column(name).is_none()) {
        Some(name) => Err(format!("{} has no column {name}", table.name)),
        None => Ok(names),
    }
}

/// What stands between commas outside of brackets and strings.
fn pieces(text: &str) -> Vec<String> {
    let (mut found, mut depth, mut quoted) = (vec![String::new()], 0_i32, false);
    for c in text.chars() {
        quoted ^= c == '\'';
        depth += i32::from(!quoted && c == '(') - i32::from(!quoted && c == ')');
        match found.last_mut() {
            _ if c == ',' && depth <= 0 && !quoted => found.push(String::new()),
            Some(last) => last.push(c),
            None => {}
        }
    }
    found.into_iter().map(|piece| piece.trim().to_owned()).filter(|piece| !piece.is_empty()).collect()
}

/// One value a line, or all in one line with commas; quotes around them are left out.
fn values(text: &str) -> Result<Vec<String>, String> {
    let lines: Vec<String> = if text.contains('\n') { text.lines().map(str::to_owned).collect() } else { pieces(text) };
    let bare = |line: &str| {
        let line = line.trim().trim_end_matches(',').trim();
        let inner = line.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
        inner.map_or_else(|| line.to_owned(), |inner| inner.replace("''", "'"))
    };
    let values: Vec<String> = lines.iter().map(|line| bare(line)).filter(|value| !value.is_empty()).collect();
    let twice = values.iter().enumerate().find(|(at, value)| values.iter().take(*at).any(|earlier| earlier == *value));
    match (values.is_empty(), twice) {
        (true, _) => Err("Name at least one value".into()),
        (_, Some((_, value))) => Err(format!("The value {value} is there twice")),
        _ => Ok(values),
    }
}

/// A part of an index's key as SQL writes it.
fn index_key(key: &IndexKey) -> String {
    let mut text = key.part.as_str().to_owned();
    if let Some(length) = key.prefix {
        text += &format!("({length})");
    }
    if let Some(collation) = &key.collation {
        text += &format!(" COLLATE {collation}");
    }
    if let Some(class) = &key.operator_class {
        text += &format!(" {class}");
    }
    if key.descending {
        text += " DESC";
    }
    match key.nulls {
        NullsOrder::Default => text,
        NullsOrder::First => text + " NULLS FIRST",
        NullsOrder::Last => text + " NULLS LAST",
    }
}

/// The key that a list says (`a, b DESC, lower(c)`). What is written as it was keeps all that it was.
fn index_keys(table: &Table, text: &str, before: &[IndexKey]) -> Result<Vec<IndexKey>, String> {
    let key = |piece: &String| {
        if let Some(same) = before.iter().find(|key| index_key(key) == *piece) {
            return Ok(same.clone());
        }
        let (rest, nulls_first) = without_end(piece, "NULLS FIRST");
        let (rest, nulls_last) = without_end(rest, "NULLS LAST");
        let (rest, descending) = without_end(rest, "DESC");
        let rest = without_end(rest, "ASC").0;
        let nulls = match (nulls_first, nulls_last) {
            (true, _) => NullsOrder::First,
            (_, true) => NullsOrder::Last,
            _ => NullsOrder::Default,
        };
        let words: Vec<&str> = rest.split_whitespace().collect();
        let key = match words.as_slice() {
            [_, ..] if table.column(rest).is_some() => IndexKey::column(rest),
            [name, class] if table.column(name).is_some() => {
                IndexKey { operator_class: Some((*class).to_owned()), ..IndexKey::column(name) }
            }
            _ if rest.contains(['(', '|', '+', '-', '*', '/', ':']) => IndexKey::expression(Expression::new(rest)),
            _ => return Err(format!("{} has no column {rest}", table.name)),
        };
        Ok(IndexKey { descending, nulls, ..key })
    };
    let keys = pieces(text).iter().map(key).collect::<Result<Vec<_>, String>>()?;
    if keys.is_empty() { Err("Name at least one column".into()) } else { Ok(keys) }
}

/// A text without the words at its end, and whether they stood there.
fn without_end<'a>(text: &'a str, words: &str) -> (&'a str, bool) {
    let start = text.len().checked_sub(words.len()).filter(|start| *start > 0 && text.is_char_boundary(*start));
    match start.map(|start| text.split_at(start)) {
        Some((rest, end)) if end.eq_ignore_ascii_case(words) && rest.ends_with(char::is_whitespace) => {
            (rest.trim_end(), true)
        }
        _ => (text, false),
    }
}

fn element(element: &ExclusionElement) -> String {
    let class = element.operator_class.as_ref().map(|class| format!(" {class}")).unwrap_or_default();
    format!("{}{class} WITH {}", element.expression, element.operator)
}

fn elements(text: &str, before: &[ExclusionElement]) -> Result<Vec<ExclusionElement>, String> {
    let read = |piece: &String| {
        if let Some(same) = before.iter().find(|other| element(other) == *piece) {
            return Ok(same.clone());
        }
        let words: Vec<&str> = piece.split_whitespace().collect();
        match words.as_slice() {
            [expression @ .., with, operator] if with.eq_ignore_ascii_case("with") && !expression.is_empty() => {
                let expression = Expression::new(expression.join(" "));
                Ok(ExclusionElement { expression, operator_class: None, operator: (*operator).to_owned() })
            }
            _ => Err(format!("Write “{piece}” as “column WITH operator”")),
        }
    };
    let all = pieces(text).iter().map(read).collect::<Result<Vec<_>, String>>()?;
    if all.is_empty() { Err("Name at least one column with its operator".into()) } else { Ok(all) }
}

fn partitioned_by(partitioning: &Partitioning) -> String {
    let method = match partitioning.method {
        PartitionMethod::Range => "range",
        PartitionMethod::List => "list",
        PartitionMethod::Hash => "hash",
    };
    let keys: Vec<&str> = partitioning.keys.iter().map(Expression::as_str).collect();
    format!("{method} ({})", keys.join(", "))
}

/// `range (created_at)`; nothing for a table that is whole. Its partitions stay.
fn partitioning(text: &str, before: Option<Partitioning>) -> Result<Option<Partitioning>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let form = || "Write it as “range (column)”, “list (column)” or “hash (column)”".to_owned();
    let (method, rest) = text.split_once('(').ok_or_else(form)?;
    let method = match method.trim().to_ascii_lowercase().as_str() {
        "range" => PartitionMethod::Range,
        "list" => PartitionMethod::List,
        "hash" => PartitionMethod::Hash,
        _ => return Err(form()),
    };
    let keys: Vec<Expression> =
        pieces(rest.trim_end().strip_suffix(')').ok_or_else(form)?).into_iter().map(Expression::new).collect();
    if keys.is_empty() {
        return Err(form());
    }
    Ok(Some(Partitioning { method, keys, partitions: before.map(|before| before.partitions).unwrap_or_default() }))
}

/// A partition a line: its name, and its bound as SQL writes it.
fn partitions(text: &str) -> Result<Vec<Partition>, String> {
    let read = |line: &str| match line.split_once(char::is_whitespace) {
        Some((name, bound)) => Ok(Partition { name: name.to_owned(), bound: bound.trim().to_owned() }),
        None => Err(format!("{line} needs a bound, such as FOR VALUES IN ('a') or VALUES LESS THAN (9)")),
    };
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(read).collect()
}

#[cfg(test)]
mod tests;
