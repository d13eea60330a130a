//! How fast dumps are read, and that the time grows with their size and not faster.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use schema_architect::dialect::Dialect;
use schema_architect::sql;
use std::hint::black_box;

/// A mysqldump of about this many bytes: a table, then 500 of its rows, again and again.
fn dump(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 50_000);
    let mut table = 0;
    while text.len() < bytes {
        table += 1;
        text += &format!(
            "CREATE TABLE `t{table}` (\n  `id` int(11) NOT NULL AUTO_INCREMENT,\n  `name` varchar(80) DEFAULT NULL,\n  \
             `parent_id` int(11) DEFAULT NULL,\n  PRIMARY KEY (`id`),\n  KEY `by_name` (`name`)\n) ENGINE=InnoDB;\n\
             INSERT INTO `t{table}` VALUES "
        );
        for row in 0..500 {
            let comma = if row > 0 { "," } else { "" };
            text += &format!("{comma}({row},'it\\'s row; ({row})',NULL)");
        }
        text += ";\n";
    }
    text
}

fn import(c: &mut Criterion) {
    let mut group = c.benchmark_group("import");
    group.sample_size(10);
    for megabytes in [1, 5, 10, 50] {
        let script = dump(megabytes * 1_000_000);
        group.throughput(Throughput::Bytes(script.len() as u64));
        group.bench_with_input(BenchmarkId::new("mysqldump", format!("{megabytes} MB")), &script, |b, script| {
            b.iter(|| sql::parse(black_box(script), Dialect::MySql));
        });
    }
    group.finish();
}

criterion_group!(benches, import);
criterion_main!(benches);
