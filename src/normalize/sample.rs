//! Rows of a table, as a sample shows them: each column as a dictionary of its values and one number a row.

use super::discover::FastMap;
use crate::schema::{Column, ColumnType, Id};

/// Sample rows. An empty text stands for a missing value; missing values count as equal to each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sample {
    pub columns: Vec<SampleColumn>,
    pub rows: usize,
}

/// One column: its values in the order of their first occurrence, and the place of its value for every row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SampleColumn {
    pub name: String,
    pub values: Vec<String>,
    pub ids: Vec<u32>,
}

impl Sample {
    /// Rows from records; a record that is too short has missing values at its end.
    pub fn of(names: &[&str], records: &[Vec<&str>]) -> Self {
        let mut columns: Vec<ColumnBuilder> = names.iter().map(|_| ColumnBuilder::default()).collect();
        for record in records {
            for (at, column) in columns.iter_mut().enumerate() {
                column.push(record.get(at).copied().unwrap_or_default());
            }
        }
        let columns = columns.into_iter().zip(names).map(|(column, name)| column.finish(name)).collect();
        Self { columns, rows: records.len() }
    }

    pub fn names(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.name.clone()).collect()
    }
}

impl SampleColumn {
    /// How many rows have each value, in the order of [`SampleColumn::values`].
    pub fn counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.values.len()];
        self.ids.iter().filter_map(|id| counts.get_mut(*id as usize).map(|count| *count += 1)).count();
        counts
    }

    pub fn has_missing(&self) -> bool {
        self.values.iter().any(String::is_empty)
    }

    /// The column that would hold these values: the narrowest of integer, decimal, date, timestamp, boolean and text
    /// that fits all of them.
    pub fn inferred(&self, id: Id) -> Column {
        let mut column = Column::new(id, self.name.clone(), self.inferred_type());
        column.nullable = self.has_missing();
        column
    }

    fn inferred_type(&self) -> ColumnType {
        let present = || self.values.iter().map(String::as_str).filter(|value| !value.is_empty());
        if present().next().is_none() {
            return ColumnType::varchar(255);
        }
        let all = |fits: fn(&str) -> bool| present().all(fits);
        if all(|v| is_integer(v) && !has_leading_zero(v)) {
            let fits = present().all(|v| v.parse::<i32>().is_ok());
            return if fits { ColumnType::Integer } else { ColumnType::BigInt };
        }
        if all(|v| is_number(v) && !has_leading_zero(v)) {
            let places = |v: &str| v.split_once('.').map_or(0, |(_, fraction)| fraction.len());
            let digits = |v: &str| v.chars().filter(char::is_ascii_digit).count();
            let scale = present().map(places).max().unwrap_or(0).min(18);
            let whole = present().map(|v| digits(v) - places(v).min(digits(v))).max().unwrap_or(1);
            let precision = u32::try_from((whole + scale).clamp(1, 38)).unwrap_or(38);
            return ColumnType::decimal(precision, i32::try_from(scale).unwrap_or(0));
        }
        if all(is_date) {
            return ColumnType::Date;
        }
        if all(|v| v.get(..10).is_some_and(is_date) && v.get(10..11).is_some_and(|c| c == " " || c == "T")) {
            return ColumnType::Timestamp { precision: None, zone: false };
        }
        if all(|v| matches!(v.to_ascii_lowercase().as_str(), "true" | "false")) {
            return ColumnType::Boolean;
        }
        let longest = present().map(|v| v.chars().count()).max().unwrap_or(0);
        match longest {
            0..=20 => ColumnType::varchar(50),
            21..=80 => ColumnType::varchar(120),
            81..=200 => ColumnType::varchar(255),
            _ => ColumnType::Text,
        }
    }
}

/// Gathers the values of a column.
#[derive(Debug, Default)]
pub(super) struct ColumnBuilder {
    known: FastMap<String, u32>,
    values: Vec<String>,
    ids: Vec<u32>,
}

impl ColumnBuilder {
    pub fn push(&mut self, value: &str) {
        let id = match self.known.get(value) {
            Some(id) => *id,
            None => {
                let id = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
                self.known.insert(value.to_owned(), id);
                self.values.push(value.to_owned());
                id
            }
        };
        self.ids.push(id);
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn finish(self, name: &str) -> SampleColumn {
        SampleColumn { name: name.to_owned(), values: self.values, ids: self.ids }
    }
}

fn is_integer(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    (1..=18).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// `007` is a code, not a number.
fn has_leading_zero(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.")
}

pub(super) fn is_number(value: &str) -> bool {
    let digits = value.strip_prefix(['-', '+']).unwrap_or(value);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    !(whole.is_empty() && fraction.is_empty()) && are_digits(whole) && are_digits(fraction)
}

/// `2024-02-29`.
pub(super) fn is_date(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    let number = |text: &str, length: usize| {
        let digits = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse::<u32>().ok()).flatten()
    };
    match parts.as_slice() {
        [year, month, day] => {
            number(year, 4).is_some()
                && number(month, 2).is_some_and(|month| (1..=12).contains(&month))
                && number(day, 2).is_some_and(|day| (1..=31).contains(&day))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_the_narrowest_that_fit_all_values() {
        let check = |values: &[&str], expected: &str| {
            let records: Vec<Vec<&str>> = values.iter().map(|value| vec![*value]).collect();
            let column = Sample::of(&["a"], &records).columns[0].inferred(Id(1));
            assert_eq!(format!("{}{}", column.data_type, if column.nullable { " null" } else { "" }), expected);
        };
        check(&["1", "-20"], "integer");
        check(&["1", "3000000000"], "bigint");
        check(&["1.5", "20.25", ""], "decimal(4,2) null");
        check(&["007", "010"], "varchar(50)");
        check(&["2024-02-29", "2023-01-01"], "date");
        check(&["2024-02-29 10:00:00"], "timestamp");
        check(&["true", "FALSE"], "boolean");
        check(&["x", "1"], "varchar(50)");
        check(&[""], "varchar(255) null");
    }
}
