//! Flyway: `V1__name.sql`, `U1__name.sql` for the way back, and a `.conf` beside a script that no transaction may hold.

use super::super::File;
use super::super::part::by_phase;
use crate::migrate::plan::Plan;

pub fn files(plan: &Plan) -> Vec<File> {
    let mut files = Vec::new();
    for part in by_phase(plan) {
        for (mark, statements) in [("V", &part.up), ("U", &part.down)] {
            let path = format!("{mark}{}__{}.sql", part.number, part.slug());
            files.push(File::new(&path, part.for_client(plan, statements)));
            if !part.transactional {
                files.push(File::new(format!("{path}.conf"), "executeInTransaction=false\n"));
            }
        }
    }
    files
}
