//! Comments on objects, in the form that the dialect keeps.

use super::{Statement, Target, statement};
use crate::dialect::facts::Comments;
use crate::schema::{Id, QualifiedName, Table};

/// A comment without line ends, so that it fits behind `--` and cannot end a batch.
pub(super) fn one_line(text: &str) -> String {
    let plain: String =
        text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A comment as a statement says it: a script's own comes back with its lines.
pub(super) fn own(target: &Target, text: &str) -> String {
    if target.exact { text.to_owned() } else { one_line(text) }
}

/// Every line as a comment line.
pub(super) fn lines(text: &str) -> String {
    let line = |line: &str| format!("-- {}", one_line(line)).trim_end().to_owned();
    text.split(['\n', '\r']).map(line).collect::<Vec<_>>().join("\n")
}

/// The comments on a table and its columns, where they are statements of their own.
pub(super) fn statements(target: &Target, table: &Table) -> Vec<Statement> {
    let name = target.dialect.quote_qualified(&table.name);
    let mut statements = Vec::new();
    if let Some(comment) = &table.comment {
        statements.extend(on(target, "TABLE", &table.name, &name, comment, table.id));
    }
    for column in &table.columns {
        let Some(comment) = &column.comment else { continue };
        let column_name = target.dialect.quote_identifier(&column.name);
        let sql = match target.facts.comments {
            Comments::Statement => {
                format!(
                    "COMMENT ON COLUMN {name}.{column_name} IS {}",
                    target.dialect.quote_text(&own(target, comment))
                )
            }
            Comments::Property => property(target, &table.name, "TABLE", Some(&column.name), comment),
            _ => continue,
        };
        statements.push(statement(sql, column.id));
    }
    statements
}

/// The comment on an object that has a statement for it. `name` is how the statement writes it.
pub(super) fn on(
    target: &Target,
    kind: &str,
    qualified: &QualifiedName,
    name: &str,
    comment: &str,
    id: Id,
) -> Option<Statement> {
    let text = target.dialect.quote_text(&own(target, comment));
    match target.facts.comments {
        Comments::Statement => Some(statement(format!("COMMENT ON {kind} {name} IS {text}"), id)),
        Comments::Property => Some(statement(property(target, qualified, kind, None, comment), id)),
        _ => None,
    }
}

/// SQL Server's description of an object; tools show the property MS_Description.
fn property(target: &Target, object: &QualifiedName, kind: &str, column: Option<&str>, comment: &str) -> String {
    let literal = |text: &str| {
        let text = target.dialect.quote_text(&one_line(text));
        if text.starts_with('N') { text } else { format!("N{text}") }
    };
    let schema = literal(&target.dialect.fitting_name(object.namespace.as_deref().unwrap_or("dbo")));
    let name = literal(&target.dialect.fitting_name(&object.name));
    let mut sql = format!(
        "EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = {},\n    @level0type = N'SCHEMA', \
         @level0name = {schema}, @level1type = N'{kind}', @level1name = {name}",
        literal(comment)
    );
    if let Some(column) = column {
        let column = literal(&target.dialect.fitting_name(column));
        sql.push_str(&format!(",\n    @level2type = N'COLUMN', @level2name = {column}"));
    }
    sql
}
