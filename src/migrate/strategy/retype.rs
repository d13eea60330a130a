//! Columns of another type: what converts is converted, what may be lost is archived first.

use super::alter_column::{redefine, redefine_old};
use crate::dialect::Dialect;
use crate::migrate::archive;
use crate::migrate::convert::{Conversion, conversion, is_metadata_only};
use crate::migrate::fill::neutral;
use crate::migrate::plan::{Effect, Hold, Stage, Statement};
use crate::migrate::step::Step;
use crate::migrate::work::Work;
use crate::schema::{Column, ColumnType, QualifiedName, Table};

pub(super) fn steps(work: &Work) -> Vec<Step> {
    work.kept_tables().filter_map(|(mid, new)| convert(work, mid, new)).collect()
}

fn convert(work: &Work, mid: &Table, new: &Table) -> Option<Step> {
    let pairs: Vec<(&Column, &Column)> =
        work.kept_columns(mid, new).into_iter().filter(|(old, column)| differs(work, old, column)).collect();
    let pairs: Vec<(&Column, &Column)> =
        pairs.into_iter().filter(|(old, _)| !work.affected.beside.contains(&old.id)).collect();
    let retyped = |(old, column): &&(&Column, &Column)| type_differs(work, old, column);
    let title = if pairs.iter().any(|pair| retyped(&pair)) { "Convert column types" } else { "Change columns" };
    let mut step = Step::new(Stage::Convert, title).on(&new.name);
    let lossy: Vec<&Column> = pairs
        .iter()
        .filter(retyped)
        .filter(|(old, column)| judged(work, old, column) != Conversion::Exact)
        .map(|(old, _)| *old)
        .collect();
    if !lossy.is_empty() {
        let part = if lossy.len() == 1 {
            lossy[0].name.clone()
        } else {
            format!("{}_and_{}_more", lossy[0].name, lossy.len() - 1)
        };
        let archive = archive::columns(work, mid, &lossy, &format!("{part}__before"));
        let names = lossy.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ");
        let statement = Statement::new(archive.create)
            .back_all(archive.restore)
            .back(archive.drop)
            .keeps(archive.cleanup)
            .holds(Hold::Schema, Effect::Scan, &mid.name)
            .hazard("lossy-conversion", format!("Values of {names} may not survive the conversion; all of them are archived and come back with the old type."))
            .why("The values are copied before they are converted.");
        if matches!(work.dialect, Dialect::PostgreSql | Dialect::HeliosDb) {
            let lock = Statement::new(format!("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", work.quote(&mid.name)));
            let lock = lock.holds(Hold::Everything, Effect::Catalog, &mid.name);
            step = step.run(lock.why("No value may change between its copy and its conversion."));
        }
        step = step.run(statement);
    }
    let statements = match work.dialect {
        Dialect::PostgreSql | Dialect::HeliosDb => postgresql(work, new, &pairs),
        Dialect::MySql | Dialect::MariaDb => mysql(work, mid, new, &pairs),
        Dialect::SqlServer => pairs.iter().map(|(old, column)| sql_server(work, mid, new, old, column)).collect(),
        Dialect::Oracle => pairs.iter().flat_map(|(old, column)| oracle(work, mid, old, column)).collect(),
        Dialect::Sqlite => Vec::new(),
    };
    if statements.is_empty() {
        return None;
    }
    for (_, column) in &pairs {
        step = step.uses(work.new.column(column.id).unwrap_or_default());
    }
    step.run_all(statements).some()
}

/// Whether this strategy has something to do. MySQL writes a column as a whole, so everything about it counts.
fn differs(work: &Work, old: &Column, column: &Column) -> bool {
    match work.dialect {
        Dialect::MySql | Dialect::MariaDb => {
            work.mid.column_like(old.id, &mysql_before(work, old))
                != work.new.column_like(column.id, &mysql_open(work, old, column))
        }
        _ => type_differs(work, old, column),
    }
}

fn type_differs(work: &Work, old: &Column, column: &Column) -> bool {
    let spelled = work.mid.column_type(old.id) != work.new.column_type(column.id);
    spelled || work.mid.collation(old.id) != work.new.collation(column.id)
}

/// What is known about the conversion; enums are texts that may not fit.
pub(super) fn judged(work: &Work, old: &Column, column: &Column) -> Conversion {
    let (from, to) = (plain(work, &old.data_type, false), plain(work, &column.data_type, true));
    match (&from, &to) {
        (ColumnType::Named(a), ColumnType::Named(b)) if a == b && keeps_values(work, a) => Conversion::Exact,
        (ColumnType::Named(_), ColumnType::Text | ColumnType::Varchar { length: None }) => Conversion::Exact,
        (ColumnType::Named(_), _) | (_, ColumnType::Named(_)) => Conversion::Partial,
        (ColumnType::Other(a), ColumnType::Other(b)) if a != b => Conversion::Partial,
        // The model calls both by one name, so nothing is known about what is between them.
        (from, to)
            if from == to && work.mid.column_type(old.id) != work.new.column_type(column.id) && !from.is_text() =>
        {
            Conversion::Partial
        }
        (from, to) => conversion(from, to),
    }
}

/// Whether a type of this name takes all that it took before: MySQL's lists of values belong to their columns.
fn keeps_values(work: &Work, name: &QualifiedName) -> bool {
    match (work.mid.schema().enum_named(name), work.new.schema().enum_named(name)) {
        (Some(before), Some(after)) => before.values.iter().all(|value| after.values.contains(value)),
        _ => true,
    }
}

/// A domain as what it is made of.
fn plain(work: &Work, data_type: &ColumnType, new: bool) -> ColumnType {
    let schema = if new { work.new.schema() } else { work.mid.schema() };
    match data_type {
        ColumnType::Named(name) => match schema.domains.iter().find(|domain| domain.name == *name) {
            Some(domain) => domain.data_type.clone(),
            None => data_type.clone(),
        },
        _ => data_type.clone(),
    }
}

fn postgresql(work: &Work, new: &Table, pairs: &[(&Column, &Column)]) -> Vec<Statement> {
    let mut statements = Vec::new();
    let mut helpers = Vec::new();
    let (mut forth, mut back) = (Vec::new(), Vec::new());
    let mut metadata = true;
    for (old, column) in pairs {
        let name = work.ident(&column.name);
        let (before, after) =
            (work.mid.column_type(old.id).unwrap_or_default(), work.new.column_type(column.id).unwrap_or_default());
        let same_default =
            work.mid.default(old.id) == work.new.default(column.id) && old.data_type.comparable_with(&column.data_type);
        let defaults = !same_default || is_named(&old.data_type) || is_named(&column.data_type);
        let (old_default, new_default) =
            (work.mid.default(old.id).filter(|_| defaults), work.new.default(column.id).filter(|_| defaults));
        let serial = |column: &Column| column.identity.is_some();
        if old_default.is_some() && !serial(old) {
            forth.push(format!("ALTER COLUMN {name} DROP DEFAULT"));
        }
        if new_default.is_some() && !serial(column) {
            back.push(format!("ALTER COLUMN {name} DROP DEFAULT"));
        }
        let using = converted(work, new, (old, column), true, &name, &mut helpers);
        let returning = converted(work, new, (old, column), false, &name, &mut helpers);
        let conversion =
            |using: String, other: &ColumnType, own: &ColumnType| match is_metadata_only(other, own, work.dialect) {
                true => String::new(),
                false => format!(" USING {using}"),
            };
        let forward = conversion(using, &old.data_type, &column.data_type);
        let backward = conversion(returning, &column.data_type, &old.data_type);
        forth.push(format!(
            "ALTER COLUMN {name} TYPE {after}{}{forward}",
            with_space(collation(work, column, true, old))
        ));
        back.push(format!(
            "ALTER COLUMN {name} TYPE {before}{}{backward}",
            with_space(collation(work, old, false, column))
        ));
        if let Some(default) = new_default.filter(|_| !serial(column)) {
            forth.push(format!("ALTER COLUMN {name} SET DEFAULT {default}"));
        }
        if let Some(default) = old_default.filter(|_| !serial(old)) {
            back.push(format!("ALTER COLUMN {name} SET DEFAULT {default}"));
        }
        metadata &= is_metadata_only(&old.data_type, &column.data_type, work.dialect);
    }
    if forth.is_empty() {
        return statements;
    }
    let own = work.quote(&new.name);
    for (create, drop, _) in helpers.iter().filter(|(_, _, forward)| *forward) {
        statements.push(
            Statement::new(create.clone())
                .back(drop.clone())
                .keeps(drop.replacen("DROP FUNCTION", "DROP FUNCTION IF EXISTS", 1))
                .why("Converts what can be converted and gives NULL for what cannot."),
        );
    }
    let mut reverse: Vec<String> =
        helpers.iter().filter(|(_, _, forward)| !forward).map(|(create, ..)| create.clone()).collect();
    reverse.push(format!("ALTER TABLE {own} {}", back.join(", ")));
    reverse.extend(helpers.iter().filter(|(_, _, forward)| !forward).map(|(_, drop, _)| drop.clone()));
    let effect = if metadata { Effect::Catalog } else { Effect::Rewrite };
    let mut statement = Statement::new(format!("ALTER TABLE {own} {}", forth.join(", "))).back_all(reverse).holds(
        Hold::Everything,
        effect,
        &new.name,
    );
    statement = match metadata {
        true => statement.why("The stored values stay as they are; only the catalog changes."),
        false => statement
            .why("All types of the table change in one statement, so that it is written anew only once.")
            .hazard(
                "table-rewrite",
                format!(
                    "The whole of {} and all its indexes are written anew under a lock that blocks reads and writes.",
                    new.name
                ),
            ),
    };
    statements.push(statement);
    statements.extend(pairs.iter().filter_map(|(old, column)| sequence_type(work, new, old, column)));
    statements
}

fn is_named(data_type: &ColumnType) -> bool {
    matches!(data_type, ColumnType::Named(_) | ColumnType::Other(_))
}

fn with_space(text: Option<String>) -> String {
    text.map(|text| format!(" {text}")).unwrap_or_default()
}

/// The collation to set: the column's own, or the default where the other side has one.
fn collation(work: &Work, column: &Column, new: bool, other: &Column) -> Option<String> {
    let own = if new { work.new.collation(column.id) } else { work.mid.collation(column.id) };
    own.or_else(|| {
        other.collation.as_ref().filter(|_| column.data_type.is_text()).map(|_| "COLLATE \"default\"".to_owned())
    })
}

/// A serial's sequence counts as far as its column.
fn sequence_type(work: &Work, table: &Table, old: &Column, column: &Column) -> Option<Statement> {
    let (before, after) = (old.identity.as_ref()?, column.identity.as_ref()?);
    if before.numbering != crate::schema::Numbering::Serial
        || after.numbering != before.numbering
        || old.data_type == column.data_type
    {
        return None;
    }
    let name = after.sequence.clone().unwrap_or_else(|| super::rename::sequence_name(&table.name.name, &column.name));
    let name = work.quote(&crate::schema::QualifiedName { namespace: table.name.namespace.clone(), name });
    let kind = |sql: Option<String>| sql.unwrap_or_default();
    let statement = Statement::new(format!("ALTER SEQUENCE {name} AS {}", kind(work.new.column_type(column.id))));
    Some(
        statement
            .back(format!("ALTER SEQUENCE {name} AS {}", kind(work.mid.column_type(old.id))))
            .why("The counter goes as far as its column."),
    )
}

/// The statements that make a function which converts and that drop it, and whether it converts forward.
pub(super) type Helper = (String, String, bool);

/// The expression that converts a value of the old column (`forward`) or of the new one, which is read from `name`.
pub(super) fn converted(
    work: &Work,
    table: &Table,
    (old, new): (&Column, &Column),
    forward: bool,
    name: &str,
    helpers: &mut Vec<Helper>,
) -> String {
    let (from, to) = if forward { (old, new) } else { (new, old) };
    let (old_type, new_type) =
        (work.mid.column_type(old.id).unwrap_or_default(), work.new.column_type(new.id).unwrap_or_default());
    let (before, after) = if forward { (&old_type, &new_type) } else { (&new_type, &old_type) };
    let (old, new) = (plain(work, &from.data_type, !forward), plain(work, &to.data_type, forward));
    let zone = |a: bool, b: bool| a != b;
    match (&old, &new) {
        (ColumnType::Timestamp { zone: a, .. }, ColumnType::Timestamp { zone: b, .. }) if zone(*a, *b) => {
            return format!("({name} AT TIME ZONE 'UTC')::{after}");
        }
        (ColumnType::Boolean, _) if new.is_numeric() => return format!("{name}::integer::{after}"),
        (_, ColumnType::Boolean) if old.is_numeric() => return format!("({name} <> 0)"),
        (_, ColumnType::Timestamp { zone, .. }) if old.is_integer() => {
            let moment = format!("to_timestamp({name})");
            return if *zone { moment } else { format!("{moment} AT TIME ZONE 'UTC'") };
        }
        (ColumnType::Timestamp { zone, .. }, _) if new.is_integer() => {
            let moment = if *zone { name.to_owned() } else { format!("{name} AT TIME ZONE 'UTC'") };
            return format!("extract(epoch FROM {moment})::{after}");
        }
        (_, ColumnType::Array(element)) if !matches!(old, ColumnType::Array(_)) && **element == old => {
            return format!("ARRAY[{name}]::{after}");
        }
        (_, ColumnType::Blob) if old.is_text() => return format!("convert_to({name}, 'UTF8')"),
        _ => {}
    }
    let sure = match (&old, &new) {
        (ColumnType::Named(_), _) if new.is_text() => conversion(&ColumnType::Text, &new) != Conversion::Partial,
        (ColumnType::Named(_) | ColumnType::Other(_), _) | (_, ColumnType::Named(_) | ColumnType::Other(_)) => false,
        (_, _) if new.is_text() && after != "text" && !old.is_text() => return format!("{name}::text::{after}"),
        (old, new) => conversion(old, new) != Conversion::Partial,
    };
    if sure {
        return format!("{name}::{after}");
    }
    let direction = if forward { "to" } else { "back" };
    let function = work.quote(&archive::place(work, &table.name, &format!("{}__{direction}", to.name)));
    let create = format!(
        "CREATE FUNCTION {function}(value {before}) RETURNS {after} LANGUAGE plpgsql AS $convert$\nBEGIN\n    RETURN value::{after};\nEXCEPTION WHEN others THEN\n    BEGIN\n        RETURN value::text::{after};\n    EXCEPTION WHEN others THEN\n        RETURN NULL;\n    END;\nEND\n$convert$"
    );
    helpers.push((create, format!("DROP FUNCTION {function}({before})"), forward));
    let neutral = neutral(work, &to.data_type, 0).filter(|_| !to.nullable || !from.nullable && !forward);
    let neutral = distinct(name, table, to, &new).filter(|_| neutral.is_some()).or(neutral);
    match neutral {
        Some(neutral) => format!("coalesce({function}({name}), {neutral})"),
        None => format!("{function}({name})"),
    }
}

/// A value made from the old one, for columns whose values must differ.
fn distinct(name: &str, table: &Table, column: &Column, data_type: &ColumnType) -> Option<String> {
    if !table.is_unique(std::slice::from_ref(&column.name)) {
        return None;
    }
    match data_type {
        ColumnType::Uuid => Some(format!("md5({name}::text)::uuid")),
        ColumnType::BigInt => Some(format!("hashtextextended({name}::text, 0)")),
        ColumnType::Integer => Some(format!("hashtext({name}::text)")),
        _ => None,
    }
}

/// The column as it is by then: numbering that cannot last has ended.
pub(super) fn mysql_before(work: &Work, old: &Column) -> Column {
    let mysql = matches!(work.dialect, Dialect::MySql | Dialect::MariaDb);
    if !mysql || old.identity.is_none() {
        return old.clone();
    }
    let stops = match work.kept_tables().find(|(mid, _)| mid.columns.iter().any(|column| column.id == old.id)) {
        Some((mid, new)) => super::mysql_number::stops(work, mid, new, old),
        None => false,
    };
    Column { identity: old.identity.clone().filter(|_| !stops), ..old.clone() }
}

/// The column as it can be before rows have their values and keys are there: NULL and numbering follow.
fn mysql_open(work: &Work, old: &Column, column: &Column) -> Column {
    let starts = match (work.mid.table_of(old.id), work.new.table_of(column.id)) {
        (Some(mid), Some(new)) => super::mysql_number::starts(work, mid, new, old, column),
        _ => false,
    };
    let identity = column.identity.clone().filter(|_| !starts);
    Column { nullable: old.nullable || column.nullable, identity, ..column.clone() }
}

/// Statements under which values that do not fit become the nearest ones that do, and the mode of before after them.
pub(super) fn mysql_loosely(statements: Vec<String>) -> Vec<String> {
    let before = ["SET @_architect_mode = @@SESSION.sql_mode", "SET SESSION sql_mode = ''"].map(str::to_owned);
    let after = ["SET SESSION sql_mode = COALESCE(@_architect_mode, @@GLOBAL.sql_mode)".to_owned()];
    [before.to_vec(), statements, after.to_vec()].concat()
}

/// Every column of the table that changes, in one statement.
fn mysql(work: &Work, mid: &Table, new: &Table, pairs: &[(&Column, &Column)]) -> Vec<Statement> {
    let mut statements = Vec::new();
    let action = |sql: String| sql.split_once(" MODIFY COLUMN ").map(|(_, rest)| format!("MODIFY COLUMN {rest}"));
    let mut forth = Vec::new();
    let mut back = Vec::new();
    let (mut loose, mut metadata) = (false, true);
    for (old, column) in pairs {
        let open = mysql_open(work, old, column);
        forth.extend(action(redefine(work, new, &open)));
        back.extend(action(redefine_old(work, mid, &mysql_before(work, old))));
        loose |= type_differs(work, old, column);
        metadata &=
            !type_differs(work, old, column) || is_metadata_only(&old.data_type, &column.data_type, work.dialect);
    }
    if forth.is_empty() {
        return statements;
    }
    let own = work.quote(&new.name);
    let mode = |statement: String| match loose {
        true => mysql_loosely(vec![statement]),
        false => vec![statement],
    };
    let alter = mode(format!("ALTER TABLE {own} {}", forth.join(", ")));
    let mut reverse = Some(mode(format!("ALTER TABLE {own} {}", back.join(", "))));
    for sql in alter {
        let mut statement = Statement::new(sql);
        if statement.sql.starts_with("ALTER") {
            let effect = if metadata { Effect::Catalog } else { Effect::Rewrite };
            statement = statement.back_all(reverse.take().into_iter().flatten()).holds(
                if metadata { Hold::Schema } else { Hold::Writes },
                effect,
                &new.name,
            );
            statement = match metadata {
                true => statement.why("Only the catalog changes."),
                false => statement
                    .why("All columns of the table change in one statement, so that it is copied only once.")
                    .hazard("table-rewrite", format!("{} is copied; nobody can write to it meanwhile.", new.name)),
            };
        } else {
            statement = statement.why("Values that do not fit become the nearest ones that do, as they are archived, instead of ending the migration.");
        }
        statements.push(statement);
    }
    statements
}

fn sql_server(work: &Work, mid: &Table, new: &Table, old: &Column, column: &Column) -> Statement {
    let open = Column { nullable: old.nullable || column.nullable, ..column.clone() };
    let online = if work.options.offline || is_metadata_only(&old.data_type, &column.data_type, work.dialect) {
        ""
    } else {
        " WITH (ONLINE = ON)"
    };
    let statement =
        Statement::new(format!("{}{online}", redefine(work, new, &open))).back(redefine_old(work, mid, old));
    let metadata = is_metadata_only(&old.data_type, &column.data_type, work.dialect);
    let effect = if metadata { Effect::Catalog } else { Effect::Rewrite };
    let statement = statement
        .holds(Hold::Schema, effect, &new.name)
        .why("ONLINE lets others read and write while the rows are converted (2016 and later).");
    if metadata {
        statement
    } else {
        statement.hazard("table-rewrite", format!("All rows of {} are written.", new.name))
    }
}

/// Oracle changes the type of an empty column only, so a wider type is set in place and any other takes a new column.
fn oracle(work: &Work, table: &Table, old: &Column, column: &Column) -> Vec<Statement> {
    let own = work.quote(&table.name);
    let name = work.ident(&column.name);
    let (before, after) =
        (work.mid.column_type(old.id).unwrap_or_default(), work.new.column_type(column.id).unwrap_or_default());
    if is_metadata_only(&old.data_type, &column.data_type, work.dialect)
        || conversion(&old.data_type, &column.data_type) == Conversion::Exact
            && old.data_type.is_numeric()
            && column.data_type.is_numeric()
    {
        let statement = Statement::new(format!("ALTER TABLE {own} MODIFY ({name} {after})"))
            .back(format!("ALTER TABLE {own} MODIFY ({name} {before})"));
        return vec![
            statement
                .holds(Hold::Everything, Effect::Catalog, &table.name)
                .why("A column that grows changes in the catalog only."),
        ];
    }
    let spare = work.ident(&work.dialect.fitting_name(&format!("{}_converted", column.name)));
    let swap = |from: &str, to: &str, data_type: &str| {
        vec![
            format!("ALTER TABLE {own} ADD ({spare} {data_type})"),
            format!("UPDATE {own} SET {spare} = {}", cast(&name, from, to, data_type)),
            format!("ALTER TABLE {own} DROP COLUMN {name}"),
            format!("ALTER TABLE {own} RENAME COLUMN {spare} TO {name}"),
        ]
    };
    let mut back = Some(swap(&after, &before, &before));
    let forth = swap(&before, &after, &after);
    forth
        .into_iter()
        .map(|sql| {
            let statement = Statement::new(sql).back_all(back.take().into_iter().flatten()).holds(
                Hold::Everything,
                Effect::Rows,
                &table.name,
            );
            statement.why("Oracle changes the type of an empty column only, so the values move to a new one.")
        })
        .collect()
}

pub(super) fn cast(name: &str, from: &str, to: &str, data_type: &str) -> String {
    let lob = |text: &str| text.contains("LOB");
    match () {
        _ if lob(to) => format!("TO_CLOB({name})"),
        _ if lob(from) => format!("CAST(DBMS_LOB.SUBSTR({name}, 4000, 1) AS {data_type})"),
        _ => format!("CAST({name} AS {data_type})"),
    }
}
