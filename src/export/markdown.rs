//! The documentation as GitHub-flavoured Markdown.

use super::Content;
use super::document::{Block, Inline, document};

/// The documentation as Markdown. Whatever names and comments hold is escaped: it shows as it is and never becomes
/// markup, a link or HTML.
pub fn markdown<'a>(content: impl Into<Content<'a>>) -> String {
    let blocks: Vec<String> = document(content).iter().map(block).collect();
    blocks.join("\n\n") + "\n"
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading { level, text, anchor, .. } => {
            let marks = "#".repeat(usize::from(*level));
            format!("<a id=\"{anchor}\"></a>\n\n{marks} {}", escaped(text))
        }
        Block::Paragraph(inlines) => line(inlines),
        Block::Quote(text) => {
            let lines: Vec<String> = text.lines().map(|line| format!("> {}", escaped(line.trim()))).collect();
            // A backslash keeps the line break that the user made.
            lines.join("\\\n")
        }
        Block::List(items) => {
            let items: Vec<String> = items.iter().map(|item| format!("- {}", line(item))).collect();
            items.join("\n")
        }
        Block::Table { header, rows } => table(header, rows),
        Block::Code { language, text } => {
            let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
            format!("{fence}{language}\n{}\n{fence}", text.trim_end())
        }
    }
}

fn table(header: &[&str], rows: &[Vec<Vec<Inline>>]) -> String {
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let mut lines = vec![row(header.iter().map(|cell| escaped(cell)).collect())];
    lines.push(row(header.iter().map(|_| "---".to_owned()).collect()));
    // A bar inside a code span would still end the cell.
    let cell = |cell: &Vec<Inline>| cell.iter().map(|inline| inline_in_table(inline)).collect::<String>();
    lines.extend(rows.iter().map(|cells| row(cells.iter().map(cell).collect())));
    lines.join("\n")
}

fn inline_in_table(part: &Inline) -> String {
    match part {
        Inline::Code(text) => code(&text.replace('|', "\\|")),
        other => inline(other),
    }
}

fn line(inlines: &[Inline]) -> String {
    inlines.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    match inline {
        Inline::Text(text) => escaped(text),
        Inline::Strong(text) => format!("**{}**", escaped(text.trim())),
        Inline::Code(text) => code(text),
        Inline::Link { text, anchor } => format!("[{}](#{anchor})", escaped(text)),
    }
}

/// A code span whose fence is longer than any run of backticks inside.
fn code(text: &str) -> String {
    let text = one_line(text);
    if text.trim().is_empty() {
        return String::new();
    }
    let fence = "`".repeat(longest_run(&text, '`') + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Plain text: every character that could begin markup is escaped.
fn escaped(text: &str) -> String {
    let text = one_line(text);
    let mut out = String::with_capacity(text.len() + 8);
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    for (place, c) in text.chars().enumerate() {
        let starts_block = place == 0 && matches!(c, '-' | '+' | '=');
        let numbers_list = digits > 0 && place == digits && matches!(c, '.' | ')');
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '$' => out.extend(['\\', c]),
            _ if starts_block || numbers_list => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn longest_run(text: &str, of: char) -> usize {
    text.split(|c| c != of).map(str::len).max().unwrap_or(0)
}
