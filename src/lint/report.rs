//! Findings for people and for programs.

use super::{Finding, RULES};
use crate::schema::Severity;
use serde_json::json;
use std::fmt::Write;

/// One finding after the other, as editors and terminals understand them, then a line that counts them.
pub fn text(findings: &[Finding], file: &str) -> String {
    let mut out = String::new();
    for finding in findings {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{file}:{}", finding.diagnostic());
        if !finding.evidence.is_empty() {
            let _ = writeln!(out, "    because: {}", finding.evidence);
        }
        if let Some(fix) = &finding.fix {
            let _ = writeln!(out, "    fix ({}): {}", fix.safety.name(), fix.title);
        }
    }
    let [errors, warnings, infos] = counts(findings);
    let _ = writeln!(out, "{}, {}, {}", counted(errors, "error"), counted(warnings, "warning"), counted(infos, "hint"));
    out
}

/// `{"findings": [...], "summary": {...}}`.
pub fn json(findings: &[Finding]) -> String {
    let [errors, warnings, infos] = counts(findings);
    let group = |code: &str| RULES.iter().find(|rule| rule.code == code).map(|rule| rule.group.name());
    let findings: Vec<serde_json::Value> = (findings.iter())
        .map(|finding| {
            let mut value = json!(finding);
            value["group"] = json!(group(finding.code));
            value
        })
        .collect();
    let report = json!({
        "findings": findings,
        "summary": { "error": errors, "warning": warnings, "info": infos },
    });
    format!("{report:#}\n")
}

fn counts(findings: &[Finding]) -> [usize; 3] {
    [Severity::Error, Severity::Warning, Severity::Info]
        .map(|severity| findings.iter().filter(|finding| finding.severity == severity).count())
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
