//! Logs of slow queries: MySQL's, and PostgreSQL's with durations.

use super::{Query, script};
use std::collections::HashMap;

/// The queries of a log, those that differ in literals only counted together; `None` where the text is no log.
pub(super) fn read(text: &str) -> Option<Vec<Query>> {
    let statements = match (text.contains("# Query_time:"), text.contains("duration:")) {
        (true, _) => mysql(text),
        (false, true) => postgresql(text),
        (false, false) => return None,
    };
    let mut queries: Vec<Query> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for sql in statements.into_iter().filter(|sql| script::is_query(sql)) {
        match known.get(&without_literals(&sql)) {
            Some(at) => queries[*at].frequency += 1.0,
            None => {
                known.insert(without_literals(&sql), queries.len());
                queries.push(Query { id: String::new(), sql, frequency: 1.0 });
            }
        }
    }
    Some(queries)
}

fn mysql(text: &str) -> Vec<String> {
    let mut statements = Vec::new();
    let mut current = String::new();
    for line in text.lines().chain(["# end"]) {
        let lower = line.to_lowercase();
        if line.starts_with('#') {
            let sql = current.trim().trim_end_matches(';').trim().to_owned();
            statements.extend((!sql.is_empty()).then_some(sql));
            current.clear();
        } else if !(lower.starts_with("set timestamp=") || lower.starts_with("use ")) {
            current.push_str(line);
            current.push('\n');
        }
    }
    statements
}

fn postgresql(text: &str) -> Vec<String> {
    let mut statements: Vec<String> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        let starts = line.find("duration:").and_then(|at| {
            let rest = &line[at..];
            let marks = ["statement: ", "execute "];
            marks.iter().find_map(|mark| rest.find(mark).map(|place| (&rest[place + mark.len()..], *mark)))
        });
        match starts {
            Some((sql, mark)) => {
                // `execute name: SELECT ...`
                let sql = if mark == "execute " { sql.split_once(": ").map_or(sql, |(_, sql)| sql) } else { sql };
                statements.push(sql.to_owned());
                inside = true;
            }
            None if inside && line.starts_with(['\t', ' ']) => {
                if let Some(last) = statements.last_mut() {
                    last.push('\n');
                    last.push_str(line);
                }
            }
            None => inside = false,
        }
    }
    statements.into_iter().map(|sql| sql.trim().trim_end_matches(';').to_owned()).collect()
}

fn without_literals(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut chars = sql.chars().peekable();
    let mut last = ' ';
    while let Some(c) = chars.next() {
        if c == '\'' {
            while chars.next().is_some_and(|inside| inside != '\'') {}
            out.push('?');
        } else if c.is_ascii_digit() && !last.is_alphanumeric() && last != '_' {
            while chars.peek().is_some_and(|next| next.is_ascii_digit() || *next == '.') {
                chars.next();
            }
            out.push('?');
        } else if c.is_whitespace() {
            if !last.is_whitespace() {
                out.push(' ');
            }
        } else {
            out.extend(c.to_lowercase());
        }
        last = c;
    }
    out
}
