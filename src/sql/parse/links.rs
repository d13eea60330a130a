//! Who refers to whom while a script is read, so that a change looks only where something can be.
//!
//! `Schema::apply` and `Schema::drop_with_dependents` look at the whole schema, which ten thousand ALTERs of ten thousand
//! tables cannot afford. Here the objects around a change are taken out into a schema of their own, changed there, and
//! put back. What was dropped leaves an empty place, so that the places of the others stay; [`Reader::compact`] closes
//! them in the end.

use super::read::{Reader, Unread};
use crate::schema::*;
use std::collections::{BTreeSet, HashMap};

/// Places of objects in the lists of the schema. They name too many rather than too few; who asks looks there.
#[derive(Default)]
pub struct Links {
    views: HashMap<QualifiedName, usize>,
    sequences: HashMap<QualifiedName, usize>,
    kept: HashMap<QualifiedName, Vec<usize>>,
    /// Tables with foreign keys to a table, by the table's last name in lower case.
    referrers: HashMap<String, Vec<usize>>,
    /// Sequences that go with a column of a table, by the table's last name in lower case.
    owned: HashMap<String, Vec<usize>>,
    /// Tables that have a key, check or index of a name, in lower case.
    parts: HashMap<String, Vec<usize>>,
    /// Views and kept statements by the words that occur in them, in lower case.
    words: HashMap<String, Vec<Text>>,
    /// How many views, sequences and kept statements were looked at.
    seen: [usize; 3],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Text {
    View(usize),
    Kept(usize),
}

/// The objects around a change, by their places.
#[derive(Debug, Default, Clone)]
pub struct Around {
    tables: BTreeSet<usize>,
    sequences: BTreeSet<usize>,
    texts: BTreeSet<Text>,
}

/// What a schema was, as far as some statements can change it.
pub struct Snapshot {
    tables: Vec<(usize, Table)>,
    sequences: Vec<(usize, Sequence)>,
    views: Vec<(usize, View)>,
    kept: Vec<(usize, Opaque)>,
    enums: Vec<EnumType>,
    domains: Vec<Domain>,
    namespaces: Vec<Namespace>,
    partitions: HashMap<QualifiedName, QualifiedName>,
    /// Lengths of the lists of tables, sequences, views and kept statements.
    lengths: [usize; 4],
}

impl Around {
    pub fn of_table(place: usize) -> Self {
        Self { tables: BTreeSet::from([place]), ..Self::default() }
    }

    pub fn tables(&self) -> impl Iterator<Item = usize> {
        self.tables.iter().copied()
    }
}

impl Links {
    /// Notes the keys and names of a table.
    pub fn table(&mut self, place: usize, table: &Table) {
        for key in &table.foreign_keys {
            self.refers(place, &key.references.table);
        }
        for (_, name) in table.named_parts() {
            self.part(place, name);
        }
    }

    pub fn refers(&mut self, place: usize, to: &QualifiedName) {
        add(&mut self.referrers, to.name.to_lowercase(), place);
    }

    pub fn part(&mut self, place: usize, name: &str) {
        add(&mut self.parts, name.to_lowercase(), place);
    }

    pub fn owns(&mut self, table: &QualifiedName, sequence: usize) {
        add(&mut self.owned, table.name.to_lowercase(), sequence);
    }

    /// Looks at what came since the last time.
    fn catch_up(&mut self, schema: &Schema) {
        for (place, view) in schema.views.iter().enumerate().skip(self.seen[0]) {
            self.view(place, view);
        }
        for (place, sequence) in schema.sequences.iter().enumerate().skip(self.seen[1]) {
            self.sequence(place, sequence);
        }
        for (place, object) in schema.opaque.iter().enumerate().skip(self.seen[2]) {
            self.words_of(&object.sql, Text::Kept(place));
            object.name.iter().for_each(|name| self.kept.entry(name.clone()).or_default().push(place));
        }
        self.seen = [schema.views.len(), schema.sequences.len(), schema.opaque.len()];
    }

    fn view(&mut self, place: usize, view: &View) {
        self.views.insert(view.name.clone(), place);
        self.words_of(&view.query, Text::View(place));
    }

    fn sequence(&mut self, place: usize, sequence: &Sequence) {
        self.sequences.insert(sequence.name.clone(), place);
        if let Some((table, _)) = &sequence.owned_by {
            self.owns(table, place);
        }
    }

    fn words_of(&mut self, text: &str, place: Text) {
        for word in words(text) {
            let known = self.words.entry(word.to_lowercase()).or_default();
            if known.last() != Some(&place) {
                known.push(place);
            }
        }
    }

    /// Views and kept statements in which a name can occur.
    fn texts(&self, name: &str) -> Vec<Text> {
        match words(name).max_by_key(|word| word.len()) {
            Some(word) => self.words.get(&word.to_lowercase()).cloned().unwrap_or_default(),
            None => {
                let kept = (0..self.seen[2]).map(Text::Kept);
                (0..self.seen[0]).map(Text::View).chain(kept).collect()
            }
        }
    }
}

fn add(map: &mut HashMap<String, Vec<usize>>, name: String, place: usize) {
    let places = map.entry(name).or_default();
    if places.last() != Some(&place) {
        places.push(place);
    }
}

/// Runs of what names consist of.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '$' && c.is_ascii()).filter(|w| !w.is_empty())
}

impl Reader {
    pub fn view_place(&mut self, name: &QualifiedName) -> Option<usize> {
        self.links.catch_up(&self.schema);
        let place = self.links.views.get(name).copied()?;
        self.schema.views.get(place).filter(|view| view.name == *name).map(|_| place)
    }

    pub fn sequence_place(&mut self, name: &QualifiedName) -> Option<usize> {
        self.links.catch_up(&self.schema);
        let place = self.links.sequences.get(name).copied()?;
        self.schema.sequences.get(place).filter(|sequence| sequence.name == *name).map(|_| place)
    }

    /// The places of tables that can have a part of this name.
    pub fn places_of_part(&self, name: &str) -> Vec<usize> {
        self.links.parts.get(&name.to_lowercase()).cloned().unwrap_or_default()
    }

    /// A table with whatever refers to it by name.
    pub fn around_table(&mut self, place: usize) -> Around {
        self.links.catch_up(&self.schema);
        let mut around = Around::of_table(place);
        let Some(table) = self.schema.tables.get(place) else { return around };
        let name = table.name.name.to_lowercase();
        let known = |places: Option<&Vec<usize>>| places.into_iter().flatten().copied().collect::<Vec<_>>();
        around.tables.extend(known(self.links.referrers.get(&name)));
        around.sequences.extend(known(self.links.owned.get(&name)));
        around
    }

    /// Adds the views and kept statements in which a name occurs, and those in which theirs do. Where a column is given,
    /// the first ones have to mention it too.
    pub fn add_texts(&mut self, around: &mut Around, name: &str, column: Option<&str>) {
        self.links.catch_up(&self.schema);
        let mut names = vec![name.to_owned()];
        let mut is_first = true;
        while let Some(name) = names.pop() {
            for text in self.links.texts(&name) {
                let (sql, own) = match text {
                    Text::View(place) => match self.schema.views.get(place) {
                        Some(view) => (&view.query, Some(view.name.name.clone())),
                        None => continue,
                    },
                    Text::Kept(place) => match self.schema.opaque.get(place) {
                        Some(object) => (&object.sql, object.name.as_ref().map(|name| name.name.clone())),
                        None => continue,
                    },
                };
                let fits =
                    column.filter(|_| is_first).is_none_or(|c| Expression::new(sql.as_str()).mentions_anywhere(c));
                if fits && around.texts.insert(text) {
                    names.extend(own.filter(|own| !own.is_empty()));
                }
            }
            is_first = false;
        }
    }

    /// Changes the objects around as if they were a schema of their own.
    pub fn within<T>(&mut self, around: &Around, change: impl FnOnce(&mut Schema) -> T) -> T {
        let mut part = Schema::new();
        part.reserve_id(self.schema.last_id());
        let (mut views, mut kept) = (Vec::new(), Vec::new());
        for text in &around.texts {
            match text {
                Text::View(place) => views.push(*place),
                Text::Kept(place) => kept.push(*place),
            }
        }
        let schema = &mut self.schema;
        let tables: Vec<usize> = around.tables.iter().copied().filter(|p| schema.tables.get(*p).is_some()).collect();
        let sequences: Vec<usize> = around.sequences.iter().copied().collect();
        part.tables = taken(&mut schema.tables, &tables);
        part.views = taken(&mut schema.views, &views);
        part.sequences = taken(&mut schema.sequences, &sequences);
        part.opaque = taken(&mut schema.opaque, &kept);
        let table_ids: Vec<Id> = part.tables.iter().map(|o| o.id).collect();
        let view_ids: Vec<(Id, String)> = part.views.iter().map(|o| (o.id, o.query.clone())).collect();
        let sequence_ids: Vec<Id> = part.sequences.iter().map(|o| o.id).collect();
        let kept_ids: Vec<Id> = part.opaque.iter().map(|o| o.id).collect();
        let result = change(&mut part);
        schema.reserve_id(part.last_id());
        put_back(&mut schema.tables, part.tables, tables.iter().copied().zip(table_ids), |o| o.id);
        let places = views.iter().copied().zip(view_ids.iter().map(|(id, _)| *id));
        put_back(&mut schema.views, part.views, places, |o| o.id);
        put_back(&mut schema.sequences, part.sequences, sequences.iter().copied().zip(sequence_ids), |o| o.id);
        put_back(&mut schema.opaque, part.opaque, kept.iter().copied().zip(kept_ids), |o| o.id);
        for (place, (_, before)) in views.into_iter().zip(view_ids) {
            if let Some(view) = self.schema.views.get(place).filter(|view| view.query != before) {
                self.links.view(place, view);
            }
        }
        for place in sequences {
            if let Some(sequence) = self.schema.sequences.get(place) {
                self.links.sequence(place, sequence);
            }
        }
        result
    }

    /// Changes a table alone, where nothing outside can be concerned.
    pub fn within_table(&mut self, place: usize, change: &Change) -> Result<(), Unread> {
        let around = Around::of_table(place);
        Ok(self.within(&around, |part| part.apply(change))?)
    }

    /// Drops an element with everything that needs it.
    pub fn drop_within(&mut self, around: &Around, id: Id) -> Result<(), Unread> {
        let tables: Vec<(usize, String)> = around.tables.iter().map(|place| (*place, self.key_at(*place))).collect();
        let result = self.within(around, |part| {
            // Each change is made in place: a copy for every element would cost the square.
            part.drop_with_dependents(id).iter().try_for_each(|change| part.apply(change))
        });
        for (place, key) in tables {
            if self.schema.tables.get(place).is_some_and(|table| table.id == Id(0)) {
                self.forget_place(&key, place);
            }
        }
        Ok(result?)
    }

    /// A table goes, with its sequences and what is kept for it.
    pub fn drop_table_at(&mut self, place: usize) {
        let Some(table) = self.schema.tables.get(place).map(|table| (table.id, table.name.clone())) else { return };
        let (id, name) = table;
        let mut around = self.around_table(place);
        self.add_texts(&mut around, &name.name, None);
        for sequence in &around.sequences {
            if let Some(sequence) = self.schema.sequences.get_mut(*sequence)
                && sequence.owned_by.as_ref().is_some_and(|(owner, _)| *owner == name)
            {
                *sequence = Sequence::default();
            }
        }
        for text in &around.texts {
            if let Text::Kept(place) = text
                && let Some(object) = self.schema.opaque.get_mut(*place)
                && object.table.as_ref() == Some(&name)
            {
                *object = Opaque::default();
            }
        }
        // What cannot go any more went with an earlier one.
        let _ = self.drop_within(&around, id);
    }

    pub fn drop_view_at(&mut self, place: usize) {
        let Some(view) = self.schema.views.get(place).map(|view| (view.id, view.name.name.clone())) else { return };
        let mut around = Around { texts: BTreeSet::from([Text::View(place)]), ..Around::default() };
        self.add_texts(&mut around, &view.1, None);
        let _ = self.drop_within(&around, view.0);
    }

    /// Kept statements of this name go, where `is_meant` says so.
    pub fn drop_kept(&mut self, name: Option<&QualifiedName>, is_meant: impl Fn(&Opaque) -> bool) {
        self.links.catch_up(&self.schema);
        let named = |name: &QualifiedName| self.links.kept.get(name).cloned().unwrap_or_default();
        let places = name.map_or_else(|| (0..self.schema.opaque.len()).collect(), named);
        for place in places {
            if let Some(object) = self.schema.opaque.get_mut(place)
                && object.name.as_ref() == name
                && is_meant(object)
            {
                *object = Opaque::default();
            }
        }
    }

    /// What the schema is now, as far as statements of these words can change it.
    pub fn snapshot(&mut self, places: &[usize]) -> Snapshot {
        let mut around = Around::default();
        for place in places {
            let more = self.around_table(*place);
            around.tables.extend(more.tables);
            around.sequences.extend(more.sequences);
            let name = self.schema.tables.get(*place).map(|table| table.name.name.clone()).unwrap_or_default();
            self.add_texts(&mut around, &name, None);
        }
        let schema = &self.schema;
        let (mut views, mut kept) = (Vec::new(), Vec::new());
        for text in &around.texts {
            match text {
                Text::View(place) => views.extend(schema.views.get(*place).map(|o| (*place, o.clone()))),
                Text::Kept(place) => kept.extend(schema.opaque.get(*place).map(|o| (*place, o.clone()))),
            }
        }
        let tables = around.tables.iter().filter_map(|place| Some((*place, schema.tables.get(*place)?.clone())));
        let sequences = around.sequences.iter().filter_map(|at| Some((*at, schema.sequences.get(*at)?.clone())));
        Snapshot {
            tables: tables.collect(),
            sequences: sequences.collect(),
            views,
            kept,
            enums: schema.enums.clone(),
            domains: schema.domains.clone(),
            namespaces: schema.namespaces.clone(),
            partitions: self.partitions.clone(),
            lengths: [schema.tables.len(), schema.sequences.len(), schema.views.len(), schema.opaque.len()],
        }
    }

    /// Makes the schema again what it was.
    pub fn restore(&mut self, before: Snapshot) {
        let [tables, sequences, views, kept] = before.lengths;
        for place in tables..self.schema.tables.len() {
            let key = self.key_at(place);
            self.forget_place(&key, place);
        }
        let schema = &mut self.schema;
        schema.tables.truncate(tables);
        schema.sequences.truncate(sequences);
        schema.views.truncate(views);
        schema.opaque.truncate(kept);
        self.links.seen =
            [self.links.seen[0].min(views), self.links.seen[1].min(sequences), self.links.seen[2].min(kept)];
        before.sequences.into_iter().for_each(|(place, object)| set(&mut schema.sequences, place, object));
        before.views.into_iter().for_each(|(place, object)| set(&mut schema.views, place, object));
        before.kept.into_iter().for_each(|(place, object)| set(&mut schema.opaque, place, object));
        (schema.enums, schema.domains, schema.namespaces) = (before.enums, before.domains, before.namespaces);
        self.partitions = before.partitions;
        for (place, table) in before.tables {
            let now = self.key_at(place);
            self.forget_place(&now, place);
            set(&mut self.schema.tables, place, table);
            self.note_place(place);
        }
    }

    /// Closes the empty places that dropped objects left.
    pub fn compact(&mut self) {
        self.schema.tables.retain(|o| o.id != Id(0));
        self.schema.views.retain(|o| o.id != Id(0));
        self.schema.sequences.retain(|o| o.id != Id(0));
        self.schema.opaque.retain(|o| o.id != Id(0));
        self.replace_places();
        self.links = Links::default();
    }
}

fn taken<T: Default>(list: &mut [T], places: &[usize]) -> Vec<T> {
    places.iter().filter_map(|place| list.get_mut(*place).map(std::mem::take)).collect()
}

/// Objects return to their places; they are in their old order, and some are missing.
fn put_back<T>(list: &mut [T], objects: Vec<T>, places: impl Iterator<Item = (usize, Id)>, id_of: impl Fn(&T) -> Id) {
    let mut objects = objects.into_iter().peekable();
    for (place, id) in places {
        if objects.peek().is_some_and(|object| id_of(object) == id)
            && let (Some(slot), Some(object)) = (list.get_mut(place), objects.next())
        {
            *slot = object;
        }
    }
}

fn set<T>(list: &mut [T], place: usize, object: T) {
    if let Some(slot) = list.get_mut(place) {
        *slot = object;
    }
}

#[cfg(test)]
mod tests {
    use crate::dialect::Dialect::{self, MySql, PostgreSql};
    use crate::sql::parse;

    /// Two scripts that lead to the same schema.
    fn check(dialect: Dialect, script: &str, same_as: &str) {
        let read = |script: &str| parse(script, dialect).schema.without_ids();
        assert_eq!(read(script), read(same_as), "{script}");
    }

    #[test]
    fn who_refers_to_a_renamed_table_follows() {
        check(
            PostgreSql,
            "CREATE TABLE z (id int); CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (a_id int REFERENCES a);\n\
             CREATE VIEW v AS SELECT id FROM a; ALTER TABLE a RENAME TO c;",
            "CREATE TABLE z (id int); CREATE TABLE c (id int PRIMARY KEY); CREATE TABLE b (a_id int REFERENCES c);\n\
             CREATE VIEW v AS SELECT id FROM c;",
        );
    }

    #[test]
    fn what_hangs_on_a_dropped_table_goes_and_the_rest_stays() {
        check(
            PostgreSql,
            "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (a_id int REFERENCES a); CREATE TABLE c (id int);\n\
             CREATE VIEW v AS SELECT id FROM a; CREATE VIEW w AS SELECT id FROM c; DROP TABLE a CASCADE;\n\
             CREATE INDEX i ON c (id);",
            "CREATE TABLE b (a_id int); CREATE TABLE c (id int); CREATE VIEW w AS SELECT id FROM c; CREATE INDEX i ON c (id);",
        );
    }

    #[test]
    fn an_index_is_dropped_from_the_table_that_is_named() {
        check(
            MySql,
            "CREATE TABLE a (x int, KEY i (x)); CREATE TABLE b (x int, KEY i (x)); DROP INDEX i ON b;",
            "CREATE TABLE a (x int, KEY i (x)); CREATE TABLE b (x int);",
        );
    }

    #[test]
    fn a_block_that_is_not_read_to_its_end_changes_nothing() {
        let before = "CREATE TABLE a (id int);";
        let block =
            "DO $$ BEGIN ALTER TABLE a ADD COLUMN b int; PERFORM what(1); FOR r IN SELECT 1 LOOP END LOOP; END $$;";
        let tables = |script: &str| parse(script, PostgreSql).schema.without_ids().tables;
        assert_eq!(tables(&format!("{before}\n{block}")), tables(before));
    }
}
