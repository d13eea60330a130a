//! Sample rows from comma-separated text (RFC 4180), also with semicolons, tabs or bars, with or without a header.

use super::sample::{ColumnBuilder, is_date, is_number};
use super::{Sample, SampleColumn};
use crate::schema::{Diagnostic, Position, Severity, words};

/// Whether the first record names the columns.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Header {
    Present,
    Absent,
    /// Told from the values.
    #[default]
    Detect,
}

impl std::str::FromStr for Header {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "yes" => Ok(Self::Present),
            "no" => Ok(Self::Absent),
            "auto" => Ok(Self::Detect),
            _ => Err(format!("unknown header mode '{text}'; use yes, no or auto")),
        }
    }
}

/// The rows of a text, and what did not fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadCsv {
    pub sample: Sample,
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads rows. `expected` are the names of the table's columns, empty where no table is known: they tell a header from
/// data, and name the columns of a text without one.
pub fn read_csv(text: &str, expected: &[String], header: Header) -> ReadCsv {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let delimiter = delimiter_of(text);
    let mut columns: Vec<ColumnBuilder> = Vec::new();
    let mut first: Vec<String> = Vec::new();
    let mut ragged: Option<(Position, usize)> = None;
    let mut rows = 0usize;
    let mut records = Records { text, at: 0, line: 1, delimiter };
    let mut fields = Vec::new();
    while let Some(line) = records.next_into(&mut fields) {
        if rows == 0 {
            columns = fields.iter().map(|_| ColumnBuilder::default()).collect();
            first = fields.iter().map(|field| field.trim().to_owned()).collect();
        } else if fields.len() != columns.len() && ragged.is_none() {
            ragged = Some((Position { line, column: 1 }, fields.len()));
        }
        for (at, column) in columns.iter_mut().enumerate() {
            column.push(fields.get(at).map_or("", |field| field.trim()));
        }
        rows += 1;
    }
    debug_assert!(columns.iter().all(|column| column.len() == rows));
    let mut columns: Vec<SampleColumn> = columns.into_iter().map(|column| column.finish("")).collect();
    let has_header = match header {
        Header::Present => true,
        Header::Absent => false,
        Header::Detect => is_header(&first, &columns, expected),
    };
    if has_header && rows > 0 {
        columns.iter_mut().for_each(drop_first_row);
        rows -= 1;
    }
    let names = names_of(&first, has_header, expected);
    columns.iter_mut().zip(names).for_each(|(column, name)| column.name = name);
    let ragged = ragged.map(|(position, found)| {
        let wanted = columns.len();
        let message = format!(
            "This record has {found} fields and the first one has {wanted}: missing fields count as missing values, \
             further ones are left out."
        );
        Diagnostic::new(Severity::Warning, "ragged-rows", message).at(position)
    });
    ReadCsv { sample: Sample { columns, rows }, diagnostics: ragged.into_iter().collect() }
}

fn drop_first_row(column: &mut SampleColumn) {
    if column.ids.is_empty() {
        return;
    }
    column.ids.remove(0);
    // The name of the column is the first value of its dictionary; it goes unless a row has it too.
    if !column.ids.contains(&0) {
        column.values.remove(0);
        column.ids.iter_mut().for_each(|id| *id -= 1);
    }
}

fn names_of(first: &[String], has_header: bool, expected: &[String]) -> Vec<String> {
    let folded = |name: &str| words(name).join("_");
    let mut names: Vec<String> = Vec::with_capacity(first.len());
    for (at, field) in first.iter().enumerate() {
        let known = expected.iter().find(|name| *name == field);
        let alike = || expected.iter().find(|name| folded(name) == folded(field));
        let wanted = match has_header {
            true => known.or_else(alike).unwrap_or(field).clone(),
            false if expected.len() == first.len() => expected[at].clone(),
            false => String::new(),
        };
        let wanted = if wanted.is_empty() { format!("column{}", at + 1) } else { wanted };
        let numbered = (2..).map(|number| format!("{wanted}_{number}"));
        let free = std::iter::once(wanted.clone()).chain(numbered).find(|name| !names.contains(name));
        names.push(free.unwrap_or(wanted));
    }
    names
}

/// Whether the first record names the columns: it names those of the table, or all its fields are different names
/// rather than values, and none of them comes again in its column.
fn is_header(first: &[String], columns: &[SampleColumn], expected: &[String]) -> bool {
    let folded = |name: &str| words(name).join("_");
    let is_expected = |field: &&String| expected.iter().any(|name| folded(name) == folded(field));
    let known = first.iter().filter(is_expected).count();
    if known > 0 && known * 2 >= first.len() {
        return true;
    }
    let distinct = first.iter().enumerate().all(|(at, field)| !first[..at].contains(field));
    let is_name = |field: &String| {
        let starts = field.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
        starts && !is_number(field) && !is_date(field) && field.chars().count() <= 64
    };
    if !distinct || !first.iter().all(is_name) || columns.iter().any(|column| column.ids.len() < 2) {
        return false;
    }
    if columns.iter().any(|column| column.ids.iter().skip(1).any(|id| *id == 0)) {
        return false;
    }
    let typed = |column: &SampleColumn| {
        let mut values = column.values.iter().skip(1).filter(|value| !value.is_empty()).peekable();
        values.peek().is_some() && values.all(|value| is_number(value) || is_date(value))
    };
    // Among texts only, a header differs by being written like names: words joined by underscores or in lower case.
    let spelled = |field: &String| !field.contains(' ') && (field.contains('_') || *field == field.to_lowercase());
    columns.iter().any(typed) || first.iter().all(spelled)
}

/// The delimiter that the first records agree on.
fn delimiter_of(text: &str) -> u8 {
    let fields = |delimiter: u8| -> Vec<usize> {
        let mut records = Records { text, at: 0, line: 1, delimiter };
        let mut fields = Vec::new();
        std::iter::from_fn(|| records.next_into(&mut fields).map(|_| fields.len())).take(20).collect()
    };
    let score = |delimiter: &u8| {
        let counts = fields(*delimiter);
        let first = counts.first().copied().unwrap_or(1);
        let agreeing = counts.iter().filter(|count| **count == first).count();
        if first < 2 { (0, 0) } else { (agreeing * 100 / counts.len().max(1), first) }
    };
    let mut best = (b',', (0, 0));
    for delimiter in [b',', b';', b'\t', b'|'] {
        let found = score(&delimiter);
        if found > best.1 {
            best = (delimiter, found);
        }
    }
    best.0
}

struct Records<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    delimiter: u8,
}

impl<'a> Records<'a> {
    /// Puts the fields of the next record that is not blank into `fields`, and gives its line.
    fn next_into(&mut self, fields: &mut Vec<std::borrow::Cow<'a, str>>) -> Option<usize> {
        loop {
            fields.clear();
            if self.at >= self.text.len() {
                return None;
            }
            let line = self.line;
            while let Some(ends) = self.field(fields) {
                if ends {
                    break;
                }
            }
            let blank = fields.len() == 1 && fields[0].trim().is_empty();
            if !blank {
                return Some(line);
            }
        }
    }

    /// Reads one field; true where the record ends behind it.
    fn field(&mut self, fields: &mut Vec<std::borrow::Cow<'a, str>>) -> Option<bool> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        if bytes.get(start) == Some(&b'"') {
            let (value, end) = self.quoted(start + 1);
            fields.push(value.into());
            // What stands between the closing quote and the delimiter is left out.
            self.at = end + bytes[end..].iter().position(|b| self.ends_field(*b)).unwrap_or(bytes.len() - end);
        } else {
            let length = bytes[start..].iter().position(|b| self.ends_field(*b)).unwrap_or(bytes.len() - start);
            self.at = start + length;
            fields.push(self.text[start..self.at].into());
        }
        match bytes.get(self.at) {
            Some(byte) if *byte == self.delimiter => {
                self.at += 1;
                Some(false)
            }
            Some(b'\r') => {
                self.at += if bytes.get(self.at + 1) == Some(&b'\n') { 2 } else { 1 };
                self.line += 1;
                Some(true)
            }
            Some(_) => {
                self.at += 1;
                self.line += 1;
                Some(true)
            }
            None => Some(true),
        }
    }

    /// The text up to the closing quote, with doubled quotes as one, and the byte behind it.
    fn quoted(&mut self, start: usize) -> (String, usize) {
        let bytes = self.text.as_bytes();
        let mut value = String::new();
        let mut from = start;
        loop {
            let Some(length) = bytes[from..].iter().position(|byte| *byte == b'"') else {
                value.push_str(&self.text[from..]);
                return (value, bytes.len());
            };
            let end = from + length;
            self.line += bytes[from..end].iter().filter(|byte| **byte == b'\n').count();
            value.push_str(&self.text[from..end]);
            if bytes.get(end + 1) != Some(&b'"') {
                return (value, end + 1);
            }
            value.push('"');
            from = end + 2;
        }
    }

    fn ends_field(&self, byte: u8) -> bool {
        byte == self.delimiter || byte == b'\n' || byte == b'\r'
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str], names: &[&str], rows: &[&[&str]]) {
        let expected: Vec<String> = expected.iter().map(|name| (*name).to_owned()).collect();
        let sample = read_csv(text, &expected, Header::Detect).sample;
        assert_eq!(sample.names(), names, "{text}");
        let value = |row: usize| {
            let of = |column: &SampleColumn| column.values[column.ids[row] as usize].clone();
            sample.columns.iter().map(of).collect::<Vec<_>>()
        };
        assert_eq!((0..sample.rows).map(value).collect::<Vec<_>>(), rows, "{text}");
    }

    #[test]
    fn rows_are_read_with_quotes_and_any_delimiter() {
        check("id,name\n1,\"Doe, \"\"J\"\"\"\n2,x\n", &[], &["id", "name"], &[&["1", "Doe, \"J\""], &["2", "x"]]);
        check("id;price\r\n1;2,50\r\n", &[], &["id", "price"], &[&["1", "2,50"]]);
        check("id\tname\n1\ta b\n", &[], &["id", "name"], &[&["1", "a b"]]);
        check("id,note\n1,\"two\nlines\"\n\n2,", &[], &["id", "note"], &[&["1", "two\nlines"], &["2", ""]]);
    }

    #[test]
    fn a_header_is_told_from_values() {
        check("5.1,x\n4.9,y\n", &[], &["column1", "column2"], &[&["5.1", "x"], &["4.9", "y"]]);
        check("a,M\nb,M\n", &[], &["column1", "column2"], &[&["a", "M"], &["b", "M"]]);
        check("code,city\nx,Rome\ny,Oslo\n", &[], &["code", "city"], &[&["x", "Rome"], &["y", "Oslo"]]);
        check("1,Rome\n2,Oslo\n", &["id", "city"], &["id", "city"], &[&["1", "Rome"], &["2", "Oslo"]]);
        check("City,ID\nRome,1\n", &["id", "city"], &["city", "id"], &[&["Rome", "1"]]);
    }

    #[test]
    fn short_and_long_records_are_told() {
        let read = read_csv("a,b\n1\n1,2,3\n", &[], Header::Present);
        assert_eq!(read.sample.rows, 2);
        assert_eq!(read.diagnostics[0].position, Some(Position { line: 2, column: 1 }));
    }

    #[test]
    fn nothing_panics_on_odd_texts() {
        for text in ["", "\"", "\"a", ",", "\r\n\r\n", "a\"b,c\n", "\"a\"b,c", "ä,\"ö", "\u{feff}a,b\n1,2"] {
            for header in [Header::Present, Header::Absent, Header::Detect] {
                read_csv(text, &[], header);
            }
        }
    }
}
