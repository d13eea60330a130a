//! What the rules know about English words, as word lists. None of them is about a domain: they are the words in
//! which people write requirements.

use super::inflection::Form;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// Verbs that have their parts as objects: what they govern are attributes or parts of the subject.
static HAS_VERBS: List =
    List::of("have include contain comprise consist possess encompass feature cover carry involve hold");

/// Verbs of keeping data: their objects are stored; the subject is whoever stores.
static STORE_VERBS: List = List::of(
    "record store save keep track capture register maintain manage save note log collect specify enter fill \
    document list display show view require need hold remember write want print say identify describe characterize define detail \
    supply give provide mention set state query search find monitor report handle support administer input update edit delete add modify insert create see know",
);

/// Verbs after which the object is made by the subject: the object belongs to the subject.
static CREATE_VERBS: List = List::of(
    "place make create write submit post publish own issue upload send open file receive get start initiate \
    leave pay perform conduct propose raise generate keep offer run host organize operate produce complete undergo undertake fill hire employ earn save execute possess \
    purchase launch set request log hold have maintain",
);

/// Verbs by which the subject belongs to the object.
static BELONG_VERBS: List = List::of(
    "belong work live reside sit stay relate refer point depend report correspond apply occur happen take_place come study \
    assign associate link attach connect tie locate base allocate house place store park issue make create write submit post perform conduct teach manage handle supervise lead operate own \
    process approve treat deliver serve host publish produce manufacture provide supply store sell drive book direct head charge pay group classify categorize part keep",
);

/// Verbs that relate many to many when both sides are plural.
static MUTUAL_VERBS: List = List::of(
    "enroll register attend join participate like follow favorite favourite take play appear tag use speak borrow rent buy \
    purchase book reserve subscribe visit watch read rate review teach supply require star act collaborate contribute save bookmark select choose share invite study cover contain include sell stock carry involve wish \
    order view serve treat prescribe work",
);

const OTHER_VERBS: &str = "allow enable let help ensure design build implement establish access log analyze analyse calculate compute \
    update process check verify confirm cancel return change compare compete deal describe determine develop divide do go happen improve increase \
    interact know learn look match meet move notify obtain occur offer optimize pass permit plan predict present prevent promote protect \
    realize reduce reflect reply rely respond result retrieve schedule select serve solve understand evaluate wish \
    comment rank score vote mark approve reject accept assess inspect examine test repair fix install ship deliver transport transfer load unload \
    pick pack drop stop begin finish end exceed facilitate streamline assist aid achieve automate coordinate simplify enhance encourage foster execute implement integrate aim guarantee avoid accommodate exceed equal reach range sort filter export import print scan sign classify categorize group divide \
    sponsor fund finance invest borrow lend loan return renew expire extend withdraw deposit win lose beat score host train coach hire fire promote \
    admit discharge diagnose treat refer consult examine prescribe dispense vaccinate breed feed grow plant harvest fly depart arrive land board travel cross connect \
    route dispatch park charge procure fertilize donate drill recycle refuel bill invoice refund discount tax insure claim settle cover rent lease sublet occupy vacate clean furnish \
    teach lecture grade graduate supervise mentor advise guide tutor cite author compose perform sing record release stream download upload share block mute chat message email call \
    contact remind alert warn trigger reset expire attach embed generate sell trade exchange price cost weigh measure count total sum average earn spend budget \
    marry adopt own inherit name call title label number code appoint elect represent audit certify license enforce arrest convict sentence complain \
    cook bake brew eat drink taste stock restock reorder replenish produce manufacture assemble consume distribute recycle maintain operate control adjust \
    answer ask discuss talk speak say tell show complete process bring remain stay become seem try like love hate hope expect appear live die bear handle subscribe unsubscribe \
    depict revolve adjust alter incorporate utilize emphasize illustrate constitute necessitate demonstrate accompany resolve terminate activate deactivate \
    customize configure authenticate authorize synchronize aggregate summarize visualize standardize finalize inform modify \
    browse navigate visit click open close lock unlock enroll withdraw nest belong lie entitle limit restrict sit point refer tie sponsor mean cause follow lead \
    accomplish accumulate accuse acknowledge acquire adapt adhere advertise afford agree align allot amend announce \
    anticipate apportion appraise appreciate arrange ascertain assert assume attain authorise await calibrate cease \
    celebrate characterise circulate clarify collate combine commence communicate compensate compile comply conclude \
    confer conform consent conserve construct contradict convene convert convey cooperate correlate cultivate decide \
    declare decompose deduct defer degrade delineate denote deploy derive destroy detect deteriorate deviate differ \
    differentiate diminish disable discard disclose discontinue discover dismiss disperse dispose dissolve \
    distinguish divert educate eliminate embark emit emphasise empower encode encounter endorse engage enlarge \
    enlist enrich entail erect evolve exclude expand expel explain explore expose fabricate fail finalise fluctuate \
    forbid fulfil fulfill gather govern greet impose incur indicate induce infer inflate inhibit inject instruct \
    intend intercept interpret interrupt introduce invalidate invent isolate justify liquidate listen maximise \
    maximize mediate merge migrate minimise minimize mitigate motivate multiply negotiate nominate normalise \
    normalize nurture obey observe omit oppose optimise organise originate oversee overtake overwrite perceive \
    persist persuade pertain postpone preclude prefer prepare preserve presume proceed proclaim prohibit prolong \
    propagate prosecute prove pursue qualify quantify react realise rebuild reclaim recognise recognize recommend \
    reconcile recruit recur redeem redirect redistribute refine refrain refuse regulate reimburse reinforce \
    reinstate relinquish relocate remove repay replace reproduce resell resign resist restore resume retain retire \
    reuse reveal revert revise revoke satisfy seek simulate solicit specialise specialize stabilise standardise \
    stipulate strengthen strive substitute succeed suggest summarise supersede suppose suspend sustain synchronise \
    tackle testify tolerate transcribe transform translate transmit traverse truncate unify uphold utilise validate \
    violate visualise withhold withstand";

/// Past participles and other forms that no ending gives.
const IRREGULAR_VERBS: &[(&str, &str, Form)] = &[
    ("has", "have", Form::Third),
    ("had", "have", Form::Past),
    ("having", "have", Form::Progressive),
    ("made", "make", Form::Past),
    ("held", "hold", Form::Past),
    ("kept", "keep", Form::Past),
    ("taken", "take", Form::Past),
    ("took", "take", Form::Past),
    ("given", "give", Form::Past),
    ("gave", "give", Form::Past),
    ("written", "write", Form::Past),
    ("wrote", "write", Form::Past),
    ("sent", "send", Form::Past),
    ("paid", "pay", Form::Past),
    ("bought", "buy", Form::Past),
    ("sold", "sell", Form::Past),
    ("taught", "teach", Form::Past),
    ("led", "lead", Form::Past),
    ("built", "build", Form::Past),
    ("known", "know", Form::Past),
    ("shown", "show", Form::Past),
    ("seen", "see", Form::Past),
    ("driven", "drive", Form::Past),
    ("flown", "fly", Form::Past),
    ("grown", "grow", Form::Past),
    ("chosen", "choose", Form::Past),
    ("won", "win", Form::Past),
    ("lost", "lose", Form::Past),
    ("met", "meet", Form::Past),
    ("spoken", "speak", Form::Past),
    ("found", "find", Form::Past),
    ("lent", "lend", Form::Past),
    ("begun", "begin", Form::Past),
    ("done", "do", Form::Past),
    ("does", "do", Form::Third),
    ("goes", "go", Form::Third),
    ("went", "go", Form::Past),
    ("said", "say", Form::Past),
    ("spent", "spend", Form::Past),
    ("brought", "bring", Form::Past),
    ("born", "bear", Form::Past),
    ("understood", "understand", Form::Past),
    ("written", "write", Form::Past),
    ("enrol", "enroll", Form::Base),
    ("enrols", "enroll", Form::Third),
    ("lies", "lie", Form::Third),
];

/// Known verbs that are nouns more often than not: at the start of a sentence, or before a verb, they are nouns.
static NOUN_FIRST: List = List::of(
    "order book review place contact rate address note schedule report plan name call comment purchase deposit test \
    loan score grade train board message email post cost price discount tax claim invoice bill charge label number code title author budget average \
    total sum feature sponsor coach guide fund release record land plant harvest exchange trade rent lease transfer load dispatch route stock supply store \
    return match mark vote sign group range end start finish stop drop pack park scan filter sort export import print present result change help access process design display \
    reply request offer share view visit play use work study log list document detail state query search monitor support update input cover contact host load answer block chat \
    alert trigger audit license sentence control produce cook drink taste stream download upload reserve deal point position target measure count limit show sponsor like love hope cause mean land head staff study form",
);

/// Verbs that at the start of a sentence are orders to whoever builds the system.
static IMPERATIVE: List = List::of(
    "record store track manage support provide maintain save keep list add create allow design build need want monitor \
    capture register enter include handle",
);

static ADJECTIVES: List = List::of(
    "basic personal detailed specific relevant unique multiple various different new corresponding following own related certain \
    several main important additional other such general full complete current previous last next first second third final initial early late available active inactive \
    online offline physical digital electronic real actual total overall average minimum maximum big large small high low long short good bad old young \
    common similar same single individual separate independent comprehensive key core essential necessary required optional \
    past future historical annual monthly weekly daily hourly open closed public private internal external local global national international \
    associated respective given particular distinct many few key primary secondary foreign residential postal financial medical technical educational \
    professional academic commercial industrial social cultural legal official mobile multimodal transactional operational logistical managerial \
    responsible accurate correct timely further entire whole possible able ready free paid normal special regular standard custom favorite favourite preferred \
    medium-sized large-sized complex simple modern efficient effective",
);

/// Adjectives that say nothing about what a noun is; they are left out of names.
static EMPTY_ADJECTIVES: List = List::of(
    "basic personal detailed specific relevant multiple various different corresponding following own related certain \
    several main important additional other such general complete available real actual comprehensive core essential necessary required optional \
    respective given particular distinct many few single individual separate associated same similar further entire whole possible new unique key fundamental \
    every each all any some no both either neither more less most much another accurate correct timely clear necessary overall background respective \
    common specialized",
);

static DETERMINERS: List = List::of(
    "a an the this that these those each every all any some no both either neither its their his her our my your another \
    many few several multiple various numerous different one two three four five six seven eight nine ten eleven twelve \
    more most much enough such least",
);

static PREPOSITIONS: List = List::of(
    "of in on at by for with from to into onto about as between among through during before after under over within without \
    per via against across along around behind beside beyond despite except inside like near off outside since than toward towards until upon \
    regarding concerning throughout based plus minus",
);

static PRONOUNS: List = List::of(
    "it they them he she we i you us me him who whom itself themselves everyone everybody anyone someone nobody everything anything nothing one there",
);

static CONJUNCTIONS: List =
    List::of("and or but nor so yet & as-well-as because if when while although though unless whereas whether once");

static MODALS: List = List::of("can could may might must shall should will would cannot can't won't needn't");

static AUXILIARIES: List =
    List::of("is are was were be been being am isn't aren't wasn't do does did doesn't don't didn't get gets");

static RELATIVES: List = List::of("that which who whom whose where when");

static ADVERBS: List = List::of(
    "also not only always never often usually sometimes already still just very too well even ever again then thus therefore however \
    moreover furthermore additionally simultaneously accordingly meanwhile finally respectively together later soon once twice exactly approximately about roughly almost nearly at-least \
    etc here there now how why not up down out otherwise instead rather quite likewise besides hence else further mainly better best easily quickly mainly generally basically obviously",
);

/// Nouns that stand for data about the noun before them (`customer information`).
static GENERIC: List = List::of(
    "information info data detail details record records profile profiles particulars datum entry entries attribute attributes",
);

/// Nouns for what is being built or who uses it as a whole; they are entities only when the text gives them attributes of their own.
static CONTEXT: List = List::of(
    "system platform application app database website site web software solution project_description program service_platform portal backend tool \
    requirement requirements description business enterprise function functionality functions module feature features purpose scope goal aim objective \
    schema model table entity entities attribute attributes field fields relationship relationships relation process efficiency management administration processing analysis \
    statistics optimization evaluation_function support operation operations overview need needs use case user_story way means order_to example examples \
    aspect aspects part parts kind kinds type types set sets variety range series list lists series number_of amount_of basis key keys primary foreign integrity \
    uniqueness consistency accuracy completeness security query queries addition terms term fact time_to whole rest bit lot lots thing things stuff everything ability capability \
    interface mini-program backstage frontend front-end back-end backend api_platform crud lifecycle workflow tracking monitoring maintenance_of control allocation scheduling retrieval storage \
    decision-making decision decisions development experience quality traceability visibility transparency insight insights trend trends scale nature specifics content_of",
);

/// Organisations that run the system: context unless the text has many of them or says what to keep of them.
static ORGANISATIONS: List = List::of(
    "company organization organisation business enterprise firm institution shop store hotel school university college hospital clinic library restaurant bank \
    agency airline factory supermarket office center centre corporation association group bureau authority chain academy gym museum station club studio",
);

/// Heads of attribute names: the value of a column rather than a thing with properties of its own.
static ATTRIBUTE_HEADS: List = List::of(
    "id name number code date time datetime timestamp day year month week hour minute price cost amount fee total subtotal quantity qty stock status state \
    type category kind description title address phone telephone mobile fax email e-mail mail password username nickname gender sex age birthdate birthday dob birth \
    salary wage bonus income balance rate ratio percentage percent discount tax weight height width length depth size volume area capacity distance duration speed temperature \
    color colour model brand url link website image photo picture avatar icon file path content text body message note notes remark remarks comment_text reason purpose subject topic \
    summary abstract details country city province state region_name street zip zipcode zip-code postcode postal-code latitude longitude coordinates coordinate location origin destination position \
    level rank score grade point points result value unit currency language nationality ethnicity religion occupation job job-title education degree major \
    method mode channel source version format isbn issn sku barcode vin iban imei license-plate plate serial gpa credit credits hours period frequency priority severity \
    start end deadline expiry expiration shelf-life effectiveness validity count limit threshold minimum maximum min max average sum flag token key hash signature account-number \
    contact contact-info contact-information email-address phone-number telephone-number responsibilities responsibility hobby hobbies habits preference experience relation relationship marital-status \
    slogan motto theme genre style symptom symptoms diagnosis_result dosage composition ingredients material specification specifications specs inventory bio biography logo label symbol abbreviation initials \
    opinion feedback suggestion conclusion outcome progress performance efficiency workload attendance-rate seniority role title_name headline caption keyword keywords tag_name interest interests \
    fullname surname firstname lastname lifespan term conditions condition reading altitude elevation pressure humidity cpu memory os ip mac usage mileage floor",
);

/// Heads that identify: a number or code that tells one from the other.
static IDENTIFIER_HEADS: List = List::of(
    "id ids identifier identification number no code sku isbn issn vin iban imei barcode num uuid key license-number serial-number",
);

/// Nouns for people, to which `author`, `creator` and other roles may refer.
static PERSONS: List = List::of(
    "user customer employee member student teacher person people client staff patient doctor player author reader driver guest worker \
    participant visitor passenger subscriber agent operator buyer seller account",
);

/// Nouns for what a person is to a thing; in a list of attributes they refer to a person of the schema.
static ROLES: List = List::of(
    "creator editor updater uploader sender receiver recipient commenter reviewer evaluator approver assignee reporter \
    requester applicant handler borrower purchaser buyer submitter poster writer organizer organiser initiator responder executor recorder producer \
    salesperson inspector operator liker follower follow initiator participant bidder voter renter",
);

/// Roles that a user has towards what is published.
static AUTHORS: List = List::of("author publisher owner announcer uploader");

/// Roles that somebody of the staff has.
static OFFICES: List = List::of(
    "manager head leader supervisor person personnel director principal chief coordinator responsible staff officer representative superior",
);

/// Nouns for people who work for whoever runs the system.
static STAFF: List = List::of("employee staff teacher worker personnel administrator doctor agent officer");

/// Nouns for what people do or cause in the course of business: each row has somebody who did it.
static DEEDS: List = List::of(
    "order booking reservation review rating payment rental purchase appointment comment post message request application registration enrollment \
    enrolment subscription complaint return refund loan borrowing donation transaction submission vote bid ticket claim visit feedback cart wishlist favorite like follow \
    notification attendance membership invoice shipment delivery log record session checkout inquiry quote prescription consultation",
);

/// The noun for what happens when somebody does this.
const EVENTS: &[(&str, &str)] = &[
    ("purchase", "purchase"),
    ("buy", "purchase"),
    ("sell", "sale"),
    ("ship", "shipment"),
    ("repair", "repair"),
    ("service", "service"),
    ("clean", "cleaning"),
    ("fix", "repair"),
    ("produce", "production"),
    ("manufacture", "production"),
    ("process", "processing"),
    ("maintain", "maintenance"),
    ("inspect", "inspection"),
    ("deliver", "delivery"),
    ("pay", "payment"),
    ("use", "usage"),
    ("transfer", "transfer"),
    ("transport", "transport"),
    ("train", "training"),
    ("evaluate", "evaluation"),
    ("assess", "assessment"),
    ("register", "registration"),
    ("enroll", "enrollment"),
    ("borrow", "borrowing"),
    ("lend", "loan"),
    ("return", "return"),
    ("refund", "refund"),
    ("reserve", "reservation"),
    ("book", "booking"),
    ("rent", "rental"),
    ("lease", "lease"),
    ("order", "order"),
    ("review", "review"),
    ("rate", "rating"),
    ("comment", "comment"),
    ("approve", "approval"),
    ("audit", "audit"),
    ("test", "test"),
    ("measure", "measurement"),
    ("monitor", "monitoring"),
    ("plant", "planting"),
    ("harvest", "harvest"),
    ("fertilize", "fertilization"),
    ("feed", "feeding"),
    ("treat", "treatment"),
    ("diagnose", "diagnosis"),
    ("examine", "examination"),
    ("prescribe", "prescription"),
    ("admit", "admission"),
    ("discharge", "discharge"),
    ("visit", "visit"),
    ("donate", "donation"),
    ("deposit", "deposit"),
    ("withdraw", "withdrawal"),
    ("apply", "application"),
    ("stock", "stocking"),
    ("store", "storage"),
    ("load", "loading"),
    ("check", "check"),
    ("attend", "attendance"),
    ("participate", "participation"),
    ("subscribe", "subscription"),
    ("vote", "vote"),
    ("login", "login"),
    ("access", "access"),
    ("promote", "promotion"),
    ("recycle", "recycling"),
    ("procure", "procurement"),
    ("supply", "supply"),
    ("consult", "consultation"),
    ("complain", "complaint"),
    ("claim", "claim"),
    ("invoice", "invoice"),
    ("mine", "mining"),
    ("drill", "drilling"),
    ("broadcast", "broadcast"),
];

/// The noun for what happens when somebody does this.
pub fn event_of(verb: &str) -> Option<&'static str> {
    EVENTS.iter().find(|(base, _)| *base == verb).map(|(_, noun)| *noun)
}

/// Whether a noun names something that happens, of which records can be kept.
pub fn is_event(word: &str) -> bool {
    const ENDINGS: &[&str] =
        &["tion", "sion", "ment", "ance", "ence", "ing", "age", "al", "ure", "sis", "ery", "ization", "pair", "fer"];
    static THINGS: List = List::of(
        "department document equipment apartment segment element instrument garment basement monument supplement government compartment environment \
        material animal hospital journal meal terminal metal manual capital goal signal medal hall professional individual \
        image village package page language garage beverage mortgage cottage wage percentage average message-board stage storage-location \
        building ring string wing clothing offspring ceiling ambulance substance finance appliance science audience sequence residence reference licence license \
        evidence conference station location section destination position organization organisation institution question option edition collection nation portion foundation \
        association version profession division pension dimension mission picture furniture structure feature literature signature temperature fixture culture agriculture \
        brochure battery gallery machinery grocery stationery bakery brewery nursery refinery information generation population occupation direction function",
    );
    if THINGS.contains(word) {
        return false;
    }
    is_deed(word)
        || EVENTS.iter().any(|(_, noun)| *noun == word)
        || matches!(
            word,
            "query"
                | "event"
                | "transaction"
                | "activity"
                | "process"
                | "call"
                | "change"
                | "use"
                | "sales"
                | "access"
                | "history"
                | "run"
                | "trip"
                | "log"
                | "sign-in"
                | "check-in"
                | "clock-in"
                | "play"
                | "download"
                | "upload"
                | "work"
                | "transfer"
                | "result"
                | "effect"
                | "performance"
                | "operation"
                | "failure"
                | "fault"
                | "exam"
                | "test"
        )
        || word.len() > 5 && !is_person(word) && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

static TIME_NOUNS: List = List::of("time date day year month week hour minute period datetime timestamp");

/// Abstract nouns that name an activity of the business; `customer management` is about customers.
static ACTIVITY: List = List::of(
    "management administration tracking monitoring module section function functions features feature subsystem system table entity",
);

/// Heads that only say that something is kept or done about the noun before them.
static WRAPPERS: List = List::of("management administration module table entity section subsystem");

/// Heads that always mean the system, whatever is said of them.
static SYSTEMS: List = List::of(
    "saas saa marketplace startup system platform application app database website site software schema requirement requirements function functionality functions module database-system mini-program description",
);

/// Verbs of writing down: their objects can be attributes. Others (`support`, `manage`) speak of whole things.
static RECORDING: List = List::of(
    "record store save keep track capture register maintain note log collect specify enter fill document list need hold remember write identify \
    describe characterize define provide mention detail state input want give see know include",
);

/// Verbs whose participle begins a remark about the purpose: `..., ensuring that nothing is lost`.
static PURPOSE: List = List::of(
    "ensure allow enable support make help facilitate improve optimize avoid reduce achieve meet guarantee promote enhance prevent aid assist \
    realize streamline simplify give show cause let automate coordinate encourage foster understand",
);

/// Heads that count or measure what follows `of`.
static MEASURES: List =
    List::of("number amount count total sum average rate percentage quantity level degree proportion share");

type Words = HashSet<&'static str>;

/// A word list, made a set when it is first asked.
pub struct List {
    text: &'static str,
    words: OnceLock<Words>,
}

impl List {
    pub const fn of(text: &'static str) -> Self {
        Self { text, words: OnceLock::new() }
    }

    pub fn contains(&self, word: &str) -> bool {
        self.find(word).is_some()
    }

    /// The word as the list holds it.
    pub fn find(&self, word: &str) -> Option<&'static str> {
        self.words.get_or_init(|| self.text.split_whitespace().collect()).get(word).copied()
    }
}

/// Whether a base verb has parts or attributes as its object.
pub fn is_has_verb(word: &str) -> bool {
    HAS_VERBS.contains(word)
}

/// Whether a base verb says that something is stored.
pub fn is_store_verb(word: &str) -> bool {
    STORE_VERBS.contains(word)
}

pub fn is_create_verb(word: &str) -> bool {
    CREATE_VERBS.contains(word)
}

pub fn is_belong_verb(word: &str) -> bool {
    BELONG_VERBS.contains(word)
}

pub fn is_mutual_verb(word: &str) -> bool {
    MUTUAL_VERBS.contains(word)
}

pub fn is_noun_first(word: &str) -> bool {
    NOUN_FIRST.contains(word)
}

pub fn is_imperative(word: &str) -> bool {
    IMPERATIVE.contains(word)
}

pub fn is_adjective(word: &str) -> bool {
    ADJECTIVES.contains(word)
}

pub fn is_empty_adjective(word: &str) -> bool {
    EMPTY_ADJECTIVES.contains(word)
}

pub fn is_determiner(word: &str) -> bool {
    DETERMINERS.contains(word)
}

pub fn is_preposition(word: &str) -> bool {
    PREPOSITIONS.contains(word)
}

pub fn is_pronoun(word: &str) -> bool {
    PRONOUNS.contains(word)
}

pub fn is_conjunction(word: &str) -> bool {
    CONJUNCTIONS.contains(word)
}

pub fn is_modal(word: &str) -> bool {
    MODALS.contains(word)
}

pub fn is_auxiliary(word: &str) -> bool {
    AUXILIARIES.contains(word)
}

pub fn is_relative(word: &str) -> bool {
    RELATIVES.contains(word)
}

pub fn is_adverb(word: &str) -> bool {
    ADVERBS.contains(word)
}

pub fn is_generic(word: &str) -> bool {
    GENERIC.contains(word)
}

pub fn is_context(word: &str) -> bool {
    CONTEXT.contains(word)
}

pub fn is_organisation(word: &str) -> bool {
    ORGANISATIONS.contains(word)
}

pub fn is_attribute_head(word: &str) -> bool {
    ATTRIBUTE_HEADS.contains(word)
}

pub fn is_identifier_head(word: &str) -> bool {
    IDENTIFIER_HEADS.contains(word)
}

pub fn is_person(word: &str) -> bool {
    PERSONS.contains(word)
}

pub fn is_role(word: &str) -> bool {
    ROLES.contains(word)
}

/// Whether a noun says what somebody does (`producer`, `inspector`): a verb with `er` or `or` at its end.
pub fn is_agent(word: &str) -> bool {
    static THINGS: List = List::of(
        "order number container counter printer computer charger server router folder filter timer trailer freezer heater sensor monitor \
        reader carrier driver-license holder user customer letter chapter paper water power weather master center character parameter register \
        calculator indicator factor operator-id header footer marker scanner locker cover offer answer transfer buffer controller processor-speed",
    );
    let Some(stem) = word.strip_suffix("er").or_else(|| word.strip_suffix("or")).filter(|stem| stem.len() > 2) else {
        let trained = word.len() > 6 && word.ends_with("ist") && !word.ends_with("list");
        return trained
            || word.ends_with("person")
            || matches!(word, "technician" | "representative" | "sales-representative");
    };
    let mut chars = stem.chars().rev();
    let doubled = chars.next() == chars.next();
    let known = base_verb(stem).is_some()
        || base_verb(&format!("{stem}e")).is_some()
        || doubled && base_verb(&stem[..stem.len() - 1]).is_some();
    known && !THINGS.contains(word)
}

pub fn is_author(word: &str) -> bool {
    AUTHORS.contains(word)
}

pub fn is_office(word: &str) -> bool {
    OFFICES.contains(word)
}

pub fn is_staff(word: &str) -> bool {
    STAFF.contains(word)
}

/// Whether a row of this stands for something that somebody did.
pub fn is_deed(word: &str) -> bool {
    DEEDS.contains(word)
}

pub fn is_time(word: &str) -> bool {
    TIME_NOUNS.contains(word)
}

pub fn is_activity(word: &str) -> bool {
    ACTIVITY.contains(word)
}

pub fn is_purpose(word: &str) -> bool {
    PURPOSE.contains(word)
}

pub fn is_measure(word: &str) -> bool {
    MEASURES.contains(word)
}

pub fn is_wrapper(word: &str) -> bool {
    WRAPPERS.contains(word)
}

pub fn is_system(word: &str) -> bool {
    SYSTEMS.contains(word)
}

/// What people take part in for a time, beside others of the same kind.
pub fn is_undertaking(word: &str) -> bool {
    static UNDERTAKINGS: List = List::of(
        "project task course training event activity meeting conference competition match game advertisement campaign workshop \
         seminar lecture experiment exhibition film movie play show concert tour trip expedition mission program shift \
         inspection audit investigation research study surgery conversation",
    );
    UNDERTAKINGS.contains(word)
}

/// The noun for one time of what a verb says, where such rows are kept: orders, bookings, payments.
pub fn deed_of(verb: &str) -> Option<&'static str> {
    Some(match verb {
        "order" => "order",
        "book" => "booking",
        "reserve" => "reservation",
        "pay" => "payment",
        "rent" => "rental",
        "borrow" | "lend" | "loan" => "loan",
        "review" => "review",
        "rate" => "rating",
        "enroll" => "enrollment",
        "subscribe" => "subscription",
        "donate" => "donation",
        "deliver" => "delivery",
        "bid" => "bid",
        "vote" => "vote",
        _ => return None,
    })
}

/// Things that several can have in common: an author has other books, a tag other posts.
pub fn is_shared(word: &str) -> bool {
    static SHARED: List = List::of(
        "author actor director artist tag genre keyword ingredient skill language amenity topic symptom allergen certification \
         specialty role permission hashtag writer composer performer",
    );
    SHARED.contains(word)
}

/// Verbs that give one thing to another.
pub fn is_assigning(word: &str) -> bool {
    matches!(
        word,
        "assign" | "allocate" | "grant" | "distribute" | "link" | "bind" | "map" | "attach" | "associate" | "allot"
    )
}

pub fn is_recording(word: &str) -> bool {
    RECORDING.contains(word)
}

/// The base form, if the word is that of a known verb.
pub fn base_verb(word: &str) -> Option<&'static str> {
    static VERBS: OnceLock<Words> = OnceLock::new();
    let lists = [&HAS_VERBS, &STORE_VERBS, &CREATE_VERBS, &BELONG_VERBS, &MUTUAL_VERBS].map(|list| list.text);
    let all = lists.into_iter().chain([OTHER_VERBS]);
    let verbs = VERBS.get_or_init(|| all.flat_map(str::split_whitespace).collect());
    verbs.get(word).copied()
}

pub fn irregular_verb(word: &str) -> Option<(&'static str, Form)> {
    static VERBS: OnceLock<HashMap<&str, (&str, Form)>> = OnceLock::new();
    let verbs =
        VERBS.get_or_init(|| IRREGULAR_VERBS.iter().map(|(word, base, form)| (*word, (*base, *form))).collect());
    verbs.get(word).copied()
}
