//! Alembic: a revision a phase, in a chain. Statements outside a transaction run in an autocommit block.

use super::super::File;
use super::super::part::{Part, by_phase};
use crate::migrate::plan::Plan;

pub fn files(plan: &Plan) -> Vec<File> {
    by_phase(plan)
        .iter()
        .map(|part| File::new(format!("{}.py", revision(part.number, &part.slug())), text(part)))
        .collect()
}

fn revision(number: usize, slug: &str) -> String {
    format!("{number:04}_{slug}")
}

fn text(part: &Part) -> String {
    let before = if part.number == 1 {
        "None  # the last revision of your history".to_owned()
    } else {
        format!("\"{:04}\"", part.number - 1)
    };
    format!(
        "\"\"\"{}\"\"\"\n\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision = \"{:04}\"\ndown_revision = {before}\n\
         branch_labels = None\ndepends_on = None\n\n\ndef upgrade() -> None:\n{}\n\ndef downgrade() -> None:\n{}",
        part.name.replace(['\\', '"'], " "),
        part.number,
        body(&part.up, part.transactional),
        body(&part.down, part.transactional),
    )
}

fn body(statements: &[&str], transactional: bool) -> String {
    if statements.is_empty() {
        return "    pass\n".to_owned();
    }
    let indent = if transactional { "    " } else { "        " };
    // `sa.text` would take a colon for a parameter, so the driver gets the text as it is.
    let run =
        |sql: &&str| format!("{indent}op.get_bind().exec_driver_sql({})\n", literal(sql.trim().trim_end_matches(';')));
    let lines: String = statements.iter().map(run).collect();
    if transactional { lines } else { format!("    with op.get_context().autocommit_block():\n{lines}") }
}

/// A string of Python. A percent sign is doubled, since drivers read it as a parameter.
fn literal(sql: &str) -> String {
    let inside = sql.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%");
    format!("\"\"\"{inside}\"\"\"")
}
