//! What follows from a class: the duties of GDPR, HIPAA, PCI DSS and SOC 2 for one column.
//!
//! Sources: Regulation (EU) 2016/679; 45 CFR Part 164; PCI DSS v4.0; AICPA Trust Services Criteria 2017 (points of
//! focus 2022). A list of what to look at, no legal advice.

use super::{Class, ClassifiedColumn};
use serde::Serialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Regulation {
    #[serde(rename = "GDPR")]
    Gdpr,
    #[serde(rename = "HIPAA")]
    Hipaa,
    #[serde(rename = "PCI DSS")]
    PciDss,
    #[serde(rename = "SOC 2")]
    Soc2,
}

impl Regulation {
    pub fn name(self) -> &'static str {
        match self {
            Self::Gdpr => "GDPR",
            Self::Hipaa => "HIPAA",
            Self::PciDss => "PCI DSS",
            Self::Soc2 => "SOC 2",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Duty {
    Lawfulness,
    Retention,
    Encryption,
    Masking,
    Access,
    Erasure,
}

impl Duty {
    pub fn name(self) -> &'static str {
        match self {
            Self::Lawfulness => "lawfulness",
            Self::Retention => "retention",
            Self::Encryption => "encryption",
            Self::Masking => "masking",
            Self::Access => "access",
            Self::Erasure => "erasure",
        }
    }
}

/// One duty of one regulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Consequence {
    pub regulation: Regulation,
    pub duty: Duty,
    /// Article, section or requirement.
    pub basis: &'static str,
    pub text: &'static str,
}

const fn duty(regulation: Regulation, duty: Duty, basis: &'static str, text: &'static str) -> Consequence {
    Consequence { regulation, duty, basis, text }
}

use Duty::{Access, Encryption, Erasure, Lawfulness, Masking, Retention};
use Regulation::{Gdpr, Hipaa, PciDss, Soc2};

const PERSONAL: &[Consequence] = &[
    duty(
        Gdpr,
        Retention,
        "Art. 5(1)(e)",
        "Keep it no longer than its purpose needs; set a period and delete or anonymize after it.",
    ),
    duty(Gdpr, Encryption, "Art. 32(1)(a)", "Encrypt or pseudonymize it as the risk demands."),
    duty(Gdpr, Masking, "Art. 25", "Show it masked where the task does not need it."),
    duty(Gdpr, Access, "Art. 15, 20", "The person may ask for a copy in a form that machines read."),
    duty(Gdpr, Erasure, "Art. 17", "The person may have it erased; see the way through the foreign keys."),
    duty(Soc2, Access, "CC6.1, CC6.3", "Grant it by role, to those who need it."),
];

const SPECIAL: &[Consequence] = &[
    duty(
        Gdpr,
        Lawfulness,
        "Art. 9(2), 10",
        "It is forbidden without explicit consent or another ground of the article; assess the impact first (Art. 35).",
    ),
    duty(Gdpr, Encryption, "Art. 32(1)(a)", "Encrypt the column, not only the disk."),
];

const HEALTH: &[Consequence] = &[
    duty(
        Gdpr,
        Lawfulness,
        "Art. 9(2)(h)",
        "It is forbidden without explicit consent or for care by those bound to secrecy.",
    ),
    duty(Hipaa, Encryption, "45 CFR 164.312(a)(2)(iv)", "Encrypt it at rest, and in transit (164.312(e))."),
    duty(Hipaa, Access, "45 CFR 164.502(b), 164.312(b)", "Give the minimum necessary, and record who looked."),
    duty(Hipaa, Masking, "45 CFR 164.514(b)", "Remove the 18 identifiers before other use."),
    duty(Hipaa, Retention, "45 CFR 164.316(b)(2)", "Keep the documentation of access and policies for six years."),
];

const IDENTIFIER_OF_PATIENT: &[Consequence] = &[
    duty(
        Hipaa,
        Masking,
        "45 CFR 164.514(b)(2)",
        "One of the 18 identifiers: remove it where data leave the care of the patient.",
    ),
    duty(Hipaa, Access, "45 CFR 164.502(b)", "Give the minimum necessary."),
];

const CARD: &[Consequence] = &[
    duty(
        PciDss,
        Retention,
        "3.2.1",
        "Keep as little as possible, and delete it at the latest every quarter after its period.",
    ),
    duty(PciDss, Masking, "3.4.1", "Show at most the first six and the last four digits."),
    duty(
        PciDss,
        Encryption,
        "3.5.1",
        "Make the number unreadable wherever it is kept: hash, truncate, token or strong encryption.",
    ),
    duty(PciDss, Access, "7.2, 10.2", "Give it to those with a need to know, and record each access."),
];

const CARD_CODE: &[Consequence] = &[duty(
    PciDss,
    Retention,
    "3.3.1",
    "Must not be kept after the authorization, not even encrypted: drop the column.",
)];

const BANK: &[Consequence] = &[
    duty(Gdpr, Encryption, "Art. 32(1)(a)", "Encrypt it; with it money can be moved."),
    duty(Soc2, Access, "CC6.1, C1.1", "Confidential: grant it by role, to those who pay."),
];

const CREDENTIALS: &[Consequence] = &[
    duty(
        Soc2,
        Encryption,
        "CC6.1",
        "Hash what is only compared (argon2id, scrypt, bcrypt); encrypt what has to be sent.",
    ),
    duty(Soc2, Access, "CC6.1", "No person and no report needs to read it."),
    duty(Gdpr, Encryption, "Art. 32(1)", "Part of the security that the article asks for."),
    duty(PciDss, Encryption, "8.3.2", "Make it unreadable in storage and transit."),
];

const LOCATION: &[Consequence] = &[
    duty(
        Gdpr,
        Lawfulness,
        "Art. 6, 35",
        "Following people needs a ground of its own, and often an assessment of the impact first.",
    ),
    duty(Gdpr, Masking, "Art. 25", "Round it where the exact place is not needed."),
];

const CHILD: &[Consequence] =
    &[duty(Gdpr, Lawfulness, "Art. 8", "Below 16 (13 in some countries) the parents have to consent; keep the proof.")];

/// The duties for a column; `in_care` where the table is about patients or health.
pub(super) fn consequences(column: &ClassifiedColumn, in_care: bool) -> Vec<Consequence> {
    let lists: &[&[Consequence]] = match column.class {
        Class::None => &[],
        Class::Personal if in_care => &[PERSONAL, IDENTIFIER_OF_PATIENT],
        Class::Personal => &[PERSONAL],
        Class::SpecialCategory => &[SPECIAL, PERSONAL],
        Class::Health => &[HEALTH, PERSONAL],
        Class::Payment if is_code(&column.name) => &[CARD_CODE],
        Class::Payment if is_bank(column) => &[BANK, PERSONAL],
        Class::Payment => &[CARD, PERSONAL],
        Class::Credentials => &[CREDENTIALS],
        Class::Location => &[LOCATION, PERSONAL],
        Class::Child => &[CHILD, PERSONAL],
    };
    let mut found: Vec<Consequence> = Vec::new();
    for consequence in lists.iter().copied().flatten() {
        let known = |other: &Consequence| other.regulation == consequence.regulation && other.duty == consequence.duty;
        // The stricter list stands first.
        if !found.iter().any(known) {
            found.push(*consequence);
        }
    }
    found
}

/// Card verification codes and PINs, by name.
fn is_code(name: &str) -> bool {
    let name = name.to_lowercase();
    ["cvv", "cvc", "security_code", "securitycode", "verification"].iter().any(|part| name.contains(part))
}

/// Bank accounts are no payment cards.
fn is_bank(column: &ClassifiedColumn) -> bool {
    let name = column.name.to_lowercase();
    let named = ["iban", "bic", "swift", "routing", "sort", "account", "aba", "bsb", "clabe", "bank"];
    named.iter().any(|part| name.contains(part)) || column.evidence.iter().any(|text| text.contains("IBAN"))
}
