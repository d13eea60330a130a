//! The rules, one file each. The file's doc comment is the rule's page for the user.

use super::context::thing;
use super::edit::{check_added, modified, renamed, unique_added, widened};
use super::rule::rule;
use super::words::*;
use super::{ColumnView, Context, Finding, Rule, TableView};
use crate::dialect::Dialect;
use crate::schema::*;

mod action_not_supported;
mod all_nullable;
mod boolean_as_text;
mod boolean_name;
mod card_data;
mod cascade_deletes_records;
mod cascade_paths;
mod code_as_number;
mod comma_list;
mod dangling_foreign_key;
mod date_as_number;
mod date_as_text;
mod decimal_without_scale;
mod default_on_text;
mod default_outside_enum;
mod default_type_mismatch;
mod deferrable_not_supported;
mod duplicate_check;
mod duplicate_foreign_key;
mod duplicate_index;
mod duplicate_unique;
mod empty_string_default;
mod engine_without_foreign_keys;
mod entity_attribute_value;
mod enum_of_booleans;
mod enum_of_numbers;
mod enum_values_alike;
mod file_in_row;
mod foreign_key_column_count;
mod foreign_key_cycle;
mod foreign_key_name;
mod foreign_key_to_non_key;
mod foreign_key_type_mismatch;
mod foreign_key_without_index;
mod god_table;
mod identifier_not_unique;
mod index_key_too_long;
mod index_on_json;
mod index_on_long_text;
mod integer_key_runs_out;
mod isolated_table;
mod json_as_text;
mod json_not_binary;
mod key_without_generation;
mod link_without_unique;
mod login_not_unique;
mod long_enum;
mod long_text_key;
mod low_cardinality_index;
mod mandatory_self_reference;
mod many_indexes;
mod missing_foreign_key;
mod missing_value_check;
mod mixed_naming;
mod mixed_plural;
mod money_as_float;
mod mutable_primary_key;
mod name_needs_quotes;
mod name_taken_twice;
mod name_too_long;
mod names_alike;
mod no_delete_action;
mod no_primary_key;
mod not_strict;
mod nullable_primary_key;
mod nullable_unique;
mod number_as_text;
mod one_to_one_split;
mod overlapping_unique;
mod padded_char;
mod partial_index_not_supported;
mod plain_text_password;
mod plain_text_secret;
mod polymorphic_reference;
mod random_uuid_key;
mod redundant_index;
mod repeating_columns;
mod reserved_word;
mod row_too_wide;
mod secret_in_default;
mod sensitive_key;
mod set_default_without_default;
mod set_null_on_required;
mod small_key;
mod soft_delete_unique;
mod status_without_values;
mod stored_age;
mod table_prefix;
mod table_without_data;
mod tables_alike;
mod three_byte_charset;
mod time_with_zone;
mod timestamp_ends_2038;
mod timestamp_without_zone;
mod type_prefix;
mod type_without_equivalent;
mod unknown_index_method;
mod unnamed_constraint;
mod unordered_range;
mod unsuitable_key_type;
mod untyped_column;
mod unused_type;
mod uuid_as_text;
mod vague_name;
mod varchar_255;
mod view_exposes_secret;
mod volatile_check;
mod weak_password_hash;
mod wide_index;
mod wide_primary_key;
mod zero_date_default;

/// All rules in the order of the documentation, group by group.
pub const RULES: &[Rule] = &[
    // naming
    mixed_naming::RULE,
    reserved_word::RULE,
    name_too_long::RULE,
    name_needs_quotes::RULE,
    mixed_plural::RULE,
    boolean_name::RULE,
    foreign_key_name::RULE,
    table_prefix::RULE,
    type_prefix::RULE,
    names_alike::RULE,
    vague_name::RULE,
    name_taken_twice::RULE,
    unnamed_constraint::RULE,
    // keys
    no_primary_key::RULE,
    nullable_primary_key::RULE,
    wide_primary_key::RULE,
    mutable_primary_key::RULE,
    random_uuid_key::RULE,
    long_text_key::RULE,
    small_key::RULE,
    integer_key_runs_out::RULE,
    unsuitable_key_type::RULE,
    link_without_unique::RULE,
    key_without_generation::RULE,
    // foreign keys
    missing_foreign_key::RULE,
    foreign_key_without_index::RULE,
    foreign_key_type_mismatch::RULE,
    foreign_key_cycle::RULE,
    mandatory_self_reference::RULE,
    no_delete_action::RULE,
    dangling_foreign_key::RULE,
    foreign_key_to_non_key::RULE,
    foreign_key_column_count::RULE,
    set_null_on_required::RULE,
    set_default_without_default::RULE,
    duplicate_foreign_key::RULE,
    cascade_deletes_records::RULE,
    // types
    money_as_float::RULE,
    decimal_without_scale::RULE,
    timestamp_without_zone::RULE,
    time_with_zone::RULE,
    varchar_255::RULE,
    padded_char::RULE,
    enum_of_booleans::RULE,
    enum_of_numbers::RULE,
    long_enum::RULE,
    enum_values_alike::RULE,
    boolean_as_text::RULE,
    date_as_text::RULE,
    date_as_number::RULE,
    number_as_text::RULE,
    code_as_number::RULE,
    json_not_binary::RULE,
    json_as_text::RULE,
    uuid_as_text::RULE,
    file_in_row::RULE,
    timestamp_ends_2038::RULE,
    untyped_column::RULE,
    // constraints
    nullable_unique::RULE,
    duplicate_unique::RULE,
    overlapping_unique::RULE,
    all_nullable::RULE,
    default_type_mismatch::RULE,
    default_outside_enum::RULE,
    duplicate_check::RULE,
    status_without_values::RULE,
    unordered_range::RULE,
    missing_value_check::RULE,
    volatile_check::RULE,
    login_not_unique::RULE,
    identifier_not_unique::RULE,
    // indexes
    duplicate_index::RULE,
    redundant_index::RULE,
    low_cardinality_index::RULE,
    many_indexes::RULE,
    wide_index::RULE,
    index_on_long_text::RULE,
    index_on_json::RULE,
    unknown_index_method::RULE,
    index_key_too_long::RULE,
    // structure
    god_table::RULE,
    one_to_one_split::RULE,
    entity_attribute_value::RULE,
    polymorphic_reference::RULE,
    comma_list::RULE,
    repeating_columns::RULE,
    isolated_table::RULE,
    table_without_data::RULE,
    tables_alike::RULE,
    soft_delete_unique::RULE,
    stored_age::RULE,
    unused_type::RULE,
    // security
    plain_text_password::RULE,
    weak_password_hash::RULE,
    plain_text_secret::RULE,
    card_data::RULE,
    secret_in_default::RULE,
    sensitive_key::RULE,
    view_exposes_secret::RULE,
    // portability
    engine_without_foreign_keys::RULE,
    three_byte_charset::RULE,
    cascade_paths::RULE,
    empty_string_default::RULE,
    not_strict::RULE,
    zero_date_default::RULE,
    action_not_supported::RULE,
    deferrable_not_supported::RULE,
    partial_index_not_supported::RULE,
    row_too_wide::RULE,
    default_on_text::RULE,
    type_without_equivalent::RULE,
];
