use super::*;

rule! {
    /// The table's engine ignores foreign keys.
    ///
    /// ## Why
    /// MyISAM, MEMORY and others take the words and check nothing; they know no transactions either, so that a
    /// crash leaves half a change.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE orders (id int PRIMARY KEY) ENGINE=MyISAM;
    /// ```
    ///
    /// ## Fix
    /// Proposes InnoDB. References have to be checked by hand once.
    ///
    /// ## When not to follow it
    /// For tables of a cache that may be lost.
    "engine-without-foreign-keys", Portability, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    if !matches!(context.dialect, Dialect::MySql | Dialect::MariaDb) {
        return Vec::new();
    }
    let finding = |view: &TableView| {
        let (_, engine) = view.table.options.iter().find(|(key, _)| key == "ENGINE" || key == "TYPE")?;
        let known = ["innodb", "ndb", "ndbcluster", "rocksdb", "xtradb"].contains(&engine.to_lowercase().as_str());
        let mut table = view.table.clone();
        table
            .options
            .iter_mut()
            .filter(|(key, _)| key == "ENGINE" || key == "TYPE")
            .for_each(|(_, value)| *value = "InnoDB".to_owned());
        let message = format!("{} is kept by {engine}, which knows no foreign keys and no transactions.", view.name());
        let change = Change::Modify { object: Object::Table(table) };
        (!known).then(|| Finding::new(view.table.id, message).propose("Keep it with InnoDB", vec![change]))
    };
    context.tables.iter().filter_map(finding).collect()
}
