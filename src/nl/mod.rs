//! Description -> schema, without a language model.

mod design;
pub mod knowledge;
pub mod typing;

pub use design::{Assumption, BusinessRule, Design, Enforcement, Options, design};
