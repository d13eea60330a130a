//! Words that rows are made of.

pub const FIRST: [&str; 24] = [
    "Ada", "Amir", "Beatriz", "Chen", "Chloe", "David", "Elena", "Emil", "Fatima", "Grace", "Hana", "Ivan", "Jonas",
    "Kofi", "Leila", "Linus", "Maria", "Nadia", "Omar", "Priya", "Rosa", "Samuel", "Tomas", "Yuki",
];

pub const LAST: [&str; 24] = [
    "Adeyemi", "Andersen", "Baker", "Costa", "Dubois", "Fischer", "Garcia", "Haddad", "Ito", "Jensen", "Kowalski",
    "Lopez", "Meyer", "Moreau", "Nguyen", "Okafor", "Patel", "Rossi", "Schmidt", "Silva", "Tanaka", "Varga", "Weber",
    "Young",
];

pub const CITIES: [&str; 16] = [
    "Accra", "Athens", "Berlin", "Bogota", "Chicago", "Dublin", "Hanoi", "Kyoto", "Lagos", "Lisbon", "Lyon", "Oslo",
    "Porto", "Prague", "Toronto", "Vienna",
];

pub const STREETS: [&str; 12] = [
    "Bridge Street",
    "Church Lane",
    "Garden Way",
    "High Street",
    "Hill Road",
    "King Street",
    "Lake Drive",
    "Market Square",
    "Mill Lane",
    "Oak Avenue",
    "Park Road",
    "Station Road",
];

/// Countries with the codes of ISO 3166-1 and the currencies of ISO 4217.
pub const COUNTRIES: [(&str, &str, &str, &str); 12] = [
    ("Austria", "AT", "AUT", "EUR"),
    ("Brazil", "BR", "BRA", "BRL"),
    ("Canada", "CA", "CAN", "CAD"),
    ("France", "FR", "FRA", "EUR"),
    ("Germany", "DE", "DEU", "EUR"),
    ("Ghana", "GH", "GHA", "GHS"),
    ("India", "IN", "IND", "INR"),
    ("Ireland", "IE", "IRL", "EUR"),
    ("Japan", "JP", "JPN", "JPY"),
    ("Mexico", "MX", "MEX", "MXN"),
    ("Norway", "NO", "NOR", "NOK"),
    ("Portugal", "PT", "PRT", "EUR"),
];

pub const QUALITIES: [&str; 16] = [
    "Amber", "Blue", "Bright", "Classic", "Compact", "Golden", "Green", "Grand", "Light", "Modern", "North", "Quiet",
    "Rapid", "Silver", "Smart", "Urban",
];

pub const THINGS: [&str; 16] = [
    "Atlas", "Bridge", "Compass", "Garden", "Harbor", "Horizon", "Lantern", "Meadow", "Mirror", "Orbit", "Pioneer",
    "River", "Signal", "Summit", "Valley", "Window",
];

pub const SENTENCES: [&str; 8] = [
    "Works as described.",
    "To be checked with the customer.",
    "Arrived a day early.",
    "Second attempt after a call.",
    "No further action needed.",
    "Agreed in the meeting.",
    "Waiting for an answer.",
    "Replaced the earlier entry.",
];

pub const COMPANIES: [&str; 8] = [
    "Acme Ltd",
    "Bluebird GmbH",
    "Cedar & Sons",
    "Delta Foods",
    "Evergreen Group",
    "Fjord Systems",
    "Granite Works",
    "Helix Labs",
];

pub const COLOURS: [&str; 8] = ["black", "blue", "green", "grey", "orange", "red", "white", "yellow"];
