use super::*;
use crate::dialect::facts::Folding;

rule! {
    /// Names of a table have to be quoted in every statement.
    ///
    /// ## Why
    /// The database folds bare names to one case, and takes blanks and signs only in quotes. A query without the
    /// quotes does not find the column.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE "Users" ("userName" text, "e-mail" text);
    /// ```
    ///
    /// ## Fix
    /// Proposes lower-case names with underscores. Programs that use the names have to change too.
    ///
    /// ## When not to follow it
    /// Where a framework quotes every name and the names are its own (Entity Framework, Prisma).
    "name-needs-quotes", Naming, Info
}

fn check(context: &Context) -> Vec<Finding> {
    context.tables.iter().filter_map(|view| finding(context, view)).collect()
}

/// One finding a table: where one name needs quotes, usually all do.
fn finding(context: &Context, view: &TableView) -> Option<Finding> {
    let folds = context.facts.folding != Folding::Keep;
    let needs = |name: &str| {
        let regular = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '$')
            && !name.starts_with(|c: char| c.is_ascii_digit());
        // What stands for a name until a script is run (`$[prefix]users`, `$(Schema).users`) says nothing about it.
        let is_template = ["$[", "$(", "${", "{{"].iter().any(|mark| name.contains(mark));
        !is_template && (!regular || folds && name.chars().any(|c| c.is_ascii_uppercase()))
    };
    let columns: Vec<&Column> = view.table.columns.iter().filter(|column| needs(&column.name)).collect();
    let own = needs(&view.name().name);
    let first = if own { view.table.id } else { columns.first()?.id };
    let names: Vec<&str> =
        own.then_some(view.name().name.as_str()).into_iter().chain(columns.iter().map(|c| c.name.as_str())).collect();
    let shown: Vec<&str> = names.iter().take(4).copied().collect();
    let message = match names.as_slice() {
        [name] => format!("The name {name} of {} has to be quoted in every statement.", view.name()),
        _ => format!("{} names of {} have to be quoted in every statement.", names.len(), view.name()),
    };
    let rename = |column: &&Column| {
        let name = NamingStyle::Snake.spell(&column.name);
        Change::Rename { id: column.id, name: QualifiedName::new(name) }
    };
    let finding = Finding::new(first, message).because(format!("such as {}", listed(&shown)));
    let mut after: Vec<String> = (view.table.columns.iter())
        .map(|column| if needs(&column.name) { NamingStyle::Snake.spell(&column.name) } else { column.name.clone() })
        .collect();
    after.sort();
    let distinct =
        after.windows(2).all(|pair| pair[0] != pair[1]) && after.iter().all(|name| !name.is_empty() && !needs(name));
    let changes = if own || !distinct { Vec::new() } else { columns.iter().map(rename).collect() };
    Some(finding.propose("Rename the columns in snake_case", changes))
}
