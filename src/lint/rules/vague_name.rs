use super::*;

rule! {
    /// A name says nothing about what is kept.
    ///
    /// ## Why
    /// Nobody but its author can tell what `field1` or `tmp` holds, and after a while not even they can.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users_old (id int, field1 text, misc text);
    /// ```
    ///
    /// ## Fix
    /// None: a better name needs someone who knows what is meant.
    ///
    /// ## When not to follow it
    /// Where the meaning is the user's own (custom fields); a table of names and values is often better then.
    "vague-name", Naming, Info
}

const ANY: &[&str] =
    &["misc", "stuff", "tmp", "temp", "dummy", "foo", "bar", "asdf", "xxx", "thing", "something", "whatever", "blah"];
const NUMBERED: &[&str] = &[
    "field",
    "col",
    "column",
    "attr",
    "attribute",
    "value",
    "val",
    "data",
    "text",
    "info",
    "var",
    "param",
    "custom",
    "extra",
    "spare",
    "user field",
    "flex",
];
const LEFTOVER: &[&str] = &["old", "backup", "bak", "tmp", "temp", "copy", "test", "new", "orig"];

fn check(context: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    for view in &context.tables {
        let single = view.words.len() == 1
            && (ANY.contains(&view.words[0].as_str()) || ["data", "table", "test"].contains(&view.words[0].as_str()));
        let leftover = view.words.len() > 1
            && view.words.last().is_some_and(|last| LEFTOVER.contains(&last.as_str()))
            && context.tables_of_thing(&thing(&view.words[..view.words.len() - 1])).next().is_some();
        if single {
            findings.push(Finding::new(
                view.table.id,
                format!("The table name {} does not say what it holds.", view.name()),
            ));
        } else if leftover {
            let message = format!("The table {} looks like a leftover copy of another table.", view.name());
            findings.push(
                Finding::new(view.table.id, message)
                    .because(format!("it ends in {}", view.words[view.words.len() - 1])),
            );
        }
        let vague: Vec<&ColumnView> = view.columns.iter().filter(|column| is_vague(column)).collect();
        if let Some(first) = vague.first() {
            let names: Vec<&str> = vague.iter().take(4).map(|column| column.name()).collect();
            let message = format!("{} of {} do not say what they hold.", listed(&names), view.name());
            findings.push(Finding::new(first.column.id, message).because(format!("{} such names", vague.len())));
        }
    }
    findings
}

fn is_vague(column: &ColumnView) -> bool {
    let phrase = column.phrase();
    let stem = phrase.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_');
    ANY.contains(&phrase.as_str()) || stem.len() < phrase.len() && NUMBERED.contains(&stem)
}
