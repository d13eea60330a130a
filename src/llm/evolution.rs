//! A request in words to a schema that exists, understood by a model.
//!
//! The model answers with typed changes. Each becomes a sentence in the engine's own language of requests and is carried out
//! by [`refine`], which looks up the names, chooses types and keys and says what cannot be done; that goes back to the model.

use super::design::listed;
use super::http::Transport;
use super::prompts::{Task, marked};
use super::reply::{self, Wish, sentence};
use super::session::{Session, sendable};
use super::trouble::Trouble;
use crate::dialect::Dialect;
use crate::nl::Options;
use crate::refine::{Refinement, refine};
use crate::schema::{Decision, Schema, Source, Span};

/// How sure a change is that a model has made of a request.
const LIKELY: f32 = 0.8;

/// Turns of the same conversation that a request may refer to.
const REMEMBERED: usize = 6;

/// The changes that a request asks for. `earlier` are the requests of the conversation before it, oldest first.
///
/// # Errors
/// Why the model gave nothing that can be used.
pub async fn evolve<T: Transport>(
    session: &mut Session<'_, T>,
    schema: &Schema,
    request: &str,
    earlier: &[String],
    options: &Options,
    dialect: Dialect,
) -> Result<Refinement, Trouble> {
    let data = data(schema, request, earlier);
    let check = |text: &str| carried_out(schema, &reply::wishes(text)?, request, options, dialect);
    session.ask(Task::Evolution, &[], data, &[], check).await
}

/// What of a project and a request goes to the model.
pub(super) fn data(schema: &Schema, request: &str, earlier: &[String]) -> String {
    let tables = listed(schema);
    let mut parts = vec![marked("tables", sendable(&tables).0)];
    let from = earlier.len().saturating_sub(REMEMBERED);
    let earlier: Vec<&str> = earlier[from..].iter().map(|turn| sendable(turn).0).collect();
    if !earlier.is_empty() {
        parts.push(format!(
            "Done before, so that the request may refer to it:\n{}",
            marked("earlier", &earlier.join("\n"))
        ));
    }
    parts.push(marked("request", sendable(request).0));
    parts.join("\n\n")
}

fn carried_out(
    schema: &Schema,
    wishes: &[Wish],
    request: &str,
    options: &Options,
    dialect: Dialect,
) -> Result<Refinement, Vec<String>> {
    let mut now = schema.clone();
    let mut all = Refinement::default();
    let mut errors = Vec::new();
    let whole = Span { start: 0, end: request.len() };
    for wish in wishes {
        let refinement = refine(&now, &spoken(wish), options, dialect);
        let refused = refinement.diagnostics.iter().filter(|d| d.code == "not-done");
        errors.extend(refused.map(|d| format!("{} {}: {}", wish.action, wish.table, d.message)));
        match refinement.applied(&now) {
            Ok(after) => now = after,
            Err(error) => errors.push(format!("{} {}: {error}", wish.action, wish.table)),
        }
        let why = sentence(&wish.why);
        let by_model = |decision: Decision| Decision {
            source: Source::Model,
            confidence: LIKELY,
            why: if why.is_empty() { "The language model took it from your request.".to_owned() } else { why.clone() },
            ..decision
        };
        for mut step in refinement.steps {
            step.span = whole;
            step.edit.decisions = step.edit.decisions.into_iter().map(by_model).collect();
            all.steps.push(step);
        }
        all.diagnostics.extend(refinement.diagnostics.into_iter().filter(|d| d.code != "not-done"));
    }
    errors.truncate(8);
    if errors.is_empty() { Ok(all) } else { Err(errors) }
}

/// A change in the engine's language of requests. Names were checked before: they are words and cannot say more.
fn spoken(wish: &Wish) -> String {
    let Wish { table, column, to, .. } = wish;
    let names = wish.names.join(", ");
    match wish.action.as_str() {
        "add_table" if names.is_empty() => format!("add a new table called {table}"),
        "add_table" => format!("add a new table called {table} with {names}"),
        "drop_table" => format!("drop {table}"),
        "rename_table" => format!("rename {table} to {to}"),
        "add_column" => format!("add {column} to {table}"),
        "drop_column" => format!("remove {column} from {table}"),
        "rename_column" => format!("rename {table}.{column} to {to}"),
        "change_type" => format!("change the type of {table}.{column} to {to}"),
        "make_optional" => format!("make {table}.{column} optional"),
        "make_required" => format!("make {table}.{column} required"),
        "make_unique" => format!("make {table}.{column} unique"),
        "allow_values" => format!("limit {table}.{column} to {names}"),
        "add_reference" => format!("link {table} to {to}"),
        "many_to_many" => format!("make {table} and {to} many-to-many"),
        "add_index" => format!("index {table} by {column}"),
        "soft_delete" => format!("soft delete {table}"),
        "keep_history" => format!("keep a history of {table}"),
        "audit_columns" => format!("add audit columns to {table}"),
        _ => "add multi-tenancy".to_owned(),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::sql;

    const SHOP: &str = "CREATE TABLE users (id bigint PRIMARY KEY, email varchar(255) NOT NULL);
        CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users (id), total decimal(10,2));
        CREATE TABLE wishlist_items (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));";

    /// The changes that a list of typed changes comes to, a sentence each.
    fn check(changes: &str, expected: &[&str]) {
        let schema = sql::parse(SHOP, Dialect::PostgreSql).schema;
        let wishes = reply::wishes(&format!("{{\"changes\":[{changes}]}}")).expect("the changes are complete");
        let found = match carried_out(&schema, &wishes, "it", &Options::default(), Dialect::PostgreSql) {
            Ok(refinement) => {
                let mut now = schema;
                let mut lines = Vec::new();
                for change in refinement.steps.iter().flat_map(|step| &step.edit.changes) {
                    lines.push(now.describe(change));
                    now = now.applied(std::slice::from_ref(change)).expect("it applies");
                }
                assert!(refinement.steps.iter().flat_map(|s| &s.edit.decisions).all(|d| d.source == Source::Model));
                lines
            }
            Err(errors) => errors,
        };
        let found: Vec<&str> = found.iter().map(String::as_str).collect();
        assert!(expected.iter().all(|line| found.iter().any(|f| f.starts_with(line))), "{changes}: {found:#?}");
        assert!(!found.is_empty(), "{changes}");
    }

    #[test]
    fn every_action_is_understood() {
        check(r#"{"action":"add_column","table":"users","column":"nickname"}"#, &["Add column nickname to users"]);
        check(
            r#"{"action":"add_table","table":"shipments","names":["carrier","tracking number"]},
               {"action":"add_reference","table":"shipments","to":"orders"}"#,
            &["Add table shipments", "Add column carrier to shipments", "Add foreign key (order_id) to orders"],
        );
        check(r#"{"action":"drop_table","table":"wishlist_items"}"#, &["Drop table wishlist_items"]);
        check(r#"{"action":"rename_table","table":"users","to":"customers"}"#, &["Rename table users to customers"]);
        check(r#"{"action":"drop_column","table":"orders","column":"total"}"#, &["Drop column total of orders"]);
        check(
            r#"{"action":"rename_column","table":"orders","column":"total","to":"amount"}"#,
            &["Rename column total of orders to amount"],
        );
        check(
            r#"{"action":"change_type","table":"orders","column":"total","to":"decimal(12,4)"}"#,
            &["Change column total of orders"],
        );
        check(r#"{"action":"make_optional","table":"users","column":"email"}"#, &["Change column email of users"]);
        check(r#"{"action":"make_required","table":"orders","column":"total"}"#, &["Change column total of orders"]);
        check(r#"{"action":"make_unique","table":"users","column":"email"}"#, &["Add unique key (email) to users"]);
        check(
            r#"{"action":"add_column","table":"users","column":"tier"},
               {"action":"allow_values","table":"users","column":"tier","names":["gold","silver"]}"#,
            &["Add column tier to users", "Add check tier IN ('gold', 'silver') to users"],
        );
        check(r#"{"action":"many_to_many","table":"users","to":"orders"}"#, &["Add table"]);
        check(r#"{"action":"add_index","table":"orders","column":"total"}"#, &["Add index (total) to orders"]);
        check(r#"{"action":"soft_delete","table":"users"}"#, &["Add column deleted_at to users"]);
        check(r#"{"action":"keep_history","table":"orders"}"#, &["Add table"]);
        check(r#"{"action":"audit_columns","table":"orders"}"#, &["Add column created_at to orders"]);
        check(r#"{"action":"multi_tenant"}"#, &["Add table tenants"]);
    }

    #[test]
    fn what_is_not_there_goes_back_to_the_model() {
        check(r#"{"action":"drop_table","table":"ghosts"}"#, &["drop_table ghosts: "]);
        check(r#"{"action":"make_unique","table":"users","column":"ghost"}"#, &["make_unique users: "]);
    }
}
