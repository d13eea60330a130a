use super::*;

const SHOP: &str = "CREATE TABLE customers (\n  id bigint PRIMARY KEY,\n  email varchar(255) NOT NULL\n);\n\
                    CREATE TABLE orders (\n  id bigint PRIMARY KEY,\n  customer_id bigint NOT NULL REFERENCES customers (id)\n);\n\
                    CREATE VIEW buyers AS SELECT c.email FROM customers c JOIN orders o ON o.customer_id = c.id;\n";

/// A running server that has a file open, and what it said of the file.
fn opened(text: &str) -> (Server, Value) {
    let mut server = Server::new(Some(Dialect::PostgreSql), Options::default());
    server.answer(&json!({ "id": 0, "method": "initialize", "params": {} }));
    let document = json!({ "uri": "file:///a.sql", "text": text, "version": 1, "languageId": "sql" });
    let said = server.answer(&json!({ "method": "textDocument/didOpen", "params": { "textDocument": document } }));
    (server, said[0].clone())
}

fn ask(server: &mut Server, method: &str, line: u32, character: u32, more: Value) -> Value {
    let mut params =
        json!({ "textDocument": { "uri": "file:///a.sql" }, "position": { "line": line, "character": character } });
    for (key, value) in more.as_object().cloned().unwrap_or_default() {
        params[key] = value;
    }
    server.answer(&json!({ "id": 1, "method": method, "params": params })).remove(0)
}

/// The text after the edits of a reply.
fn applied(text: &str, edit: &Value) -> String {
    let lines = text::Lines::of(text);
    let changes = edit["changes"]["file:///a.sql"].as_array();
    let edits: Vec<Edit> = (changes.unwrap_or_else(|| panic!("no edit but {edit}")).iter())
        .map(|edit| Edit {
            start: lines.byte_at(text, &edit["range"]["start"]).unwrap(),
            end: lines.byte_at(text, &edit["range"]["end"]).unwrap(),
            text: edit["newText"].as_str().unwrap().to_owned(),
        })
        .collect();
    text::edited(text, &edits).unwrap()
}

#[test]
fn findings_come_with_the_place_of_their_words() {
    let (_, said) = opened(SHOP);
    let found = said["params"]["diagnostics"].as_array().unwrap();
    let index = found.iter().find(|one| one["code"] == "foreign-key-without-index").unwrap();
    assert_eq!(index["range"]["start"], json!({ "line": 6, "character": 2 }));
    assert_eq!(index["range"]["end"], json!({ "line": 6, "character": 13 }));
}

#[test]
fn a_rename_reaches_keys_and_queries() {
    let (mut server, _) = opened(SHOP);
    let check = |server: &mut Server, line, character, to: &str, expected: &str| {
        let reply = ask(server, "textDocument/rename", line, character, json!({ "newName": to }));
        assert_eq!(applied(SHOP, &reply["result"]), expected, "{reply}");
    };
    check(&mut server, 0, 15, "clients", &SHOP.replace("customers", "clients"));
    let column = SHOP
        .replacen("  id bigint", "  number bigint", 1)
        .replace("customers (id)", "customers (number)")
        .replace("c.id", "c.number");
    check(&mut server, 1, 3, "number", &column);
    check(&mut server, 8, 33, "order", &SHOP.replace("email", "\"order\""));
}

#[test]
fn a_rename_that_cannot_be_followed_is_refused() {
    let text = "CREATE TABLE a (id int, b int);\nALTER TABLE a RENAME COLUMN b TO c;";
    let (mut server, _) = opened(text);
    let check = |server: &mut Server, line, character, to: &str, expected: &str| {
        let reply = ask(server, "textDocument/rename", line, character, json!({ "newName": to }));
        let why = reply["error"]["message"].as_str().unwrap_or_default();
        assert!(why.contains(expected), "{reply}");
    };
    check(&mut server, 0, 14, "", "Give a name");
    check(&mut server, 0, 17, "c", "c");
    check(&mut server, 1, 0, "x", "No table");
}

#[test]
fn a_name_tells_its_type_and_what_it_holds() {
    let (mut server, _) = opened(SHOP);
    let check = |server: &mut Server, line, character, expected: &[&str]| {
        let reply = ask(server, "textDocument/hover", line, character, Value::Null);
        let text = reply["result"]["contents"]["value"].as_str().unwrap_or_default();
        assert!(expected.iter().all(|part| text.contains(part)), "{text}");
    };
    check(&mut server, 2, 4, &["customers.email", "varchar(255)", "not null", "personal"]);
    check(&mut server, 4, 15, &["orders", "key (id)", "Refers to customers"]);
    check(&mut server, 6, 4, &["refers to customers (id)", "foreign-key-without-index"]);
    let nothing = ask(&mut server, "textDocument/hover", 0, 2, Value::Null);
    assert_eq!(nothing["result"], Value::Null);
}

#[test]
fn fixes_are_offered_where_their_finding_is() {
    let (mut server, _) = opened(SHOP);
    let place = json!({ "line": 6, "character": 4 });
    let range = json!({ "range": { "start": place, "end": place }, "context": { "diagnostics": [] } });
    let reply = ask(&mut server, "textDocument/codeAction", 6, 4, range);
    let actions = reply["result"].as_array().unwrap();
    let titled = |start: &str| actions.iter().find(|one| one["title"].as_str().unwrap().starts_with(start)).unwrap();
    let fixed = applied(SHOP, &titled("Add an index")["edit"]);
    assert!(fixed.contains(");\nCREATE INDEX orders_customer_id_idx ON orders (customer_id);\nCREATE VIEW"), "{fixed}");
    let silenced = applied(SHOP, &titled("Allow this here (lint:disable foreign-key-without-index)")["edit"]);
    let (_, said) = opened(&silenced);
    let codes: Vec<&Value> = said["params"]["diagnostics"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
    assert!(!codes.contains(&&json!("foreign-key-without-index")), "{codes:?}");
}

#[test]
fn all_safe_fixes_are_one_edit_where_an_editor_asks_for_them() {
    let text = SHOP.replace(
        "email varchar(255) NOT NULL",
        "email varchar(255) NOT NULL,\n  referrer_id bigint REFERENCES customers (id)",
    );
    let (mut server, _) = opened(&text);
    let place = json!({ "line": 0, "character": 0 });
    let only =
        json!({ "range": { "start": place, "end": place }, "context": { "diagnostics": [], "only": ["source"] } });
    let reply = ask(&mut server, "textDocument/codeAction", 0, 0, only);
    let actions = reply["result"].as_array().unwrap();
    assert_eq!(actions.len(), 1, "{reply}");
    let fixed = applied(&text, &actions[0]["edit"]);
    for index in ["ON customers (referrer_id);", "ON orders (customer_id);"] {
        assert!(fixed.contains(index), "{fixed}");
    }
}

#[test]
fn a_definition_is_found_from_its_use() {
    let (mut server, _) = opened(SHOP);
    let reply = ask(&mut server, "textDocument/definition", 8, 46, Value::Null);
    assert_eq!(reply["result"]["range"]["start"], json!({ "line": 0, "character": 13 }));
    let reply = ask(&mut server, "textDocument/references", 0, 15, Value::Null);
    assert_eq!(reply["result"].as_array().unwrap().len(), 3);
    let reply = ask(&mut server, "textDocument/documentSymbol", 0, 0, Value::Null);
    let names: Vec<&str> = reply["result"].as_array().unwrap().iter().filter_map(|one| one["name"].as_str()).collect();
    assert_eq!(names, ["customers", "orders", "buyers"]);
}

#[test]
fn requests_out_of_order_are_refused() {
    let mut server = Server::default();
    let check = |server: &mut Server, method: &str, code: i32| {
        let reply = server.answer(&json!({ "id": 1, "method": method, "params": {} }));
        assert_eq!(reply[0]["error"]["code"], json!(code), "{method}");
    };
    check(&mut server, "textDocument/hover", NOT_INITIALIZED);
    server.answer(&json!({ "id": 1, "method": "initialize", "params": {} }));
    check(&mut server, "initialize", INVALID_REQUEST);
    check(&mut server, "textDocument/hover", INVALID_PARAMS);
    check(&mut server, "workspace/nothing", METHOD_NOT_FOUND);
    server.answer(&json!({ "id": 1, "method": "shutdown" }));
    check(&mut server, "textDocument/hover", INVALID_REQUEST);
    server.answer(&json!({ "method": "exit" }));
    assert_eq!(server.ended(), Some(true));
}
