//! Description -> schema, without a language model.

mod design;
mod inflection;
pub mod knowledge;
mod lexicon;
mod phrase;
mod read;
mod tag;
mod text;
mod token;
pub mod typing;

pub use design::{Assumption, BusinessRule, Design, Enforcement, Options, design};
