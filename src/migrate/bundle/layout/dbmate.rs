//! dbmate: one file with both ways, and `transaction:false` where no transaction may hold them.

use super::super::File;
use super::super::part::by_message;
use crate::migrate::plan::Plan;

pub fn files(plan: &Plan) -> Vec<File> {
    by_message(plan)
        .iter()
        .map(|part| {
            let mark = if part.transactional { "" } else { " transaction:false" };
            let (up, down) = (part.for_message(plan, &part.up), part.for_message(plan, &part.down));
            let text = format!("-- migrate:up{mark}\n{up}\n-- migrate:down{mark}\n{down}");
            File::new(format!("{:06}_{}.sql", part.number, part.slug()), text)
        })
        .collect()
}
