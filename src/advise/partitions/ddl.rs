//! A partitioned table in the words of a dialect, and what it means for keys and references.

use crate::advise::report::Context;
use crate::advise::statistics::TableStatistics;
use crate::dialect::Dialect;
use crate::schema::{Action, ColumnType, ForeignKey, Schema, Table};

/// A length of time that one partition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Interval {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

impl Interval {
    const ALL: [Self; 5] = [Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Year];

    pub fn days(self) -> f64 {
        match self {
            Self::Day => 1.0,
            Self::Week => 7.0,
            Self::Month => 30.44,
            Self::Quarter => 91.3,
            Self::Year => 365.25,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The shortest one with at least a million rows in a partition and at most 240 partitions: small enough to skip
    /// most, large enough that planning over them stays cheap.
    pub fn fitting(span: f64, rows: f64) -> Self {
        let fits = |interval: &Self| {
            let partitions = (span / interval.days()).max(1.0);
            rows / partitions >= 1_000_000.0 && partitions <= 240.0
        };
        Self::ALL.into_iter().find(fits).unwrap_or(Self::Year)
    }
}

pub(super) fn can_partition(dialect: Dialect) -> bool {
    !matches!(dialect, Dialect::Sqlite | Dialect::HeliosDb)
}

/// SQL Server splits by ranges of values alone.
pub(super) fn has_hash(dialect: Dialect) -> bool {
    can_partition(dialect) && dialect != Dialect::SqlServer
}

/// Keys that have to take the partition's column in, and references that cannot stay.
pub(super) fn consequences(schema: &Schema, table: &Table, column: &str, dialect: Dialect) -> Vec<String> {
    let mut notes = Vec::new();
    let lacks = |columns: &[String]| !columns.iter().any(|name| name == column);
    let needs = !matches!(dialect, Dialect::Oracle);
    if let Some(key) = table.primary_key.as_ref().filter(|key| lacks(&key.columns) && needs) {
        notes.push(format!(
            "The primary key ({}) becomes ({}, {column}): every unique key has to hold the partition's column. That ({}) alone \
             is unique is no longer checked by the database.",
            key.columns.join(", "),
            key.columns.join(", "),
            key.columns.join(", ")
        ));
    }
    for unique in table.uniques.iter().filter(|unique| lacks(&unique.columns) && needs) {
        notes.push(format!(
            "The unique key ({}) cannot be kept for the whole table: with {column} in it, it holds within a partition only.",
            unique.columns.join(", ")
        ));
    }
    for other in &schema.tables {
        for key in other.foreign_keys.iter().filter(|key| key.references.table == table.name) {
            let referred = schema.referenced_columns(key);
            if lacks(&referred) && needs {
                notes.push(format!(
                    "The foreign key ({}) of {} needs {column} as well, or goes.",
                    key.columns.join(", "),
                    other.name
                ));
            }
        }
    }
    if matches!(dialect, Dialect::MySql | Dialect::MariaDb) && !table.foreign_keys.is_empty() {
        notes.push(format!("{dialect} allows no foreign keys on partitioned tables: those of {} go.", table.name));
    }
    if matches!(dialect, Dialect::Oracle) {
        notes.push("Unique keys without the partition's column stay, as global indexes.".to_owned());
    } else {
        notes.push(format!("Writes to {} wait while its rows are moved: plan a quiet hour.", table.name));
    }
    notes
}

type How = (&'static str, Option<Interval>, usize);

/// The statements that make the partitioned table, move the rows, and put it in the old one's place.
pub(super) fn statements(
    context: &Context,
    table: &Table,
    statistics: &TableStatistics,
    at: usize,
    (method, interval, count): How,
) -> Vec<String> {
    let dialect = context.dialect;
    let column = &table.columns[at];
    let key = dialect.quote_identifier(&column.name);
    let name = dialect.quote_qualified(&table.name);
    let bounds = interval.map(|interval| time_bounds(statistics, at, interval)).unwrap_or_default();
    let values = statistics.columns.get(at).map(|own| {
        own.most_common.iter().map(|(value, _)| literal(&value.text(), &column.data_type)).collect::<Vec<_>>()
    });
    let values = values.unwrap_or_default();
    match dialect {
        Dialect::PostgreSql => postgresql(table, &key, dialect, method, (&bounds, &values, count)),
        Dialect::MySql | Dialect::MariaDb => mysql(context, table, at, method, (&bounds, &values, count)),
        Dialect::Oracle => {
            let first = bounds.first().cloned().unwrap_or_else(|| "2020-01-01".to_owned());
            let step = match interval {
                Some(Interval::Day) => "NUMTODSINTERVAL(1, 'DAY')",
                Some(Interval::Week) => "NUMTODSINTERVAL(7, 'DAY')",
                Some(Interval::Month) => "NUMTOYMINTERVAL(1, 'MONTH')",
                Some(Interval::Quarter) => "NUMTOYMINTERVAL(3, 'MONTH')",
                _ => "NUMTOYMINTERVAL(1, 'YEAR')",
            };
            vec![match method {
                "range" => format!(
                    "ALTER TABLE {name} MODIFY PARTITION BY RANGE ({key}) INTERVAL ({step}) (PARTITION p_first VALUES LESS \
                     THAN (DATE '{first}')) ONLINE;"
                ),
                "list" => format!(
                    "ALTER TABLE {name} MODIFY PARTITION BY LIST ({key}) AUTOMATIC (PARTITION p0 VALUES ({})) ONLINE;",
                    values.first().cloned().unwrap_or_else(|| "NULL".to_owned())
                ),
                _ => format!("ALTER TABLE {name} MODIFY PARTITION BY HASH ({key}) PARTITIONS {count} ONLINE;"),
            }]
        }
        Dialect::SqlServer => {
            let function = dialect.quote_identifier(&format!("pf_{}", table.name.name));
            let scheme = dialect.quote_identifier(&format!("ps_{}", table.name.name));
            let spelled = dialect.spell_type(&column.data_type);
            let list: Vec<String> = match method {
                "range" => bounds.iter().map(|bound| format!("'{bound}'")).collect(),
                _ => values,
            };
            let mut sql = vec![
                format!(
                    "CREATE PARTITION FUNCTION {function} ({}) AS RANGE RIGHT FOR VALUES ({});",
                    spelled.sql,
                    list.join(", ")
                ),
                format!("CREATE PARTITION SCHEME {scheme} AS PARTITION {function} ALL TO ([PRIMARY]);"),
            ];
            sql.extend(clustered(table, &key, &format!("{scheme} ({key})"), dialect));
            sql
        }
        Dialect::Sqlite | Dialect::HeliosDb => Vec::new(),
    }
}

/// SQL Server's rows lie in the clustered index, which is what is partitioned: the primary key's, or one of its own.
fn clustered(table: &Table, key: &str, place: &str, dialect: Dialect) -> Vec<String> {
    let name = dialect.quote_qualified(&table.name);
    let Some(primary) = &table.primary_key else {
        let index = dialect.quote_identifier(&dialect.fitting_name(&format!("cx_{}", table.name.name)));
        return vec![format!("CREATE CLUSTERED INDEX {index} ON {name} ({key}) ON {place};")];
    };
    let mut columns: Vec<String> = primary.columns.iter().map(|column| dialect.quote_identifier(column)).collect();
    if !columns.iter().any(|column| column == key) {
        columns.push(key.to_owned());
    }
    let own = primary.name.clone().unwrap_or_else(|| format!("PK_{}", table.name.name));
    let own = dialect.quote_identifier(&dialect.fitting_name(&own));
    let drop = match &primary.name {
        Some(_) => format!("ALTER TABLE {name} DROP CONSTRAINT {own};"),
        // The server made the name up.
        None => format!(
            "DECLARE @key sysname = (SELECT name FROM sys.key_constraints WHERE type = 'PK' AND parent_object_id = \
             OBJECT_ID('{name}'));\nEXEC ('ALTER TABLE {name} DROP CONSTRAINT ' + QUOTENAME(@key));",
            name = name.replace('\'', "''")
        ),
    };
    let add =
        format!("ALTER TABLE {name} ADD CONSTRAINT {own} PRIMARY KEY CLUSTERED ({}) ON {place};", columns.join(", "));
    vec![drop, add]
}

/// MySQL rebuilds the table in place, but first everything has to go that a partitioned table cannot have.
fn mysql(
    context: &Context,
    table: &Table,
    at: usize,
    method: &str,
    (bounds, values, count): (&[String], &[String], usize),
) -> Vec<String> {
    let dialect = context.dialect;
    let column = &table.columns[at];
    let key = dialect.quote_identifier(&column.name);
    let name = dialect.quote_qualified(&table.name);
    let list = |names: &[String]| names.iter().map(|n| dialect.quote_identifier(n)).collect::<Vec<_>>().join(", ");
    let lacks = |columns: &[String]| !columns.contains(&column.name);
    let mut sql = Vec::new();
    for other in &context.schema.tables {
        let touches = |key: &&ForeignKey| other.id == table.id || key.references.table == table.name;
        for foreign in other.foreign_keys.iter().filter(touches) {
            if let Some(own) = &foreign.name {
                let (of, own) = (dialect.quote_qualified(&other.name), dialect.quote_identifier(own));
                sql.push(format!("ALTER TABLE {of} DROP FOREIGN KEY {own};"));
            }
        }
    }
    let mut changes = Vec::new();
    if let Some(primary) = table.primary_key.as_ref().filter(|primary| lacks(&primary.columns)) {
        changes.push(format!("DROP PRIMARY KEY, ADD PRIMARY KEY ({}, {key})", list(&primary.columns)));
    }
    for unique in table.uniques.iter().filter(|unique| lacks(&unique.columns)) {
        if let Some(own) = unique.name.as_ref().map(|own| dialect.quote_identifier(own)) {
            changes.push(format!("DROP INDEX {own}, ADD UNIQUE INDEX {own} ({}, {key})", list(&unique.columns)));
        }
    }
    if !changes.is_empty() {
        sql.push(format!("ALTER TABLE {name} {};", changes.join(", ")));
    }
    // A TIMESTAMP has no order that all time zones agree on but its number of seconds.
    let is_timestamp = dialect.spell_type(&column.data_type).sql.to_uppercase().starts_with("TIMESTAMP");
    let by = match is_timestamp {
        true => format!("RANGE (UNIX_TIMESTAMP({key}))"),
        false => format!("RANGE COLUMNS ({key})"),
    };
    let bound = |bound: &str| match is_timestamp {
        true => format!("(UNIX_TIMESTAMP('{bound}'))"),
        false => format!("('{bound}')"),
    };
    sql.push(match method {
        "range" => {
            let parts = bounds.windows(2).filter_map(|pair| match pair {
                [from, to] => Some(format!("PARTITION p{} VALUES LESS THAN {}", from.replace('-', ""), bound(to))),
                _ => None,
            });
            let parts: Vec<String> = parts.collect();
            let rest = if is_timestamp { "MAXVALUE" } else { "(MAXVALUE)" };
            format!(
                "ALTER TABLE {name} PARTITION BY {by} ({}, PARTITION p_rest VALUES LESS THAN {rest});",
                parts.join(", ")
            )
        }
        "list" => {
            let parts: Vec<String> =
                values.iter().enumerate().map(|(n, v)| format!("PARTITION p{n} VALUES IN ({v})")).collect();
            format!("ALTER TABLE {name} PARTITION BY LIST COLUMNS ({key}) ({});", parts.join(", "))
        }
        _ => format!("ALTER TABLE {name} PARTITION BY KEY ({key}) PARTITIONS {count};"),
    });
    sql
}

fn postgresql(
    table: &Table,
    key: &str,
    dialect: Dialect,
    method: &str,
    (bounds, values, count): (&[String], &[String], usize),
) -> Vec<String> {
    let named = |suffix: &str| {
        let mut name = table.name.clone();
        name.name = dialect.fitting_name(&format!("{}{suffix}", name.name));
        name
    };
    let new = named("_partitioned");
    let (old, new_name) = (dialect.quote_qualified(&table.name), dialect.quote_qualified(&new));
    let mut sql = vec![format!(
        "CREATE TABLE {new_name} (LIKE {old} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING IDENTITY) \
         PARTITION BY {} ({key});",
        method.to_uppercase()
    )];
    let mut part = |suffix: &str, bound: String| {
        let name = dialect.quote_qualified(&named(suffix));
        sql.push(format!("CREATE TABLE {name} PARTITION OF {new_name} {bound};"));
    };
    match method {
        "range" => {
            for pair in bounds.windows(2) {
                let suffix = format!("_{}", pair[0].replace('-', ""));
                part(&suffix, format!("FOR VALUES FROM ('{}') TO ('{}')", pair[0], pair[1]));
            }
            part("_rest", "DEFAULT".to_owned());
        }
        "list" => {
            for (number, value) in values.iter().enumerate() {
                part(&format!("_{number}"), format!("FOR VALUES IN ({value})"));
            }
            part("_rest", "DEFAULT".to_owned());
        }
        _ => {
            for number in 0..count {
                part(&format!("_{number}"), format!("FOR VALUES WITH (MODULUS {count}, REMAINDER {number})"));
            }
        }
    }
    if let Some(primary) = &table.primary_key {
        let mut columns: Vec<String> = primary.columns.iter().map(|c| dialect.quote_identifier(c)).collect();
        if !columns.iter().any(|column| column == key) {
            columns.push(key.to_owned());
        }
        sql.push(format!("ALTER TABLE {new_name} ADD PRIMARY KEY ({});", columns.join(", ")));
    }
    // Nobody writes while the rows move; a table that must stay open is moved in batches instead.
    sql.push("BEGIN;".to_owned());
    sql.push(format!("LOCK TABLE {old} IN SHARE MODE;"));
    sql.push(format!("INSERT INTO {new_name} SELECT * FROM {old};"));
    for (number, key) in table.foreign_keys.iter().enumerate() {
        sql.push(reference(key, &new_name, &named(&format!("_fk{}", number + 1)).name, dialect));
    }
    let kept = dialect.quote_identifier(&named("_unpartitioned").name);
    sql.push(format!("ALTER TABLE {old} RENAME TO {kept};"));
    sql.push(format!("ALTER TABLE {new_name} RENAME TO {};", dialect.quote_identifier(&table.name.name)));
    sql.push("COMMIT;".to_owned());
    sql.extend(indexes_again(table, dialect));
    sql
}

/// A foreign key of the table on the one that takes its place.
fn reference(key: &ForeignKey, on: &str, name: &str, dialect: Dialect) -> String {
    let list =
        |names: &[String]| names.iter().map(|name| dialect.quote_identifier(name)).collect::<Vec<_>>().join(", ");
    let parent = dialect.quote_qualified(&key.references.table);
    let columns = match key.references.columns.is_empty() {
        true => String::new(),
        false => format!(" ({})", list(&key.references.columns)),
    };
    let action = |when: &str, action: Action| match action {
        Action::NoAction => String::new(),
        other => format!(" ON {when} {}", other.sql()),
    };
    format!(
        "ALTER TABLE {on} ADD CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {parent}{columns}{}{};",
        dialect.quote_identifier(name),
        list(&key.columns),
        action("DELETE", key.on_delete),
        action("UPDATE", key.on_update)
    )
}

/// The table's own indexes, which stay with the old table, under names that are free.
fn indexes_again(table: &Table, dialect: Dialect) -> Vec<String> {
    let mut alone = Schema::new();
    let mut copy = table.clone();
    copy.foreign_keys.clear();
    for index in &mut copy.indexes {
        let name = index.name.clone().unwrap_or_else(|| format!("ix_{}", table.name.name));
        index.name = Some(dialect.fitting_name(&format!("{name}_part")));
        // A unique index has to hold the partition's column, as the consequences say.
        index.unique = false;
    }
    let own: Vec<_> = copy.indexes.iter().map(|index| index.id).collect();
    alone.tables.push(copy);
    let statements = crate::sql::render(&alone, dialect).statements.into_iter();
    let of_index = statements.filter(|statement| statement.subject.is_some_and(|subject| own.contains(&subject)));
    of_index.map(|statement| statement.sql + ";").collect()
}

/// The starts of the intervals from the first to the last value, and one more.
fn time_bounds(statistics: &TableStatistics, at: usize, interval: Interval) -> Vec<String> {
    let histogram = statistics.columns.get(at).map(|own| own.histogram.as_slice()).unwrap_or_default();
    let ends = (histogram.first().and_then(|v| v.number()), histogram.last().and_then(|v| v.number()));
    // 2023-01-01 to three years later where nothing tells.
    let (first, last) = match ends {
        (Some(first), Some(last)) if last > first => (first, last),
        _ => (19_358.0, 19_358.0 + 3.0 * 365.0),
    };
    let (year, month, day) = civil(first.floor() as i64);
    let mut date = match interval {
        Interval::Day | Interval::Week => (year, month, day),
        Interval::Month => (year, month, 1),
        Interval::Quarter => (year, (month - 1) / 3 * 3 + 1, 1),
        Interval::Year => (year, 1, 1),
    };
    let mut serial = first.floor() as i64;
    let mut bounds = Vec::new();
    for _ in 0..400 {
        let (year, month, day) = date;
        let text = format!("{year:04}-{month:02}-{day:02}");
        let passed = crate::advise::workload::days_of(&text).is_some_and(|days| days > last);
        bounds.push(text);
        if passed {
            break;
        }
        date = match interval {
            Interval::Day | Interval::Week => {
                serial += interval.days() as i64;
                civil(serial)
            }
            Interval::Month => later(year, month, 1),
            Interval::Quarter => later(year, month, 3),
            Interval::Year => (year + 1, 1, 1),
        };
    }
    bounds
}

fn later(year: i64, month: i64, months: i64) -> (i64, i64, i64) {
    let total = month - 1 + months;
    (year + total / 12, total % 12 + 1, 1)
}

/// Year, month and day of a number of days since 1970 (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

fn literal(text: &str, data_type: &ColumnType) -> String {
    if data_type.is_numeric() && text.parse::<f64>().is_ok() {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}
