//! How layout and routing grow with the number of tables: `cargo bench --bench layout`.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use schema_architect::erd::{
    Annotations, LayoutOptions, Point, Positions, Router, SvgOptions, layout, route, sample, svg,
};
use std::hint::black_box;

fn growth(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("diagram");
    group.sample_size(10);
    for tables in [10, 100, 1_000] {
        let schema = sample::synthetic(tables, 1);
        let options = LayoutOptions::default();
        let positions = layout(&schema, &Positions::new(), &options);
        group.bench_function(BenchmarkId::new("layout", tables), |b| {
            b.iter(|| layout(black_box(&schema), &Positions::new(), &options));
        });
        group.bench_function(BenchmarkId::new("route", tables), |b| {
            b.iter(|| route(black_box(&schema), &positions));
        });
        group.bench_function(BenchmarkId::new("svg", tables), |b| {
            b.iter(|| svg(black_box(&schema), &positions, &Annotations::default(), &SvgOptions::default()));
        });
        // One step of dragging a table: its edges are routed anew.
        let moved = schema.tables[tables / 2].id;
        let mut router = Router::new(&schema, &positions);
        let mut shift = 0.0;
        group.bench_function(BenchmarkId::new("drag", tables), |b| {
            b.iter(|| {
                shift = (shift + 3.0) % 60.0;
                router.place(&[(moved, positions[&moved] + Point::new(shift, shift))])
            });
        });
    }
    group.finish();
}

criterion_group!(benches, growth);
criterion_main!(benches);
