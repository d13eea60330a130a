//! How long the rules take, and how that grows with the number of tables: `cargo bench --bench lint`.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use schema_architect::dialect::Dialect;
use schema_architect::erd::sample::synthetic;
use schema_architect::lint::{Options, check, check_script};
use schema_architect::sql::{parse, render};
use std::hint::black_box;

fn growth(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("lint");
    group.sample_size(10);
    let options = Options::default();
    for tables in [10, 100, 1_000] {
        let schema = synthetic(tables, 1);
        group.bench_function(BenchmarkId::new("schema", tables), |b| {
            b.iter(|| check(black_box(&schema), Dialect::PostgreSql, &options));
        });
        // With places and comments, as the command line does it.
        let script = render(&schema, Dialect::PostgreSql).script(Dialect::PostgreSql);
        let read = parse(&script, Dialect::PostgreSql).schema;
        group.bench_function(BenchmarkId::new("script", tables), |b| {
            b.iter(|| check_script(black_box(&script), &read, Dialect::PostgreSql, &options));
        });
    }
    group.finish();
}

criterion_group!(benches, growth);
criterion_main!(benches);
