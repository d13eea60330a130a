//! The API that the page and the command line share.

use crate::nl::{self, Options};
use crate::project::Project;

/// Designs a schema from a description with the offline engine.
pub fn generate(description: &str, options: &Options) -> Project {
    let design = nl::design(description, options);
    Project {
        name: design.title,
        description: description.to_owned(),
        options: options.clone(),
        schema: design.schema,
        decisions: design.decisions,
        questions: design.questions,
        assumptions: design.assumptions,
        rules: design.rules,
        ..Project::default()
    }
}
