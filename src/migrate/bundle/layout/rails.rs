//! Rails: a class a phase, with `disable_ddl_transaction!` where no transaction may hold it.

use super::super::File;
use super::super::part::{Part, by_phase};
use crate::migrate::plan::Plan;
use crate::schema::NamingStyle;

/// Rails orders by a time of fourteen digits; this is the first of the bundle's.
const FIRST: u64 = 20_260_101_000_000;

pub fn files(plan: &Plan) -> Vec<File> {
    by_phase(plan)
        .iter()
        .map(|part| File::new(format!("{}_{}.rb", FIRST + part.number as u64, name(part)), text(part)))
        .collect()
}

/// Unique among the migrations, as Rails wants.
fn name(part: &Part) -> String {
    format!("architect_{:03}_{}", part.number, part.slug())
}

fn text(part: &Part) -> String {
    let class = NamingStyle::Pascal.spell(&name(part));
    let alone = if part.transactional { "" } else { "  disable_ddl_transaction!\n\n" };
    format!(
        "class {class} < ActiveRecord::Migration[7.1]\n{alone}  def up\n{}  end\n\n  def down\n{}  end\nend\n",
        body(&part.up),
        body(&part.down)
    )
}

/// Heredocs in which nothing is interpolated.
fn body(statements: &[&str]) -> String {
    let run = |sql: &&str| {
        let lines: String = sql.trim().trim_end_matches(';').lines().map(|line| format!("{line}\n")).collect();
        format!("    execute <<-'ARCHITECT_SQL'\n{lines}    ARCHITECT_SQL\n")
    };
    statements.iter().map(run).collect()
}
