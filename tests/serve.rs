//! `schema-architect serve` as scripts and editors use it: HTTP on the loopback interface.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// The program while it serves, and where.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_schema-architect"))
            .args(["serve", "--port", "0"])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).and_then(|rest| rest.split(';').next());
        Self { address: address.unwrap_or_else(|| panic!("no address in {line}")).to_owned(), child }
    }

    /// Status and body of the answer to the bytes of a request.
    fn ask(&self, request: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let status = answer.split(' ').nth(1).and_then(|code| code.parse().ok());
        let body = answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned());
        (status.unwrap_or_else(|| panic!("no status in {answer}")), body.unwrap_or_default())
    }

    fn post(&self, path: &str, body: &str) -> (u16, serde_json::Value) {
        let head = format!("POST {path} HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\n", self.address);
        let (status, answer) = self.ask(&format!("{head}content-length: {}\r\n\r\n{body}", body.len()));
        (status, serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{error} in {answer}")))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_description_becomes_a_schema_and_evolves() {
    let server = Server::start();
    let (status, made) = server.post(
        "/api/v1/schema/generate",
        r#"{"description": "A library lends books to members. A member has a name.", "dialect": "mysql"}"#,
    );
    assert_eq!(status, 200, "{made}");
    assert!(made.to_string().contains("CREATE TABLE members"), "{made}");
    let (status, page) = server.ask(&format!("GET /openapi.json HTTP/1.1\r\nhost: {}\r\n\r\n", server.address));
    assert_eq!(status, 200);
    for path in ["generate", "evolve", "optimize"] {
        assert!(page.contains(&format!("/api/v1/schema/{path}")), "{path} is not described");
    }
}

#[test]
fn what_is_no_request_of_ours_is_refused_with_a_reason() {
    let server = Server::start();
    let check = |request: String, status: u16| {
        let (code, body) = server.ask(&request);
        assert_eq!(code, status, "{request}: {body}");
        assert!(serde_json::from_str::<serde_json::Value>(&body).unwrap()["error"].is_string(), "{body}");
    };
    let local = &server.address;
    check(format!("GET /nothing HTTP/1.1\r\nhost: {local}\r\n\r\n"), 404);
    check("nonsense\r\n\r\n".to_owned(), 400);
    check("POST /api/v1/schema/generate HTTP/1.1\r\nhost: evil.example\r\ncontent-length: 0\r\n\r\n".to_owned(), 403);
    check(format!("POST /api/v1/schema/generate HTTP/1.1\r\nhost: {local}\r\ncontent-length: 0\r\n\r\n"), 415);
    let json = "content-type: application/json\r\n";
    check(
        format!("POST /api/v1/schema/generate HTTP/1.1\r\nhost: {local}\r\n{json}content-length: 3\r\n\r\nx{{}}"),
        400,
    );
    check(
        format!("POST /api/v1/schema/generate HTTP/1.1\r\nhost: {local}\r\n{json}content-length: 99999999999\r\n\r\n"),
        413,
    );
}
