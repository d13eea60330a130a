//! Graphviz' DOT, a table for each table with a port for each column.

use super::Content;
use super::html::escaped;
use crate::schema::*;
use std::fmt::Write;

/// The schema as a DOT digraph.
pub fn graphviz<'a>(content: impl Into<Content<'a>>) -> String {
    let schema = content.into().schema;
    let mut out =
        "digraph schema {\n  graph [rankdir=LR];\n  node [shape=plain, fontname=\"Helvetica\"];\n  edge [dir=both];\n"
            .to_owned();
    for table in &schema.tables {
        node(&mut out, table);
    }
    for child in &schema.tables {
        for key in &child.foreign_keys {
            edge(&mut out, schema, child, key);
        }
    }
    out.push_str("}\n");
    out
}

fn node(out: &mut String, table: &Table) {
    let _ = write!(
        out,
        "  t{} [label=<<TABLE BORDER=\"0\" CELLBORDER=\"1\" CELLSPACING=\"0\"><TR><TD COLSPAN=\"2\"><B>{}</B></TD></TR>",
        table.id.0,
        label(&table.name.to_string())
    );
    for column in &table.columns {
        let name = label(&column.name);
        let name = if table.in_primary_key(&column.name) { format!("<U>{name}</U>") } else { name };
        let required = if column.nullable { "" } else { " *" };
        let _ = write!(
            out,
            "<TR><TD ALIGN=\"LEFT\" PORT=\"l{0}\">{name}</TD><TD ALIGN=\"LEFT\" PORT=\"r{0}\">{1}{required}</TD></TR>",
            column.id.0,
            label(&column.data_type.to_string()),
        );
    }
    out.push_str("</TABLE>>];\n");
}

/// From child to parent, with crow's feet at both ends.
fn edge(out: &mut String, schema: &Schema, child: &Table, key: &ForeignKey) {
    let Some(parent) = schema.table(&key.references.table) else { return };
    let port = |table: &Table, columns: &[String], side: char| {
        let column = columns.first().and_then(|name| table.column(name));
        column.map_or_else(String::new, |column| format!(":{side}{}", column.id.0))
    };
    let optional = key.columns.iter().any(|name| child.column(name).is_some_and(|column| column.nullable));
    let _ = writeln!(
        out,
        "  t{}{} -> t{}{} [arrowtail={}, arrowhead={}];",
        child.id.0,
        port(child, &key.columns, 'r'),
        parent.id.0,
        port(parent, &schema.referenced_columns(key), 'l'),
        if child.is_unique(&key.columns) { "teeodot" } else { "crowodot" },
        if optional { "teeodot" } else { "teetee" },
    );
}

/// A label must not be empty.
fn label(text: &str) -> String {
    let escaped = escaped(&text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>());
    if escaped.trim().is_empty() { "&#160;".to_owned() } else { escaped }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;
    use expect_test::expect;

    #[test]
    fn a_schema_becomes_a_graph() {
        expect![[r#"
            digraph schema {
              graph [rankdir=LR];
              node [shape=plain, fontname="Helvetica"];
              edge [dir=both];
              t2 [label=<<TABLE BORDER="0" CELLBORDER="1" CELLSPACING="0"><TR><TD COLSPAN="2"><B>users</B></TD></TR><TR><TD ALIGN="LEFT" PORT="l3"><U>id</U></TD><TD ALIGN="LEFT" PORT="r3">bigint *</TD></TR><TR><TD ALIGN="LEFT" PORT="l4">email</TD><TD ALIGN="LEFT" PORT="r4">varchar(254) *</TD></TR></TABLE>>];
              t7 [label=<<TABLE BORDER="0" CELLBORDER="1" CELLSPACING="0"><TR><TD COLSPAN="2"><B>orders</B></TD></TR><TR><TD ALIGN="LEFT" PORT="l8"><U>id</U></TD><TD ALIGN="LEFT" PORT="r8">bigint *</TD></TR><TR><TD ALIGN="LEFT" PORT="l9">user_id</TD><TD ALIGN="LEFT" PORT="r9">bigint</TD></TR><TR><TD ALIGN="LEFT" PORT="l10">status</TD><TD ALIGN="LEFT" PORT="r10">order_status *</TD></TR></TABLE>>];
              t14 [label=<<TABLE BORDER="0" CELLBORDER="1" CELLSPACING="0"><TR><TD COLSPAN="2"><B>order_items</B></TD></TR><TR><TD ALIGN="LEFT" PORT="l15"><U>order_id</U></TD><TD ALIGN="LEFT" PORT="r15">bigint *</TD></TR><TR><TD ALIGN="LEFT" PORT="l16"><U>line</U></TD><TD ALIGN="LEFT" PORT="r16">integer *</TD></TR><TR><TD ALIGN="LEFT" PORT="l17">price</TD><TD ALIGN="LEFT" PORT="r17">decimal(10,2) *</TD></TR></TABLE>>];
              t7:r9 -> t2:l3 [arrowtail=crowodot, arrowhead=teeodot];
              t14:r15 -> t7:l8 [arrowtail=crowodot, arrowhead=teetee];
            }
        "#]].assert_eq(&graphviz(&sample::shop()));
    }

    #[test]
    fn hostile_names_are_escaped() {
        expect![[r#"
            digraph schema {
              graph [rankdir=LR];
              node [shape=plain, fontname="Helvetica"];
              edge [dir=both];
              t1 [label=<<TABLE BORDER="0" CELLBORDER="1" CELLSPACING="0"><TR><TD COLSPAN="2"><B>a|b` &quot;c&quot; &lt;/script&gt;</B></TD></TR><TR><TD ALIGN="LEFT" PORT="l2">[x](y) # h</TD><TD ALIGN="LEFT" PORT="r2">odd &quot;type&#39; *</TD></TR></TABLE>>];
            }
        "#]].assert_eq(&graphviz(&sample::hostile()));
    }
}
