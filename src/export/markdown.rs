//! The documentation as GitHub-flavoured Markdown.

use super::Content;
use super::document::{Block, Inline, document};

/// The documentation as Markdown. Whatever names and comments hold is escaped: it shows as it is and never becomes
/// markup, a link or HTML.
pub fn markdown<'a>(content: impl Into<Content<'a>>) -> String {
    markdown_of(&document(content))
}

/// Blocks as Markdown, escaped in the same way.
pub fn markdown_of(blocks: &[Block]) -> String {
    let blocks: Vec<String> = blocks.iter().map(block).collect();
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

fn table(header: &[String], rows: &[Vec<Vec<Inline>>]) -> String {
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let mut lines = vec![row(header.iter().map(|cell| escaped(cell)).collect())];
    lines.push(row(header.iter().map(|_| "---".to_owned()).collect()));
    // A bar inside a code span would still end the cell.
    let cell = |cell: &Vec<Inline>| cell.iter().map(inline_in_table).collect::<String>();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;
    use expect_test::expect;

    #[test]
    fn a_schema_becomes_documentation() {
        expect![[r#"
            <a id="overview"></a>

            # Database schema

            3 tables, 8 columns, 2 relationships.

            <a id="contents"></a>

            ## Contents

            - [Tables](#tables)
            - [users](#element-2)
            - [orders](#element-7)
            - [order\_items](#element-14)
            - [Relationships](#relationships)
            - [Types](#types)

            <a id="tables"></a>

            ## Tables

            <a id="element-2"></a>

            ### users

            People who can sign in.

            | Column | Type | Null | Default | Key | Description |
            | --- | --- | --- | --- | --- | --- |
            | `id` | `bigint` | no | assigned by the database | PK |  |
            | `email` | `varchar(254)` | no |  | unique | Where the receipts go. |

            **Relationships**

            - referenced by [orders](#element-7) `(user_id)`

            **Constraints**

            - primary key `(id)`
            - unique `(email)` named `users_email_key`

            <a id="element-7"></a>

            ### orders

            | Column | Type | Null | Default | Key | Description |
            | --- | --- | --- | --- | --- | --- |
            | `id` | `bigint` | no |  | PK |  |
            | `user_id` | `bigint` | yes |  | FK to [users](#element-2) |  |
            | `status` | `order_status` | no | `'open'` |  |  |

            **Relationships**

            - `(user_id)` references [users](#element-2) `(id)`, on delete set null
            - referenced by [order\_items](#element-14) `(order_id)`

            **Constraints**

            - primary key `(id)`

            **Indexes**

            - `(user_id)` where `status = 'open'`

            <a id="element-14"></a>

            ### order\_items

            | Column | Type | Null | Default | Key | Description |
            | --- | --- | --- | --- | --- | --- |
            | `order_id` | `bigint` | no |  | PK, FK to [orders](#element-7) |  |
            | `line` | `integer` | no |  | PK |  |
            | `price` | `decimal(10,2)` | no |  |  |  |

            **Relationships**

            - `(order_id)` references [orders](#element-7) `(id)`, on delete cascade

            **Constraints**

            - primary key `(order_id, line)`
            - check `price >= 0` named `price_range`

            <a id="relationships"></a>

            ## Relationships

            | Child | Columns | Parent | Cardinality | On delete |
            | --- | --- | --- | --- | --- |
            | [orders](#element-7) | `(user_id)` | [users](#element-2) | many to zero or one | set null |
            | [order\_items](#element-14) | `(order_id)` | [orders](#element-7) | many to exactly one | cascade |

            <a id="types"></a>

            ## Types

            - `order_status` is one of `'open', 'paid'`
        "#]]
        .assert_eq(&markdown(&sample::shop()));
    }

    #[test]
    fn hostile_names_show_as_they_are() {
        expect![[r#"
            <a id="overview"></a>

            # Database schema

            1 table, 1 column, 0 relationships.

            <a id="contents"></a>

            ## Contents

            - [Tables](#tables)
            - [a\|b\` "c" &lt;/script&gt;](#element-1)

            <a id="tables"></a>

            ## Tables

            <a id="element-1"></a>

            ### a\|b\` "c" &lt;/script&gt;

            &lt;img src=x onerror=alert(1)&gt; \*not\* 'em' \\ \`code\`

            | Column | Type | Null | Default | Key | Description |
            | --- | --- | --- | --- | --- | --- |
            | `[x](y) # h` | `odd "type'` | no | `` 'it''s' \|\| `x` `` |  |  |
        "#]]
        .assert_eq(&markdown(&sample::hostile()));
    }

    #[test]
    fn plain_text_cannot_begin_a_block() {
        let check = |text: &str, expected: &str| assert_eq!(escaped(text), expected);
        check("1. first", "1\\. first");
        check("- item", "\\- item");
        check("# title", "\\# title");
        check("in 2024. Then", "in 2024. Then");
        check("a < b & c", "a &lt; b &amp; c");
    }
}
