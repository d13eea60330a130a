//! Findings as SARIF 2.1.0, the form that code hosts show beside the lines (OASIS standard, March 2020).

use super::{Finding, RULES};
use crate::schema::Severity;
use serde_json::{Value, json};

/// A log with one run; `file` is the path of the script as it was given.
pub fn sarif(findings: &[Finding], file: &str) -> String {
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "schema-architect",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": findings.iter().map(|finding| result(finding, file)).collect::<Vec<Value>>(),
        }],
    });
    format!("{log:#}\n")
}

fn rules() -> Vec<Value> {
    let rule = |rule: &super::Rule| {
        json!({
            "id": rule.code,
            "shortDescription": { "text": rule.summary() },
            "help": { "text": rule.page(), "markdown": rule.page() },
            "defaultConfiguration": { "level": level(rule.severity) },
            "properties": { "tags": [rule.group.name()] },
        })
    };
    RULES.iter().map(rule).collect()
}

fn result(finding: &Finding, file: &str) -> Value {
    let message = match finding.evidence.as_str() {
        "" => finding.message.clone(),
        evidence => format!("{} ({evidence})", finding.message),
    };
    let mut place = json!({ "artifactLocation": { "uri": uri(file) } });
    if let Some(position) = finding.position {
        place["region"] = json!({ "startLine": position.line, "startColumn": position.column });
    }
    json!({
        "ruleId": finding.code,
        "ruleIndex": RULES.iter().position(|rule| rule.code == finding.code),
        "level": level(finding.severity),
        "message": { "text": message },
        "locations": [{
            "physicalLocation": place,
            "logicalLocations": [{ "fullyQualifiedName": finding.element }],
        }],
        // The line may move; rule and element stay.
        "partialFingerprints": { "ruleAndElement/v1": format!("{}:{}", finding.code, finding.element) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// A path as a relative reference of RFC 3986.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=:@".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { (byte as char).to_string() } else { format!("%{byte:02X}") }).collect()
}
