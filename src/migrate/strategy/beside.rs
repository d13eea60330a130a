//! A type change that would write the whole table under a lock goes by a second column beside the first.
//!
//! The new column is filled by a trigger for what is written and in batches for what is there, is proved and indexed, and
//! then takes the old one's name in a moment. From then on the old column follows by a trigger, so that the way back is a
//! moment, too, until the contract phase archives and drops it.
//!
//! Sources: the rules P19, M8 and O3 of the literature on changes without downtime (pgroll's and gh-ost's way; Oracle
//! refuses another type for a column with values). Columns of keys, references, checks, expressions and partitions stay
//! with the plain form, since these would have to be built anew as well.

use super::index::{concurrent, hold, online};
use super::rename::renamed_part;
use super::retype::{cast, converted, judged, mysql_loosely};
use crate::dialect::Dialect;
use crate::migrate::archive;
use crate::migrate::backfill::in_batches;
use crate::migrate::convert::{Conversion, conversion, is_metadata_only};
use crate::migrate::ddl;
use crate::migrate::plan::{Effect, Hold, Stage, Statement};
use crate::migrate::step::Step;
use crate::migrate::work::Work;
use crate::schema::{Change, Column, ColumnType, Id, Index, Object, QualifiedName, Schema, Table};
use crate::sql::Pieces;
use std::collections::HashSet;

/// The columns of tables that stay which change their type this way.
pub(in crate::migrate) fn columns(mid: &Schema, new: &Schema, dialect: Dialect) -> HashSet<Id> {
    let mut found = HashSet::new();
    let pairs = mid.tables.iter().filter_map(|old| Some((old, new.tables.iter().find(|table| table.id == old.id)?)));
    for (old_table, new_table) in pairs {
        for old in &old_table.columns {
            let Some(column) = new_table.columns.iter().find(|column| column.id == old.id) else { continue };
            let plain = takes_it(mid, old, column, dialect) && is_free(mid, old_table, old, dialect);
            if plain && is_free(new, new_table, column, dialect) {
                found.insert(old.id);
            }
        }
        // An index can be built beside for one of its columns; the others change in place.
        for index in &old_table.indexes {
            let own = index.columns().into_iter().filter_map(|name| old_table.column(name)).map(|column| column.id);
            let shared: Vec<Id> = own.filter(|id| found.contains(id)).skip(1).collect();
            found.retain(|id| !shared.contains(id));
        }
    }
    found
}

/// Indexes that such columns have in both schemas; they are built beside as well.
pub(in crate::migrate) fn indexes(mid: &Schema, new: &Schema, columns: &HashSet<Id>) -> HashSet<Id> {
    let mut found = HashSet::new();
    for table in mid.tables.iter().filter(|table| table.columns.iter().any(|column| columns.contains(&column.id))) {
        let Some(wanted) = new.table_by_id(table.id) else { continue };
        let beside = |name: &str| table.column(name).is_some_and(|column| columns.contains(&column.id));
        let stays = |index: &&Index| wanted.indexes.contains(index) && index.columns().iter().any(|name| beside(name));
        found.extend(table.indexes.iter().filter(stays).map(|index| index.id));
    }
    found
}

fn takes_it(schema: &Schema, old: &Column, column: &Column, dialect: Dialect) -> bool {
    let named = |column: &Column| matches!(column.data_type, ColumnType::Named(_) | ColumnType::Other(_));
    let domain = |column: &Column| match &column.data_type {
        ColumnType::Named(name) => schema.enum_named(name).is_none(),
        ColumnType::Array(_) => true,
        _ => false,
    };
    let possible = match dialect {
        Dialect::PostgreSql => !domain(old) && !domain(column),
        Dialect::MySql | Dialect::MariaDb => !named(old) && !named(column),
        Dialect::Oracle => {
            let grows = conversion(&old.data_type, &column.data_type) == Conversion::Exact;
            !(grows && old.data_type.is_numeric() && column.data_type.is_numeric())
        }
        _ => false,
    };
    let ordinary =
        |column: &Column| column.generated.is_none() && column.identity.is_none() && column.options.is_empty();
    possible
        && old.data_type != column.data_type
        && ordinary(old)
        && ordinary(column)
        && old.collation == column.collation
        && (column.nullable || !old.nullable)
        && !is_metadata_only(&old.data_type, &column.data_type, dialect)
}

/// Whether nothing but plain indexes rests on the column.
fn is_free(schema: &Schema, table: &Table, column: &Column, dialect: Dialect) -> bool {
    let name = &column.name;
    let keyed = table.in_primary_key(name)
        || table.in_foreign_key(name)
        || table.uniques.iter().any(|key| key.columns.contains(name))
        || table.checks.iter().any(|check| check.expression.mentions(name))
        || table.exclusions.iter().any(|exclusion| exclusion.elements.iter().any(|e| e.expression.mentions(name)))
        || table.columns.iter().filter_map(|c| c.generated.as_ref()).any(|g| g.expression.mentions(name));
    let referred = || {
        let keys = schema.tables.iter().flat_map(|child| &child.foreign_keys);
        keys.filter(|key| key.references.table == table.name).any(|key| schema.referenced_columns(key).contains(name))
    };
    let in_place = table.partitioning.is_some()
        || matches!(dialect, Dialect::MySql | Dialect::MariaDb)
            && (!ddl::is_online_in_mysql(table) || table.options.iter().any(|(name, _)| name == "PARTITION BY"));
    !keyed && !in_place && table.indexes.iter().all(|index| is_plain(index, name)) && !referred()
}

/// Whether an index does not know the column, or only as one of its keys.
fn is_plain(index: &Index, name: &str) -> bool {
    let plain =
        index.keys.iter().all(|key| key.as_column().is_some_and(|own| own != name || key.operator_class.is_none()));
    let knows = index.keys.iter().any(|key| match key.as_column() {
        Some(own) => own == name,
        None => true,
    }) || index.include.iter().any(|own| own == name);
    let condition = index.predicate.as_ref().is_some_and(|predicate| predicate.mentions(name));
    !condition && (!knows || plain && !index.unique && index.method.is_none())
}

pub(super) fn steps(work: &Work) -> Vec<Step> {
    let mut steps = Vec::new();
    for (mid, new) in work.kept_tables() {
        for (old, column) in work.kept_columns(mid, new) {
            if work.affected.beside.contains(&old.id) {
                steps.extend(Beside::new(work, mid, new, old, column).steps());
            }
        }
    }
    steps
}

/// A column on its way from one type to another.
struct Beside<'w, 's> {
    work: &'w Work<'s>,
    mid: &'w Table,
    new: &'w Table,
    old: &'w Column,
    column: &'w Column,
    /// The new column's name until it takes the place.
    staged: String,
    /// The old column's name from then on.
    former: String,
}

impl<'w, 's> Beside<'w, 's> {
    fn new(work: &'w Work<'s>, mid: &'w Table, new: &'w Table, old: &'w Column, column: &'w Column) -> Self {
        let beside = |suffix: &str| work.dialect.fitting_name(&format!("{}__{suffix}", column.name));
        Self { work, mid, new, old, column, staged: beside("new"), former: beside("old") }
    }

    fn steps(&self) -> Vec<Step> {
        let mut steps = vec![self.add(), self.fill()];
        steps.extend(self.prove());
        steps.extend(self.build_indexes());
        steps.push(self.switch());
        steps.extend(self.drop_indexes());
        steps.push(self.contract());
        steps
    }

    fn is_mysql(&self) -> bool {
        matches!(self.work.dialect, Dialect::MySql | Dialect::MariaDb)
    }

    fn own(&self) -> String {
        self.work.quote(&self.new.name)
    }

    fn step(&self, stage: Stage, title: &'static str) -> Step {
        Step::new(stage, title).on(&self.new.name)
    }

    /// A change of the catalog.
    fn brief(&self, sql: impl Into<String>) -> Statement {
        Statement::new(sql).holds(Hold::Everything, Effect::Catalog, &self.new.name)
    }

    /// The value of `place` in the other type, and the functions that it needs.
    fn value(&self, forward: bool, place: &str) -> (String, Vec<(String, String)>) {
        let (work, pair) = (self.work, (self.old, self.column));
        let mut helpers = Vec::new();
        let value = match work.dialect {
            Dialect::PostgreSql => converted(work, self.new, pair, forward, place, &mut helpers),
            Dialect::Oracle => {
                let types = (work.mid.column_type(self.old.id), work.new.column_type(self.column.id));
                let (before, after) = (types.0.unwrap_or_default(), types.1.unwrap_or_default());
                let (from, to) = if forward { (before, after) } else { (after, before) };
                cast(place, &from, &to, &to)
            }
            _ => place.to_owned(),
        };
        (value, helpers.into_iter().map(|(create, drop, _)| (create, drop)).collect())
    }

    /// The statements that keep one column as the other is, and those that end it.
    fn sync(&self, forward: bool) -> (Vec<String>, Vec<String>) {
        let work = self.work;
        let (source, target) =
            if forward { (&self.column.name, &self.staged) } else { (&self.column.name, &self.former) };
        let (source, target, own) = (work.ident(source), work.ident(target), self.own());
        let direction = if forward { "sync" } else { "sync_back" };
        let base =
            work.dialect.fitting_name(&format!("zz_architect_{}_{}_{direction}", self.new.name.name, self.column.name));
        let trigger = work.ident(&base);
        match work.dialect {
            Dialect::PostgreSql => {
                let place = format!("{}__{direction}", self.column.name);
                let function = work.quote(&archive::place(work, &self.new.name, &place));
                let value = self.value(forward, &format!("NEW.{source}")).0;
                let set = match forward {
                    true => format!("NEW.{target} := {value};"),
                    // A value that nobody touched since keeps its old form.
                    false => format!(
                        "IF TG_OP = 'INSERT' OR NEW.{source}::text IS DISTINCT FROM OLD.{source}::text THEN\n        NEW.{target} := {value};\n    END IF;"
                    ),
                };
                let create = vec![
                    format!(
                        "CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $sync$\nBEGIN\n    {set}\n    RETURN NEW;\nEND\n$sync$"
                    ),
                    format!(
                        "CREATE TRIGGER {trigger} BEFORE INSERT OR UPDATE ON {own} FOR EACH ROW EXECUTE FUNCTION {function}()"
                    ),
                ];
                (create, vec![format!("DROP TRIGGER {trigger} ON {own}"), format!("DROP FUNCTION {function}()")])
            }
            Dialect::Oracle => {
                let value = self.value(forward, &format!(":NEW.{source}")).0;
                let set = match forward {
                    true => format!(":NEW.{target} := {value};"),
                    false => format!(
                        "IF INSERTING OR UPDATING('{}') THEN\n        :NEW.{target} := {value};\n    END IF;",
                        self.column.name.to_uppercase()
                    ),
                };
                let create = format!(
                    "CREATE TRIGGER {trigger} BEFORE INSERT OR UPDATE ON {own} FOR EACH ROW\nBEGIN\n    {set}\nEND;"
                );
                (vec![create], vec![format!("DROP TRIGGER {trigger}")])
            }
            _ => {
                let name = |event: &str| work.ident(&work.dialect.fitting_name(&format!("{base}_{event}")));
                let made = |event: &str, body: String| {
                    format!("CREATE TRIGGER {} BEFORE {event} ON {own} FOR EACH ROW {body}", name(event))
                };
                let set = format!("SET NEW.{target} = NEW.{source}");
                let on_update = match forward {
                    true => set.clone(),
                    false => {
                        format!("SET NEW.{target} = IF(NEW.{source} <=> OLD.{source}, NEW.{target}, NEW.{source})")
                    }
                };
                let create = self.loosely(vec![made("INSERT", set), made("UPDATE", on_update)]);
                let drop = ["INSERT", "UPDATE"].map(|event| format!("DROP TRIGGER {}", name(event)));
                (create, drop.to_vec())
            }
        }
    }

    /// MySQL's values that do not fit become the nearest ones that do, as they are archived.
    fn loosely(&self, statements: Vec<String>) -> Vec<String> {
        if self.is_mysql() { mysql_loosely(statements) } else { statements }
    }

    fn add(&self) -> Step {
        let (work, own) = (self.work, self.own());
        let mut step = self.step(Stage::Expand, "Add new column beside the old one");
        let mut made = HashSet::new();
        for forward in [true, false] {
            for (create, drop) in self.value(forward, "NULL").1 {
                if made.insert(create.clone()) {
                    let why = "Converts what can be converted and gives NULL for what cannot.";
                    let cleanup = drop.replacen("DROP FUNCTION", "DROP FUNCTION IF EXISTS", 1);
                    step = step.run(Statement::new(create).back(drop).keeps(cleanup).why(why));
                }
            }
        }
        let open = Column { name: self.staged.clone(), nullable: true, default: None, ..self.column.clone() };
        let definition = work.new.column_like(self.column.id, &open).unwrap_or_default();
        let mut sql = ddl::add_columns(work, &self.new.name, std::slice::from_ref(&definition));
        if self.is_mysql() {
            sql = format!("{sql} AFTER {}", work.ident(&self.column.name));
        }
        let drop = ddl::drop_columns(work, &self.new.name, std::slice::from_ref(&self.staged));
        step = step
            .uses(definition)
            .run(self.brief(sql).back(drop).why("Only the catalog changes; the application does not see the column."));
        if let Some(default) = work.new.default(self.column.id).filter(|_| work.dialect == Dialect::PostgreSql) {
            let name = work.ident(&self.staged);
            step = step
                .uses(default.as_str())
                .run(self.brief(format!("ALTER TABLE {own} ALTER COLUMN {name} SET DEFAULT {default}")));
        }
        let (create, drop) = self.sync(true);
        let why = "Whatever is written to the old column is written to the new one, in the new type.";
        let mut back = Some(drop);
        for sql in create {
            let hold = if sql.starts_with("CREATE TRIGGER") { Hold::Writes } else { Hold::Schema };
            let statement = Statement::new(sql).back_all(back.take().into_iter().flatten()).why(why);
            step = step.run(statement.holds(hold, Effect::Catalog, &self.new.name));
        }
        step
    }

    fn fill(&self) -> Step {
        let work = self.work;
        let (name, source) = (work.ident(&self.staged), work.ident(&self.column.name));
        let (value, _) = self.value(true, &source);
        let condition = match self.is_mysql() {
            true => format!("{name} IS NULL AND {source} IS NOT NULL"),
            false => format!("{name} IS NULL AND {value} IS NOT NULL"),
        };
        let mut step = self.step(Stage::Backfill, "Backfill data");
        let mut batches = in_batches(work, self.new, &[(self.staged.clone(), value)], &condition);
        if self.is_mysql() {
            // The procedure keeps the mode in which it was made.
            let mode = self.loosely(Vec::new()).into_iter().map(Statement::new).collect::<Vec<_>>();
            let rest = batches.split_off(2.min(batches.len()));
            batches =
                mode.iter().take(2).cloned().chain(batches).chain(mode.iter().skip(2).cloned()).chain(rest).collect();
        }
        step = step.run_all(batches);
        step
    }

    /// The new column as the schema wants it, before anybody sees it.
    fn prove(&self) -> Option<Step> {
        let work = self.work;
        let staged = Column { name: self.staged.clone(), ..self.column.clone() };
        let mut step = self.step(Stage::Switch, "Prove new column");
        if self.is_mysql() {
            let definition = work.new.column_like(self.column.id, &staged)?;
            let sql = format!("ALTER TABLE {} MODIFY COLUMN {definition}", self.own());
            let statement = Statement::new(sql).holds(Hold::Schema, Effect::Scan, &self.new.name);
            return step.run(statement.why("Default, comment and NOT NULL come before the column is used.")).some();
        }
        if !self.column.nullable {
            let strict = super::not_null::strict(work, self.new, &staged);
            step = Step { title: step.title, stage: step.stage, ..strict };
        }
        if work.dialect == Dialect::Oracle
            && let Some(default) = work.new.default(self.column.id)
        {
            let sql = format!("ALTER TABLE {} MODIFY ({} DEFAULT {default})", self.own(), work.ident(&self.staged));
            step = step.run(self.brief(sql));
        }
        let comment = self.column.comment.as_deref();
        let comment =
            work.new.comment("COLUMN", &self.new.name, Some(&self.staged), comment).filter(|_| comment.is_some());
        step.run_all(comment.map(Statement::new)).some()
    }

    /// The indexes of the column, with the column under another name.
    fn indexes(&self, table: &Table, name: &str) -> Vec<(String, String)> {
        let mut alone = Schema::new();
        alone.tables.push(Table { foreign_keys: Vec::new(), ..table.clone() });
        let _ = alone.apply(&Change::Rename { id: self.column.id, name: QualifiedName::new(name) });
        let pieces = Pieces::of(&alone, self.work.dialect);
        let own = table.indexes.iter().filter(|index| self.work.affected.beside.contains(&index.id));
        let own = own.filter(|index| {
            index
                .columns()
                .iter()
                .chain(&index.include.iter().map(String::as_str).collect::<Vec<_>>())
                .any(|own| *own == self.column.name)
        });
        let made = |index: &Index| {
            let given = self.work.old_name(index.id)?.to_owned();
            let named = if name == self.former { self.aside(&given) } else { given.clone() };
            Some((given, pieces.create_index(index.id, &named)?))
        };
        own.filter_map(made).collect()
    }

    fn aside(&self, index: &str) -> String {
        self.work.dialect.fitting_name(&format!("{index}__old"))
    }

    fn part(&self, name: &str) -> Option<Object> {
        let own = |index: &&Index| self.work.old_name(index.id) == Some(name);
        self.mid.indexes.iter().find(own).cloned().map(Object::Index)
    }

    fn build_indexes(&self) -> Option<Step> {
        let work = self.work;
        let mut step = self.step(Stage::Switch, "Build indexes of new column");
        for (name, sql) in self.indexes(self.new, &self.staged) {
            let Some(part) = self.part(&name) else { continue };
            let aside = self.aside(&name);
            let renamed = |from: &str, to: &str| renamed_part(work, &self.new.name, &part, from, to);
            let (Some(forth), Some(back)) = (renamed(&name, &aside), renamed(&aside, &name)) else { continue };
            step = step.run(concurrent(
                work,
                Statement::new(forth).back(back).why("Only the name changes; the new index takes it."),
                false,
            ));
            let drop = online(work, self.new, ddl::drop_part(work, &self.new.name, &part, Some(&name)));
            let build = Statement::new(online(work, self.new, sql)).back(drop);
            let build = build.holds(hold(work, false), Effect::Index, &self.new.name);
            step = step.run(concurrent(
                work,
                build.why("The column is searched as fast as the old one from its first moment."),
                false,
            ));
        }
        step.some()
    }

    fn drop_indexes(&self) -> Option<Step> {
        let work = self.work;
        let mut step = self.step(Stage::Contract, "Drop indexes of old column");
        for (name, sql) in self.indexes(self.mid, &self.former) {
            let Some(part) = self.part(&name) else { continue };
            let drop = ddl::drop_part(work, &self.new.name, &part, Some(&self.aside(&name)));
            let statement = Statement::new(online(work, self.new, drop)).back(online(work, self.new, sql));
            step =
                step.run(concurrent(work, statement.holds(hold(work, false), Effect::Catalog, &self.new.name), false));
        }
        step.some()
    }

    fn switch(&self) -> Step {
        let (work, own) = (self.work, self.own());
        let mut step = self.step(Stage::Switch, "Switch columns");
        let lock = |sql: String| {
            Statement::new(sql)
                .why("Nothing is written between the last word of one trigger and the first of the other.")
        };
        if self.is_mysql() {
            step = step.run(lock(format!("LOCK TABLES {own} WRITE")).back("UNLOCK TABLES"));
        }
        let (create, drop) = self.sync(true);
        let mut back = Some(create);
        for sql in drop {
            step = step.run(self.brief(sql).back_all(back.take().into_iter().flatten()));
        }
        let message = format!(
            "From this moment {} of {} has its new type; clients that cannot take it fail.",
            self.column.name, self.new.name
        );
        let name = &self.column.name;
        let renames = match self.is_mysql() {
            true => {
                let [c, staged, former] = [name, &self.staged, &self.former].map(|name| work.ident(name));
                vec![(
                    format!("ALTER TABLE {own} RENAME COLUMN {c} TO {former}, RENAME COLUMN {staged} TO {c}"),
                    format!("ALTER TABLE {own} RENAME COLUMN {c} TO {staged}, RENAME COLUMN {former} TO {c}"),
                )]
            }
            false => {
                let rename = |from: &str, to: &str| ddl::rename_column(work, &self.new.name, from, to);
                vec![
                    (rename(name, &self.former), rename(&self.former, name)),
                    (rename(&self.staged, name), rename(name, &self.staged)),
                ]
            }
        };
        let mut hazard = Some(message);
        for (forth, back) in renames {
            let mut statement = self.brief(forth).back(back).why("Only names change, so the lock is brief.");
            if let Some(message) = hazard.take() {
                statement = statement.hazard("type-switch", message);
            }
            step = step.run(statement);
        }
        let (create, drop) = self.sync(false);
        let mut back = Some(drop);
        for sql in create {
            let statement = self.brief(sql).back_all(back.take().into_iter().flatten());
            step = step.run(statement.why("The old column follows, so that the way back stays open."));
        }
        if self.is_mysql() {
            step = step.run(lock("UNLOCK TABLES".to_owned()).back(format!("LOCK TABLES {own} WRITE")));
        }
        step
    }

    fn contract(&self) -> Step {
        let (work, own) = (self.work, self.own());
        let former = Column { name: self.former.clone(), ..self.old.clone() };
        let lossy = judged(work, self.old, self.column) != Conversion::Exact;
        let title = if lossy { "Archive and drop old column" } else { "Drop old column" };
        let mut step = self.step(Stage::Contract, title);
        let (create, drop) = self.sync(false);
        let mut back = Some(create);
        for sql in drop {
            step = step.run(self.brief(sql).back_all(back.take().into_iter().flatten()));
        }
        let strict = self.tightened(&former);
        if lossy {
            let mut then = self.new.clone();
            then.columns.push(former.clone());
            let archive = archive::columns(work, &then, &[&former], &format!("{}__before", self.column.name));
            let message = format!(
                "Values of {} may not survive the conversion; all of them are archived and come back with the old type.",
                self.column.name
            );
            let statement = Statement::new(archive.create)
                .back_all(archive.restore)
                .back_all(strict.clone())
                .back(archive.drop)
                .keeps(archive.cleanup)
                .holds(Hold::Schema, Effect::Scan, &self.new.name)
                .hazard("lossy-conversion", message)
                .why("The values are copied before the old column goes.");
            step = step.run(statement);
        }
        let open = Column { nullable: true, default: None, ..former.clone() };
        let definition = work.mid.column_like(self.old.id, &open).unwrap_or_default();
        let mut again = vec![ddl::add_columns(work, &self.new.name, &[definition])];
        if self.is_mysql() {
            again.iter_mut().for_each(|sql| sql.push_str(&self.before()));
        }
        let value = self.value(false, &work.ident(&self.column.name)).0;
        again.extend(self.loosely(vec![format!("UPDATE {own} SET {} = {value}", work.ident(&self.former))]));
        if !lossy {
            again.extend(strict);
        }
        let statement = match work.dialect {
            Dialect::Oracle => {
                Statement::new(format!("ALTER TABLE {own} SET UNUSED ({}) ONLINE", work.ident(&self.former)))
                    .keeps(format!("ALTER TABLE {own} DROP UNUSED COLUMNS"))
            }
            _ => Statement::new(ddl::drop_columns(work, &self.new.name, std::slice::from_ref(&self.former))),
        };
        let statement = statement.back_all(again).holds(Hold::Everything, Effect::Catalog, &self.new.name);
        step.run(statement.why("Nobody reads the old column any more; only the catalog changes."))
    }

    /// Where MySQL had the old column.
    fn before(&self) -> String {
        let at = self.new.columns.iter().position(|column| column.id == self.column.id).unwrap_or_default();
        match at.checked_sub(1).and_then(|at| self.new.columns.get(at)) {
            Some(before) => format!(" AFTER {}", self.work.ident(&before.name)),
            None => " FIRST".to_owned(),
        }
    }

    /// Default, comment and NOT NULL of the old column, once it has its values again.
    fn tightened(&self, former: &Column) -> Vec<String> {
        let (work, own) = (self.work, self.own());
        let name = work.ident(&self.former);
        let default = work.mid.default(self.old.id);
        let mut statements = Vec::new();
        match work.dialect {
            Dialect::PostgreSql => {
                statements.extend(
                    default.map(|default| format!("ALTER TABLE {own} ALTER COLUMN {name} SET DEFAULT {default}")),
                );
                if !self.old.nullable {
                    statements.push(format!("ALTER TABLE {own} ALTER COLUMN {name} SET NOT NULL"));
                }
            }
            Dialect::Oracle => {
                statements
                    .extend(default.map(|default| format!("ALTER TABLE {own} MODIFY ({name} DEFAULT {default})")));
                if !self.old.nullable {
                    statements.push(format!("ALTER TABLE {own} MODIFY ({name} NOT NULL)"));
                }
            }
            _ => {
                let definition = work.mid.column_like(self.old.id, former).unwrap_or_default();
                statements.push(format!("ALTER TABLE {own} MODIFY COLUMN {definition}"));
            }
        }
        let comment = self.old.comment.as_deref();
        statements.extend(
            work.mid.comment("COLUMN", &self.new.name, Some(&self.former), comment).filter(|_| comment.is_some()),
        );
        statements
    }
}
