//! How long a comparison and its plan take, and how that grows with the number of tables: `cargo bench --bench migrate`.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use schema_architect::dialect::Dialect;
use schema_architect::diff::{self, Options as DiffOptions};
use schema_architect::erd::sample::synthetic;
use schema_architect::migrate::{Options, plan};
use schema_architect::schema::{Column, ColumnType, Id, Schema};
use std::hint::black_box;

/// Every third table gets a column, every fifth loses its last one's default.
fn changed(schema: &Schema) -> Schema {
    let mut changed = schema.clone();
    for (at, table) in changed.tables.iter_mut().enumerate() {
        if at % 3 == 0 {
            table.columns.push(Column::new(Id(0), "added_later", ColumnType::varchar(255)));
        }
        if at % 5 == 0 {
            table.columns.iter_mut().rev().take(1).for_each(|column| column.nullable = true);
        }
    }
    changed.number();
    changed
}

fn growth(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("migrate");
    group.sample_size(10);
    for tables in [10, 100, 1_000] {
        let from = synthetic(tables, 1);
        let to = changed(&from);
        let options = DiffOptions::of(Dialect::PostgreSql);
        group.bench_function(BenchmarkId::new("diff", tables), |b| {
            b.iter(|| diff::compare(black_box(&from), &to, &options));
        });
        let target = from.applied(&diff::compare(&from, &to, &options)).unwrap_or_default();
        group.bench_function(BenchmarkId::new("plan", tables), |b| {
            b.iter(|| plan(black_box(&from), &target, Dialect::PostgreSql, &Options::default()));
        });
    }
    group.finish();
}

criterion_group!(benches, growth);
criterion_main!(benches);
