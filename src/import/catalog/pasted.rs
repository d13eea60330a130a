//! The rows of a result with one column, as clients print, copy or save it.

/// How a client draws a result.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    /// `| value |`, between lines of dashes (mysql, most consoles).
    Grid,
    /// A space before each value, `+` behind a line that goes on (psql).
    Aligned,
    /// Values with quotes where they need some.
    Csv,
    Plain,
}

/// The values, of which one can have several lines.
pub fn rows(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n");
    match shape(&text) {
        Shape::Grid => text.lines().filter_map(of_grid).skip_while(|row| is_heading(row)).collect(),
        Shape::Aligned => aligned(&text),
        Shape::Csv => csv(&text).into_iter().filter(|row| !is_heading(row)).collect(),
        Shape::Plain => text.lines().filter(|line| !is_frame(line)).map(|line| line.trim_end().to_owned()).collect(),
    }
}

fn shape(text: &str) -> Shape {
    let line = text.lines().find(|line| line.contains(super::MARK)).unwrap_or_default();
    let quoted = |line: &str| {
        ["\"CREATE ", "\"ALTER ", "\"COMMENT ", "\"-- ", "\"  "].iter().any(|start| line.starts_with(start))
    };
    if line.trim_start().starts_with('|') {
        Shape::Grid
    } else if text.lines().any(quoted) {
        Shape::Csv
    } else if line.starts_with(' ') {
        Shape::Aligned
    } else {
        Shape::Plain
    }
}

fn is_heading(row: &str) -> bool {
    row.trim().eq_ignore_ascii_case("ddl")
}

/// A heading, the line below it, or the count at the end.
fn is_frame(line: &str) -> bool {
    let line = line.trim();
    let is_rule = line.len() > 2 && line.chars().all(|c| c == '-');
    let is_count =
        line.starts_with('(') && (line.ends_with("rows)") || line.ends_with("row)") || line.ends_with("affected)"));
    is_rule || is_count || is_heading(line)
}

fn of_grid(line: &str) -> Option<String> {
    let line = line.trim();
    let inside = line.strip_prefix('|')?.strip_suffix('|')?;
    Some(inside.strip_prefix(' ').unwrap_or(inside).trim_end().to_owned())
}

fn aligned(text: &str) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in text.lines().filter(|line| !is_frame(line)) {
        let inside = line.strip_prefix(' ').unwrap_or(line).trim_end();
        let (value, more) = match inside.strip_suffix('+') {
            Some(value) => (value.trim_end(), true),
            None => (inside, false),
        };
        match rows.last_mut().filter(|_| goes_on) {
            Some(row) => *row += &format!("\n{value}"),
            None => rows.push(value.to_owned()),
        }
        goes_on = more;
    }
    rows
}

fn csv(text: &str) -> Vec<String> {
    let mut rows = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let Some(inside) = rest.strip_prefix('"') else {
            let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
            rows.push(line.to_owned());
            rest = after;
            continue;
        };
        // The value ends at the first quote that is not doubled.
        let mut end = 0;
        loop {
            match inside[end..].find('"') {
                Some(at) if inside[end + at..].starts_with("\"\"") => end += at + 2,
                Some(at) => {
                    end += at;
                    break;
                }
                None => {
                    end = inside.len();
                    break;
                }
            }
        }
        rows.push(inside[..end].replace("\"\"", "\""));
        let after = inside.get(end + 1..).unwrap_or_default();
        rest = after.split_once('\n').map_or("", |(_, next)| next);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: [&str; 3] =
        ["-- schema-architect catalog: postgresql", "CREATE TABLE \"A\" (id int);", "CREATE VIEW v AS\nSELECT 1;"];

    fn check(text: &str) {
        assert_eq!(rows(text), ROWS, "{text}");
    }

    #[test]
    fn rows_are_freed_of_what_clients_draw() {
        check(
            " ddl \n-----\n -- schema-architect catalog: postgresql\n CREATE TABLE \"A\" (id int);\n CREATE VIEW v AS   +\n SELECT 1;\n(3 rows)\n",
        );
        check(
            "ddl\n-- schema-architect catalog: postgresql\n\"CREATE TABLE \"\"A\"\" (id int);\"\n\"CREATE VIEW v AS\nSELECT 1;\"\n",
        );
        let plain = "-- schema-architect catalog: postgresql\nCREATE TABLE \"A\" (id int);\n(3 rows affected)\n";
        assert_eq!(rows(plain), ROWS[..2]);
        let grid = "+---+\n| ddl |\n+---+\n| -- schema-architect catalog: postgresql |\n| CREATE TABLE \"A\" (id int);     |\n+---+\n";
        assert_eq!(rows(grid), ROWS[..2]);
    }

    #[test]
    fn whatever_is_pasted_gives_rows() {
        for text in ["", "\"", "\"CREATE ", "|", " -- schema-architect catalog: x\n +", "\"CREATE \"\"\"é"] {
            rows(text);
        }
    }
}
