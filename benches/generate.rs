//! How long a description takes to become a diagram, and how that grows with the text: `cargo bench --bench generate`.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use schema_architect::architect::generate;
use schema_architect::dialect::Dialect;
use schema_architect::erd::{LayoutOptions, Positions, SvgOptions, layout, svg};
use schema_architect::nl::Options;
use schema_architect::sql::render;
use std::hint::black_box;

const SHOP: &str = include_str!("../public/examples/e-commerce.txt");

/// Things of different names, so that a longer text has more entities and not the same ones again.
const THINGS: [&str; 10] =
    ["boat", "garden", "engine", "bridge", "tunnel", "poster", "lantern", "blanket", "sculpture", "greenhouse"];

/// A text of four sentences for each of `parts` things, each of which belongs to the one before.
fn text(parts: usize) -> String {
    let name = |part: usize| match part / THINGS.len() {
        0 => THINGS[part].to_owned(),
        group => format!("{} {}", THINGS[group % THINGS.len()], THINGS[part % THINGS.len()]),
    };
    let part = |at: usize| {
        let (own, owner) = (name(at), name(at.saturating_sub(1)));
        format!(
            "Every {own} has a name, a code, a weight and a purchase date. Each {own} belongs to one {owner}. \
             The code of a {own} is unique. A {own} can be open, closed or archived.\n"
        )
    };
    (0..parts).map(part).collect()
}

fn texts(criterion: &mut Criterion) {
    let options = Options::default();
    let mut group = criterion.benchmark_group("generate");
    group.sample_size(10);
    let sized = [1, 10, 100].map(|parts| (format!("{parts} parts"), text(parts)));
    for (name, text) in [("e-commerce".to_owned(), SHOP.to_owned())].into_iter().chain(sized) {
        group.bench_function(BenchmarkId::new("design", &name), |b| b.iter(|| generate(black_box(&text), &options)));
        let project = generate(&text, &options);
        group.bench_function(BenchmarkId::new("layout", &name), |b| {
            b.iter(|| layout(black_box(&project.schema), &Positions::new(), &LayoutOptions::default()));
        });
        group.bench_function(BenchmarkId::new("sql", &name), |b| {
            b.iter(|| render(black_box(&project.schema), Dialect::PostgreSql));
        });
        group.bench_function(BenchmarkId::new("svg", &name), |b| {
            b.iter(|| {
                svg(black_box(&project.schema), &project.positions, &project.annotations, &SvgOptions::default())
            });
        });
    }
    group.finish();
}

criterion_group!(benches, texts);
criterion_main!(benches);
