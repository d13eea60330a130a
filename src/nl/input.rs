//! What comes in before it is read: markup is taken out, and a language that the rules do not know is named.

use crate::schema::{Diagnostic, Severity};
use std::borrow::Cow;

/// A tag is no longer than this; a `<` without its `>` is a sign of comparison.
const LONGEST_TAG: usize = 2000;

/// Elements of HTML, so that `<customer name>` as a placeholder keeps its words.
const ELEMENTS: &str = "a abbr article aside audio b big blockquote body br button canvas caption center code col colgroup dd \
    div dl dt em embed fieldset figure font footer form frame h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins label legend \
    li link main mark meta nav object ol option p path pre q s script section select small source span strong style sub sup svg \
    table tbody td template textarea tfoot th thead title tr tt u ul video";

/// Elements after which a new line begins.
const BLOCKS: &str = "article aside blockquote br dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tr ul";

fn lists(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

/// The text with its HTML tags blanked out, every other word at the place where it was.
pub fn without_tags<'a>(text: &'a str, diagnostics: &mut Vec<Diagnostic>) -> Cow<'a, str> {
    let mut clean = String::new();
    let mut kept = 0;
    let mut at = 0;
    let mut found = 0usize;
    while let Some(open) = text[at..].find('<').map(|offset| at + offset) {
        let Some(tag) = tag_at(text, open) else {
            at = open + 1;
            continue;
        };
        found += 1;
        // What stands in a script or a style is no description.
        let mut end = tag.end;
        if !tag.closing && matches!(tag.name.as_str(), "script" | "style") {
            let rest = text[end..].to_ascii_lowercase();
            let length = rest.find(&format!("</{}", tag.name)).unwrap_or(0);
            end += length;
        }
        clean.push_str(&text[kept..open]);
        let item = tag.name == "li" && !tag.closing && end - open >= 3;
        let line = lists(BLOCKS, &tag.name);
        for n in 0..end - open {
            clean.push(match n {
                0 if line => '\n',
                1 if item => '-',
                _ => ' ',
            });
        }
        kept = end;
        at = end;
    }
    if found == 0 {
        return Cow::Borrowed(text);
    }
    clean.push_str(&text[kept..]);
    let message = format!("The description contains markup ({found} tags); only its text was read.");
    diagnostics.push(Diagnostic::new(Severity::Info, "markup-removed", message));
    Cow::Owned(clean)
}

struct Tag {
    name: String,
    closing: bool,
    /// The byte after its end.
    end: usize,
}

fn tag_at(text: &str, open: usize) -> Option<Tag> {
    let rest = &text[open + 1..];
    if rest.starts_with("!--") {
        let end = open + 1 + rest.find("-->")? + 3;
        return Some(Tag { name: String::new(), closing: false, end });
    }
    let length = rest
        .bytes()
        .take(LONGEST_TAG)
        .position(|b| matches!(b, b'>' | b'<'))
        .filter(|at| rest.as_bytes()[*at] == b'>')?;
    let closing = rest.starts_with('/');
    let inner = rest.get(..length)?.trim_start_matches(['/', '!']);
    let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let known = lists(ELEMENTS, &name) || name == "doctype";
    known.then_some(Tag { name, closing, end: open + 1 + length + 1 })
}

/// The text without the marks of Markdown that only emphasise, every other word at its place: `**Users**: name`.
pub fn without_emphasis(text: &str) -> Cow<'_, str> {
    const MARKS: [&str; 3] = ["**", "__", "`"];
    if !MARKS.iter().any(|mark| text.contains(mark)) {
        return Cow::Borrowed(text);
    }
    let blank = |line: &str| {
        MARKS.iter().fold(line.to_owned(), |line, mark| {
            let count = line.matches(mark).count();
            // A line that is emphasised as a whole is a heading.
            let inner = line.trim_matches(|c: char| !c.is_alphanumeric() && !mark.contains(c));
            let whole = count == 2 && inner.starts_with(mark) && inner.ends_with(mark);
            let paired = count >= 2 && count.is_multiple_of(2);
            if paired && !whole { line.replace(mark, &" ".repeat(mark.len())) } else { line }
        })
    };
    Cow::Owned(text.split_inclusive('\n').map(blank).collect())
}

/// The text of a pasted e-mail without its headers, greeting and signature, every other word at its place.
pub fn without_letter(text: &str) -> Cow<'_, str> {
    const HEADERS: [&str; 7] = ["from:", "to:", "cc:", "bcc:", "sent:", "subject:", "reply-to:"];
    const GREETINGS: [&str; 5] = ["hi", "hello", "dear", "hey", "good"];
    const CLOSINGS: [&str; 11] = [
        "best regards",
        "kind regards",
        "warm regards",
        "regards",
        "best wishes",
        "best",
        "cheers",
        "thanks",
        "many thanks",
        "sincerely",
        "yours sincerely",
    ];
    /// Signatures are no longer than this.
    const SIGNATURE: usize = 10;
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut dropped = vec![false; lines.len()];
    let mut begun = false;
    for (n, line) in lines.iter().enumerate() {
        let lower = line.trim().to_lowercase();
        let words = lower.split_whitespace().count();
        let first = lower.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let rest = lines[n..].iter().filter(|l| !l.trim().is_empty()).count();
        if !begun && HEADERS.iter().any(|header| lower.starts_with(header)) {
            dropped[n] = true;
        } else if !begun && words <= 4 && lower.ends_with([',', '!']) && GREETINGS.contains(&first) {
            dropped[n] = true;
            begun = true;
        } else if n > 0
            && rest <= SIGNATURE
            && (lower == "--" || CLOSINGS.contains(&lower.trim_end_matches([',', '!', '.'])))
        {
            dropped[n..].iter_mut().for_each(|d| *d = true);
            break;
        }
        begun |= words > 4;
    }
    if !dropped.contains(&true) {
        return Cow::Borrowed(text);
    }
    let kept = lines.iter().zip(dropped).map(|(line, dropped)| if dropped { blank(line) } else { (*line).to_owned() });
    Cow::Owned(kept.collect())
}

fn blank(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { "\n".to_owned() } else { " ".repeat(c.len_utf8()) }).collect()
}

/// The text without the words that only answer or introduce a line, every other word at its place: `Yes: we keep ...`
/// says what is kept, `No: ...` says what is not.
pub fn without_answers(text: &str) -> Cow<'_, str> {
    const ANSWERS: [&str; 10] = ["yes", "ok", "okay", "sure", "note", "ps", "nb", "fyi", "update", "answer"];
    const REFUSALS: [&str; 4] = ["no", "nope", "not needed", "out of scope"];
    let kept = |line: &str| -> Option<String> {
        let colon = line.find(':')?;
        let label = line[..colon].trim_start_matches([' ', '\t', '-', '*', '>']).trim().to_lowercase();
        match () {
            () if ANSWERS.contains(&label.as_str()) => Some(blank(&line[..=colon]) + &line[colon + 1..]),
            () if REFUSALS.contains(&label.as_str()) => Some(blank(line)),
            () => None,
        }
    };
    let lines: Vec<Option<String>> = text.split_inclusive('\n').map(kept).collect();
    if lines.iter().all(Option::is_none) {
        return Cow::Borrowed(text);
    }
    let lines = text.split_inclusive('\n').zip(lines).map(|(line, kept)| kept.unwrap_or_else(|| line.to_owned()));
    Cow::Owned(lines.collect())
}

/// Words that are frequent in a language and rare in the others.
const LANGUAGES: &[(&str, &str)] = &[
    (
        "German",
        "der die das und ist eine ein mit für wir ich jeder jede jedes hat haben werden wird sind auf den dem des im nicht zu von einen einer sollen soll können kann kunden benötigen kunde adresse telefon bestellung datum betrag preis produkt rechnung mitarbeiter nachname vorname straße menge",
    ),
    (
        "French",
        "le la les des et est une un avec pour nous je chaque ont sont du dans sur qui que leur leurs peut peuvent au aux plusieurs besoin doit nom prénom adresse commande prix téléphone produit facture montant quantité",
    ),
    (
        "Spanish",
        "el la los las y es una un con para nosotros cada tiene tienen son del en que su sus puede pueden se al por muchos varios necesito base nombre dirección correo fecha cliente clientes pedido pedidos precio teléfono producto factura cantidad",
    ),
    (
        "Portuguese",
        "o os as e é uma um com para cada tem têm são do da dos das em que seu seus pode podem se ao por muitos vários preciso nome endereço pedido preço telefone cliente produto quantidade data",
    ),
    (
        "Italian",
        "il lo gli le e è una un con per ogni ha hanno sono del della dei delle in che suo può possono si al molti diversi devo nome cognome indirizzo ordine prezzo telefono cliente prodotto fattura quantità",
    ),
    (
        "Dutch",
        "de het een en is met voor wij ik elke heeft hebben worden wordt zijn op niet van aan kan kunnen meerdere moet klant naam adres bestelling datum prijs telefoon factuur aantal",
    ),
    ("Polish", "i jest są z dla każdy ma mają w na nie do który które może mogą oraz się wiele"),
    ("Turkish", "ve bir bu için ile her olan var olarak kullanıcı birden fazla sahip"),
    ("Swedish", "och är en ett med för vi jag varje har ska som på inte av till kan flera"),
];

const ENGLISH: &str = "the and is are a an with for we i each every has have that which of to in on by their its can should must be will or many \
    need from it this as at design database system app application store track manage schema";

/// Scripts by their code points.
fn script(c: char) -> Option<&'static str> {
    match u32::from(c) {
        0x0370..=0x03ff => Some("Greek"),
        0x0400..=0x04ff => Some("Cyrillic"),
        0x0590..=0x05ff => Some("Hebrew"),
        0x0600..=0x06ff => Some("Arabic"),
        0x0900..=0x097f => Some("Devanagari"),
        0x0e00..=0x0e7f => Some("Thai"),
        0x3040..=0x30ff => Some("Japanese"),
        0xac00..=0xd7af => Some("Korean"),
        0x4e00..=0x9fff => Some("Chinese"),
        _ => None,
    }
}

/// Says so where a text is in a language that the rules do not know.
pub fn foreign(text: &str) -> Option<Diagnostic> {
    const SAMPLE: usize = 4000;
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).take(SAMPLE).collect();
    let scripts: Vec<&str> = letters.iter().filter_map(|c| script(*c)).collect();
    let message = |language: &str| {
        format!(
            "The description seems to be written in {language}. Only English is understood so far: names are taken as they stand, \
             and relations may be missing. Please describe it in English, or check every table."
        )
    };
    if scripts.len() * 5 > letters.len() * 2 {
        // Japanese mixes its own letters with Chinese ones.
        let name = ["Japanese", "Korean"].into_iter().find(|n| scripts.contains(n)).unwrap_or(scripts[0]);
        let language = match name {
            "Cyrillic" | "Arabic" | "Devanagari" => format!("a language in {name} letters"),
            name => name.to_owned(),
        };
        return Some(Diagnostic::new(Severity::Warning, "other-language", message(&language)));
    }
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .take(SAMPLE / 5)
        .map(str::to_lowercase)
        .collect();
    let share = |list: &str| words.iter().filter(|word| lists(list, word)).count();
    let english = share(ENGLISH);
    let (language, hits) = LANGUAGES.iter().map(|(name, list)| (*name, share(list))).max_by_key(|(_, hits)| *hits)?;
    let foreign = hits >= 3 && hits > english * 2 && hits * 7 >= words.len();
    foreign.then(|| Diagnostic::new(Severity::Warning, "other-language", message(language)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_tags(text: &str, expected: &str) {
        let mut diagnostics = Vec::new();
        let clean = without_tags(text, &mut diagnostics);
        assert_eq!(clean.len(), text.len(), "every word keeps its place");
        assert_eq!(clean.split_whitespace().collect::<Vec<_>>().join(" "), expected, "{text}");
        assert_eq!(!diagnostics.is_empty(), clean != text);
    }

    #[test]
    fn tags_are_no_words() {
        check_tags("<b>Users</b> have <i class=\"x\">names</i>", "Users have names");
        check_tags("<script>alert('pay me')</script>Books have titles", "Books have titles");
        check_tags("<ul><li>Users with name<li>Orders</ul>", "- Users with name - Orders");
        check_tags("age < 5 and size > 3", "age < 5 and size > 3");
        check_tags("send to <customer name>", "send to <customer name>");
        check_tags("<!-- hidden --> Cats ü<br>Dogs", "Cats ü Dogs");
    }

    #[test]
    fn a_letter_is_read_without_its_frame() {
        let letter = "From: Ann\nSubject: kennel\n\nHi Tom,\n\nDogs have a name and a breed, we said.\n\nBest regards,\nAnn\nKennel Ltd | +49";
        let clean = without_letter(letter);
        assert_eq!(clean.len(), letter.len(), "every word keeps its place");
        assert_eq!(clean.trim(), "Dogs have a name and a breed, we said.");
        for text in ["Users with name.\nThanks to tags, posts are found.", "Best players have a name.", ""] {
            assert_eq!(without_letter(text), text);
        }
    }

    #[test]
    fn marks_and_answers_are_no_words() {
        let clean = |text: &str| without_answers(&without_emphasis(text)).into_owned();
        for (text, expected) in [
            ("- **Users**: `name`", "-   Users  :  name "),
            ("Yes: dogs have a name\nNo: cats", "     dogs have a name\n        "),
            ("Notes: text, author\n2 ** 3", "Notes: text, author\n2 ** 3"),
        ] {
            assert_eq!(clean(text), expected, "{text}");
        }
    }

    #[test]
    fn other_languages_are_named() {
        let language = |text: &str| foreign(text).map(|d| d.message);
        for (text, expected) in [
            ("Kunde: Name, Adresse, Telefon\nBestellung: Datum, Betrag, Kunde", "German"),
            ("Cliente: nombre, dirección, correo\nPedido: fecha, total, cliente", "Spanish"),
            ("Wir haben Kunden mit Name und Adresse. Jeder Kunde kann viele Bestellungen haben.", "German"),
            ("Chaque client a un nom et une adresse, et peut passer plusieurs commandes.", "French"),
            ("Cada cliente tiene un nombre y una dirección. Los clientes pueden tener muchos pedidos.", "Spanish"),
            ("У каждого клиента есть имя и адрес", "Cyrillic"),
            ("每个客户有姓名和地址", "Chinese"),
        ] {
            assert!(language(text).is_some_and(|m| m.contains(expected)), "{text}");
        }
        for text in
            ["Users with name and email", "A café in São Paulo has menus and El Niño orders", "hello", "users, orders"]
        {
            assert_eq!(language(text), None, "{text}");
        }
    }
}
