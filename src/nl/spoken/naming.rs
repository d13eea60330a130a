//! Names of nouns: under which name a noun is counted, and which names are never things to keep.

use super::noun::Noun;
use crate::nl::lexicon::{self, List};

/// Heads that are never a table, whatever is said of them.
pub(super) static NEVER: List = List::of(
    "thing everything something nothing anything one bit lot way moment time day week month year hour minute \
    quarter morning afternoon evening night system database spreadsheet column row table model half third percent \
    cent average kind sort rest case point reason fact rule exception number amount date figure side end start \
    name data information detail app software report reporting problem question scale volume shape distribution \
    mix pound dollar euro idea place people person somebody word sense hand head whole everyone usual two three \
    four five combination pair couple handful dozen hundred thousand million sheet field key flag what mind life \
    world job constraint check long list error mess need paper value limit metre kilo mile gram second stuff part \
    set total percentage register book business company team scheme record platform identifier id code",
);

/// What is no thing at all, whatever is said of it.
pub(super) fn never(_name: &str, head: &str) -> bool {
    lexicon::is_adjective(head)
        || head.len() < 3
        || head.chars().any(|c| c.is_ascii_digit())
        || super::words::is_function(head)
}

/// What is hardly ever a thing to keep; only a plain list of what is kept of it can make it one.
pub(super) fn hardly(name: &str, head: &str) -> bool {
    let system = head != "site" && lexicon::is_system(head);
    NEVER.contains(head) && name == head || system || lexicon::is_time(head)
}

/// A name as it is compared: without what only says that it is a list of such things.
pub(super) fn canonical(noun: &Noun) -> String {
    let words = &noun.words;
    let container = words.len() >= 2
        && matches!(
            noun.head(),
            "catalogue"
                | "catalog"
                | "list"
                | "register"
                | "ledger"
                | "table"
                | "record"
                | "row"
                | "master"
                | "book"
                | "detail"
                | "information"
                | "data"
                | "side"
                | "file"
                | "sheet"
        );
    let kept = if container { &words[..words.len() - 1] } else { words };
    let mut name = kept.join(" ");
    if container && let Some(last) = kept.last() {
        let one = crate::nl::inflection::singular(last);
        name = kept[..kept.len() - 1].iter().cloned().chain([one]).collect::<Vec<_>>().join(" ");
    }
    name
}
