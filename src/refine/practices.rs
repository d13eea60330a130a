//! Changes that touch many tables: soft deletion, times of change, audit, tenants, currencies.

use super::columns::index_on;
use super::draft::Draft;
use super::forms::{first, parts};
use super::items::{Item, items, noun};
use super::place::{self, Place};
use super::word::{Word, phrase};
use super::{limits, relations, tables};
use crate::schema::*;

type Done = Result<(), String>;

/// Adds a column with a reason unless the table has one of that name.
fn ensure(
    draft: &mut Draft,
    table: Id,
    name: &str,
    data_type: ColumnType,
    default: Option<&str>,
    why: &str,
) -> Result<Option<Id>, String> {
    let name = draft.naming.spell(name);
    if draft.table(table)?.column(&name).is_some() {
        return Ok(None);
    }
    let id = draft.schema.fresh_id();
    let mut column = Column::new(id, name.as_str(), data_type);
    column.nullable = default.is_none();
    column.default = default.map(Expression::from);
    draft.add(table, Object::Column(column))?;
    draft.explain(id, Topic::Convention, format!("{name} is kept of each row"), why);
    Ok(Some(id))
}

pub fn soft_delete_all(draft: &mut Draft, _: &[&[Word]]) -> Done {
    let tables = place::all(&draft.schema);
    soft_deleted(draft, tables)
}

pub fn soft_delete(draft: &mut Draft, captured: &[&[Word]]) -> Done {
    let tables = place::tables(&draft.schema, first(captured))?;
    soft_deleted(draft, tables)
}

fn soft_deleted(draft: &mut Draft, tables: Vec<Id>) -> Done {
    draft.label("Soft delete");
    let mut with_keys = Vec::new();
    for table in tables {
        let why = "A deleted row stays and is only marked, so that it can come back and what refers to it stays whole.";
        let added = ensure(draft, table, "deleted at", ColumnType::timestamptz(), None, why)?;
        let owner = draft.table(table)?;
        if added.is_some() && !owner.uniques.is_empty() {
            with_keys.push(owner.name.to_string());
        }
    }
    if !with_keys.is_empty() {
        draft.assume(format!(
            "Unique keys of {} count deleted rows too: a deleted value is not free again.",
            with_keys.join(", ")
        ));
    }
    Ok(())
}

pub fn timestamps_all(draft: &mut Draft, _: &[&[Word]]) -> Done {
    let tables = place::all(&draft.schema);
    timestamped(draft, tables)
}

pub fn timestamps(draft: &mut Draft, captured: &[&[Word]]) -> Done {
    let tables = place::tables(&draft.schema, first(captured))?;
    timestamped(draft, tables)
}

fn timestamped(draft: &mut Draft, tables: Vec<Id>) -> Done {
    draft.label("Add times of creation and change");
    for table in tables {
        for name in ["created at", "updated at"] {
            let why = "Support and audits ask for it sooner or later.";
            ensure(draft, table, name, ColumnType::timestamptz(), Some("CURRENT_TIMESTAMP"), why)?;
        }
    }
    Ok(())
}

pub fn audit_columns_all(draft: &mut Draft, _: &[&[Word]]) -> Done {
    let tables = place::all(&draft.schema);
    audited(draft, tables)
}

pub fn audit_columns(draft: &mut Draft, captured: &[&[Word]]) -> Done {
    let tables = place::tables(&draft.schema, first(captured))?;
    audited(draft, tables)
}

/// As [`audit_columns`]; for a column, its history tells who and when.
pub fn audit_columns_of(draft: &mut Draft, captured: &[&[Word]]) -> Done {
    match place::tables(&draft.schema, first(captured)) {
        Ok(tables) => audited(draft, tables),
        Err(why) => super::keep::history(draft, captured).map_err(|_| why),
    }
}

/// Who made and last changed a row, as a reference to the users where there are any.
fn audited(draft: &mut Draft, tables: Vec<Id>) -> Done {
    draft.label("Add audit columns");
    timestamped(draft, tables.clone())?;
    for table in tables {
        by_whom(draft, table, "created by")?;
        by_whom(draft, table, "updated by")?;
    }
    Ok(())
}

/// A column for somebody: a reference to the users where there are any, or a name.
pub fn by_whom(draft: &mut Draft, table: Id, name: &str) -> Done {
    let why = "Tells who did it.";
    let Some((person, key, data_type)) = people(draft) else {
        return ensure(draft, table, name, ColumnType::varchar(100), None, why).map(|_| ());
    };
    let Some(column) = ensure(draft, table, name, data_type, None, why)? else { return Ok(()) };
    let column = draft.column(column)?.1.name.clone();
    let key = ForeignKey {
        on_delete: Action::SetNull,
        ..ForeignKey::on(draft.schema.fresh_id(), vec![column.clone()], Reference { table: person, columns: vec![key] })
    };
    let id = key.id;
    draft.add(table, Object::ForeignKey(key))?;
    draft.explain(id, Topic::Relationship, format!("{column} refers to who did it"), "The trail outlives the account.");
    index_on(draft, table, &[column])
}

/// The table of those who use the system, with its key.
pub fn people(draft: &Draft) -> Option<(QualifiedName, String, ColumnType)> {
    let found = ["user", "account", "employee", "staff", "member"]
        .iter()
        .find_map(|name| place::table_called(&draft.schema, name))?;
    let [key] = found.key_columns() else { return None };
    Some((found.name.clone(), key.clone(), found.column(key)?.data_type.clone()))
}

/// A table of every change, with the row before and after.
pub fn audit_log(draft: &mut Draft, _: &[&[Word]]) -> Done {
    let name = tables::table_name(draft, "audit log");
    if draft.schema.table_named(&name).is_some() {
        return Ok(());
    }
    draft.label(format!("Add {name}"));
    let id = tables::add_empty(draft, &name)?;
    let why = "Every change of every row, written by triggers or by the application; rows are only added.";
    draft.explain(id, Topic::Entity, format!("{name} is a table of its own"), why);
    let values = ["insert", "update", "delete"].map(str::to_owned);
    for (column, data_type, nullable) in [
        ("table name", ColumnType::varchar(128), false),
        ("row key", ColumnType::varchar(255), false),
        ("action", ColumnType::varchar(20), false),
        ("old values", ColumnType::Json { binary: true }, true),
        ("new values", ColumnType::Json { binary: true }, true),
        ("changed by", people(draft).map_or(ColumnType::varchar(100), |(_, _, key)| key), true),
    ] {
        let name = draft.naming.spell(column);
        let new = Column { nullable, ..Column::new(draft.schema.fresh_id(), name, data_type) };
        let place = Place { table: id, column: new.id };
        draft.add(id, Object::Column(new))?;
        if column == "action" {
            limits::only_values(draft, place, &values)?;
        }
    }
    ensure(draft, id, "changed at", ColumnType::timestamptz(), Some("CURRENT_TIMESTAMP"), "When it happened.")?;
    index_on(draft, id, &[draft.naming.spell("table name"), draft.naming.spell("row key")])
}

/// Every row belongs to one tenant, and keys are unique within a tenant.
pub fn multi_tenant(draft: &mut Draft, _: &[&[Word]]) -> Done {
    tenants(draft, "tenant")
}

/// `make it multi-tenant by {company}`.
pub fn tenants_by(draft: &mut Draft, captured: &[&[Word]]) -> Done {
    let [_, name] = parts(captured)?;
    tenants(draft, &singular(&phrase(noun(name))))
}

/// What a system is shared by, where only their number is spoken of.
const TENANTS: [&str; 26] = [
    "tenant",
    "clinic",
    "school",
    "company",
    "store",
    "shop",
    "organization",
    "organisation",
    "client",
    "branch",
    "hospital",
    "library",
    "team",
    "franchise",
    "gym",
    "restaurant",
    "hotel",
    "agency",
    "firm",
    "club",
    "business",
    "institution",
    "university",
    "workspace",
    "practice",
    "office",
];

/// `support several {clinics}`.
pub fn many_tenants(draft: &mut Draft, captured: &[&[Word]]) -> Done {
    let name = singular(&phrase(noun(first(captured))));
    let is_tenant = name.rsplit(' ').next().is_some_and(|last| TENANTS.contains(&last));
    if !is_tenant || name.split(' ').count() > 2 {
        return Err(String::new());
    }
    tenants(draft, &name)
}

fn tenants(draft: &mut Draft, name: &str) -> Done {
    draft.label("Make the schema multi-tenant");
    let parts: Vec<Id> = draft.schema.tables.iter().map(|table| table.id).collect();
    let tenants = match place::table_called(&draft.schema, name) {
        Some(table) => table.id,
        None => tables::add_named(
            draft,
            name,
            &[Item { name: "name".to_owned(), optional: Some(false), ..Item::default() }],
        )?,
    };
    for table in parts.into_iter().filter(|table| *table != tenants) {
        relations::refer(draft, table, tenants, Some(false))?;
        let (owner, parent) = (draft.table(table)?, draft.table(tenants)?.name.clone());
        let key = owner.foreign_keys.iter().find(|key| key.references.table == parent).map(|key| key.columns.clone());
        let Some(own) = key else { continue };
        let widened =
            |unique: &Unique| Unique { columns: [own.clone(), unique.columns.clone()].concat(), ..unique.clone() };
        let keys: Vec<Unique> = owner
            .uniques
            .iter()
            .filter(|unique| !unique.columns.iter().any(|c| own.contains(c)))
            .map(widened)
            .collect();
        for key in keys {
            let (id, columns) = (key.id, key.columns.join(", "));
            // Foreign keys that rest on the narrow key would lose it.
            if draft.make(Change::Modify { object: Object::Unique(key) }).is_ok() {
                draft.explain(id, Topic::Key, format!("({columns}) is unique"), "Two tenants may use the same value.");
            }
        }
    }
    draft.assume(format!("Rows that exist belong to one first {name}, which a migration creates."));
    draft.assume(format!("Every query names the {name}; row-level security can enforce it where the database has it."));
    Ok(())
}

pub fn multi_currency_all(draft: &mut Draft, _: &[&[Word]]) -> Done {
    let amounts: Vec<Place> = draft.schema.tables.iter().flat_map(|table| amounts(table, "")).collect();
    with_currency(draft, amounts)
}

/// `make prices multi-currency`: the amounts of that name, or of that table.
pub fn multi_currency(draft: &mut Draft, captured: &[&[Word]]) -> Done {
    let words = first(captured);
    if let Ok(place) = place::column(&draft.schema, words) {
        return with_currency(draft, vec![place]);
    }
    let mut found = Vec::new();
    for item in items(words) {
        match place::table_called(&draft.schema, &item.name) {
            Some(table) => found.extend(amounts(table, "")),
            None if matches!(
                item.name.as_str(),
                "it" | "everything" | "schema" | "amounts" | "money" | "all amounts"
            ) =>
            {
                found.extend(draft.schema.tables.iter().flat_map(|table| amounts(table, "")));
            }
            None => found.extend(draft.schema.tables.iter().flat_map(|table| amounts(table, &item.name))),
        }
    }
    with_currency(draft, found)
}

/// Columns of exact decimals that hold money, by the words of a name where one is given.
fn amounts(table: &Table, name: &str) -> Vec<Place> {
    const MONEY: [&str; 14] = [
        "price", "amount", "cost", "fee", "total", "subtotal", "salary", "balance", "tax", "payment", "charge",
        "budget", "revenue", "discount",
    ];
    let wanted = place::base(name);
    let is_money = |column: &&Column| {
        let words = place::base(&column.name);
        matches!(column.data_type, ColumnType::Decimal { .. })
            && if wanted.is_empty() {
                words.iter().any(|word| MONEY.contains(&word.as_str()))
            } else {
                words.iter().any(|word| wanted.contains(word))
            }
    };
    table.columns.iter().filter(is_money).map(|column| Place { table: table.id, column: column.id }).collect()
}

fn with_currency(draft: &mut Draft, amounts: Vec<Place>) -> Done {
    if amounts.is_empty() {
        return Err(
            "No column holds an amount of money. Say which, as in \"make the price of products multi-currency\"."
                .to_owned(),
        );
    }
    draft.label("Keep the currency of each amount");
    let mut tables: Vec<Id> = amounts.iter().map(|place| place.table).collect();
    tables.dedup();
    for table in tables {
        let why = "An amount means nothing without its currency, a code of three letters (ISO 4217).";
        let Some(id) = ensure(draft, table, "currency", ColumnType::Char { length: 3 }, Some("'USD'"), why)? else {
            continue;
        };
        let other = "A table of prices by product and currency, where one thing has several prices at the same time.";
        let what = "currency stands beside the amounts of the row".to_owned();
        draft.decide(id, Topic::Attribute, what, "All amounts of a row are in one currency.", Some(other));
    }
    draft.assume("Amounts that exist are taken for US dollars; change the default of currency if they are not.");
    Ok(())
}
