//! How comparing grows with the number of tables: `cargo bench --bench diff`.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use schema_architect::dialect::Dialect;
use schema_architect::diff::{self, Options, report};
use schema_architect::erd::sample;
use schema_architect::schema::{Change, Column, ColumnType, Object, Schema};
use std::hint::black_box;

/// The schema with every tenth table widened, every twentieth stripped of a column and every fiftieth renamed.
fn edited(schema: &Schema) -> Schema {
    let mut edited = schema.clone();
    for (at, table) in schema.tables.iter().enumerate() {
        let mut changes = Vec::new();
        if at % 10 == 3 {
            let column = Column::new(edited.fresh_id(), "added_for_the_benchmark", ColumnType::Text);
            changes.push(Change::Add { parent: Some(table.id), object: Object::Column(column), at: None });
        }
        if at % 20 == 7
            && let Some(column) = table.columns.last()
        {
            changes.extend(edited.drop_with_dependents(column.id));
        }
        if at % 50 == 11 {
            let name = format!("{}_renamed", table.name.name).as_str().into();
            changes.push(Change::Rename { id: table.id, name });
        }
        for change in &changes {
            edited.apply(change).expect("the change fits");
        }
    }
    edited
}

fn growth(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("diff");
    group.sample_size(10);
    let options = Options::of(Dialect::PostgreSql);
    for tables in [10, 100, 1_000] {
        let from = sample::synthetic(tables, 1);
        let to = edited(&from);
        group.bench_function(BenchmarkId::new("same", tables), |b| {
            b.iter(|| diff::compare(black_box(&from), &from, &options));
        });
        group.bench_function(BenchmarkId::new("edited", tables), |b| {
            b.iter(|| diff::diff(black_box(&from), &to, &options));
        });
        group.bench_function(BenchmarkId::new("new", tables), |b| {
            b.iter(|| diff::compare(black_box(&Schema::new()), &to, &options));
        });
        // Nothing in common: every table is weighed against others.
        let mut other = to.clone();
        other.tables = renamed(&to);
        group.bench_function(BenchmarkId::new("other", tables), |b| {
            b.iter(|| diff::diff(black_box(&from), &other, &options));
        });
        let found = diff::diff(&from, &to, &options);
        group.bench_function(BenchmarkId::new("report", tables), |b| {
            b.iter(|| report::json(black_box(&from), &found, options.dialect, false));
        });
    }
    group.finish();
}

/// The tables under names that have nothing to do with the old ones.
fn renamed(schema: &Schema) -> Vec<schema_architect::schema::Table> {
    let mut tables = schema.tables.clone();
    for (at, table) in tables.iter_mut().enumerate() {
        table.name = format!("zz{at}").as_str().into();
        table.foreign_keys.clear();
    }
    tables
}

criterion_group!(benches, growth);
criterion_main!(benches);
