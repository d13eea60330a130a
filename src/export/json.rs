//! The schema as plain JSON for scripts: names instead of ids, types in their neutral spelling.

use super::Content;
use super::lookup::Lookup;
use crate::nl::{BusinessRule, Enforcement};
use crate::schema::*;
use serde::Serialize;

/// Pretty JSON with a line feed at its end. What is empty is left out, except what a reader relies on (`nullable`,
/// `primary_key`, `unique`, `foreign_keys`).
pub fn json<'a>(content: impl Into<Content<'a>>) -> String {
    let root = Root::from(&content.into());
    // Only maps with keys that are not strings could fail, and there are none.
    serde_json::to_string_pretty(&root).map(|text| text + "\n").unwrap_or_default()
}

#[derive(Serialize)]
struct Root<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    schemas: Vec<NamespaceForm<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    enums: Vec<EnumForm<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    domains: Vec<DomainForm<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sequences: Vec<SequenceForm>,
    tables: Vec<TableForm<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    views: Vec<ViewForm<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other: Vec<OpaqueForm<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    decisions: Vec<DecisionForm<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    questions: Vec<QuestionForm<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    assumptions: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rules: Vec<RuleForm<'a>>,
}

#[derive(Serialize)]
struct NamespaceForm<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<&'a str>,
}

#[derive(Serialize)]
struct EnumForm<'a> {
    name: String,
    values: &'a [String],
}

#[derive(Serialize)]
struct DomainForm<'a> {
    name: String,
    r#type: String,
    nullable: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    checks: Vec<CheckForm<'a>>,
}

#[derive(Serialize)]
struct SequenceForm {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    increment: Option<i64>,
}

#[derive(Serialize)]
struct TableForm<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<&'a str>,
    columns: Vec<ColumnForm<'a>>,
    primary_key: &'a [String],
    unique: Vec<&'a [String]>,
    foreign_keys: Vec<ForeignKeyForm<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    checks: Vec<CheckForm<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    exclusions: Vec<ExclusionForm<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    indexes: Vec<IndexForm<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    partitioning: Option<&'a Partitioning>,
}

#[derive(Serialize)]
struct ColumnForm<'a> {
    name: &'a str,
    r#type: String,
    nullable: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    generated: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    collation: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<&'a str>,
}

#[derive(Serialize)]
struct ForeignKeyForm<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    columns: &'a [String],
    references: ReferenceForm<'a>,
    on_delete: String,
    on_update: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    deferrable: Option<Deferrable>,
}

#[derive(Serialize)]
struct ReferenceForm<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<&'a str>,
    table: &'a str,
    columns: &'a [String],
}

#[derive(Serialize)]
struct CheckForm<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    expression: &'a str,
}

#[derive(Serialize)]
struct ExclusionForm<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    method: &'a str,
    elements: &'a [ExclusionElement],
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    predicate: Option<&'a str>,
}

#[derive(Serialize)]
struct IndexForm<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    columns: Vec<&'a str>,
    unique: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    include: &'a [String],
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    predicate: Option<&'a str>,
}

#[derive(Serialize)]
struct ViewForm<'a> {
    name: String,
    query: &'a str,
    materialized: bool,
}

#[derive(Serialize)]
struct OpaqueForm<'a> {
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    sql: &'a str,
}

#[derive(Serialize)]
struct DecisionForm<'a> {
    about: String,
    topic: Topic,
    what: &'a str,
    why: &'a str,
    confidence: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    alternative: Option<&'a str>,
    source: Source,
    #[serde(skip_serializing_if = "<[Span]>::is_empty")]
    spans: &'a [Span],
}

#[derive(Serialize)]
struct QuestionForm<'a> {
    id: &'a str,
    text: &'a str,
    why: &'a str,
    answers: Vec<AnswerForm<'a>>,
    /// The answer that the schema rests on.
    answer: &'a str,
}

#[derive(Serialize)]
struct AnswerForm<'a> {
    label: &'a str,
    effect: &'a str,
}

#[derive(Serialize)]
struct RuleForm<'a> {
    text: &'a str,
    /// The constraint that holds the rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    constraint: Option<String>,
    /// What has to be done outside the schema to hold it.
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestion: Option<&'a str>,
}

impl<'a> From<&Content<'a>> for Root<'a> {
    fn from(content: &Content<'a>) -> Self {
        let schema = content.schema;
        let lookup = Lookup::of(content);
        Self {
            title: content.title,
            schemas: schema.namespaces.iter().map(namespace).collect(),
            enums: schema.enums.iter().map(|o| EnumForm { name: o.name.to_string(), values: &o.values }).collect(),
            domains: schema.domains.iter().map(domain).collect(),
            sequences: schema.sequences.iter().map(sequence).collect(),
            tables: schema.tables.iter().map(|o| table(&lookup, o)).collect(),
            views: schema.views.iter().map(view).collect(),
            other: schema.opaque.iter().map(opaque).collect(),
            decisions: content.decisions.iter().map(|o| decision(&lookup, o)).collect(),
            questions: content.questions.iter().map(|o| question(o, content.chosen(o))).collect(),
            assumptions: content.assumptions.iter().map(|o| o.text.as_str()).collect(),
            rules: content.rules.iter().map(|o| rule(&lookup, o)).collect(),
        }
    }
}

fn namespace(o: &Namespace) -> NamespaceForm<'_> {
    NamespaceForm { name: &o.name, comment: o.comment.as_deref() }
}

fn domain(o: &Domain) -> DomainForm<'_> {
    DomainForm {
        name: o.name.to_string(),
        r#type: o.data_type.to_string(),
        nullable: o.nullable,
        default: o.default.as_ref().map(Expression::as_str),
        checks: o.checks.iter().map(check).collect(),
    }
}

fn sequence(o: &Sequence) -> SequenceForm {
    SequenceForm { name: o.name.to_string(), start: o.start, increment: o.increment }
}

fn table<'a>(lookup: &Lookup<'a>, o: &'a Table) -> TableForm<'a> {
    TableForm {
        name: &o.name.name,
        schema: o.name.namespace.as_deref(),
        comment: o.comment.as_deref(),
        columns: o.columns.iter().map(column).collect(),
        primary_key: o.key_columns(),
        unique: o.uniques.iter().map(|key| key.columns.as_slice()).collect(),
        foreign_keys: o.foreign_keys.iter().map(|key| foreign_key(lookup, key)).collect(),
        checks: o.checks.iter().map(check).collect(),
        exclusions: o.exclusions.iter().map(exclusion).collect(),
        indexes: o.indexes.iter().map(index).collect(),
        partitioning: o.partitioning.as_ref(),
    }
}

fn column(o: &Column) -> ColumnForm<'_> {
    ColumnForm {
        name: &o.name,
        r#type: o.data_type.to_string(),
        nullable: o.nullable,
        default: o.default.as_ref().map(Expression::as_str),
        identity: o.identity.as_ref().map(|identity| if identity.always { "always" } else { "by default" }),
        generated: o.generated.as_ref().map(|generated| generated.expression.as_str()),
        collation: o.collation.as_deref(),
        comment: o.comment.as_deref(),
    }
}

fn foreign_key<'a>(lookup: &Lookup<'a>, o: &'a ForeignKey) -> ForeignKeyForm<'a> {
    let parent = &o.references.table;
    ForeignKeyForm {
        name: o.name.as_deref(),
        columns: &o.columns,
        references: ReferenceForm {
            schema: parent.namespace.as_deref(),
            table: &parent.name,
            columns: lookup.referenced_columns(o),
        },
        on_delete: o.on_delete.sql().to_lowercase(),
        on_update: o.on_update.sql().to_lowercase(),
        deferrable: Some(o.deferrable).filter(|deferrable| *deferrable != Deferrable::No),
    }
}

fn check(o: &Check) -> CheckForm<'_> {
    CheckForm { name: o.name.as_deref(), expression: o.expression.as_str() }
}

fn exclusion(o: &Exclusion) -> ExclusionForm<'_> {
    ExclusionForm {
        name: o.name.as_deref(),
        method: &o.method,
        elements: &o.elements,
        predicate: o.predicate.as_ref().map(Expression::as_str),
    }
}

fn index(o: &Index) -> IndexForm<'_> {
    IndexForm {
        name: o.name.as_deref(),
        columns: o.keys.iter().map(|key| key.part.as_str()).collect(),
        unique: o.unique,
        method: o.method.as_deref(),
        include: &o.include,
        predicate: o.predicate.as_ref().map(Expression::as_str),
    }
}

fn view(o: &View) -> ViewForm<'_> {
    ViewForm { name: o.name.to_string(), query: &o.query, materialized: o.materialized }
}

fn opaque(o: &Opaque) -> OpaqueForm<'_> {
    OpaqueForm { kind: &o.kind, name: o.name.as_ref().map(ToString::to_string), sql: &o.sql }
}

fn decision<'a>(lookup: &Lookup, o: &'a Decision) -> DecisionForm<'a> {
    DecisionForm {
        about: lookup.element(o.subject).unwrap_or_default().to_owned(),
        topic: o.topic,
        what: &o.what,
        why: &o.why,
        // Two decimals: a f32 widened to f64 would print as 0.8999999761581421.
        confidence: (f64::from(o.confidence) * 100.0).round() / 100.0,
        alternative: o.alternative.as_deref(),
        source: o.source,
        spans: &o.spans,
    }
}

fn question<'a>(o: &'a Question, chosen: Option<&'a Answer>) -> QuestionForm<'a> {
    let answer = |answer: &'a Answer| AnswerForm { label: &answer.label, effect: &answer.effect };
    QuestionForm {
        id: &o.id,
        text: &o.text,
        why: &o.why,
        answers: o.answers.iter().map(answer).collect(),
        answer: chosen.map_or("", |answer| &answer.label),
    }
}

fn rule<'a>(lookup: &Lookup, o: &'a BusinessRule) -> RuleForm<'a> {
    let (constraint, suggestion) = match &o.enforcement {
        Enforcement::Constraint(id) => (Some(lookup.element(*id).unwrap_or_default().to_owned()), None),
        Enforcement::Suggested(text) => (None, Some(text.as_str())),
    };
    RuleForm { text: &o.text, constraint, suggestion }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;
    use expect_test::expect;

    #[test]
    fn a_schema_becomes_json_with_names() {
        expect![[r#"
            {
              "enums": [
                {
                  "name": "order_status",
                  "values": [
                    "open",
                    "paid"
                  ]
                }
              ],
              "tables": [
                {
                  "name": "users",
                  "comment": "People who can sign in.",
                  "columns": [
                    {
                      "name": "id",
                      "type": "bigint",
                      "nullable": false,
                      "identity": "always"
                    },
                    {
                      "name": "email",
                      "type": "varchar(254)",
                      "nullable": false,
                      "comment": "Where the receipts go."
                    }
                  ],
                  "primary_key": [
                    "id"
                  ],
                  "unique": [
                    [
                      "email"
                    ]
                  ],
                  "foreign_keys": []
                },
                {
                  "name": "orders",
                  "columns": [
                    {
                      "name": "id",
                      "type": "bigint",
                      "nullable": false
                    },
                    {
                      "name": "user_id",
                      "type": "bigint",
                      "nullable": true
                    },
                    {
                      "name": "status",
                      "type": "order_status",
                      "nullable": false,
                      "default": "'open'"
                    }
                  ],
                  "primary_key": [
                    "id"
                  ],
                  "unique": [],
                  "foreign_keys": [
                    {
                      "columns": [
                        "user_id"
                      ],
                      "references": {
                        "table": "users",
                        "columns": [
                          "id"
                        ]
                      },
                      "on_delete": "set null",
                      "on_update": "no action"
                    }
                  ],
                  "indexes": [
                    {
                      "columns": [
                        "user_id"
                      ],
                      "unique": false,
                      "where": "status = 'open'"
                    }
                  ]
                },
                {
                  "name": "order_items",
                  "columns": [
                    {
                      "name": "order_id",
                      "type": "bigint",
                      "nullable": false
                    },
                    {
                      "name": "line",
                      "type": "integer",
                      "nullable": false
                    },
                    {
                      "name": "price",
                      "type": "decimal(10,2)",
                      "nullable": false
                    }
                  ],
                  "primary_key": [
                    "order_id",
                    "line"
                  ],
                  "unique": [],
                  "foreign_keys": [
                    {
                      "columns": [
                        "order_id"
                      ],
                      "references": {
                        "table": "orders",
                        "columns": [
                          "id"
                        ]
                      },
                      "on_delete": "cascade",
                      "on_update": "no action"
                    }
                  ],
                  "checks": [
                    {
                      "name": "price_range",
                      "expression": "price >= 0"
                    }
                  ]
                }
              ]
            }
        "#]]
        .assert_eq(&json(&sample::shop()));
    }
}
