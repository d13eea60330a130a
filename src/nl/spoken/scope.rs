//! What of a spoken description is data and what is talk about it: volumes, shapes, complaints, what is not wanted.

use super::words::{Kind, Word};
use crate::nl::lexicon::List;

/// What a sentence is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// It says what is kept and how it hangs together.
    Data,
    /// It tells of numbers and shapes: only a real list in it counts.
    Figures,
    /// It says what is not wanted.
    Excluded,
}

static STATISTICS: List = List::of(
    "percent percentage cent average averages averaging median deviation sd log-normal lognormal skewed poisson \
    exponential gaussian zipf pareto long-tailed variance log-variance log-mean tail power bell uniform flat \
    distribution mix split splits roughly typically usually mostly normally tends tend around million thousand \
    hundred honestly majority overall typical fifths tenth fifth two-thirds thirds",
);

static KEEPING: List = List::of(
    "need want hold holding store storing keep keeping track tracking record recording model modelling modeling \
    care bother require log",
);

/// The scope of a sentence.
pub(super) fn scope(words: &[Word]) -> Scope {
    let is = |i: usize, list: &[&str]| words.get(i).is_some_and(|w| w.is_any(list));
    for i in 0..words.len() {
        let negated = is(i, &["not", "don't", "doesn't", "never", "won't", "didn't", "no", "needn't", "without"]);
        if negated {
            let near = (i + 1..(i + 4).min(words.len()))
                .take_while(|&j| !words[j].breaks())
                .any(|j| KEEPING.contains(&words[j].text));
            let listed = words[i + 1..].iter().filter(|w| w.kind == Kind::Comma).count();
            if near && !is(i, &["never", "no", "without"]) && listed < 3 {
                return Scope::Excluded;
            }
        }
        if is(i, &["separate", "different", "another", "own"])
            && is(i + 1, &["system", "headache", "spreadsheet", "project", "problem", "database", "software"])
        {
            return Scope::Excluded;
        }
        if is(i, &["not", "isn't"])
            && (is(i + 1, &["my", "our", "your"]) && is(i + 2, &["problem", "job", "concern", "business"])
                || is(i + 1, &["in"]) && is(i + 2, &["scope"]))
        {
            return Scope::Excluded;
        }
        if is(i, &["out"]) && is(i + 1, &["of"]) && is(i + 2, &["scope"]) {
            return Scope::Excluded;
        }
    }
    let figures = words.iter().any(|w| STATISTICS.contains(&w.text))
        || words.iter().filter(|w| w.kind == Kind::Number).count() >= 2;
    if figures { Scope::Figures } else { Scope::Data }
}
