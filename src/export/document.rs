//! A schema's documentation as structure: Markdown and the page are both written from it, so neither parses the other.

use super::Content;
use super::lookup::Lookup;
use crate::nl::{BusinessRule, Enforcement};
use crate::schema::*;
use serde::{Deserialize, Serialize};

/// A piece of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// `level` counts from 1; `anchor` is unique in the document and safe in an attribute or URL.
    Heading {
        level: u8,
        text: String,
        anchor: String,
        subject: Option<Id>,
    },
    Paragraph(Vec<Inline>),
    /// The user's own words.
    Quote(String),
    List(Vec<Vec<Inline>>),
    Table {
        header: Vec<String>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// Text to be shown as it is, with the language for highlighting.
    Code {
        language: String,
        text: String,
    },
}

/// A run of text. All of it is plain text that whoever writes it out has to escape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Inline {
    Text(String),
    Strong(String),
    /// A name, type or expression.
    Code(String),
    /// To a heading's anchor.
    Link {
        text: String,
        anchor: String,
    },
}

/// The documentation of a schema, from overview to open questions. Sections without content are left out.
pub fn document<'a>(content: impl Into<Content<'a>>) -> Vec<Block> {
    let content = content.into();
    let lookup = Lookup::of(&content);
    let mut blocks = overview(&content);
    let body = [
        tables(content.schema, &lookup),
        relationships(content.schema, &lookup),
        types(content.schema),
        views(content.schema),
        other_statements(content.schema),
        decisions(&content, &lookup),
        assumptions(&content),
        questions(&content),
        rules(&content, &lookup),
    ]
    .concat();
    blocks.extend(contents(&body));
    blocks.extend(body);
    blocks
}

fn headings(of: &[&str]) -> Vec<String> {
    of.iter().map(|heading| (*heading).to_owned()).collect()
}

fn overview(content: &Content) -> Vec<Block> {
    let schema = content.schema;
    let title = if content.title.is_empty() { "Database schema" } else { content.title };
    let columns = schema.tables.iter().map(|table| table.columns.len()).sum();
    let figures = [
        count(schema.tables.len(), "table", "tables"),
        count(columns, "column", "columns"),
        count(schema.relationship_count(), "relationship", "relationships"),
    ];
    let mut blocks = vec![heading(1, title, "overview"), Block::Paragraph(vec![text(figures.join(", ") + ".")])];
    if !content.description.trim().is_empty() {
        blocks.push(Block::Quote(content.description.trim().to_owned()));
    }
    blocks
}

/// Links to every section and table that follows.
fn contents(body: &[Block]) -> Vec<Block> {
    let link = |block: &Block| match block {
        Block::Heading { level: 2 | 3, text, anchor, .. } => {
            Some(vec![Inline::Link { text: text.clone(), anchor: anchor.clone() }])
        }
        _ => None,
    };
    let links: Vec<_> = body.iter().filter_map(link).collect();
    if links.is_empty() { Vec::new() } else { vec![heading(2, "Contents", "contents"), Block::List(links)] }
}

fn tables(schema: &Schema, lookup: &Lookup) -> Vec<Block> {
    section("Tables", "tables", schema.tables.iter().flat_map(|t| table(lookup, t)).collect())
}

fn table(lookup: &Lookup, table: &Table) -> Vec<Block> {
    let title =
        Block::Heading { level: 3, text: table.name.to_string(), anchor: anchor_of(table.id), subject: Some(table.id) };
    let mut blocks = vec![title];
    let purpose = || lookup.purpose(table.id).map(|decision| decision.why.clone());
    if let Some(purpose) = table.comment.clone().or_else(purpose) {
        blocks.push(Block::Paragraph(vec![text(purpose)]));
    }
    blocks.push(Block::Table {
        header: headings(&["Column", "Type", "Null", "Default", "Key", "Description"]),
        rows: table.columns.iter().map(|column| column_row(lookup, table, column)).collect(),
    });
    let outgoing = table.foreign_keys.iter().map(|key| foreign_key(lookup, key));
    let incoming = lookup
        .incoming(&table.name)
        .iter()
        .map(|(child, key)| vec![text("referenced by "), link(child), text(" "), code(list(&key.columns))]);
    blocks.extend(listed("Relationships", outgoing.chain(incoming).collect()));
    blocks.extend(listed("Constraints", constraints(table)));
    blocks.extend(listed("Indexes", table.indexes.iter().map(|index| index_line(lookup, index)).collect()));
    if let Some(partitioning) = &table.partitioning {
        let keys: Vec<&str> = partitioning.keys.iter().map(Expression::as_str).collect();
        let method = format!("{:?}", partitioning.method).to_lowercase();
        blocks.push(Block::Paragraph(vec![
            text(format!("Partitioned by {method} of ")),
            code(keys.join(", ")),
            text(format!(" into {}.", count(partitioning.partitions.len(), "partition", "partitions"))),
        ]));
    }
    blocks
}

fn column_row(lookup: &Lookup, table: &Table, column: &Column) -> Vec<Vec<Inline>> {
    let mut keys = Vec::new();
    if table.in_primary_key(&column.name) {
        keys.push(text("PK"));
    }
    for key in table.foreign_keys.iter().filter(|key| key.columns.contains(&column.name)) {
        if !keys.is_empty() {
            keys.push(text(", "));
        }
        keys.push(text("FK to "));
        keys.push(match lookup.table(&key.references.table) {
            Some(parent) => link(parent),
            None => code(key.references.table.to_string()),
        });
    }
    if table.is_unique(std::slice::from_ref(&column.name)) && table.key_columns() != [column.name.clone()] {
        let separator = if keys.is_empty() { "" } else { ", " };
        keys.push(text(format!("{separator}unique")));
    }
    let default = match (&column.default, &column.identity, &column.generated) {
        (_, _, Some(generated)) => vec![text("computed: "), code(generated.expression.as_str())],
        (_, Some(_), _) => vec![text("assigned by the database")],
        (Some(default), _, _) => vec![code(default.as_str())],
        _ => Vec::new(),
    };
    vec![
        vec![code(column.name.as_str())],
        vec![code(column.data_type.to_string())],
        vec![text(if column.nullable { "yes" } else { "no" })],
        default,
        keys,
        column.comment.iter().map(|comment| text(comment.as_str())).collect(),
    ]
}

fn foreign_key(lookup: &Lookup, key: &ForeignKey) -> Vec<Inline> {
    let parent = lookup.table(&key.references.table);
    let to = parent.map_or_else(|| code(key.references.table.to_string()), link);
    let mut line =
        vec![code(list(&key.columns)), text(" references "), to, text(" "), code(list(lookup.referenced_columns(key)))];
    for (event, action) in [("delete", key.on_delete), ("update", key.on_update)] {
        if action != Action::NoAction {
            line.push(text(format!(", on {event} {}", action.sql().to_lowercase())));
        }
    }
    line
}

fn constraints(table: &Table) -> Vec<Vec<Inline>> {
    let named = |kind: &str, name: &Option<String>, rule: String| {
        let mut line = vec![text(format!("{kind} ")), code(rule)];
        line.extend(name.iter().flat_map(|name| [text(" named "), code(name.as_str())]));
        line
    };
    let primary = table.primary_key.iter().map(|key| named("primary key", &key.name, list(&key.columns)));
    let uniques = table.uniques.iter().map(|key| named("unique", &key.name, list(&key.columns)));
    let checks = table.checks.iter().map(|check| named("check", &check.name, check.expression.to_string()));
    let exclusions = table.exclusions.iter().map(|exclusion| {
        let element = |e: &ExclusionElement| format!("{} with {}", e.expression, e.operator);
        let elements: Vec<String> = exclusion.elements.iter().map(element).collect();
        named("exclusion", &exclusion.name, elements.join(", "))
    });
    primary.chain(uniques).chain(checks).chain(exclusions).collect()
}

fn index_line(lookup: &Lookup, index: &Index) -> Vec<Inline> {
    let mut line = Vec::new();
    if index.unique {
        line.push(text("unique "));
    }
    let part = |key: &IndexKey| {
        let part = key.part.as_str();
        if key.descending { format!("{part} desc") } else { part.to_owned() }
    };
    line.push(code(list(&index.keys.iter().map(part).collect::<Vec<_>>())));
    line.extend(index.method.iter().flat_map(|method| [text(" using "), code(method.as_str())]));
    if !index.include.is_empty() {
        line.extend([text(" including "), code(list(&index.include))]);
    }
    line.extend(index.predicate.iter().flat_map(|predicate| [text(" where "), code(predicate.as_str())]));
    line.extend(index.name.iter().flat_map(|name| [text(" named "), code(name.as_str())]));
    let reason = lookup.reason(index.id);
    line.extend(reason.map(|decision| text(format!(": {}", decision.why))));
    line
}

fn relationships(schema: &Schema, lookup: &Lookup) -> Vec<Block> {
    let rows: Vec<(&Table, &ForeignKey)> =
        schema.tables.iter().flat_map(|child| child.foreign_keys.iter().map(move |key| (child, key))).collect();
    let row = |(child, key): &(&Table, &ForeignKey)| {
        let parent = lookup.table(&key.references.table);
        vec![
            vec![link(child)],
            vec![code(list(&key.columns))],
            vec![parent.map_or_else(|| code(key.references.table.to_string()), link)],
            vec![text(cardinality(child, key))],
            vec![text(key.on_delete.sql().to_lowercase())],
        ]
    };
    if rows.is_empty() {
        return Vec::new();
    }
    let header = headings(&["Child", "Columns", "Parent", "Cardinality", "On delete"]);
    section("Relationships", "relationships", vec![Block::Table { header, rows: rows.iter().map(row).collect() }])
}

/// Child to parent: how many rows stand on either side.
fn cardinality(child: &Table, key: &ForeignKey) -> &'static str {
    let optional = key.columns.iter().any(|name| child.column(name).is_some_and(|column| column.nullable));
    match (child.is_unique(&key.columns), optional) {
        (true, false) => "zero or one to exactly one",
        (true, true) => "zero or one to zero or one",
        (false, false) => "many to exactly one",
        (false, true) => "many to zero or one",
    }
}

fn types(schema: &Schema) -> Vec<Block> {
    let enums = schema.enums.iter().map(|object| {
        let values: Vec<String> = object.values.iter().map(|value| Expression::text(value).0).collect();
        vec![code(object.name.to_string()), text(" is one of "), code(values.join(", "))]
    });
    let domains = schema.domains.iter().map(|domain| {
        let mut line = vec![code(domain.name.to_string()), text(" is "), code(domain.data_type.to_string())];
        for check in &domain.checks {
            line.extend([text(" with "), code(check.expression.as_str())]);
        }
        line
    });
    section("Types", "types", bullets(enums.chain(domains).collect()))
}

fn views(schema: &Schema) -> Vec<Block> {
    let view = |view: &View| {
        let kind = if view.materialized { " (materialized)" } else { "" };
        let title = Block::Heading {
            level: 3,
            text: format!("{}{kind}", view.name),
            anchor: anchor_of(view.id),
            subject: Some(view.id),
        };
        [title, Block::Code { language: "sql".to_owned(), text: view.query.clone() }]
    };
    section("Views", "views", schema.views.iter().flat_map(view).collect())
}

fn other_statements(schema: &Schema) -> Vec<Block> {
    let code = |object: &Opaque| Block::Code { language: "sql".to_owned(), text: object.sql.clone() };
    section("Other statements", "other-statements", schema.opaque.iter().map(code).collect())
}

fn decisions(content: &Content, lookup: &Lookup) -> Vec<Block> {
    if content.decisions.is_empty() {
        return Vec::new();
    }
    // What was decided about an element that is gone explains nothing any more.
    let row = |decision: &Decision| {
        let about = lookup.element(decision.subject)?;
        Some(vec![
            vec![code(about)],
            vec![text(decision.what.as_str())],
            vec![text(decision.why.as_str())],
            vec![text(decision.alternative.as_deref().unwrap_or_default())],
            vec![text(percent(decision.confidence))],
        ])
    };
    let rows = content.decisions.iter().filter_map(row).collect();
    let header = headings(&["About", "Decision", "Reason", "Not done", "Confidence"]);
    section("Decisions", "decisions", vec![Block::Table { header, rows }])
}

fn assumptions(content: &Content) -> Vec<Block> {
    let line = |assumption: &crate::nl::Assumption| vec![text(assumption.text.as_str())];
    section("Assumptions", "assumptions", bullets(content.assumptions.iter().map(line).collect()))
}

fn questions(content: &Content) -> Vec<Block> {
    let open = content.questions.iter().filter(|question| !content.is_answered(question));
    let line = |question: &Question| {
        let mut line = vec![Inline::Strong(question.text.clone()), text(format!(" {}", question.why))];
        if let Some(answer) = content.chosen(question) {
            line.push(text(format!(" Assumed for now: {}.", answer.label.trim_end_matches('.'))));
        }
        line
    };
    section("Open questions", "open-questions", bullets(open.map(line).collect()))
}

fn rules(content: &Content, lookup: &Lookup) -> Vec<Block> {
    let held = |rule: &BusinessRule| match &rule.enforcement {
        Enforcement::Constraint(id) => {
            Some(vec![text(rule.text.as_str()), text(" Held by "), code(lookup.element(*id).unwrap_or_default())])
        }
        Enforcement::Suggested(_) => None,
    };
    let open = |rule: &BusinessRule| match &rule.enforcement {
        Enforcement::Constraint(_) => None,
        Enforcement::Suggested(way) => Some(vec![text(rule.text.as_str()), text(format!(" {way}"))]),
    };
    let mut blocks =
        section("Rules that the schema holds", "rules-held", bullets(content.rules.iter().filter_map(held).collect()));
    blocks.extend(section(
        "Rules that no constraint holds",
        "rules-open",
        bullets(content.rules.iter().filter_map(open).collect()),
    ));
    blocks
}

/// A second-level section, or nothing where it would be empty.
fn section(title: &str, anchor: &str, body: Vec<Block>) -> Vec<Block> {
    if body.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![heading(2, title, anchor)];
    blocks.extend(body);
    blocks
}

fn bullets(items: Vec<Vec<Inline>>) -> Vec<Block> {
    if items.is_empty() { Vec::new() } else { vec![Block::List(items)] }
}

/// A list below a line that names it, within a table's section.
fn listed(title: &str, items: Vec<Vec<Inline>>) -> Vec<Block> {
    if items.is_empty() {
        return Vec::new();
    }
    vec![Block::Paragraph(vec![Inline::Strong(title.to_owned())]), Block::List(items)]
}

fn heading(level: u8, text: &str, anchor: &str) -> Block {
    Block::Heading { level, text: text.to_owned(), anchor: anchor.to_owned(), subject: None }
}

fn anchor_of(id: Id) -> String {
    format!("element-{}", id.0)
}

fn link(table: &Table) -> Inline {
    Inline::Link { text: table.name.to_string(), anchor: anchor_of(table.id) }
}

fn text(text: impl Into<String>) -> Inline {
    Inline::Text(text.into())
}

fn code(text: impl Into<String>) -> Inline {
    Inline::Code(text.into())
}

fn list(names: &[String]) -> String {
    format!("({})", names.join(", "))
}

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

fn percent(confidence: f32) -> String {
    format!("{:.0} %", confidence * 100.0)
}
