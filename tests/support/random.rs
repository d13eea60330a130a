//! Random schemas that a database would take, and random changes to them.

#[path = "dice.rs"]
mod dice;

use dice::Dice;
use proptest::prelude::*;
use schema_architect::schema::*;

const NAMES: [&str; 10] =
    ["users", "orders", "Line Items", "select", "größe", "a_b", "userRoles", "it's", "x\"y", "tags"];
const COLUMNS: [&str; 9] = ["id", "name", "Order", "price", "created at", "user", "größe", "qty", "say \"hi\""];

/// Schemas with up to five tables whose foreign keys, keys, checks and indexes fit together.
pub fn schema() -> impl Strategy<Value = Schema> {
    any::<u64>().prop_map(|seed| build(&mut Dice(seed)))
}

/// The same with what stands beside tables: a sequence behind a default, a domain, views over tables and views, triggers
/// and routines as text.
#[allow(dead_code)]
pub fn rich_schema() -> impl Strategy<Value = Schema> {
    any::<u64>().prop_map(|seed| {
        let dice = &mut Dice(seed);
        let mut schema = build(dice);
        enrich(dice, &mut schema);
        schema.number();
        schema
    })
}

fn enrich(dice: &mut Dice, schema: &mut Schema) {
    if dice.one_in(2) {
        let (id, name) = (Id(0), "numbers".into());
        let (start, data_type, owned_by) = (Some(7), None, None);
        let sequence = Sequence {
            id,
            name,
            start,
            data_type,
            owned_by,
            increment: None,
            min: None,
            max: None,
            cache: None,
            cycle: dice.one_in(2),
        };
        schema.sequences.push(sequence);
        let integers = schema.tables.iter_mut().flat_map(|table| &mut table.columns);
        if let Some(column) = integers.into_iter().find(|column| column.data_type == ColumnType::Integer) {
            column.default = Some("nextval('numbers')".into());
        }
    }
    if dice.one_in(2) {
        schema.domains.push(Domain {
            id: Id(0),
            name: "email".into(),
            data_type: ColumnType::Text,
            nullable: dice.one_in(2),
            default: None,
            checks: vec![Check::new(Id(0), "VALUE LIKE '%@%'".into())],
            comment: None,
        });
    }
    for place in 0..dice.below(4) {
        let Some(table) = schema.tables.get(dice.below(schema.tables.len())) else { break };
        let column = Expression::identifier(&table.columns[dice.below(table.columns.len())].name);
        let source = match schema.views.last().filter(|_| dice.one_in(3)) {
            Some(view) => view.name.name.clone(),
            None => table.name.name.clone(),
        };
        schema.views.push(View {
            id: Id(0),
            name: format!("view_{}", place * 2 + dice.below(2)).as_str().into(),
            columns: Vec::new(),
            query: format!("SELECT {column} FROM {}", Expression::identifier(&source)),
            materialized: dice.one_in(4),
            comment: None,
            options: Vec::new(),
        });
    }
    for place in 0..dice.below(3) {
        let Some(table) = schema.tables.get(dice.below(schema.tables.len())) else { break };
        let (kind, sql) = match dice.one_in(2) {
            true => ("function", format!("CREATE FUNCTION f{place}() RETURNS int AS $$ SELECT {place} $$")),
            false => (
                "trigger",
                format!("CREATE TRIGGER t{place} ON {} CALL f0()", Expression::identifier(&table.name.name)),
            ),
        };
        schema.opaque.push(Opaque {
            id: Id(0),
            kind: kind.to_owned(),
            name: Some(if kind == "function" { format!("f{place}") } else { format!("t{place}") }.as_str().into()),
            table: None,
            sql,
            origin: "postgresql".to_owned(),
            depends_on: vec![table.name.clone()],
        });
    }
}

fn build(dice: &mut Dice) -> Schema {
    let mut schema = Schema::new();
    if dice.one_in(2) {
        let values = vec!["open".to_owned(), "it's paid".to_owned()];
        schema.enums.push(EnumType { id: Id(0), name: "status_kind".into(), values, comment: None });
    }
    let count = dice.below(5);
    for name in NAMES.iter().cycle().skip(dice.below(NAMES.len())).take(count) {
        let table = table(dice, name, &schema);
        schema.tables.push(table);
    }
    for child in 0..schema.tables.len() {
        if dice.one_in(2) {
            relate(dice, &mut schema, child);
        }
    }
    schema.number();
    schema
}

fn table(dice: &mut Dice, name: &str, schema: &Schema) -> Table {
    let mut table = Table::new(Id(0), name);
    table.columns.push(Column::new(Id(0), "key", ColumnType::BigInt));
    if dice.one_in(2) {
        table.columns[0].identity =
            Some(Identity { always: false, start: None, increment: None, ..Identity::default() });
    }
    table.primary_key = Some(PrimaryKey::on(Id(0), vec!["key".to_owned()]));
    let count = dice.below(COLUMNS.len());
    for name in COLUMNS.iter().take(count) {
        table.columns.push(column(dice, name, schema));
    }
    if dice.one_in(3) {
        table.comment = Some("What it's for".to_owned());
    }
    let integers = table.columns.iter().find(|column| column.data_type == ColumnType::Integer).map(|c| c.name.clone());
    if let Some(name) = integers {
        let expression = Expression::new(format!("{} >= 0", Expression::identifier(&name)));
        table.checks.push(Check { id: Id(0), name: Some(format!("{name}_positive")), expression, options: Vec::new() });
        if dice.one_in(2) {
            table.indexes.push(Index::on(Id(0), &[&name]));
        } else {
            table.uniques.push(Unique {
                id: Id(0),
                name: Some(format!("{}_{name}_unique", table.name)),
                columns: vec![name],
                nulls_not_distinct: false,
                deferrable: Deferrable::No,
                options: Vec::new(),
            });
        }
    }
    table
}

fn column(dice: &mut Dice, name: &str, schema: &Schema) -> Column {
    let types = [
        ColumnType::Integer,
        ColumnType::Boolean,
        ColumnType::varchar(40),
        ColumnType::Text,
        ColumnType::decimal(10, 2),
        ColumnType::timestamptz(),
        ColumnType::Date,
        ColumnType::Uuid,
        ColumnType::Json { binary: true },
        ColumnType::Double,
        ColumnType::Blob,
    ];
    let mut column = Column::new(Id(0), name, dice.pick(&types).clone());
    if let Some(kind) = schema.enums.first().filter(|_| dice.one_in(5)) {
        column.data_type = ColumnType::Named(kind.name.clone());
    }
    column.nullable = dice.one_in(2);
    column.default = match &column.data_type {
        _ if dice.one_in(2) => None,
        ColumnType::Integer => Some("7".into()),
        ColumnType::Boolean => Some("FALSE".into()),
        ColumnType::Varchar { .. } => Some(Expression::text("it's")),
        ColumnType::Timestamp { .. } => Some("CURRENT_TIMESTAMP".into()),
        ColumnType::Uuid => Some("gen_random_uuid()".into()),
        _ => None,
    };
    if dice.one_in(4) {
        column.comment = Some("Its \"meaning\" \\ 'here'".to_owned());
    }
    column
}

fn relate(dice: &mut Dice, schema: &mut Schema, child: usize) {
    let parent = schema.tables[dice.below(schema.tables.len())].name.clone();
    let table = &mut schema.tables[child];
    let mut column = Column::new(Id(0), "parent_key", ColumnType::BigInt);
    column.nullable = true;
    table.columns.push(column);
    table.foreign_keys.push(ForeignKey {
        id: Id(0),
        name: dice.one_in(2).then(|| format!("fk_{child}")),
        columns: vec!["parent_key".to_owned()],
        references: Reference { table: parent, columns: vec!["key".to_owned()] },
        on_delete: *dice.pick(&[Action::NoAction, Action::Cascade, Action::SetNull]),
        on_update: Action::NoAction,
        deferrable: Deferrable::No,
        options: Vec::new(),
    });
}

/// A change that may or may not fit the schema; `None` where there is nothing to change.
pub fn changes(schema: &mut Schema, seed: u64) -> Option<Change> {
    let dice = &mut Dice(seed);
    let table = schema.tables.get(dice.below(schema.tables.len().max(1)))?.clone();
    let mut ids = vec![table.id];
    ids.extend(table.part_ids());
    ids.extend(schema.enums.iter().map(|o| o.id));
    let id = *dice.pick(&ids);
    let fresh = schema.fresh_id();
    Some(match dice.below(7) {
        0 => {
            let mut added = self::table(dice, dice_name(seed), schema);
            let mut whole = Schema::new();
            whole.reserve_id(fresh);
            added.comment = None;
            whole.tables.push(added);
            whole.number();
            Change::Add { parent: None, object: Object::Table(whole.tables.remove(0)), at: Some(dice.below(4)) }
        }
        1 => {
            let mut added = column(dice, dice_name(seed), schema);
            added.id = fresh;
            Change::Add { parent: Some(table.id), object: Object::Column(added), at: Some(dice.below(4)) }
        }
        2 => Change::Drop { id },
        3 => Change::Rename { id, name: dice_name(seed).into() },
        4 => Change::Move { id, at: dice.below(5) },
        5 => {
            let mut object = schema.object(id)?;
            match &mut object {
                Object::Column(column) => column.nullable = !column.nullable,
                Object::Table(table) => table.comment = Some("changed".to_owned()),
                Object::Check(check) => check.name = None,
                Object::Index(index) => index.unique = !index.unique,
                Object::ForeignKey(key) => key.on_update = Action::Cascade,
                Object::Enum(object) => object.values.push("more".to_owned()),
                _ => {}
            }
            Change::Modify { object }
        }
        _ => {
            let columns: Vec<&str> = table.columns.iter().take(2).map(|column| column.name.as_str()).collect();
            Change::Add { parent: Some(table.id), object: Object::Index(Index::on(fresh, &columns)), at: None }
        }
    })
}

/// Names that are sometimes taken already.
fn dice_name(seed: u64) -> &'static str {
    const SOME: [&str; 6] = ["users", "name", "renamed", "Other Name", "price", "key"];
    SOME[(seed % SOME.len() as u64) as usize]
}
