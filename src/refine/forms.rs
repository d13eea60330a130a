//! The forms of a request: a pattern over its words and the function that makes the changes.
//!
//! Forms stand from the special to the general. A clause is tried with every form that it fits, in this order, until
//! one finds the tables and columns that it needs.

use super::draft::Draft;
use super::pattern::{LONGEST_CLAUSE, captures};
use super::word::Word;
use super::{columns, deeds, keep, limits, parcel, practices, relations, remove, tables};

/// Makes the changes of a form from what its pattern captured, or says why it cannot.
type Make = fn(&mut Draft, &[&[Word]]) -> Result<(), String>;

const FORMS: &[(&str, Make)] = &[
    // Practices that touch many columns or tables.
    ("add|use|enable|introduce|implement a? soft-delete|soft-deletes everywhere?", practices::soft_delete_all),
    ("add|use|enable|introduce|implement soft delete|deletes|deletion everywhere?", practices::soft_delete_all),
    ("add|use|enable|introduce|implement a? soft delete|deletes|deletion for|of|on|in|to {t}", practices::soft_delete),
    ("add|use|enable|introduce|implement a? soft-delete|soft-deletes for|of|on|in|to {t}", practices::soft_delete),
    ("soft delete|deletes|deletion everywhere?", practices::soft_delete_all),
    ("soft delete|deletes|deletion for|of|on|in? {t}", practices::soft_delete),
    ("soft-delete|soft-deletes for|of|on|in? {t}", practices::soft_delete),
    ("make {t} soft deletable|deleted", practices::soft_delete),
    ("make {t} soft-deletable|recoverable|restorable", practices::soft_delete),
    ("{t} should|must be soft-deleted", practices::soft_delete),
    ("{t} should|must be soft deleted", practices::soft_delete),
    ("add|include timestamps everywhere?", practices::timestamps_all),
    ("add|include timestamps to|on|for|in {t}", practices::timestamps),
    ("add|include audit columns|fields|stamps everywhere?", practices::audit_columns_all),
    ("add|include audit columns|fields|stamps to|on|for|in {t}", practices::audit_columns),
    ("track|record|store|log|remember|know|see|keep who created|added|made {t}", keep::who_created),
    (
        "track|record|store|log|remember|know who created|changed|updated|edited|modified and|or? changed|updated? {t}",
        practices::audit_columns,
    ),
    ("add|keep|create|introduce|use an|a? audit log|trail|table|logging", practices::audit_log),
    ("audit|log all? every? changes|change|everything", practices::audit_log),
    ("make {x} multi-tenant|multitenant", practices::multi_tenant),
    ("make {x} multi tenant", practices::multi_tenant),
    ("add|support|introduce|enable multi-tenancy|multitenancy|tenants|tenancy", practices::multi_tenant),
    ("add|support|introduce|enable multi tenancy", practices::multi_tenant),
    ("make {x} multi-currency|multicurrency", practices::multi_currency),
    ("make {x} multi currency", practices::multi_currency),
    ("support|add|allow|use several|multiple|many|different currencies for|in|on {x}", practices::multi_currency),
    ("support|add|allow|use several|multiple|many|different currencies", practices::multi_currency_all),
    ("keep|track|store|record|add|remember a|the? history of|for {x} changes|change", keep::history),
    ("keep|track|store|record|add|remember a|the? history of|for {x}", keep::history),
    ("keep|track|store|record|remember|see|know the? {x} history of|for|in {t}", keep::history_in),
    ("keep|track|store|record|remember {x} history", keep::history),
    ("track|record|log|keep all|every|the? changes|change of|to|in {x}", keep::history),
    ("track|record|log {x} changes", keep::history),
    ("version|historize {x}", keep::history),
    ("store|record|track|keep|know|remember|add when {t} was|were|is|are|got|has|have been? {verb}", keep::when),
    ("store|record|track|keep|know|remember|add who {verb} {t}", keep::who),
    // Names.
    ("rename {x} to|as|into {y}", tables::rename),
    ("change|set the? name of {x} to|into {y}", tables::rename),
    ("{x} should|must be called|named {y}", tables::rename),
    ("call {x} {y} instead", tables::rename),
    // What a column may hold.
    ("make {x} not required|mandatory|needed", limits::optional),
    ("make {x} optional|nullable", limits::optional),
    ("{x} is|are|should|may|can|must be? optional|nullable", limits::optional),
    ("{x} can|may|might|could be left? empty|missing|null|unknown|omitted|blank", limits::optional),
    ("{x} is|are not required|mandatory|needed|compulsory", limits::optional),
    ("allow null|nulls|empty|missing in|for {x}", limits::optional),
    ("make {x} required|mandatory|compulsory|obligatory", limits::required),
    ("make {x} not null|optional|nullable", limits::required),
    ("{x} is|are|should|must be? required|mandatory|compulsory|obligatory", limits::required),
    ("{x} must|should|can|may not be empty|null|missing|blank|unknown", limits::required),
    ("{x} cannot|can't be empty|null|missing|blank|unknown", limits::required),
    ("require {x}", limits::required),
    ("make {x} unique per|within|in|by|for {y}", limits::unique_within),
    ("make {x} unique", limits::unique),
    ("{x} is|are|should|must|has|have to? be? unique per|within|in|by|for {y}", limits::unique_within),
    ("{x} is|are|should|must|has|have to? be? unique", limits::unique),
    ("no two {t} can|may|should|must|have|share have|share? the? same? {x}", limits::no_two),
    ("allow? only|at? one|most one? {t} per {y}", limits::one_per),
    ("set|make|change the? default value? of|for {x} to {v}", limits::default),
    ("default {x} to {v}", limits::default),
    ("{x} should|must? default|defaults to {v}", limits::default),
    ("the? default value? of|for {x} is|should be? {v}", limits::default),
    ("the? default {x} is|are|should|must be? {v}", limits::default),
    ("{x} must|should|has|have|is to? start|starts|begin|begins with {v}", limits::begins),
    ("{x} start|starts|begin|begins with {v}", limits::begins),
    ("{x} must|should|has|have|is to? end|ends with {v}", limits::ends),
    ("{x} must|should|can|may|has|is|are to? be? only? between {a} and {b}", limits::between),
    ("{x} must|should|has|is to? be? at least {n}", limits::at_least),
    ("{x} must|should|has|is to? be? at most {n}", limits::at_most),
    ("{x} must|should|can|may not be negative", limits::not_negative),
    ("{x} cannot|can't be negative", limits::not_negative),
    ("{x} is|are never negative", limits::not_negative),
    ("{x} must|should|has|is|are to? be? positive", limits::positive),
    ("{x} must|should|has|is|are to? be? greater|more|larger|higher|above than? {n}", limits::greater),
    ("{x} must|should|has|is|are to? be? less|smaller|lower|below than? {n}", limits::less),
    ("{x} must|should|has|is|are to? be? before|earlier than? {y}", limits::before),
    ("{x} must|should|has|is|are to? be? after|later than? {y}", limits::after),
    ("{x} can|must|may|should|is|are be? only? one|either of? {v}", limits::values),
    ("allow|permit|accept only {v} for|in|as {x}", limits::values_for),
    ("limit|restrict {x} to {v}", limits::values),
    // Deeds.
    ("{a} should|may|can|could|might|must be able to {verb} each|one other|another", deeds::each_other),
    ("{a} should|may|can|could|might|must? {verb} each|one other|another", deeds::each_other),
    ("allow|let|enable {a} to? {verb} each|one other|another", deeds::each_other),
    ("{a} should|may|can|could|might be able to {verb} other {b}", deeds::deed_to_others),
    ("{a} should|may|can|could|might? {verb} other {b}", deeds::deed_to_others),
    ("allow|let|enable {a} to? {verb} without a|an|any? {b}", deeds::without),
    ("{a} should|may|can|could|might {verb} without a|an|any? {b}", deeds::without),
    ("{a} should|may|can|could|might be able to {verb} for|to|on|in|about? {b}", deeds::deed),
    ("{a} can|may|could|might use|apply|redeem a|an|one {b}", relations::may_use),
    ("{a} should|may|can|could|might|must {verb} for|to|on|in|about? {b}", deeds::deed),
    ("allow|let|enable {a} to {verb} for|to|on|in|about? {b}", deeds::deed),
    ("let {a} {verb} for|to|on|in|about? {b}", deeds::deed),
    // Relations.
    ("make {a} and|to {b} many-to-many|m:n|n:m|many-many", relations::many_to_many),
    ("make {a} and|to {b} many to many", relations::many_to_many),
    ("make the? relation|relationship|link between|of {a} and {b} many-to-many|m:n|n:m", relations::many_to_many),
    ("make the? relation|relationship|link between|of {a} and {b} many to many", relations::many_to_many),
    (
        "{a} can|may|might|should|could have|be|contain|belong|include|get|carry in|to|with? several|many|multiple|more {b}",
        relations::several,
    ),
    ("{a} can|may|might|should|could have up to {n} {b}", relations::several_at_most),
    ("{a} can|may|might|should|could have at most {n} {b}", relations::several_at_most),
    ("{a} have|has|contain|contains|belong|belongs in|to? several|many|multiple {b}", relations::several),
    ("{a} can|may|should|could? have|has {b}", relations::several_plural),
    ("link|connect|relate|associate|attach|tie|assign {a} to|with|and {b}", relations::link),
    ("each|every {a} must|should? belong|belongs to {b}", relations::belongs_always),
    ("{a} should|must|can|may|could? belong|belongs to {b}", relations::link),
    ("{a} should|must|can|may|could? refer|refers|reference|references|point|points to? {b}", relations::link),
    // Splitting.
    ("{t} can|may|could|should|must be split|divided|broken up|down? into|in {y}", tables::split_table),
    ("split|divide|break {x} up|down? into|in {y}", tables::split),
    (
        "move|extract|put {x} of|from|in {t} to|into a|an|its|their|the? own|separate|new|extra? table called|named|for {n}",
        tables::move_columns_to,
    ),
    (
        "move|extract|put {x} of|from|in {t} to|into a|an|its|their|the? own|separate|new|extra? {n} table",
        tables::move_columns_to,
    ),
    ("move|extract|put {x} of|from|in {t} to|into {n}", tables::move_columns_to),
    ("move|extract|put {x} to|into a|an|its|their|the? own|separate|new|extra table", parcel::apart),
    ("merge|combine|join|unify {x} and|with {y} into|to|as {n}", parcel::merge_into),
    ("merge|combine|join|unify {x} and|with {y}", parcel::merge),
    ("track|keep|store|manage|record|have a|an|different|own|separate? {x} per {y}", parcel::per),
    ("a|an|different|own|separate? {x} per {y}", parcel::per),
    ("{x} should|must|can|may|could? differ|differs|vary|varies per|by|between|in|for each|every? {y}", parcel::per),
    ("a|an|different|separate {x} for each|every {y}", parcel::per),
    // Indexes.
    ("index {t} by|on|over {x}", columns::index_by),
    ("add|create|put an|a? index on|for|over|to {x} of|in {t}", columns::index_of),
    ("add|create|put an|a? index on|for|over|to {x}", columns::index),
    ("make {x} searchable|indexed", columns::index),
    ("index {x}", columns::index),
    ("{t} are|is often|mostly|usually? searched|filtered|found|sorted|looked up? by {x}", columns::index_by),
    ("we? often|mostly|usually? search|filter|sort|find {t} by {x}", columns::index_by),
    // Types.
    ("change|set|make the? type|datatype of {x} to|a|an|into an|a? {y}", columns::retype),
    ("change|convert|turn {x} to|into an|a? {y}", columns::retype),
    ("store|save|keep|make {x} as an|a? {y}", columns::retype),
    ("change|make|give|set|store {x} to|with? {n} decimals|digits", columns::decimals),
    ("change|make|give|set|store {x} to|with? {n} decimal places|digits", columns::decimals),
    ("make {x} an|a? {y}", columns::retype_to_last),
    ("{x} should|must be|become stored? as? an|a? {y}", columns::retype_to_last),
    // Removing.
    ("remove|drop|delete|take|strip|eliminate {x} from|of|in|on|out {t}", remove::from_table),
    ("remove|drop|delete|eliminate|discard {x}", remove::remove),
    ("get rid of {x}", remove::remove),
    ("we|i? do not need|want|store|keep|use|track {x} any? anymore|more|longer?", remove::remove),
    ("we|i? don't need|want|store|keep|use|track {x} any? anymore|more|longer?", remove::remove),
    ("we|i? no longer need|want|store|keep|use|track {x}", remove::remove),
    ("{a} is|are {verb} in|at|by|on|from|with|to|through {b}", relations::stated),
    // Adding.
    ("add|include|introduce {x} to|on|for|of|in {t} : {v}", columns::add_with_values),
    ("add|include|introduce {x} to|on|for|of|in {t} with values|options|states? {v}", columns::add_with_values),
    ("add|include|introduce {x} with values|options|states {v} to|on|for|of|in {t}", columns::add_values_first),
    (
        "add|create|introduce|make|define an|a|the? new? table|entity called|named|for? {n} with|containing|having|holding|that has|have? {x}",
        tables::add_with,
    ),
    (
        "add|create|introduce|make|define an|a|the? new? {n} table|entity with|containing|having|holding|that has|have? {x}",
        tables::add_with,
    ),
    ("add|create|introduce|make|define an|a|the? new? table|entity called|named|for? {n}", tables::add),
    ("add|create|introduce|make|define an|a|the? new? {n} table|entity", tables::add),
    ("add|include|introduce {a} to|on|in|into|for {b} and {c} to|on|in|into|for {d}", columns::add_to_two),
    (
        "add|include|introduce|store|record|save|keep|track|capture|put|attach {x} to|on|in|into|onto {t}",
        columns::add_to,
    ),
    ("add|include|introduce|store|record|save|keep|track|capture {x} for|of|per|with {t}", columns::add_to),
    ("give {t} a|an|the|some {x}", columns::add_to_first),
    (
        "{t} should|must|shall|will|could|can|may also? have|include|store|contain|hold|get|carry|record|keep {x}",
        columns::add_to_first,
    ),
    ("{t} need|needs|get|gets|want|wants also? to? have? {x}", columns::add_to_first),
    ("each|every|all|the {t} has|have|contains|contain|carries also? {x}", columns::add_to_first),
    ("add|create|introduce|need|want {n} with|containing|having {x}", tables::add_with),
    ("we also? need|want|have {n} with|containing|having {x}", tables::add_with),
    ("add|create|introduce|need {n}", tables::add),
    ("we also? need|want|have {n}", tables::add),
];

/// The forms that a clause fits, ready to be tried.
pub fn readings(clause: &[Word]) -> impl Iterator<Item = impl Fn(&mut Draft) -> Result<(), String>> {
    let forms = if clause.len() > LONGEST_CLAUSE { &[] } else { FORMS };
    forms.iter().filter_map(|(pattern, make)| {
        let found = captures(pattern, clause)?;
        Some(move |draft: &mut Draft| make(draft, &found))
    })
}

/// The captures as the number of phrases that the form has.
pub fn parts<'c, 'w, const N: usize>(captured: &'c [&'w [Word]]) -> Result<&'c [&'w [Word]; N], String> {
    captured.try_into().map_err(|_| format!("The form has {} parts where {N} belong.", captured.len()))
}

/// The first capture.
pub fn first<'w>(captured: &[&'w [Word]]) -> &'w [Word] {
    captured.first().copied().unwrap_or_default()
}
