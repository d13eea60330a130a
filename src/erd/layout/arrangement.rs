//! How a person wants a diagram to be arranged.

use super::LayoutOptions;
use serde::{Deserialize, Serialize};

/// Where children stand, seen from their parents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    #[default]
    Right,
    Down,
}

/// How much space there is between tables.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Density {
    Compact,
    #[default]
    Normal,
    Airy,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Arrangement {
    pub direction: Direction,
    pub density: Density,
}

impl Arrangement {
    pub fn options(self) -> LayoutOptions {
        let (gap_x, gap_y) = match self.density {
            Density::Compact => (64.0, 36.0),
            Density::Normal => (90.0, 60.0),
            Density::Airy => (140.0, 100.0),
        };
        LayoutOptions { gap_x, gap_y, direction: self.direction, ..LayoutOptions::default() }
    }
}
