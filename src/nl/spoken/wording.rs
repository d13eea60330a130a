//! Names of columns from the words in which people speak of them.
//!
//! Schemas name the moment at which something happens by what happened (`submitted at`, `opened on`), whatever noun the
//! speaker used for it (`the submission timestamp`, `the opening date`), and bounds by `max`, `min` and `avg`.

use super::item::is_participle;

/// Nouns of what happens with the participle of what happened.
const DEEDS: &[(&str, &str)] = &[
    ("acceptance", "accepted"),
    ("activation", "activated"),
    ("admission", "admitted"),
    ("appointment", "appointed"),
    ("approval", "approved"),
    ("arrival", "arrived"),
    ("assignment", "assigned"),
    ("cancellation", "cancelled"),
    ("certification", "certified"),
    ("closure", "closed"),
    ("collection", "collected"),
    ("completion", "completed"),
    ("confirmation", "confirmed"),
    ("creation", "created"),
    ("decision", "decided"),
    ("delivery", "delivered"),
    ("departure", "departed"),
    ("discharge", "discharged"),
    ("dispatch", "dispatched"),
    ("entry", "entered"),
    ("enrolment", "enrolled"),
    ("enrollment", "enrolled"),
    ("finish", "finished"),
    ("inspection", "inspected"),
    ("installation", "installed"),
    ("issue", "issued"),
    ("join", "joined"),
    ("measurement", "measured"),
    ("modification", "modified"),
    ("occurrence", "occurred"),
    ("payment", "paid"),
    ("placement", "placed"),
    ("publication", "published"),
    ("purchase", "purchased"),
    ("receipt", "received"),
    ("recording", "recorded"),
    ("registration", "registered"),
    ("release", "released"),
    ("removal", "removed"),
    ("renewal", "renewed"),
    ("request", "requested"),
    ("resolution", "resolved"),
    ("retirement", "retired"),
    ("return", "returned"),
    ("sampling", "sampled"),
    ("settlement", "settled"),
    ("sign-up", "signed up"),
    ("signup", "signed up"),
    ("signing", "signed"),
    ("submission", "submitted"),
    ("taking", "taken"),
    ("upload", "uploaded"),
    ("withdrawal", "withdrawn"),
];

/// What was done, of a noun or participle that says it: `submission` and `submitted` are `submitted`.
fn done(word: &str) -> Option<String> {
    if let Some((_, done)) = DEEDS.iter().find(|(noun, _)| *noun == word) {
        return Some((*done).to_owned());
    }
    // `opening`, `founding`, `commissioning`
    if let Some(stem) = word.strip_suffix("ing").filter(|stem| stem.len() > 2) {
        // The founding is when it was founded, not found.
        if matches!(super::words::verb_form(stem), Some((_, crate::nl::inflection::Form::Past))) {
            return Some(format!("{stem}ed"));
        }
        let known = [stem.to_owned(), format!("{stem}e")];
        let base = known.iter().find_map(|verb| super::words::verb_form(verb).map(|(base, _)| base));
        return Some(base.map_or_else(|| format!("{stem}ed"), super::clause::past));
    }
    is_participle(word).then(|| word.to_owned())
}

/// Words of speech for the bounds of a value.
fn bound(word: &str) -> Option<&'static str> {
    match word {
        "maximum" | "longest" | "largest" | "highest" | "biggest" | "greatest" => Some("max"),
        "minimum" | "smallest" | "shortest" | "lowest" | "least" => Some("min"),
        "average" | "mean" => Some("avg"),
        _ => None,
    }
}

/// The name of a column for what an item of a list says.
pub(super) fn column(name: &str) -> String {
    let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
    if words.len() >= 2
        && let Some(short) = words.first().and_then(|first| bound(first))
    {
        words[0] = short.to_owned();
    }
    if words.len() >= 2
        && let (Some(last), Some(before)) = (words.pop(), words.pop())
    {
        // The running time is a length, the running date is none.
        let moment = match last.as_str() {
            "time" if before.ends_with("ing") => None,
            "timestamp" | "time" | "datetime" | "moment" => Some("at"),
            "date" | "day" => Some("on"),
            _ => None,
        };
        match moment.and_then(|at| Some((done(&before)?, at))) {
            _ if before == "born" => words.extend(["birth".to_owned(), "date".to_owned()]),
            Some((done, at)) => words.extend([done, at.to_owned()]),
            None => words.extend([before, last]),
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::column;

    #[test]
    fn moments_are_named_by_what_happened_and_bounds_are_short() {
        for (spoken, expected) in [
            ("submission timestamp", "submitted at"),
            ("opening date", "opened on"),
            ("founding date", "founded on"),
            ("picked date", "picked on"),
            ("born date", "birth date"),
            ("start date", "start date"),
            ("running time", "running time"),
            ("maximum depth", "max depth"),
            ("average", "average"),
            ("name", "name"),
        ] {
            assert_eq!(column(spoken), expected, "{spoken}");
        }
    }
}
