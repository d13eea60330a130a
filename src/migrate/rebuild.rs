//! SQLite's way to change a table: a new one takes its place.
//!
//! SQLite renames, adds and drops columns in place and nothing else. Everything else follows its manual ("Making Other
//! Kinds Of Table Schema Changes"): foreign keys off, a new table, the rows copied, the old one out of the way, indexes and
//! triggers made anew. The old table is kept under a name that begins with `_architect`, so that the way back finds every
//! value that the new one has no place for.

use super::archive;
use super::fill::{fill, neutral};
use super::plan::{Effect, Hold, Stage, Statement};
use super::question;
use super::step::Step;
use super::work::Work;
use crate::dialect::Dialect;
use crate::schema::{Column, ColumnType, Expression, Id, Numbering, Object, QualifiedName, Schema, Table, View};
use std::collections::HashSet;

/// Whether a table of SQLite has to be made anew to become the other.
pub(super) fn is_needed(mid: &Table, new: &Table) -> bool {
    let indexless = |table: &Table| {
        let mut parts = super::work::parts(table);
        parts.retain(|part| !matches!(part, Object::Index(_)));
        parts
    };
    let grows = |column: &Column| {
        let old = mid.columns.iter().find(|old| old.id == column.id);
        old.map_or_else(
            || can_be_added(column),
            |old| Column { comment: column.comment.clone(), ..old.clone() } == *column,
        )
    };
    let loses = mid.columns.iter().any(|old| !new.columns.iter().any(|column| column.id == old.id));
    loses || mid.options != new.options || !new.columns.iter().all(grows) || indexless(mid) != indexless(new)
}

/// What `ALTER TABLE ADD COLUMN` takes: no key, no changing default, and a value where there must be one.
fn can_be_added(column: &Column) -> bool {
    let constant = |default: &crate::schema::Expression| {
        let text = default.as_str();
        !text.contains('(') && !text.to_uppercase().contains("CURRENT_")
    };
    column.identity.is_none()
        && column.generated.as_ref().is_none_or(|generated| !generated.stored)
        && column.default.as_ref().map_or(column.nullable, constant)
}

/// Triggers of tables that are made anew, and what reads a view that goes: SQLite renames nothing while a view or trigger
/// reads what is not there. Names are those of the old schema.
pub(super) fn affected_objects(old: &Schema, mid: &Schema, new: &Schema) -> HashSet<Id> {
    let mut affected = HashSet::new();
    let changed = old.views.iter().filter(|view| new.views.iter().find(|wanted| wanted.id == view.id) != Some(view));
    let mut going: Vec<&View> = changed.collect();
    let mut at = 0;
    while let Some(view) = going.get(at).copied() {
        at += 1;
        let name = view.name.name.as_str();
        for reader in old.views.iter().filter(|o| Expression::new(o.query.as_str()).mentions(name)) {
            if !going.iter().any(|known| known.id == reader.id) {
                affected.insert(reader.id);
                going.push(reader);
            }
        }
        affected.extend(old.opaque.iter().filter(|o| super::opaque::rests_on(o, name)).map(|o| o.id));
    }
    let rebuilt = |table: &&Table| {
        let (mid, new) = (mid.table_by_id(table.id), new.table_by_id(table.id));
        matches!((mid, new), (Some(mid), Some(new)) if is_needed(mid, new))
    };
    let names: HashSet<String> =
        old.tables.iter().filter(rebuilt).map(|table| table.name.name.to_lowercase()).collect();
    let on = |object: &crate::schema::Opaque| super::opaque::made(&object.sql).and_then(|made| made.on);
    let hit = |object: &&crate::schema::Opaque| {
        on(object).is_some_and(|table| names.contains(&table.trim_matches(['"', '`', '[', ']']).to_lowercase()))
    };
    affected.extend(old.opaque.iter().filter(hit).map(|object| object.id));
    affected.retain(|id| new.object(*id).is_some());
    affected
}

pub(super) fn steps(work: &Work) -> Vec<Step> {
    let mut steps = Vec::new();
    for (mid, new) in work.kept_tables() {
        match is_needed(mid, new) {
            true => steps.extend(rebuild(work, mid, new)),
            false => steps.extend(grow(work, mid, new)),
        }
    }
    steps.extend(work.doomed_tables().map(|table| away(work, table)));
    steps
}

/// New columns and other indexes, in place.
fn grow(work: &Work, mid: &Table, new: &Table) -> Vec<Step> {
    let own = work.quote(&new.name);
    let mut add = Step::new(Stage::Expand, "Add column").on(&new.name);
    for column in work.new_columns(mid, new) {
        let Some(definition) = work.new.column(column.id) else { continue };
        let statement = Statement::new(format!("ALTER TABLE {own} ADD COLUMN {definition}"))
            .back(format!("ALTER TABLE {own} DROP COLUMN {}", work.ident(&column.name)));
        add = add.run(
            statement
                .holds(Hold::Writes, Effect::Catalog, &new.name)
                .why("Only the catalog changes: no row is written."),
        );
    }
    let mut drop = Step::new(Stage::Relax, "Drop indexes").on(&new.name);
    for part in work.outgoing(mid, Some(new)) {
        if let Object::Index(index) = &part {
            drop = drop.run_all(
                index_statement(work, index.id, false).map(|(create, away)| Statement::new(away).back(create)),
            );
        }
    }
    let mut create = Step::new(Stage::Enforce, "Create indexes").on(&new.name);
    for part in work.incoming(mid, new) {
        if let Object::Index(index) = &part {
            create =
                create.run_all(index_statement(work, index.id, true).map(|(create, away)| {
                    Statement::new(create).back(away).holds(Hold::Writes, Effect::Index, &new.name)
                }));
        }
    }
    [add, drop, create].into_iter().filter_map(Step::some).collect()
}

/// The statements that make an index and take it away.
fn index_statement(work: &Work, id: Id, new: bool) -> Option<(String, String)> {
    let pieces = if new { &work.new } else { &work.mid };
    let name = pieces.name(id)?;
    Some((pieces.create_index(id, &name)?, format!("DROP INDEX {}", work.ident(&name))))
}

/// A table that goes is kept under another name.
fn away(work: &Work, table: &Table) -> Step {
    let kept = work.quote(&archive::place(work, &table.name, ""));
    let own = work.quote(&table.name);
    let mut step = Step::new(Stage::Contract, "Archive and drop tables").ends(&table.name);
    for index in &table.indexes {
        step = step
            .run_all(index_statement(work, index.id, false).map(|(create, away)| Statement::new(away).back(create)));
    }
    let statement = Statement::new(format!("ALTER TABLE {own} RENAME TO {kept}"))
        .back(format!("ALTER TABLE {kept} RENAME TO {own}"))
        .keeps(format!("DROP TABLE IF EXISTS {kept}"))
        .holds(Hold::Writes, Effect::Catalog, &table.name)
        .why("The table is kept under another name with all its rows until the cleanup.");
    step.run(statement)
}

/// The columns that rows have no value for yet are added and filled first; then the table is made anew.
fn rebuild(work: &Work, mid: &Table, new: &Table) -> Vec<Step> {
    let own = work.quote(&new.name);
    let mut steps = Vec::new();
    let hesitant: Vec<&Column> = work
        .new_columns(mid, new)
        .into_iter()
        .filter(|column| {
            !column.nullable && column.default.is_none() && column.identity.is_none() && column.generated.is_none()
        })
        .collect();
    let mut add = Step::new(Stage::Expand, "Add column as nullable").on(&new.name);
    let mut filling = Step::new(Stage::Backfill, "Backfill data").on(&new.name);
    let mut open = Vec::new();
    for column in &hesitant {
        let Some(definition) = work
            .new
            .column_like(column.id, &Column { nullable: true, ..(*column).clone() })
            .map(|text| text.replace(" PRIMARY KEY", ""))
        else {
            continue;
        };
        let statement = Statement::new(format!("ALTER TABLE {own} ADD COLUMN {definition}"))
            .back(format!("ALTER TABLE {own} DROP COLUMN {}", work.ident(&column.name)));
        add = add.run(
            statement
                .holds(Hold::Writes, Effect::Catalog, &new.name)
                .why("Only the catalog changes: no row is written."),
        );
        filling = filling
            .run_all(super::backfill::backfill(work, new, column, &fill(work, new, column)))
            .verify(question::nulls(work, &new.name, &column.name));
        open.push(definition);
    }
    steps.extend(add.some());
    steps.extend(filling.some());
    let only_strict = !hesitant.is_empty()
        && mid.columns.iter().all(|old| new.columns.iter().any(|column| column == old))
        && mid.foreign_keys == new.foreign_keys;
    let title = if only_strict { "Add NOT NULL constraint" } else { "Rebuild table" };
    let place = archive::place(work, &new.name, "");
    let kept = work.quote(&place);
    let next = QualifiedName::new(work.dialect.fitting_name(&format!("_architect_next_{}", new.name.name)));
    let (Some(make), Some(remake)) = (work.new.create_table_as(new.id, &next), work.mid.create_table_as(mid.id, &next))
    else {
        return steps;
    };
    let next = work.quote(&next);
    let mut statements = vec![Statement::new("PRAGMA legacy_alter_table = ON").back("PRAGMA legacy_alter_table = OFF")];
    for index in &mid.indexes {
        statements
            .extend(index_statement(work, index.id, false).map(|(create, away)| Statement::new(away).back(create)));
    }
    let forth = copy(work, mid, new, &hesitant);
    let mut reverse = vec![remake];
    reverse.extend(open.iter().map(|definition| format!("ALTER TABLE {next} ADD COLUMN {definition}")));
    reverse.push(copy_back(work, mid, new, &hesitant, &next, &kept));
    reverse.push(format!("DROP TABLE {own}"));
    reverse.push(format!("ALTER TABLE {next} RENAME TO {own}"));
    reverse.extend(counter(work, mid, &mid.name, &place));
    reverse.push(format!("DROP TABLE {kept}"));
    let why = "SQLite cannot change this in place, so a new table takes the old one's; the old one is kept until the cleanup.";
    statements.push(Statement::new(make).back_all(reverse).keeps(format!("DROP TABLE IF EXISTS {kept}")).why(why));
    let lossy = new.columns.len() < mid.columns.len() + hesitant.len();
    let mut filled = Statement::new(format!("INSERT INTO {next} {forth} FROM {own}")).holds(
        Hold::Writes,
        Effect::Rewrite,
        &new.name,
    );
    filled = filled
        .hazard("table-rewrite", format!("All rows of {} are copied; nobody can write meanwhile.", new.name))
        .why("Rows keep their numbers, so that the way back finds them.");
    if lossy {
        filled = filled
            .hazard("data-loss", format!("Columns that {} no longer has stay in {kept} until the cleanup.", new.name));
    }
    statements.push(filled);
    statements.push(Statement::new(format!("ALTER TABLE {own} RENAME TO {kept}")));
    statements.push(Statement::new(format!("ALTER TABLE {next} RENAME TO {own}")));
    statements.extend(counter(work, new, &new.name, &place).into_iter().map(Statement::new));
    for index in &new.indexes {
        statements
            .extend(index_statement(work, index.id, true).map(|(create, away)| Statement::new(create).back(away)));
    }
    statements.push(Statement::new("PRAGMA legacy_alter_table = OFF").back("PRAGMA legacy_alter_table = ON"));
    steps.push(Step::new(Stage::Enforce, title).on(&new.name).run_all(statements).uses(new.name.to_string()));
    steps
}

fn has_rowid(table: &Table) -> bool {
    !table.options.iter().any(|(name, _)| name == "WITHOUT ROWID")
}

fn is_strict(table: &Table) -> bool {
    table.options.iter().any(|(name, _)| name == "STRICT")
}

/// Whether a column is another name of the row's number.
fn is_rowid(table: &Table, column: &Column) -> bool {
    has_rowid(table) && table.key_columns() == [column.name.clone()] && column.data_type == ColumnType::Integer
}

/// What becomes of a value where a strict table takes it; ordinary tables convert by themselves what they can, and a
/// column of any type takes all as it is.
fn cast(work: &Work, new: &Table, column: &Column, value: &str) -> Option<String> {
    let data_type = work.new.column_type(column.id).filter(|_| is_strict(new))?;
    (!data_type.eq_ignore_ascii_case("any")).then(|| format!("CAST({value} AS {data_type})"))
}

/// `(columns) SELECT values` from the old table to the new one.
fn copy(work: &Work, mid: &Table, new: &Table, added: &[&Column]) -> String {
    let mut names = Vec::new();
    let mut values = Vec::new();
    let numbered = new.columns.iter().any(|column| is_rowid(new, column));
    if has_rowid(mid) && has_rowid(new) && !numbered {
        names.push("rowid".to_owned());
        values.push("rowid".to_owned());
    }
    for column in new.columns.iter().filter(|column| column.generated.is_none()) {
        let old = mid.columns.iter().find(|old| old.id == column.id);
        if old.is_none() && !added.iter().any(|own| own.id == column.id) {
            // The default of a new column fills itself in.
            continue;
        }
        let name = work.ident(&column.name);
        let retyped = old.is_some_and(|old| old.data_type != column.data_type);
        let image = cast(work, new, column, &name).filter(|_| retyped);
        let mut value = image.unwrap_or_else(|| name.clone());
        let tightens = old.is_some_and(|old| old.nullable) && !column.nullable && !is_rowid(new, column);
        if let Some(sql) = fill(work, new, column).sql.filter(|_| tightens) {
            value = format!("coalesce({value}, {})", sql.replace("{}", "rowid"));
        }
        names.push(name);
        values.push(value);
    }
    if names.is_empty() {
        return "DEFAULT VALUES".to_owned();
    }
    format!("({}) SELECT {}", names.join(", "), values.join(", "))
}

/// The rows as they are now, with the values that only the kept table has.
fn copy_back(work: &Work, mid: &Table, new: &Table, added: &[&Column], next: &str, kept: &str) -> String {
    let own = work.quote(&new.name);
    let changed: HashSet<Id> = mid
        .columns
        .iter()
        .filter(|old| {
            new.columns.iter().find(|column| column.id == old.id).is_none_or(|column| column.data_type != old.data_type)
        })
        .map(|old| old.id)
        .collect();
    let rowids = has_rowid(mid) && has_rowid(new);
    let join = match archive::key(mid, &changed) {
        Some(key) => {
            key.iter().map(|name| format!("kept.{0} = here.{0}", work.ident(name))).collect::<Vec<_>>().join(" AND ")
        }
        None if rowids => "kept.rowid = here.rowid".to_owned(),
        None => {
            let shared = mid.columns.iter().filter(|column| !changed.contains(&column.id));
            let same: Vec<String> =
                shared.map(|column| format!("kept.{0} IS here.{0}", work.ident(&column.name))).collect();
            if same.is_empty() { "1".to_owned() } else { same.join(" AND ") }
        }
    };
    let mut names = Vec::new();
    let mut values = Vec::new();
    if rowids && !mid.columns.iter().any(|column| is_rowid(mid, column)) {
        names.push("rowid".to_owned());
        values.push("here.rowid".to_owned());
    }
    for old in mid.columns.iter().filter(|column| column.generated.is_none()) {
        let name = work.ident(&old.name);
        let column = new.columns.iter().find(|column| column.id == old.id);
        let mut value = match column {
            None => format!("kept.{name}"),
            Some(column) if column.generated.is_some() => format!("kept.{name}"),
            // An equal value is the old one in another spelling; what was changed since stays.
            Some(column) if changed.contains(&old.id) || old.nullable && !column.nullable => {
                let filled = fill(work, new, column)
                    .sql
                    .filter(|_| old.nullable && !column.nullable)
                    .map(|sql| sql.replace("{}", "here.rowid"));
                let empty =
                    filled.map(|sql| format!(" OR kept.{name} IS NULL AND here.{name} IS {sql}")).unwrap_or_default();
                let image = cast(work, new, column, &format!("kept.{name}")).filter(|_| changed.contains(&old.id));
                let same = image.map(|image| format!(" OR here.{name} IS {image}")).unwrap_or_default();
                format!("CASE WHEN kept.{name} IS here.{name}{same}{empty} THEN kept.{name} ELSE here.{name} END")
            }
            Some(_) => format!("here.{name}"),
        };
        if column.is_none() && !old.nullable {
            let filler = old
                .default
                .as_ref()
                .and_then(|_| work.mid.default(old.id))
                .or_else(|| neutral(work, &old.data_type, 0));
            value = filler.map_or(value.clone(), |filler| format!("coalesce({value}, {filler})"));
        }
        names.push(name);
        values.push(value);
    }
    for column in added {
        let name = work.ident(&column.name);
        values.push(format!("here.{name}"));
        names.push(name);
    }
    if names.is_empty() {
        return format!("INSERT INTO {next} DEFAULT VALUES");
    }
    format!(
        "INSERT INTO {next} ({}) SELECT {} FROM {own} AS here LEFT JOIN {kept} AS kept ON {join}",
        names.join(", "),
        values.join(", ")
    )
}

/// The number that an AUTOINCREMENT goes on from.
fn counter(work: &Work, table: &Table, name: &QualifiedName, kept: &QualifiedName) -> Vec<String> {
    let counts =
        |column: &Column| column.identity.as_ref().is_some_and(|identity| identity.numbering == Numbering::Usual);
    if work.dialect != Dialect::Sqlite || !table.columns.iter().any(counts) {
        return Vec::new();
    }
    let (own, kept) = (work.dialect.quote_text(&name.name), work.dialect.quote_text(&kept.name));
    vec![
        format!(
            "INSERT INTO sqlite_sequence (name, seq) SELECT {own}, 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = {own})"
        ),
        format!(
            "UPDATE sqlite_sequence SET seq = max(seq, coalesce((SELECT seq FROM sqlite_sequence WHERE name = {kept}), 0)) WHERE name = {own}"
        ),
    ]
}
