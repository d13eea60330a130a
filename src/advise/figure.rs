//! Costs and counts as a person reads them.

/// Three digits are all that an estimate is worth: `123`, `12,346`, `1.73 million`.
pub(super) fn figure(number: f64) -> String {
    let scaled = |unit: f64, name: &str| {
        let value = number / unit;
        let digits = if value.abs() >= 100.0 { 0 } else { 1 + usize::from(value.abs() < 10.0) };
        format!("{value:.digits$} {name}")
    };
    match number.abs() {
        n if !n.is_finite() => "no end of".to_owned(),
        n if n >= 999.5e9 => scaled(1e12, "trillion"),
        n if n >= 999.5e6 => scaled(1e9, "billion"),
        n if n >= 999_500.0 => scaled(1e6, "million"),
        n if n >= 9_999.5 => {
            let whole = format!("{number:.0}");
            let (thousands, rest) = whole.split_at(whole.len() - 3);
            format!("{thousands},{rest}")
        }
        n if n >= 10.0 || n.fract() == 0.0 => format!("{number:.0}"),
        _ => format!("{number:.1}"),
    }
}

#[cfg(test)]
mod tests {
    use super::figure;

    #[test]
    fn large_numbers_are_short() {
        let check = |number: f64, expected: &str| assert_eq!(figure(number), expected);
        check(0.0, "0");
        check(4.26, "4.3");
        check(1234.0, "1234");
        check(12_345.6, "12,346");
        check(999_499.0, "999,499");
        check(1_730_000.0, "1.73 million");
        check(12_690_688_509.0, "12.7 billion");
        check(4.97e12, "4.97 trillion");
        check(-12_345.0, "-12,345");
    }
}
