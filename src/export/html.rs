//! The documentation as one HTML file that needs nothing else: diagram, data dictionary, reasons.

use super::Content;
use super::document::{Block, Inline, document};
use std::fmt::Write;

const STYLE: &str = "\
:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}\
h1,h2,h3{line-height:1.25;margin:2rem 0 .5rem}table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem}\
th,td{border:1px solid color-mix(in srgb,currentColor 20%,transparent);padding:.3rem .5rem;text-align:left;vertical-align:top}\
th{background:color-mix(in srgb,currentColor 6%,transparent)}code,pre{font:13px ui-monospace,monospace}\
pre{overflow:auto;padding:.5rem;background:color-mix(in srgb,currentColor 6%,transparent)}\
blockquote{margin:0;padding-left:1rem;border-left:3px solid color-mix(in srgb,currentColor 20%,transparent);white-space:pre-wrap}\
.diagram{overflow:auto;background:#fff}";

/// The documentation as a page of its own, with the diagram where there is one (an `<svg>` element).
pub fn html<'a>(content: impl Into<Content<'a>>, diagram: Option<&str>) -> String {
    let content = content.into();
    let title = if content.title.is_empty() { "Database schema" } else { content.title };
    html_of(title, &document(content), diagram)
}

/// Blocks as a page of its own.
pub fn html_of(title: &str, blocks: &[Block], diagram: Option<&str>) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; font-src data:\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
        escaped(title)
    );
    for (place, part) in blocks.iter().enumerate() {
        block(&mut out, part);
        // The diagram follows the title and the figures.
        if place == 1
            && let Some(svg) = diagram
        {
            let _ = writeln!(
                out,
                "<div class=\"diagram\">\n{}\n</div>",
                svg.split_once("?>").map_or(svg, |(_, rest)| rest).trim()
            );
        }
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn block(out: &mut String, block: &Block) {
    let _ = match block {
        Block::Heading { level, text, anchor, .. } => {
            writeln!(out, "<h{level} id=\"{}\">{}</h{level}>", escaped(anchor), escaped(text))
        }
        Block::Paragraph(parts) => writeln!(out, "<p>{}</p>", line(parts)),
        Block::Quote(text) => writeln!(out, "<blockquote>{}</blockquote>", escaped(text)),
        Block::List(items) => {
            let items: String = items.iter().map(|item| format!("<li>{}</li>\n", line(item))).collect();
            writeln!(out, "<ul>\n{items}</ul>")
        }
        Block::Table { header, rows } => {
            let head: String = header.iter().map(|cell| format!("<th>{}</th>", escaped(cell))).collect();
            let row = |cells: &Vec<Vec<Inline>>| {
                let cells: String = cells.iter().map(|cell| format!("<td>{}</td>", line(cell))).collect();
                format!("<tr>{cells}</tr>\n")
            };
            let body: String = rows.iter().map(row).collect();
            writeln!(out, "<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>")
        }
        Block::Code { text, .. } => writeln!(out, "<pre>{}</pre>", escaped(text.trim_end())),
    };
}

fn line(parts: &[Inline]) -> String {
    let written = |part: &Inline| match part {
        Inline::Text(text) => escaped(text),
        Inline::Strong(text) => format!("<strong>{}</strong>", escaped(text)),
        Inline::Code(text) => format!("<code>{}</code>", escaped(text)),
        Inline::Link { text, anchor } => format!("<a href=\"#{}\">{}</a>", escaped(anchor), escaped(text)),
    };
    parts.iter().map(written).collect()
}

/// Text for HTML's content and its quoted attributes.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    #[test]
    fn the_page_is_whole_and_nothing_in_it_is_markup_of_a_name() {
        for schema in [sample::shop(), sample::hostile()] {
            let page = html(&schema, Some("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"></svg>"));
            assert!(page.contains("<svg xmlns"), "the diagram is there");
            for foreign in ["<img", "<script", "onerror=alert(1)>"] {
                assert!(!page.contains(foreign), "{foreign} in {page}");
            }
            for table in &schema.tables {
                assert!(page.contains(&escaped(&table.name.name)), "{}", table.name);
            }
        }
    }
}
