//! How the discovery of dependencies grows with rows and with columns: `cargo bench --bench discover`.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use schema_architect::normalize::{DiscoveryOptions, Sample, discover};
use std::hint::black_box;

/// Rows of numbers: columns repeat after a key, some depend on others, the rest comes from a fixed sequence.
fn sample(rows: usize, columns: usize) -> Sample {
    let mut state = 0x2545_f491_4f6c_dd1du64;
    let mut next = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let mut texts: Vec<Vec<String>> = Vec::with_capacity(rows);
    for row in 0..rows {
        let mut values: Vec<u64> = vec![row as u64];
        for column in 1..columns {
            values.push(match column % 4 {
                // Determined by the column before.
                2 => values[column - 1] / 3,
                0 => next(40),
                1 => next(1000),
                _ => next(4),
            });
        }
        texts.push(values.iter().map(u64::to_string).collect());
    }
    let names: Vec<String> = (0..columns).map(|at| format!("c{at}")).collect();
    let records: Vec<Vec<&str>> = texts.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    Sample::of(&names.iter().map(String::as_str).collect::<Vec<_>>(), &records)
}

fn growth(criterion: &mut Criterion) {
    let options = DiscoveryOptions::default();
    let mut group = criterion.benchmark_group("discover");
    group.sample_size(10);
    for rows in [100, 1_000, 10_000, 100_000] {
        let sample = sample(rows, 8);
        group.bench_function(BenchmarkId::new("rows", rows), |b| b.iter(|| discover(black_box(&sample), &options)));
    }
    for columns in [5, 10, 15, 20] {
        let sample = sample(1_000, columns);
        group.bench_function(BenchmarkId::new("columns", columns), |b| {
            b.iter(|| discover(black_box(&sample), &options));
        });
    }
    group.finish();
}

criterion_group!(benches, growth);
criterion_main!(benches);
