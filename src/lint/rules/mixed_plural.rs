use super::*;

rule! {
    /// A table's name is in the singular where the others are in the plural, or the other way round.
    ///
    /// ## Why
    /// Nobody can tell from the thing how its table is called, and code generators turn one of the two into odd
    /// class names.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (id int); CREATE TABLE orders (id int); CREATE TABLE product (id int);
    /// ```
    ///
    /// ## Fix
    /// None offered: a renamed table takes every query along.
    ///
    /// ## When not to follow it
    /// For names without a plural of their own, which the rule should know but may not.
    "mixed-plural", Naming, Info
}

/// Fewer tables than this have no habit.
const ENOUGH: usize = 5;

fn check(context: &Context) -> Vec<Finding> {
    let numbered: Vec<(&TableView, bool)> =
        context.tables.iter().filter_map(|view| Some((view, is_plural(view)?))).collect();
    let plurals = numbered.iter().filter(|(_, plural)| *plural).count();
    let most = plurals.max(numbered.len() - plurals);
    if most < ENOUGH || most * 5 < numbered.len() * 4 {
        return Vec::new();
    }
    let usual = plurals * 2 > numbered.len();
    let number = |plural: bool| if plural { "plural" } else { "singular" };
    let finding = |(view, plural): &(&TableView, bool)| {
        let message = format!(
            "The table name {} is in the {}; the others are in the {}.",
            view.name(),
            number(*plural),
            number(usual)
        );
        let evidence = format!("{most} of {} table names are in the {}", numbered.len(), number(usual));
        Finding::new(view.table.id, message).because(evidence)
    };
    numbered.iter().filter(|(_, plural)| *plural != usual).map(finding).collect()
}

/// Whether the last word of a table's name is a plural; `None` where both forms are alike, and for a word that the rules
/// of inflection may not know, such as an abbreviation or a participle.
fn is_plural(view: &TableView) -> Option<bool> {
    let last = view.words.last()?;
    let known = last.len() > 3
        && !last.ends_with("ed")
        && !last.ends_with("ing")
        && !last.contains(|c: char| c.is_ascii_digit());
    let (one, many) = (singular(last), plural(last));
    (known && one != many).then_some(*last == many)
}
