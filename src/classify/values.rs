//! What sample values say: check digits and shapes that other values seldom have by chance.

use super::Class;
use super::names::Claim;

/// Fewer values than this prove nothing.
const ENOUGH: usize = 3;

/// Values beyond these add nothing.
const MOST: usize = 1_000;

/// A kind of value that can be told by looking at it.
struct Kind {
    name: &'static str,
    class: Class,
    /// How sure the class is when all values have the shape.
    confidence: f32,
    test: fn(&str) -> bool,
}

const KINDS: &[Kind] = &[
    Kind { name: "mail addresses", class: Class::Personal, confidence: 0.98, test: is_email },
    Kind { name: "IBANs", class: Class::Payment, confidence: 0.99, test: is_iban },
    Kind { name: "card numbers", class: Class::Payment, confidence: 0.97, test: is_card },
    Kind { name: "IP addresses", class: Class::Personal, confidence: 0.85, test: is_ip },
    Kind { name: "US social security numbers", class: Class::Personal, confidence: 0.9, test: is_ssn },
    Kind {
        name: "national numbers with a valid check digit",
        class: Class::Personal,
        confidence: 0.85,
        test: is_national,
    },
    Kind { name: "telephone numbers", class: Class::Personal, confidence: 0.85, test: is_phone },
    Kind { name: "password hashes", class: Class::Credentials, confidence: 0.98, test: is_password_hash },
    Kind { name: "signed tokens", class: Class::Credentials, confidence: 0.95, test: is_token },
    Kind { name: "private keys", class: Class::Credentials, confidence: 0.99, test: is_private_key },
];

/// The strongest claim of some values, of which most have to fit.
pub fn claim<'v>(values: impl Iterator<Item = &'v str>) -> Option<Claim> {
    let values: Vec<&str> = values.map(str::trim).filter(|value| !value.is_empty()).take(MOST).collect();
    if values.len() < ENOUGH {
        return None;
    }
    let claim = |kind: &Kind| {
        let fitting = values.iter().filter(|value| (kind.test)(value)).count();
        let share = fitting as f32 / values.len() as f32;
        let evidence = format!("{fitting} of {} sample values are {}", values.len(), kind.name);
        (share >= 0.8).then_some(Claim { class: kind.class, confidence: kind.confidence * share, evidence })
    };
    KINDS.iter().filter_map(claim).max_by(|a, b| a.confidence.total_cmp(&b.confidence))
}

/// A local part, `@` and a domain with a dot (the part of RFC 5321 that is in use).
pub fn is_email(value: &str) -> bool {
    let Some((local, domain)) = value.rsplit_once('@') else { return false };
    let word = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || "._%+-'".contains(c));
    let top = domain.rsplit('.').next().unwrap_or_default();
    word(local) && word(domain) && domain.contains('.') && top.len() >= 2 && top.chars().all(char::is_alphabetic)
}

/// ISO 13616: two letters, two digits, up to 30 more, and the remainder 1 modulo 97 (ISO 7064).
pub fn is_iban(value: &str) -> bool {
    let plain: Vec<u8> = value.bytes().filter(|byte| *byte != b' ').map(|byte| byte.to_ascii_uppercase()).collect();
    let shape = (15..=34).contains(&plain.len())
        && plain.iter().all(u8::is_ascii_alphanumeric)
        && plain[..2].iter().all(u8::is_ascii_uppercase)
        && plain[2..4].iter().all(u8::is_ascii_digit);
    if !shape {
        return false;
    }
    let rotated = plain[4..].iter().chain(&plain[..4]);
    let remainder = rotated.fold(0_u32, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        letter => (rest * 100 + u32::from(letter - b'A') + 10) % 97,
    });
    remainder == 1
}

/// ISO/IEC 7812: 13 to 19 digits that begin like those of a network and have a valid check digit (Luhn).
pub fn is_card(value: &str) -> bool {
    let digits = digits_of(value, " -");
    let Some(digits) = digits.filter(|digits| (13..=19).contains(&digits.len())) else { return false };
    matches!(digits[0], 2..=6) && luhn(&digits)
}

fn luhn(digits: &[u8]) -> bool {
    let doubled = |(at, digit): (usize, &u8)| match at % 2 {
        0 => u32::from(*digit),
        _ => u32::from(*digit) * 2 / 10 + u32::from(*digit) * 2 % 10,
    };
    digits.iter().rev().enumerate().map(doubled).sum::<u32>() % 10 == 0
}

/// E.164 with a plus, or a national number written with separators.
pub fn is_phone(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let signs = value.chars().all(|c| c.is_ascii_digit() || "+ -()/.".contains(c));
    let separated = value.contains([' ', '-', '/', '('])
        && value.starts_with(['0', '(', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    let is_date = value.len() == 10 && value.as_bytes().get(4) == Some(&b'-') && value.as_bytes().get(7) == Some(&b'-');
    signs
        && !is_date
        && !is_ip(value)
        && !is_ssn(value)
        && ((8..=15).contains(&digits) && value.starts_with('+') || (7..=14).contains(&digits) && separated)
}

pub fn is_ip(value: &str) -> bool {
    value.parse::<std::net::IpAddr>().is_ok()
}

/// `123-45-6789` without the groups that are never given out (SSA).
pub fn is_ssn(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    let [area, group, serial] = parts[..] else { return false };
    let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(area, 3)
        && digits(group, 2)
        && digits(serial, 4)
        && !["000", "666"].contains(&area)
        && !area.starts_with('9')
        && group != "00"
        && serial != "0000"
}

/// Numbers of persons with check digits: Brazil's CPF, the Netherlands' BSN, Poland's PESEL, Spain's DNI, Sweden's
/// personnummer, India's Aadhaar has its own table and is left out.
pub fn is_national(value: &str) -> bool {
    is_dni(value)
        || digits_of(value, ".-").is_some_and(|digits| is_cpf(&digits) || is_pesel(&digits) || is_bsn(&digits))
}

fn is_dni(value: &str) -> bool {
    const LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";
    let value = value.replace('-', "");
    let Some((number, letter)) = value.split_at_checked(8) else { return false };
    let number = number.parse::<usize>().ok().filter(|_| number.bytes().all(|byte| byte.is_ascii_digit()));
    number.is_some_and(|number| letter.len() == 1 && letter.as_bytes()[0].to_ascii_uppercase() == LETTERS[number % 23])
}

fn is_cpf(digits: &[u8]) -> bool {
    let check = |length: usize| {
        let sum: usize =
            digits[..length].iter().enumerate().map(|(at, digit)| usize::from(*digit) * (length + 1 - at)).sum();
        sum * 10 % 11 % 10
    };
    digits.len() == 11
        && digits.iter().any(|digit| *digit != digits[0])
        && check(9) == usize::from(digits[9])
        && check(10) == usize::from(digits[10])
}

fn is_pesel(digits: &[u8]) -> bool {
    const WEIGHTS: [u32; 10] = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3];
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    let month = digits.get(2..4).map_or(0, |month| month[0] * 10 + month[1]);
    digits.len() == 11 && (1..=12).contains(&(month % 20)) && (10 - sum % 10) % 10 == u32::from(digits[10])
}

fn is_bsn(digits: &[u8]) -> bool {
    let sum: i32 = digits.iter().take(8).enumerate().map(|(at, digit)| i32::from(*digit) * (9 - at as i32)).sum();
    digits.len() == 9 && digits.iter().any(|digit| *digit != 0) && (sum - i32::from(digits[8])) % 11 == 0
}

/// The forms of bcrypt, argon2, scrypt, PBKDF2 and unix crypt.
pub fn is_password_hash(value: &str) -> bool {
    let forms = [
        "$2a$",
        "$2b$",
        "$2y$",
        "$argon2",
        "$scrypt$",
        "$pbkdf2",
        "pbkdf2_sha256$",
        "$6$",
        "$5$",
        "$1$",
        "{SSHA}",
        "$y$",
    ];
    forms.iter().any(|form| value.starts_with(form)) && value.len() > 20
}

/// A JSON Web Token, or a key with a vendor's prefix.
pub fn is_token(value: &str) -> bool {
    let jwt = value.starts_with("eyJ") && value.split('.').count() == 3;
    jwt || ["sk_live_", "sk_test_", "ghp_", "gho_", "xoxb-", "xoxp-", "AKIA", "glpat-"]
        .iter()
        .any(|prefix| value.starts_with(prefix))
}

pub fn is_private_key(value: &str) -> bool {
    value.starts_with("-----BEGIN") && value.contains("PRIVATE KEY")
}

/// The digits of a value that has nothing else but some separators.
fn digits_of(value: &str, separators: &str) -> Option<Vec<u8>> {
    let mut digits = Vec::new();
    for c in value.chars() {
        match c.to_digit(10) {
            Some(digit) => digits.push(digit as u8),
            None if separators.contains(c) => {}
            None => return None,
        }
    }
    Some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_told_by_shape_and_check_digit() {
        let check = |test: fn(&str) -> bool, yes: &[&str], no: &[&str]| {
            yes.iter().for_each(|value| assert!(test(value), "{value}"));
            no.iter().for_each(|value| assert!(!test(value), "{value}"));
        };
        check(
            is_email,
            &["a.b+c@example.org", "ö@example.co"],
            &["a@b", "@example.org", "a b@example.org", "a@example.1"],
        );
        check(
            is_iban,
            &["DE89 3704 0044 0532 0130 00", "GB82WEST12345698765432"],
            &["DE88370400440532013000", "DE89", "ÄÖ89370400440532013000"],
        );
        check(
            is_card,
            &["4111 1111 1111 1111", "5500-0000-0000-0004", "378282246310005"],
            &["4111111111111112", "0000000000000000", "411111"],
        );
        check(
            is_phone,
            &["+49 30 123456", "(212) 555-0100", "030/1234567"],
            &["2024-01-02", "123", "hello", "192.168.100.200", "1234567"],
        );
        check(is_ip, &["10.0.0.1", "::1"], &["10.0.0", "1.2.3.456"]);
        check(is_ssn, &["123-45-6789"], &["000-45-6789", "923-45-6789", "123-456-789"]);
        check(
            is_national,
            &["12345678Z", "111.444.777-35", "44051401359", "111222333"],
            &["12345678A", "111.111.111-11", "44051401358", "1ö345678Z"],
        );
        check(is_password_hash, &["$2b$12$abcdefghijklmnopqrstuv"], &["$2b$", "secret"]);
        check(is_token, &["eyJhbGciOi.eyJzdWIi.c2ln"], &["eyJhbGciOi"]);
    }

    #[test]
    fn few_or_mixed_values_prove_nothing() {
        let class = |values: &[&str]| claim(values.iter().copied()).map(|claim| claim.class);
        assert_eq!(class(&["a@example.org", "b@example.org"]), None);
        assert_eq!(class(&["a@example.org", "b@example.org", "c", "d"]), None);
        assert_eq!(class(&["a@example.org", "b@example.org", "", "c@example.org"]), Some(Class::Personal));
    }
}
