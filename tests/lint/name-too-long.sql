-- dialect: postgresql
CREATE TABLE customer_satisfaction_survey_answer_option_translation_history_entries ( -- finds: 70 bytes
  id int PRIMARY KEY,
  how_often_the_customer_has_called_our_hotline_before_the_survey_was_taken int -- finds
);
CREATE TABLE answers (
  id int PRIMARY KEY
);
-- dialect: sqlite
CREATE TABLE customer_satisfaction_survey_answer_option_translation_history_entries (id int);
