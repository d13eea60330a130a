//! Values that move to another table: a column that changes its table, a table that is split, merged or normalized.
//!
//! A comparison drops the column here and adds it there. `find` sees that both are one, by names, types and the
//! references between the tables; `load` fills new tables, `transfer` fills columns of tables that stay, before
//! anything is enforced or dropped. The old place is archived like everything that goes, so that the way back finds
//! each value; what was changed at the new place since then is brought home (`home`).

mod find;
mod home;
mod load;
mod sql;
mod transfer;

pub(super) use find::found;
pub(super) use home::brought_home;

use super::plan::Stage;
use super::step::Step;
use super::work::Work;
use crate::schema::{Id, Table};

/// Columns of one table whose values go to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Carry {
    /// The table that loses them.
    pub from: Id,
    /// The table that gets them.
    pub to: Id,
    pub link: Link,
    pub values: Values,
}

/// How rows of the two tables find each other; pairs are a column of the old place and one of the new place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Link {
    /// The new table has a row for each value of columns that stay, by which the old one refers to it.
    Natural(Pairs),
    /// The new table has a row for each combination of the values, under a number that the old one gets in this column.
    Numbered { reference: String, key: String },
    /// Rows of the new table refer to rows of the old one.
    Child(Pairs),
    /// The old table goes as a whole; the new one has the rows that its columns make.
    Part,
    /// Both tables stay, and the gaining one refers to the losing one.
    FromParent(Pairs),
    /// Both were there, and the losing one refers to the gaining one.
    ToParent(Pairs),
}

pub(super) type Pairs = Vec<(String, String)>;

/// Which values go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Values {
    /// One row for one row.
    Columns(Pairs),
    /// Numbered columns become rows: for each number its columns, and the column that tells the number.
    Numbers { position: Option<String>, rows: Vec<Pairs> },
    /// A list in one column becomes rows.
    List { from: String, to: String },
}

impl Carry {
    /// The pairs of columns, of all rows.
    pub fn pairs(&self) -> Pairs {
        match &self.values {
            Values::Columns(pairs) => pairs.clone(),
            Values::Numbers { rows, .. } => rows.concat(),
            Values::List { from, to } => vec![(from.clone(), to.clone())],
        }
    }
}

/// Whether a new table gets rows before it is used.
pub(super) fn is_loaded(work: &Work, table: Id) -> bool {
    work.carries.iter().any(|carry| carry.to == table)
}

/// The statements that move the values, once both places are there.
pub(super) fn steps(work: &Work) -> Vec<Step> {
    moved(work, Stage::Backfill, "Move data")
}

/// The same once more before the old place goes, for rows that came in between.
pub(super) fn late(work: &Work) -> Vec<Step> {
    if work.options.offline {
        return Vec::new();
    }
    let mut steps = moved(work, Stage::Contract, "Move late data");
    for step in &mut steps {
        for statement in &mut step.statements {
            statement.reverse.clear();
            statement.hazards.clear();
        }
        // Whatever stands in the way was told the first time.
        step.verify.clear();
    }
    steps
}

fn moved(work: &Work, stage: Stage, title: &'static str) -> Vec<Step> {
    let mut steps = Vec::new();
    for carry in &work.carries {
        let Some((from, to)) = places(work, carry) else { continue };
        let step = Step::new(stage, title).on(&to.name);
        let step = match carry.link {
            Link::FromParent(_) | Link::ToParent(_) => transfer::transfer(work, carry, from, to, step),
            _ => load::load(work, carry, from, to, step),
        };
        steps.extend(step.some());
        if let Link::Numbered { reference, key } = &carry.link {
            let step = Step::new(stage, title).on(&from.name);
            steps.extend(load::refer(work, carry, (from, reference), (to, key), step).some());
        }
    }
    steps
}

/// The old table as it was, and the new one as it will be.
fn places<'a>(work: &Work<'a>, carry: &Carry) -> Option<(&'a Table, &'a Table)> {
    let from = work.mid.table_of(carry.from)?;
    let to = work.new.table_of(carry.to)?;
    Some((from, to))
}

#[cfg(test)]
mod tests;
