//! Description -> schema, without a language model.

mod design;

pub use design::{Assumption, BusinessRule, Design, Enforcement, Options, design};
