//! The pieces that other tools run: a phase, or one statement of a phase that no transaction may hold.

use crate::dialect::Dialect;
use crate::migrate::options::LOCK_TIMEOUT_MS;
use crate::migrate::plan::{Phase, Plan};
use crate::migrate::script;

/// What a tool runs as one migration.
pub struct Part<'a> {
    /// Its place among all parts, from 1.
    pub number: usize,
    pub name: String,
    pub transactional: bool,
    pub up: Vec<&'a str>,
    pub down: Vec<&'a str>,
}

impl Part<'_> {
    /// `add_column_as_nullable`.
    pub fn slug(&self) -> String {
        slug(&self.name)
    }

    /// Statements for a tool that takes a file apart as the database's own client does.
    pub fn for_client(&self, plan: &Plan, statements: &[&str]) -> String {
        let statements: Vec<String> = statements.iter().map(|sql| (*sql).to_owned()).collect();
        self.headed(plan, script::plain(&statements, plan.dialect), statements.is_empty())
    }

    /// Statements for a tool that sends a file as one message.
    pub fn for_message(&self, plan: &Plan, statements: &[&str]) -> String {
        let text = statements.iter().map(|sql| format!("{};\n", sql.trim().trim_end_matches(';'))).collect();
        self.headed(plan, text, statements.is_empty())
    }

    fn headed(&self, plan: &Plan, text: String, is_empty: bool) -> String {
        if is_empty {
            return format!("-- {}\n-- Nothing to do.\n", self.name);
        }
        // Where the tool opens a transaction, the setting ends with it.
        let waits = plan.dialect == Dialect::PostgreSql && self.transactional;
        let timeout =
            if waits { format!("SET LOCAL lock_timeout = '{}s';\n", LOCK_TIMEOUT_MS / 1000) } else { String::new() };
        format!("-- {}\n{timeout}{text}", self.name)
    }
}

/// A part for each phase.
pub fn by_phase(plan: &Plan) -> Vec<Part<'_>> {
    plan.phases
        .iter()
        .enumerate()
        .map(|(at, phase)| Part {
            number: at + 1,
            name: phase.name.clone(),
            transactional: phase.transactional,
            up: up(phase),
            down: phase.reverse(),
        })
        .collect()
}

/// A part for each phase, but one for each statement where a phase does not run in a transaction: tools that send a
/// file as one message would put its statements into one all the same.
pub fn by_message(plan: &Plan) -> Vec<Part<'_>> {
    let mut parts: Vec<Part> = Vec::new();
    for phase in &plan.phases {
        // SQL Server's client would cut at GO, which no message knows.
        if phase.transactional && plan.dialect != Dialect::SqlServer {
            let number = parts.len() + 1;
            parts.push(Part {
                number,
                name: phase.name.clone(),
                transactional: true,
                up: up(phase),
                down: phase.reverse(),
            });
            continue;
        }
        for (at, statement) in phase.statements.iter().enumerate() {
            let name =
                if phase.statements.len() > 1 { format!("{} {}", phase.name, at + 1) } else { phase.name.clone() };
            let number = parts.len() + 1;
            let down = statement.reverse.iter().map(String::as_str).collect();
            parts.push(Part { number, name, transactional: phase.transactional, up: vec![&statement.sql], down });
        }
    }
    parts
}

fn up(phase: &Phase) -> Vec<&str> {
    phase.statements.iter().map(|statement| statement.sql.as_str()).filter(|sql| !sql.trim().is_empty()).collect()
}

/// The stem of a phase's files: `002_add_column_as_nullable`.
pub fn stem(at: usize, name: &str) -> String {
    format!("{:03}_{}", at + 1, slug(name))
}

/// A name in letters and digits that every file system and tool takes.
pub fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut slug = words.map(str::to_lowercase).collect::<Vec<_>>().join("_");
    slug.truncate(60);
    if slug.is_empty() { "phase".to_owned() } else { slug }
}
