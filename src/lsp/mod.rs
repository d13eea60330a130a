//! The Language Server Protocol for `.sql` files: what the validator finds while one types, with its fixes; what is
//! known of a name; and names changed, found and followed.
//!
//! [`Server::answer`] takes one message and gives those that go back, so that whoever carries them (`schema-architect
//! lsp` on standard input and output) needs to know nothing else. <https://microsoft.github.io/language-server-protocol>

mod actions;
mod document;
mod fixes;
mod hover;
mod mentions;
mod rename;
mod text;
mod tokens;

use crate::classify;
use crate::dialect::Dialect;
use crate::lint::{Finding, Options};
use crate::schema::{Diagnostic, Object, Severity};
use actions::{FIX_ALL, QUICK_FIX};
use document::Document;
use serde_json::{Value, json};
use std::collections::HashMap;
use text::Edit;

/// Error codes of JSON-RPC and of the protocol.
const INVALID_REQUEST: i32 = -32600;
const METHOD_NOT_FOUND: i32 = -32601;
const INVALID_PARAMS: i32 = -32602;
const NOT_INITIALIZED: i32 = -32002;
const REQUEST_FAILED: i32 = -32803;

/// The open files of one editor.
#[derive(Default)]
pub struct Server {
    /// What the command line says; a client's `initializationOptions` may say otherwise.
    dialect: Option<Dialect>,
    options: Options,
    documents: HashMap<String, Document>,
    state: State,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    New,
    Running,
    ShutDown,
    /// After `exit`; the flag says whether `shutdown` came first, as it should.
    Ended(bool),
}

/// Why a request was refused.
struct Refusal(i32, String);

impl Refusal {
    fn params(what: &str) -> Self {
        Self(INVALID_PARAMS, format!("the parameters lack {what}"))
    }
}

impl Server {
    pub fn new(dialect: Option<Dialect>, options: Options) -> Self {
        Self { dialect, options, ..Self::default() }
    }

    /// Whether the client said `exit`, and then whether it said `shutdown` before.
    pub fn ended(&self) -> Option<bool> {
        match self.state {
            State::Ended(orderly) => Some(orderly),
            _ => None,
        }
    }

    /// What a message is answered with.
    pub fn answer(&mut self, message: &Value) -> Vec<Value> {
        let Some(method) = message["method"].as_str() else { return Vec::new() };
        let params = &message["params"];
        let Some(id) = message.get("id") else { return self.notification(method, params) };
        let reply = match self.request(method, params) {
            Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
            Err(Refusal(code, why)) => {
                json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": why } })
            }
        };
        vec![reply]
    }

    fn request(&mut self, method: &str, params: &Value) -> Result<Value, Refusal> {
        match (self.state, method) {
            (State::New, "initialize") => self.initialize(params),
            (State::New, _) => Err(Refusal(NOT_INITIALIZED, "say initialize first".to_owned())),
            (State::Running, "shutdown") => {
                self.state = State::ShutDown;
                Ok(Value::Null)
            }
            (State::Running, "initialize") => Err(Refusal(INVALID_REQUEST, "initialized already".to_owned())),
            (State::Running, _) => self.question(method, params),
            _ => Err(Refusal(INVALID_REQUEST, "shut down already".to_owned())),
        }
    }

    fn initialize(&mut self, params: &Value) -> Result<Value, Refusal> {
        if let Some(name) = params["initializationOptions"]["dialect"].as_str() {
            self.dialect = Some(name.parse().map_err(|why: String| Refusal(INVALID_PARAMS, why))?);
        }
        self.state = State::Running;
        Ok(json!({
            "serverInfo": { "name": "schema-architect", "version": env!("CARGO_PKG_VERSION") },
            "capabilities": {
                "positionEncoding": "utf-16",
                "textDocumentSync": { "openClose": true, "change": 1 },
                "hoverProvider": true,
                "definitionProvider": true,
                "referencesProvider": true,
                "documentSymbolProvider": true,
                "renameProvider": { "prepareProvider": true },
                "codeActionProvider": { "codeActionKinds": [QUICK_FIX, FIX_ALL] },
            },
        }))
    }

    fn notification(&mut self, method: &str, params: &Value) -> Vec<Value> {
        let uri = params["textDocument"]["uri"].as_str().unwrap_or_default();
        match (self.state, method) {
            (state, "exit") => {
                self.state = State::Ended(state == State::ShutDown);
                Vec::new()
            }
            (State::Running, "textDocument/didOpen") => self.read(uri, &params["textDocument"]["text"]),
            (State::Running, "textDocument/didChange") => {
                // Every change is the whole text, as the capabilities ask for.
                let last = params["contentChanges"].as_array().and_then(|changes| changes.last());
                last.map(|change| self.read(uri, &change["text"])).unwrap_or_default()
            }
            (State::Running, "textDocument/didClose") => {
                self.documents.remove(uri);
                vec![published(uri, Vec::new())]
            }
            _ => Vec::new(),
        }
    }

    fn read(&mut self, uri: &str, text: &Value) -> Vec<Value> {
        let Some(text) = text.as_str() else { return Vec::new() };
        let document = Document::read(text.to_owned(), self.dialect, &self.options);
        let unread = document.unread.iter().map(|diagnostic| of_reading(&document, diagnostic));
        let findings = document.findings.iter().map(|finding| of_finding(&document, finding));
        let message = published(uri, unread.chain(findings).collect());
        self.documents.insert(uri.to_owned(), document);
        vec![message]
    }

    fn question(&self, method: &str, params: &Value) -> Result<Value, Refusal> {
        let uri = params["textDocument"]["uri"].as_str().unwrap_or_default();
        let document = || self.documents.get(uri).ok_or_else(|| Refusal::params("an open document"));
        let cursor = || {
            let document = document()?;
            let byte = document.lines.byte_at(&document.text, &params["position"]);
            Ok((document, byte.ok_or_else(|| Refusal::params("a position"))?))
        };
        match method {
            "textDocument/hover" => cursor().map(|(document, byte)| hovered(document, byte)),
            "textDocument/definition" => cursor().map(|(document, byte)| definition(uri, document, byte)),
            "textDocument/references" => cursor().map(|(document, byte)| references(uri, document, byte)),
            "textDocument/prepareRename" => cursor().map(|(document, byte)| renameable(document, byte)),
            "textDocument/rename" => {
                let (document, byte) = cursor()?;
                renamed(uri, document, byte, params["newName"].as_str().unwrap_or_default())
            }
            "textDocument/documentSymbol" => document().map(outline),
            "textDocument/codeAction" => code_actions(uri, document()?, params),
            _ => Err(Refusal(METHOD_NOT_FOUND, format!("{method} is not known here"))),
        }
    }
}

fn published(uri: &str, diagnostics: Vec<Value>) -> Value {
    let params = json!({ "uri": uri, "diagnostics": diagnostics });
    json!({ "jsonrpc": "2.0", "method": "textDocument/publishDiagnostics", "params": params })
}

fn severity(severity: Severity) -> u8 {
    match severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Info => 3,
    }
}

fn of_reading(document: &Document, diagnostic: &Diagnostic) -> Value {
    let (start, end) = match diagnostic.position {
        Some(place) => {
            let start = document.lines.byte_of(&document.text, place);
            (start, document.word_end(start))
        }
        None => document.extent(diagnostic.subject),
    };
    json!({
        "range": document.lines.range(&document.text, start, end),
        "severity": severity(diagnostic.severity),
        "code": diagnostic.code,
        "source": "schema-architect",
        "message": diagnostic.message,
    })
}

fn of_finding(document: &Document, finding: &Finding) -> Value {
    let (start, end) = document.extent(Some(finding.subject));
    let because = if finding.evidence.is_empty() { String::new() } else { format!("\n{}", finding.evidence) };
    json!({
        "range": document.lines.range(&document.text, start, end),
        "severity": severity(finding.severity),
        "code": finding.code,
        "source": "schema-architect",
        "message": format!("{}{because}", finding.message),
    })
}

fn hovered(document: &Document, byte: usize) -> Value {
    let Some(mention) = document.mention_at(byte) else { return Value::Null };
    let classification = classify::classify(&document.schema, &classify::Hints::default());
    let Some(text) = hover::hover(document, &classification, mention.id) else { return Value::Null };
    json!({
        "contents": { "kind": "markdown", "value": text },
        "range": document.lines.range(&document.text, mention.start, mention.end),
    })
}

fn location(uri: &str, document: &Document, start: usize, end: usize) -> Value {
    json!({ "uri": uri, "range": document.lines.range(&document.text, start, end) })
}

fn definition(uri: &str, document: &Document, byte: usize) -> Value {
    let Some(mention) = document.mention_at(byte) else { return Value::Null };
    let (start, end) = document.extent(Some(mention.id));
    location(uri, document, start, end)
}

fn references(uri: &str, document: &Document, byte: usize) -> Value {
    let Some(mention) = document.mention_at(byte) else { return Value::Null };
    document.mentions_of(mention.id).map(|one| location(uri, document, one.start, one.end)).collect()
}

fn renameable(document: &Document, byte: usize) -> Value {
    let Some(mention) = document.mention_at(byte) else { return Value::Null };
    let Some(name) = document.schema.name(mention.id) else { return Value::Null };
    json!({ "range": document.lines.range(&document.text, mention.start, mention.end), "placeholder": name.name })
}

fn renamed(uri: &str, document: &Document, byte: usize, to: &str) -> Result<Value, Refusal> {
    let nothing = || Refusal(REQUEST_FAILED, "No table, column, type, view, key or index is named here.".to_owned());
    let mention = document.mention_at(byte).ok_or_else(nothing)?;
    let edits = rename::rename(document, mention.id, to).map_err(|why| Refusal(REQUEST_FAILED, why))?;
    Ok(workspace_edit(uri, document, &edits))
}

fn workspace_edit(uri: &str, document: &Document, edits: &[Edit]) -> Value {
    let edits: Vec<Value> = edits
        .iter()
        .map(
            |edit| json!({ "range": document.lines.range(&document.text, edit.start, edit.end), "newText": edit.text }),
        )
        .collect();
    json!({ "changes": { uri: edits } })
}

/// Kinds of symbols in the protocol.
fn symbol_kind(object: &Object) -> u8 {
    match object {
        Object::Table(_) => 23,
        Object::Column(_) => 8,
        Object::View(_) => 11,
        Object::Enum(_) => 10,
        _ => 20,
    }
}

/// Tables with their columns, then types, sequences and views.
fn outline(document: &Document) -> Value {
    let schema = &document.schema;
    let symbol = |id, children: Vec<Value>| {
        let object = schema.object(id)?;
        let (start, end) = document.places.contains_key(&id).then(|| document.extent(Some(id)))?;
        let range = document.lines.range(&document.text, start, end);
        let kind = symbol_kind(&object);
        Some(
            json!({ "name": object.label(), "kind": kind, "range": range, "selectionRange": range, "children": children }),
        )
    };
    let tables = schema.tables.iter().filter_map(|table| {
        symbol(table.id, table.columns.iter().filter_map(|column| symbol(column.id, Vec::new())).collect())
    });
    let others = (schema.enums.iter().map(|o| o.id)).chain(schema.views.iter().map(|o| o.id));
    tables.chain(others.filter_map(|id| symbol(id, Vec::new()))).collect()
}

fn code_actions(uri: &str, document: &Document, params: &Value) -> Result<Value, Refusal> {
    let byte = |end: &str| document.lines.byte_at(&document.text, &params["range"][end]);
    let (Some(start), Some(end)) = (byte("start"), byte("end")) else { return Err(Refusal::params("a range")) };
    let only: Option<Vec<&str>> =
        params["context"]["only"].as_array().map(|kinds| kinds.iter().filter_map(Value::as_str).collect());
    // A kind asks for itself and for all below it (`source` for `source.fixAll`).
    let below =
        |kind: &str, asked: &str| kind == asked || kind.strip_prefix(asked).is_some_and(|rest| rest.starts_with('.'));
    let wanted = |kind: &str| only.as_ref().is_none_or(|asked| asked.iter().any(|one| below(kind, one)));
    // Each is worked out where it is asked for: editors ask at every move of the cursor.
    let here = if wanted(QUICK_FIX) { actions::actions(document, start, end) } else { Vec::new() };
    let actions = here.into_iter().chain(wanted(FIX_ALL).then(|| actions::fix_all(document)).flatten());
    let told = actions.map(|action| {
        let mut told = json!({
            "title": action.title,
            "kind": action.kind,
            "edit": workspace_edit(uri, document, &action.edits),
        });
        if let Some(finding) = action.finding {
            told["diagnostics"] = json!([of_finding(document, finding)]);
            told["isPreferred"] = json!(action.preferred);
        }
        told
    });
    Ok(told.collect())
}

#[cfg(test)]
mod tests;
