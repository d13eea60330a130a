//! The classes of sensitive data.

use serde::{Deserialize, Serialize};

/// What kind of sensitive data a column holds. The order is the one of the reports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Nothing about a person and no secret.
    #[default]
    None,
    /// Data about an identified or identifiable person (GDPR Art. 4(1)).
    Personal,
    /// Race, religion, politics, unions, sexuality, genes, biometrics (GDPR Art. 9), and offences (Art. 10).
    SpecialCategory,
    /// Health (GDPR Art. 9), protected health information under HIPAA.
    Health,
    /// Payment cards (PCI DSS) and bank accounts.
    Payment,
    /// What proves who somebody or some program is.
    Credentials,
    /// Where a person is or was.
    Location,
    /// Data about a child (GDPR Art. 8).
    Child,
}

impl Class {
    pub const ALL: [Self; 8] = [
        Self::None,
        Self::Personal,
        Self::SpecialCategory,
        Self::Health,
        Self::Payment,
        Self::Credentials,
        Self::Location,
        Self::Child,
    ];

    /// The name in files, reports and tags (`special-category`).
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Personal => "personal",
            Self::SpecialCategory => "special-category",
            Self::Health => "health",
            Self::Payment => "payment",
            Self::Credentials => "credentials",
            Self::Location => "location",
            Self::Child => "child",
        }
    }

    pub fn is_sensitive(self) -> bool {
        self != Self::None
    }
}

impl std::str::FromStr for Class {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = || Self::ALL.map(Self::name).join(", ");
        Self::ALL
            .into_iter()
            .find(|class| class.name() == text)
            .ok_or_else(|| format!("unknown class '{text}'; use one of {}", known()))
    }
}
