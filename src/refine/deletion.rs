//! What becomes of rows when the row that they refer to is deleted, and rows that are marked rather than deleted.

use super::draft::Draft;
use super::forms::parts;
use super::items::noun;
use super::place;
use super::word::{Word, phrase};
use crate::schema::*;

/// `when {a patient} is deleted, delete {their appointments}`.
pub fn follows(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [parent, child] = parts(captured)?;
    on_delete(draft, child, parent, Action::Cascade)
}

/// `delete {appointments} when {a patient} is deleted`.
pub fn goes_with(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [child, parent] = parts(captured)?;
    on_delete(draft, child, parent, Action::Cascade)
}

/// `keep {orders} when {a user} is deleted`: they are nobody's from then on.
pub fn outlives(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [child, parent] = parts(captured)?;
    on_delete(draft, child, parent, Action::SetNull)
}

/// `when {a user} is deleted, keep {orders}`.
pub fn kept(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [parent, child] = parts(captured)?;
    on_delete(draft, child, parent, Action::SetNull)
}

/// `{a doctor} cannot be deleted while they have {appointments}`.
pub fn held(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [parent, child] = parts(captured)?;
    on_delete(draft, child, parent, Action::Restrict)
}

fn on_delete(draft: &mut Draft, child: &[Word], parent: &[Word], action: Action) -> Result<(), String> {
    let (child, parent) = (place::table(&draft.schema, child)?, place::table(&draft.schema, parent)?);
    let keys: Vec<ForeignKey> =
        child.foreign_keys.iter().filter(|key| key.references.table == parent.name).cloned().collect();
    if keys.is_empty() {
        return Err(format!("{} does not refer to {}. Say \"link {0} to {1}\" first.", child.name, parent.name));
    }
    let (child, name, parent) = (child.id, child.name.to_string(), parent.name.to_string());
    let (label, why) = match action {
        Action::Cascade => (format!("Delete {name} with their {}", singular(&parent)), "They are nothing without it."),
        Action::SetNull => {
            (format!("Keep {name} when their {} is deleted", singular(&parent)), "They are worth keeping without it.")
        }
        _ => {
            (format!("Keep a {} that has {name} from being deleted", singular(&parent)), "Nothing is lost by mistake.")
        }
    };
    for key in keys {
        let empty: Vec<Column> = draft
            .table(child)?
            .columns
            .iter()
            .filter(|column| action == Action::SetNull && key.columns.contains(&column.name) && !column.nullable)
            .cloned()
            .collect();
        if let Some(column) =
            empty.iter().find(|column| draft.table(child).is_ok_and(|table| table.in_primary_key(&column.name)))
        {
            return Err(format!("{name}.{} is part of the primary key and cannot be empty.", column.name));
        }
        for column in empty {
            draft.make(Change::Modify { object: Object::Column(Column { nullable: true, ..column }) })?;
        }
        if key.on_delete == action || action == Action::Restrict && key.on_delete == Action::NoAction {
            continue;
        }
        let id = key.id;
        draft.make(Change::Modify { object: Object::ForeignKey(ForeignKey { on_delete: action, ..key }) })?;
        draft.explain(id, Topic::Rule, label.clone(), why);
    }
    draft.label(label);
    Ok(())
}

/// `unlink {orders} from {users}`.
pub fn unlink(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [a, b] = parts(captured)?;
    let (a, b) = (place::table(&draft.schema, a)?.id, place::table(&draft.schema, b)?.id);
    super::remove::relation(draft, a, b)
}

/// `link {invoices} to {appointments} instead of {patients}`; what goes may be a column that named it so far.
pub fn instead(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [child, new, old] = parts(captured)?;
    let id = place::table(&draft.schema, child)?.id;
    let name = phrase(noun(old));
    super::relations::link(draft, &[child, new])?;
    let gone = place::table_called(&draft.schema, &name).map(|table| table.id);
    match gone {
        Some(gone) => super::remove::relation(draft, id, gone),
        None => {
            let place = place::column_of(draft.table(id)?, &name)?;
            super::remove::column(draft, place.column)
        }
    }
}

/// `replace {author_name} in {comments} with a link to {authors}`.
pub fn by_link(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [old, child, new] = parts(captured)?;
    instead(draft, &[child, new, old])
}
