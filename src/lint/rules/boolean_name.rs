use super::*;

rule! {
    /// A boolean's name does not say what is true.
    ///
    /// ## Why
    /// `is_admin` reads as a statement; `admin` could as well be a name or a reference, and `status` leaves open
    /// which of the two states TRUE is.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (id int, admin boolean);
    /// ```
    ///
    /// ## Fix
    /// Proposes the prefix `is`. Programs that use the name have to change too.
    ///
    /// ## When not to follow it
    /// Where the name is a statement anyway (`accepts_mail`); the rule knows adjectives and participles, but not
    /// all.
    "boolean-name", Naming, Info
}

const PREFIXES: &[&str] = &[
    "is", "has", "can", "was", "were", "are", "should", "must", "may", "will", "does", "did", "do", "allow", "allows",
    "use", "uses", "needs", "requires", "accepts", "include", "includes", "enable", "disable", "show", "shows", "hide",
    "send", "sends", "supports", "no", "not", "in", "on", "opt", "ignore", "force", "skip", "notify", "keep",
    "contains", "exclude", "auto", "display", "default",
];

const STATEMENTS: &[&str] = &[
    "active",
    "inactive",
    "public",
    "private",
    "valid",
    "default",
    "primary",
    "hidden",
    "open",
    "online",
    "offline",
    "free",
    "done",
    "paid",
    "new",
    "draft",
    "manual",
    "automatic",
    "system",
    "internal",
    "external",
    "read",
    "sent",
    "spam",
    "unique",
    "required",
    "optional",
    "only",
    "allowed",
    "true",
    "ok",
    "ready",
    "live",
    "current",
    "final",
    "special",
    "temporary",
    "permanent",
    "sticky",
    "busy",
    "dead",
    "anonymous",
    "global",
    "local",
    "core",
    "seen",
    "shown",
    "won",
    "lost",
    "left",
    "built",
    "flag",
    "readonly",
    "mandatory",
    "in",
    "out",
    "up",
    "down",
    "own",
    "visible",
    "official",
];

fn check(context: &Context) -> Vec<Finding> {
    // MySQL's tinyint(1) is as often a small number.
    if matches!(context.dialect, Dialect::MySql | Dialect::MariaDb) {
        return Vec::new();
    }
    context.columns().filter_map(|(view, column)| finding(view, column)).collect()
}

fn finding(view: &TableView, column: &ColumnView) -> Option<Finding> {
    let last = column.words.last()?;
    let participle = ["ed", "able", "ible", "ive", "ing", "al", "ful", "less"].iter().any(|end| last.ends_with(end));
    let says = PREFIXES.contains(&column.words[0].as_str()) || column.has(STATEMENTS) || participle;
    if column.column.data_type != ColumnType::Boolean || says {
        return None;
    }
    let name = column.name();
    let prefixed = if name.contains('_') || name.chars().all(|c| !c.is_uppercase()) {
        format!("is_{name}")
    } else {
        NamingStyle::Camel.spell(&format!("is {}", column.words.join(" ")))
    };
    let message = format!("The boolean {}.{name} does not say what is true.", view.name());
    Some(
        Finding::new(column.column.id, message)
            .propose(format!("Rename it to {prefixed}"), renamed(view, column.column, &prefixed)),
    )
}
