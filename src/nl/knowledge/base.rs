//! The files of the base, read once.

use super::read::{DomainEntry, File, read};
use super::{Archetype, Domain, Member};
use std::sync::OnceLock;

/// The files, the most usual domains first.
pub(super) const FILES: [(&str, &str); 16] = [
    ("common", include_str!("common.txt")),
    ("commerce", include_str!("commerce.txt")),
    ("places", include_str!("places.txt")),
    ("learning", include_str!("learning.txt")),
    ("care", include_str!("care.txt")),
    ("work", include_str!("work.txt")),
    ("media", include_str!("media.txt")),
    ("money", include_str!("money.txt")),
    ("movement", include_str!("movement.txt")),
    ("services", include_str!("services.txt")),
    ("leisure", include_str!("leisure.txt")),
    ("trade", include_str!("trade.txt")),
    ("office", include_str!("office.txt")),
    ("outing", include_str!("outing.txt")),
    ("public", include_str!("public.txt")),
    ("ventures", include_str!("ventures.txt")),
];

struct Base {
    common: Vec<Archetype>,
    domains: Vec<Domain>,
}

fn base() -> &'static Base {
    static BASE: OnceLock<Base> = OnceLock::new();
    BASE.get_or_init(|| {
        let files: Vec<File> = FILES.iter().map(|(_, text)| read(text)).collect();
        let common: Vec<Archetype> = files.iter().flat_map(|file| file.entities.clone()).collect();
        let domains = files.into_iter().flat_map(|file| file.domains).map(|entry| complete(entry, &common)).collect();
        Base { common, domains }
    })
}

/// Entities that are alike everywhere.
pub(super) fn common() -> &'static [Archetype] {
    &base().common
}

pub(super) fn domains() -> &'static [Domain] {
    &base().domains
}

/// A domain with its entities in place of their names: its own ideas of them, or else the common ones.
fn complete(entry: DomainEntry, common: &[Archetype]) -> Domain {
    let find = |name: &String| entry.entities.iter().chain(common).find(|archetype| archetype.name == *name).cloned();
    let members = |names: &[String], core: bool| -> Vec<Member> {
        names.iter().filter_map(find).map(|archetype| Member { archetype, core }).collect()
    };
    let mut entities = members(&entry.core, true);
    entities.extend(members(&entry.also, false));
    Domain {
        name: entry.name,
        title: entry.title,
        words: entry.words,
        weak: entry.weak,
        general: entry.general,
        entities,
    }
}
