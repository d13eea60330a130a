//! Numbers that look random and are the same for the same seed (SplitMix64, Steele et al. 2014).

#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A stream of its own for a name, so that a change of one table leaves the rows of the others.
    pub fn named(seed: u64, name: &str) -> Self {
        // FNV-1a.
        let hash = name
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
        Self(seed ^ hash)
    }

    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to below `count`; 0 for an empty range.
    pub fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.draw() % (count.max(1) as u64)).unwrap_or(0)
    }

    /// A number between two bounds, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = high.saturating_sub(low).max(0).unsigned_abs().saturating_add(1);
        low.saturating_add(i64::try_from(self.draw() % width).unwrap_or(0))
    }

    /// True in so many of a hundred draws.
    pub fn percent(&mut self, share: u64) -> bool {
        self.draw() % 100 < share
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }
}
