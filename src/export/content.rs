//! What a document can tell about.

use crate::nl::{Assumption, BusinessRule};
use crate::schema::{Answer, Decision, Question, Schema};

/// A schema and, where it was designed here, the reasons behind it.
#[derive(Debug, Clone, Copy)]
pub struct Content<'a> {
    pub title: &'a str,
    pub description: &'a str,
    pub schema: &'a Schema,
    pub decisions: &'a [Decision],
    pub questions: &'a [Question],
    /// Chosen answers: question id and the place of the answer.
    pub answers: &'a [(String, usize)],
    pub assumptions: &'a [Assumption],
    pub rules: &'a [BusinessRule],
}

impl<'a> Content<'a> {
    /// The answer that the schema rests on: the chosen one, or the first.
    pub fn chosen(&self, question: &'a Question) -> Option<&'a Answer> {
        let place = self.answers.iter().find(|(id, _)| *id == question.id).map_or(0, |(_, place)| *place);
        question.answers.get(place)
    }

    pub fn is_answered(&self, question: &Question) -> bool {
        self.answers.iter().any(|(id, _)| *id == question.id)
    }
}

/// A bare schema, as an import gives it.
impl<'a> From<&'a Schema> for Content<'a> {
    fn from(schema: &'a Schema) -> Self {
        Self {
            title: "",
            description: "",
            schema,
            decisions: &[],
            questions: &[],
            answers: &[],
            assumptions: &[],
            rules: &[],
        }
    }
}
