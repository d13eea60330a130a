//! What a sentence states about the schema.

use super::vocabulary::Place;
use super::word::Number;
use crate::schema::{Action, Id};

#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    Bounds(Place, Bounds),
    /// A text has at least or at most so many characters.
    Length(Place, Bounds),
    /// Two columns of one table: left, operator, right.
    Order(Id, String, &'static str, String),
    /// No two rows of the table agree on all these columns.
    Unique(Id, Vec<String>),
    Values(Place, Vec<String>),
    Nullable(Place, bool),
    Default(Place, Value),
    /// What happens to the rows that refer by this foreign key.
    Delete(Id, Action),
    /// No constraint holds it: the tables and columns that it is about, and who should hold it.
    Held(Vec<Id>, String),
}

/// A value as the text gives it.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Number(Number),
    Word(String),
}

/// The numbers that a value lies between; the flag says whether the number itself is allowed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bounds {
    pub low: Option<(Number, bool)>,
    pub high: Option<(Number, bool)>,
}

impl Bounds {
    pub fn between(low: Number, high: Number) -> Self {
        Self { low: Some((low, true)), high: Some((high, true)) }
    }

    pub fn low(number: Number, inclusive: bool) -> Self {
        Self { low: Some((number, inclusive)), high: None }
    }

    pub fn high(number: Number, inclusive: bool) -> Self {
        Self { low: None, high: Some((number, inclusive)) }
    }

    /// Whether some value fits.
    pub fn is_sound(&self) -> bool {
        match (&self.low, &self.high) {
            (Some((low, _)), Some((high, _))) => low.value < high.value,
            (None, None) => false,
            _ => true,
        }
    }

    /// The bounds of `stated` where it has any, else these.
    pub fn overlaid(&self, stated: &Self) -> Self {
        let merged = Self {
            low: stated.low.clone().or_else(|| self.low.clone()),
            high: stated.high.clone().or_else(|| self.high.clone()),
        };
        if merged.is_sound() { merged } else { stated.clone() }
    }

    /// The condition over a column or expression.
    pub fn condition(&self, subject: &str) -> String {
        match (&self.low, &self.high) {
            (Some((low, true)), Some((high, true))) => format!("{subject} BETWEEN {} AND {}", low.text, high.text),
            (low, high) => {
                let side = |side: &Option<(Number, bool)>, open: &str, closed: &str| {
                    let (number, inclusive) = side.as_ref()?;
                    Some(format!("{subject} {} {}", if *inclusive { closed } else { open }, number.text))
                };
                let sides = [side(low, ">", ">="), side(high, "<", "<=")];
                sides.into_iter().flatten().collect::<Vec<_>>().join(" AND ")
            }
        }
    }

    /// The bounds that a condition over just this subject states, as [`Self::condition`] writes them.
    pub fn read(condition: &str, subject: &str) -> Option<Self> {
        let mut bounds = Self::default();
        let rest = condition.strip_prefix(subject)?.strip_prefix(' ')?;
        if let Some(range) = rest.strip_prefix("BETWEEN ") {
            let (low, high) = range.split_once(" AND ")?;
            return Some(Self::between(Number::new(low)?, Number::new(high)?));
        }
        for side in condition.split(" AND ") {
            let rest = side.strip_prefix(subject)?.strip_prefix(' ')?;
            let (operator, number) = rest.split_once(' ')?;
            let number = Number::new(number)?;
            match operator {
                ">" => bounds.low = Some((number, false)),
                ">=" => bounds.low = Some((number, true)),
                "<" => bounds.high = Some((number, false)),
                "<=" => bounds.high = Some((number, true)),
                _ => return None,
            }
        }
        Some(bounds)
    }
}
