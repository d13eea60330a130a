//! Which nouns of a spoken description are things to keep.

use super::Spoken;
use super::evidence::Evidence;
use super::features;
use super::linear::NOUNS;
use super::naming::never;
use crate::nl::lexicon;
use std::collections::{BTreeMap, HashMap};

/// The entities by their names, in the order of the text, and all names that lead to each.
pub(super) fn settle(spoken: &Spoken) -> (Vec<String>, HashMap<String, usize>) {
    let mut evidence = spoken.evidence.clone();
    let mut alias: HashMap<String, String> = HashMap::new();
    for (name, anchor) in &spoken.aliases {
        // The name that the text describes stands for both.
        let weight = |n: &str| evidence.get(n).map_or(0, |e| e.owned * 3 + e.topical + e.mentions);
        let (from, to) = if weight(name) > weight(anchor) { (anchor, name) } else { (name, anchor) };
        if from != to && !alias.contains_key(to) && evidence.contains_key(to) {
            alias.insert(from.clone(), to.clone());
        }
    }
    for (from, to) in &alias {
        if let Some(gone) = evidence.remove(from)
            && let Some(kept) = evidence.get_mut(to)
        {
            kept.absorb(gone);
        }
    }
    let whole = spoken.whole();
    let mut chosen: Vec<(usize, String)> = Vec::new();
    for (name, e) in &evidence {
        let head = name.rsplit(' ').next().unwrap_or_default();
        if never(name, head) || lexicon::is_pronoun(name) {
            continue;
        }
        if NOUNS.score(&features::signs(name, e, &whole)) >= 0.0 {
            chosen.push((e.first, name.clone()));
        }
    }
    chosen.sort();
    let mut names: Vec<String> = chosen.into_iter().map(|(_, name)| name).collect();
    // A short name for the only longer one that ends with it is the same thing.
    let mut same: HashMap<String, String> = HashMap::new();
    for short in names.clone() {
        let longer: Vec<&String> = names.iter().filter(|long| long.ends_with(&format!(" {short}"))).collect();
        if let [one] = longer.as_slice() {
            let (short_owned, long_owned) = (weight(&evidence, &short), weight(&evidence, one));
            if short_owned >= 3 && long_owned >= 3 && !lexicon::is_attribute_head(&short) {
                continue;
            }
            // A code alone says too little; the code of a defect says it.
            match lexicon::is_attribute_head(&short) {
                true => same.insert(short.clone(), (*one).clone()),
                false => same.insert((*one).clone(), short.clone()),
            };
        }
    }
    names.retain(|name| !same.contains_key(name));
    let mut index: HashMap<String, usize> = names.iter().enumerate().map(|(i, name)| (name.clone(), i)).collect();
    for (gone, kept) in &same {
        if let Some(i) = index.get(kept).copied() {
            index.insert(gone.clone(), i);
        }
    }
    for (from, to) in &alias {
        if let Some(i) = index.get(to).copied() {
            index.entry(from.clone()).or_insert(i);
        }
    }
    (names, index)
}

fn weight(evidence: &BTreeMap<String, Evidence>, name: &str) -> u32 {
    evidence.get(name).map_or(0, |e| e.owned + e.topical)
}
