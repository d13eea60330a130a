//! Graphs with our own layouts and routes, as JSON lines, for `benches/layouts.mjs` to compare with other tools:
//! `cargo bench --bench drawings -- [FILE.sql]...`.

use schema_architect::architect;
use schema_architect::dialect::Dialect;
use schema_architect::erd::{Edge, LayoutOptions, Positions, layout, route, sample, table_size};
use schema_architect::nl::Options;
use schema_architect::project::{Kind, recognize};
use schema_architect::schema::Schema;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Instant;

fn main() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut files: Vec<_> =
        std::fs::read_dir(corpus).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    for file in files {
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        println!("{}", drawing(&name, &architect::generate(&text, &Options::default()).schema));
    }
    for tables in [60, 200, 500] {
        println!("{}", drawing(&format!("made, {tables} tables"), &sample::synthetic(tables, 1)));
    }
    for file in std::env::args().skip(1).filter(|argument| argument.ends_with(".sql")) {
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        let dialect = match recognize(&file, &text) {
            Kind::Sql(Some(dialect)) => dialect,
            _ => Dialect::PostgreSql,
        };
        let name = Path::new(&file).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        println!("{}", drawing(&name, &architect::import(&text, dialect).schema));
    }
}

/// Sizes and links of a schema, and what our layout and router make of them.
fn drawing(name: &str, schema: &Schema) -> Value {
    let begin = Instant::now();
    let positions = layout(schema, &Positions::new(), &LayoutOptions::default());
    let placed = begin.elapsed();
    let edges = route(schema, &positions);
    let routed = begin.elapsed() - placed;
    let tables = schema.tables.iter().map(|table| {
        let (size, at) = (table_size(table), positions[&table.id]);
        json!({"id": table.id, "width": size.width, "height": size.height, "x": at.x, "y": at.y})
    });
    let tables: Vec<Value> = tables.collect();
    let line = |edge: &Edge| {
        let points: Vec<[f64; 2]> = edge.points.iter().map(|point| [point.x, point.y]).collect();
        json!({"child": edge.child.table, "parent": edge.parent.table, "points": points})
    };
    let edges: Vec<Value> = edges.iter().map(line).collect();
    json!({
        "name": name, "tables": tables, "edges": edges,
        "layout_ms": placed.as_secs_f64() * 1e3, "route_ms": routed.as_secs_f64() * 1e3,
    })
}
