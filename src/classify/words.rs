//! Words of names that change what other words mean, in the singular.

pub const PEOPLE: &str = "\
    user customer client member guest patient employee staff person people contact applicant candidate student \
    subscriber donor voter visitor driver rider passenger tenant resident citizen worker doctor physician nurse \
    teacher lead prospect profile recipient sender requester beneficiary contractor volunteer attendee \
    participant player buyer borrower insured policyholder spouse parent guardian crew actor author owner holder \
    admin operator caller respondent victim witness suspect inmate alumni coach instructor trainee freelancer \
    courier debtor creditor heir relative friend pilot manager agent reporter caretaker landlord signatory \
    personnel individual subject identity registrant reader writer artist cashier clerk shopper consumer \
    plaintiff defendant claimant complainant litigant prisoner offender detainee pax traveller traveler jobseeker \
    applicant interviewee interviewer mentor mentee sibling fiance husband wife son daughter mother father grandparent \
    godparent caregiver carer nanny pharmacist dentist therapist midwife surgeon paramedic veteran soldier officer \
    lawyer attorney notary juror judge clergyman parishioner pilgrim migrant refugee asylum hiker climber athlete runner \
    swimmer golfer gamer streamer influencer follower blogger commenter moderator inspector technician engineer \
    mechanic cleaner janitor waiter chef bartender hostess steward stewardess shareholder investor trustee \
    grantor assignee payee payer remitter policyowner renter lessee lessor homeowner occupant householder \
    guarantor consignee consignor nominee grantee lender mortgagor surety sponsor underwriter broker collector assessor \
    auditor surveyor translator curator conductor principal appointee transferee licensee trainer tutor professor \
    lecturer pupil scholar researcher scientist principal_investigator examiner examinee grader postman cyclist motorist \
    pedestrian commuter flyer skipper captain sailor fisherman farmer gardener builder plumber electrician carpenter \
    painter architect designer developer tester analyst consultant advisor adviser accountant bookkeeper teller banker \
    trader seller vendor_contact salesperson salesman saleswoman rep representative promoter organizer organiser \
    chairperson chairman delegate ambassador minister senator mayor councillor clergy pastor priest imam rabbi monk nun \
    godfather godmother uncle aunt nephew niece cousin orphan widow widower bride groom fiancee partner_person donee \
    gamertag_holder claimholder cardholder keyholder stakeholder stockholder bondholder leaseholder landholder";

/// Words before an address or a name that say whose it is.
pub const WHOSE: &str = "\
    shipping ship billing bill delivery home mailing residential private emergency permanent work correspondence \
    current previous former temporary contact invoice invoicing postal";

/// Clients, users and owners that are programs.
pub const PROGRAMS: &str = "\
    api oauth app application service sdk machine bot http webhook";

pub const VEHICLES: &str = "\
    vehicle device car bike scooter fleet truck phone tracker";

pub const CHILDREN: &str = "\
    child kid pupil minor infant baby toddler juvenile preschooler schoolchild newborn camper";

pub const HEALTH: &str = "\
    diagnosis prescription medication vaccination immunization allergy treatment medical symptom vital clinical \
    surgery therapy health hospitalization admission lab pathology radiology dosage vaccine anamnesis disease \
    illness pregnancy dental psychiatric triage biopsy immunisation rehabilitation oncology cardiology \
    obstetric maternity anesthesia anaesthesia bloodwork";

pub const CARDS: &str = "\
    card payment creditcard wallet bank billing";

pub const MOVEMENTS: &str = "\
    gps position track trip ride checkin geolocation movement whereabout geofence telemetry beacon journey \
    waypoint ping breadcrumb commute";

pub const PLACES: &str = "\
    store shop warehouse branch city country venue airport station office building restaurant hotel facility \
    supplier vendor company organization organisation department school hospital clinic library museum theater \
    theatre cinema site depot region manufacturer brand publisher bank institution agency airline carrier port \
    plant location stop park merchant business outlet center centre university club team district state province \
    county gym studio pharmacy laboratory tower antenna mast terminal dock pier dealership farm quarry \
    substation turbine well reservoir bridge tunnel campus stadium arena gallery market mall kiosk hub locker";

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
    area ext extension cm kmh mph meter kg alt alternate other main template key sha sha1 sha256 sha512 md5 bcrypt argon2 scrypt salted ciphertext seed yymm mmyy iso e164 local \
    lower upper clean norm";

/// Tables whose cards open doors and lend books.
pub const HOLDERS_OF_OTHER_CARDS: &str =
    "member patron reader borrower student pupil employee library loyalty gift staff";

/// Whether a list has a word.
pub fn is_in(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}
