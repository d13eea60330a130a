//! The bytes of a file as text, whatever editor or tool wrote it.

/// The text of a file: UTF-8 with or without a byte order mark, or UTF-16 as SQL Server's tools save it. Single bytes
/// that are no UTF-8, as dumps of old databases have them, are read as Latin-1. Line ends stay as they are.
///
/// # Errors
/// A sentence's end that says why the bytes are no text.
pub fn decode(bytes: &[u8]) -> Result<String, String> {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => mixed(rest),
        // UTF-16 without a mark: the script begins with letters of ASCII.
        [first, 0, second, 0, ..] if first.is_ascii() && second.is_ascii() => utf16(bytes, u16::from_le_bytes),
        [0, first, 0, second, ..] if first.is_ascii() && second.is_ascii() => utf16(bytes, u16::from_be_bytes),
        _ => mixed(bytes),
    };
    if text.contains('\0') {
        return Err("is a binary file; give a text".to_owned());
    }
    Ok(text)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

fn mixed(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|byte| char::from(*byte)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn texts_of_all_tools_are_read() {
        let check = |bytes: &[u8], expected: &str| assert_eq!(decode(bytes).as_deref(), Ok(expected));
        check(b"Users have names.", "Users have names.");
        check(b"\xef\xbb\xbfUsers", "Users");
        check(b"\xff\xfeU\0\xe9\0", "U\u{e9}");
        check(b"\xfe\xff\0U\0s", "Us");
        check(b"U\0s\0", "Us");
        check("größe".as_bytes(), "größe");
        check(b"gr\xf6\xdfe", "größe");
        check(b"", "");
    }

    #[test]
    fn binary_files_are_no_texts() {
        assert_eq!(decode(b"PK\x03\x04\0\0"), Err("is a binary file; give a text".to_owned()));
    }
}
