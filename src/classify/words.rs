//! Words of names that change what other words mean, in the singular.

pub const PEOPLE: &str = "\
    user customer client member guest patient employee staff person people contact applicant candidate student \
    subscriber donor voter visitor driver rider passenger tenant resident citizen worker doctor physician nurse \
    teacher lead prospect profile recipient sender requester beneficiary contractor volunteer attendee \
    participant player buyer borrower insured policyholder spouse parent guardian crew actor author owner holder \
    admin operator caller respondent victim witness suspect inmate alumni coach instructor trainee freelancer \
    courier debtor creditor heir relative friend pilot manager agent reporter caretaker landlord signatory \
    personnel individual subject identity registrant reader writer artist cashier clerk shopper consumer";

/// Words before an address or a name that say whose it is.
pub const WHOSE: &str = "\
    shipping ship billing bill delivery home mailing residential private emergency permanent work";

/// Clients, users and owners that are programs.
pub const PROGRAMS: &str = "\
    api oauth app application service sdk machine bot http webhook";

pub const VEHICLES: &str = "\
    vehicle device car bike scooter fleet truck phone tracker";

pub const CHILDREN: &str = "\
    child kid pupil minor infant baby toddler juvenile preschooler schoolchild newborn";

pub const HEALTH: &str = "\
    diagnosis prescription medication vaccination immunization allergy treatment medical symptom vital clinical \
    surgery therapy health hospitalization admission lab pathology radiology dosage vaccine anamnesis disease \
    illness pregnancy dental psychiatric triage biopsy";

pub const CARDS: &str = "\
    card payment creditcard wallet bank billing";

pub const MOVEMENTS: &str = "\
    gps position track trip ride checkin geolocation movement whereabout geofence telemetry beacon journey \
    waypoint";

pub const PLACES: &str = "\
    store shop warehouse branch city country venue airport station office building restaurant hotel facility \
    supplier vendor company organization organisation department school hospital clinic library museum theater \
    theatre cinema site depot region manufacturer brand publisher bank institution agency airline carrier port \
    plant location stop park merchant business outlet center centre university club team district state province \
    county gym studio pharmacy laboratory";

/// Words behind a phrase that make another thing of it: a type of phone, a time of a change, a template of mails.
pub const ABOUT: &str = "\
    type kind status count template id enabled verified at expires format length policy required subject limit \
    attempt version flag sent timeout expiry class book provider label setting option preference notification \
    strength hint url link brand visible confirmed valid validated changed updated created frequency rule domain";

/// Words before a phrase that make another thing of it: a number of mails, a switch, a wish.
pub const BEFORE: &str = "\
    has max min num count total must should allow need require change wrong forgot force show enable disable can \
    send use";

/// Words that say which of a person's names it is.
pub const NAMES: &str = "\
    full real display short long legal nick screen preferred native local previous former birth stage pen \
    complete formal informal common";

/// Words behind a word for people in a table that is still about them.
pub const STILL_PEOPLE: &str = "\
    detail profile info information data account record contact address registration identity phone email login \
    dim master base table card application form list";

/// Words behind a phrase that only say which one, or in what form.
pub const WHICH: &str = "\
    number no num nr value text line hash hashed encrypted enc cipher raw plain primary secondary work home \
    mobile private business file path image data blob code name url en de old new full masked normalized digest \
    area ext extension cm kmh mph meter kg alt alternate other main template key";

/// Tables whose cards open doors and lend books.
pub const HOLDERS_OF_OTHER_CARDS: &str =
    "member patron reader borrower student pupil employee library loyalty gift staff";

/// Whether a list has a word.
pub fn is_in(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}
