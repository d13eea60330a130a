//! Linear models over signs: a weight for each sign, kept in a table beside the code.
//!
//! The verdict is `bias + sum(weight * ln(1 + value))`; from 0 on it is yes. `benches/train_spoken.py` fits the tables.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Signs by name, with what was counted.
pub(super) type Signs = Vec<(&'static str, f32)>;

pub(super) struct Linear {
    bias: f32,
    weights: HashMap<&'static str, f32>,
}

/// Which nouns are things to keep.
pub(super) static NOUNS: LazyLock<Linear> = LazyLock::new(|| Linear::read(include_str!("nouns.tsv")));

/// Which entities refer to which.
pub(super) static PAIRS: LazyLock<Linear> = LazyLock::new(|| Linear::read(include_str!("pairs.tsv")));

/// Which items of lists are attributes.
pub(super) static ITEMS: LazyLock<Linear> = LazyLock::new(|| Linear::read(include_str!("items.tsv")));

/// Which noun of a sentence owns a list.
pub(super) static OWNERS: LazyLock<Linear> = LazyLock::new(|| Linear::read(include_str!("owners.tsv")));

impl Linear {
    /// Reads lines of `name<TAB>weight`; a line that is none is passed over.
    fn read(table: &'static str) -> Self {
        let mut weights: HashMap<&'static str, f32> = table
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(k, v)| Some((k, v.parse().ok()?)))
            .collect();
        Self { bias: weights.remove("bias").unwrap_or_default(), weights }
    }

    fn part(&self, sign: &(&'static str, f32)) -> f32 {
        self.weights.get(sign.0).copied().unwrap_or_default() * sign.1.ln_1p()
    }

    pub(super) fn score(&self, signs: &Signs) -> f32 {
        self.bias + signs.iter().map(|sign| self.part(sign)).sum::<f32>()
    }

    /// The signs that say most for a yes, the strongest first.
    pub(super) fn strongest(&self, signs: &Signs, most: usize) -> Vec<&'static str> {
        let mut parts: Vec<(&'static str, f32)> =
            signs.iter().map(|s| (s.0, self.part(s))).filter(|(_, part)| *part > 0.3).collect();
        parts.sort_by(|a, b| b.1.total_cmp(&a.1));
        parts.into_iter().take(most).map(|(name, _)| name).collect()
    }
}
