//! sqlx: `0001_name.up.sql` and `.down.sql`, with `-- no-transaction` on the first line where no transaction may hold
//! them.

use super::super::File;
use super::super::part::by_message;
use crate::migrate::plan::Plan;

pub fn files(plan: &Plan) -> Vec<File> {
    let mut files = Vec::new();
    for part in by_message(plan) {
        let mark = if part.transactional { "" } else { "-- no-transaction\n" };
        let stem = format!("{:04}_{}", part.number, part.slug());
        for (way, statements) in [("up", &part.up), ("down", &part.down)] {
            let body = part.for_message(plan, statements);
            files.push(File::new(format!("{stem}.{way}.sql"), format!("{mark}{body}")));
        }
    }
    files
}
