//! Sets of attributes, by their place in a table.

use std::fmt;

/// A set of small numbers. The words are trimmed, so that equal sets compare equal.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Attributes(Vec<u64>);

impl Attributes {
    pub fn new() -> Self {
        Self::default()
    }

    /// All of `0..count`.
    pub fn first(count: usize) -> Self {
        (0..count).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub fn contains(&self, attribute: usize) -> bool {
        self.0.get(attribute / 64).is_some_and(|word| word >> (attribute % 64) & 1 == 1)
    }

    pub fn insert(&mut self, attribute: usize) {
        if self.0.len() <= attribute / 64 {
            self.0.resize(attribute / 64 + 1, 0);
        }
        self.0[attribute / 64] |= 1 << (attribute % 64);
    }

    pub fn with(&self, attribute: usize) -> Self {
        let mut set = self.clone();
        set.insert(attribute);
        set
    }

    pub fn without(&self, attribute: usize) -> Self {
        self.minus(&[attribute].into_iter().collect())
    }

    pub fn union(&self, other: &Self) -> Self {
        let mut set = self.clone();
        set.add(other);
        set
    }

    /// Adds all of `other` to this set.
    pub fn add(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }

    pub fn intersection(&self, other: &Self) -> Self {
        Self::trimmed(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect())
    }

    pub fn minus(&self, other: &Self) -> Self {
        let word = |(i, word): (usize, &u64)| word & !other.0.get(i).copied().unwrap_or(0);
        Self::trimmed(self.0.iter().enumerate().map(word).collect())
    }

    pub fn is_subset(&self, other: &Self) -> bool {
        let covered = |(i, word): (usize, &u64)| word & !other.0.get(i).copied().unwrap_or(0) == 0;
        self.0.iter().enumerate().all(covered)
    }

    /// The members in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        let members = |(i, word): (usize, &u64)| {
            let word = *word;
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| i * 64 + bit)
        };
        self.0.iter().enumerate().flat_map(members)
    }

    /// All subsets of a set with at most 20 members, the small ones first; of a larger set, those of its first 20.
    pub fn subsets(&self) -> Vec<Self> {
        let members: Vec<usize> = self.iter().take(20).collect();
        let chosen = |mask: u32| members.iter().enumerate().filter(move |(i, _)| mask >> i & 1 == 1).map(|(_, m)| *m);
        let mut masks: Vec<u32> = (0..1u32 << members.len()).collect();
        masks.sort_by_key(|mask| mask.count_ones());
        masks.into_iter().map(|mask| chosen(mask).collect()).collect()
    }

    fn trimmed(mut words: Vec<u64>) -> Self {
        while words.last() == Some(&0) {
            words.pop();
        }
        Self(words)
    }
}

impl FromIterator<usize> for Attributes {
    fn from_iter<I: IntoIterator<Item = usize>>(members: I) -> Self {
        let mut set = Self::new();
        members.into_iter().for_each(|member| set.insert(member));
        set
    }
}

impl fmt::Debug for Attributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_do_what_sets_do_beyond_one_word() {
        let set = |members: &[usize]| members.iter().copied().collect::<Attributes>();
        let (a, b) = (set(&[1, 2, 200]), set(&[2, 3]));
        assert_eq!(a.union(&b), set(&[1, 2, 3, 200]));
        assert_eq!(a.intersection(&b), set(&[2]));
        assert_eq!(a.minus(&set(&[200])), set(&[1, 2]));
        assert_eq!(a.without(200), set(&[1, 2]));
        assert!(set(&[2]).is_subset(&a) && !b.is_subset(&a));
        assert_eq!(a.iter().collect::<Vec<_>>(), [1, 2, 200]);
        assert_eq!(a.len(), 3);
        assert_eq!(b.subsets(), [set(&[]), set(&[2]), set(&[3]), set(&[2, 3])]);
    }
}
