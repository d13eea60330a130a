use super::*;

rule! {
    /// An age is stored.
    ///
    /// ## Why
    /// It is right for a year at most; the date of birth stays right.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE people (id int PRIMARY KEY, age int);
    /// ```
    ///
    /// ## Fix
    /// None: the date of birth has to be found out.
    ///
    /// ## When not to follow it
    /// For the age at a given event (at death, at diagnosis), or of a thing that does not get older.
    "stored-age", Structure, Info
}

fn check(context: &Context) -> Vec<Finding> {
    let people = [
        "user", "person", "people", "patient", "customer", "employee", "student", "member", "client", "author",
        "player", "teacher", "contact", "guest", "pet", "child", "actor",
    ];
    let aged = context.columns().filter(|(view, column)| {
        column.phrase() == "age" && column.column.data_type.is_numeric() && view.is_about(&people)
    });
    let finding = |(view, column): (&TableView, &ColumnView)| {
        Finding::new(column.column.id, format!("{}.{} is wrong after a year at most.", view.name(), column.name()))
    };
    aged.map(finding).collect()
}
