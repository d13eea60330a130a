//! golang-migrate: `000001_name.up.sql` and `.down.sql`. A file is sent as one message, which the server takes for one
//! transaction, so what must stand alone is a file of its own.

use super::super::File;
use super::super::part::by_message;
use crate::migrate::plan::Plan;

pub fn files(plan: &Plan) -> Vec<File> {
    by_message(plan)
        .iter()
        .flat_map(|part| {
            let stem = format!("{:06}_{}", part.number, part.slug());
            [
                File::new(format!("{stem}.up.sql"), part.for_message(plan, &part.up)),
                File::new(format!("{stem}.down.sql"), part.for_message(plan, &part.down)),
            ]
        })
        .collect()
}
