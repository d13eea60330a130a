//! What every stage may use and what knows no schema: values as JSON, and sorting.
//!
//! Both stand in for generic code of a library that the compiler writes out anew for each type. Written once, they make
//! the page's first load a tenth smaller.

pub mod json;
mod node;
pub mod sort;
