//! Lists in single columns, seen in the values.

use super::sample::is_number;
use super::{Sample, SampleColumn};

/// A column whose values hold several values each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservedList {
    pub column: String,
    pub separator: char,
    /// One of the lists.
    pub example: String,
}

/// Lists are short phrases between separators, in different numbers from row to row. What always has the same number
/// of parts (`Doe, Jane`) is one value, and so are sentences and numbers with a decimal comma.
pub fn observed_lists(sample: &Sample) -> Vec<ObservedList> {
    sample.columns.iter().filter_map(list_of).collect()
}

fn list_of(column: &SampleColumn) -> Option<ObservedList> {
    [';', '|', ','].into_iter().find_map(|separator| list_with(column, separator))
}

fn list_with(column: &SampleColumn, separator: char) -> Option<ObservedList> {
    let present: Vec<&str> = column.values.iter().map(String::as_str).filter(|value| !value.is_empty()).collect();
    let lists: Vec<&str> = present.iter().copied().filter(|value| value.contains(separator)).collect();
    if lists.len() < 2 || lists.len() * 5 < present.len() || lists.iter().all(|value| is_one_value(value, separator)) {
        return None;
    }
    let items = |value: &str| value.split(separator).map(|item| item.trim().to_owned()).collect::<Vec<_>>();
    let sizes: Vec<usize> = present.iter().map(|value| items(value).len()).collect();
    let varies = sizes.iter().any(|size| *size != sizes[0]);
    let is_phrase = |item: &String| {
        !item.is_empty() && item.split_whitespace().count() <= 4 && !item.ends_with(['.', '!', '?']) && item.len() <= 60
    };
    let all: Vec<String> = lists.iter().flat_map(|value| items(value)).collect();
    let phrases = all.iter().filter(|item| is_phrase(item)).count();
    let fits = varies && phrases * 10 >= all.len() * 9;
    fits.then(|| ObservedList { column: column.name.clone(), separator, example: lists[0].to_owned() })
}

/// `2,50` and `1,200,000` are numbers, and braces or brackets hold JSON.
fn is_one_value(value: &str, separator: char) -> bool {
    separator == ',' && is_number(&value.replace(',', "")) && !value.contains(", ") || value.starts_with(['{', '['])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_told_from_single_values() {
        let check = |values: &[&str], expected: Option<char>| {
            let records: Vec<Vec<&str>> = values.iter().map(|value| vec![*value]).collect();
            let found = observed_lists(&Sample::of(&["a"], &records));
            assert_eq!(found.first().map(|list| list.separator), expected, "{values:?}");
        };
        check(&["red, blue", "green", "red, green, blue"], Some(','));
        check(&["0171-1;0172-2", "0171-3", "0171-4;0172-5"], Some(';'));
        check(&["Doe, Jane", "Roe, Richard"], None);
        check(&["1,5", "2,25", "3"], None);
        check(&["Good, but late.", "Never again!", "It broke, sadly, after a day of use."], None);
        check(&["red", "blue"], None);
    }
}
