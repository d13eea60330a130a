//! All columns as one table for a spreadsheet.

use super::Content;

const HEADER: &str = "table,column,type,nullable,primary key,foreign key,unique,default,comment\n";

/// A row a column, in the order of the schema (RFC 4180, with a header).
pub fn csv<'a>(content: impl Into<Content<'a>>) -> String {
    let schema = content.into().schema;
    let mut out = HEADER.to_owned();
    let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
    for table in &schema.tables {
        for column in &table.columns {
            let alone = std::slice::from_ref(&column.name);
            let parents: Vec<String> = table
                .foreign_keys
                .iter()
                .filter(|key| key.columns.contains(&column.name))
                .map(|key| format!("{}({})", key.references.table, schema.referenced_columns(key).join(", ")))
                .collect();
            let cells = [
                table.name.to_string(),
                column.name.clone(),
                column.data_type.to_string(),
                yes(column.nullable),
                yes(table.in_primary_key(&column.name)),
                parents.join("; "),
                yes(table.is_unique(alone)),
                column.default.as_ref().map(ToString::to_string).unwrap_or_default(),
                column.comment.clone().unwrap_or_default(),
            ];
            out.push_str(&cells.map(|text| cell(&text)).join(","));
            out.push('\n');
        }
    }
    out
}

/// A cell that a spreadsheet shows and never runs: what begins like a formula gets an apostrophe in front
/// (OWASP, CSV injection).
fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if is_formula { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\n', '\r', ';']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;
    use expect_test::expect;

    #[test]
    fn columns_become_rows() {
        expect![[r#"
            table,column,type,nullable,primary key,foreign key,unique,default,comment
            users,id,bigint,no,yes,,yes,,
            users,email,varchar(254),no,no,,yes,,Where the receipts go.
            orders,id,bigint,no,yes,,yes,,
            orders,user_id,bigint,yes,no,users(id),no,,
            orders,status,order_status,no,no,,no,'open',
            order_items,order_id,bigint,no,yes,orders(id),no,,
            order_items,line,integer,no,yes,,no,,
            order_items,price,"decimal(10,2)",no,no,,no,,
        "#]]
        .assert_eq(&csv(&sample::shop()));
    }

    #[test]
    fn cells_are_quoted_and_never_run() {
        let check = |text: &str, expected: &str| assert_eq!(cell(text), expected);
        check("plain", "plain");
        check("a \"b\", c", "\"a \"\"b\"\", c\"");
        check("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"");
        check("-1", "'-1");
    }
}
