//! ZIP archives of migrations (PKWARE's APPNOTE 4.3): stored and deflated files, as every archiver writes them.

use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// More than this is no folder of migrations but a trap or a mistake.
const MOST_BYTES: usize = 256 * 1024 * 1024;
const MOST_FILES: usize = 20_000;

/// Whether bytes begin as a ZIP archive does.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// The texts of an archive with their paths. Files that are no text are left out; folders and hidden files too.
///
/// # Errors
/// A sentence: the archive is broken, too large, or locked with a password.
pub fn unpack(bytes: &[u8]) -> Result<Vec<(String, String)>, String> {
    let end = (0..bytes.len().saturating_sub(21)).rev().take(66_000).find(|at| bytes[*at..].starts_with(b"PK\x05\x06"));
    let end = end.ok_or("The archive is cut off: its directory is missing.")?;
    let count = number(bytes, end + 10, 2)?;
    let mut at = number(bytes, end + 16, 4)?;
    if count > MOST_FILES {
        return Err(format!("The archive holds {count} files; {MOST_FILES} are the most."));
    }
    let mut files = Vec::new();
    let mut total = 0;
    for _ in 0..count {
        let flags = number(bytes, at + 8, 2)?;
        let method = number(bytes, at + 10, 2)?;
        let packed = number(bytes, at + 20, 4)?;
        let size = number(bytes, at + 24, 4)?;
        let lengths = [28, 30, 32].map(|place| number(bytes, at + place, 2));
        let [name, extra, comment] = lengths;
        let (name, extra, comment) = (name?, extra?, comment?);
        let start = number(bytes, at + 42, 4)?;
        let path = String::from_utf8_lossy(slice(bytes, at + 46, name)?).replace('\\', "/");
        at += 46 + name + extra + comment;
        let hidden = path.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
        if path.ends_with('/') || hidden {
            continue;
        }
        if flags & 1 == 1 {
            return Err(format!("{path} is locked with a password; unlock the archive first."));
        }
        total += size;
        if total > MOST_BYTES {
            return Err("The archive unpacks to more than 256 MB.".to_owned());
        }
        let offset = start + 30 + number(bytes, start + 26, 2)? + number(bytes, start + 28, 2)?;
        let data = slice(bytes, offset, packed)?;
        let content = match method {
            0 => data.to_vec(),
            8 => decompress_to_vec_with_limit(data, size.max(1))
                .map_err(|_| format!("{path} in the archive is damaged."))?,
            _ => return Err(format!("{path} is packed in a way that is not known here; pack it as an ordinary ZIP.")),
        };
        if let Ok(text) = crate::sql::decode(&content) {
            files.push((path, text));
        }
    }
    files.sort();
    Ok(files)
}

/// A little-endian number of so many bytes.
fn number(bytes: &[u8], at: usize, length: usize) -> Result<usize, String> {
    let digits = slice(bytes, at, length)?;
    Ok(digits.iter().rev().fold(0, |sum, digit| sum << 8 | usize::from(*digit)))
}

fn slice(bytes: &[u8], at: usize, length: usize) -> Result<&[u8], String> {
    let end = at.checked_add(length);
    end.and_then(|end| bytes.get(at..end)).ok_or_else(|| "The archive is damaged.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export;
    use miniz_oxide::deflate::compress_to_vec;

    #[test]
    fn what_was_packed_comes_out() {
        let files =
            vec![("a/1.sql".to_owned(), "CREATE TABLE a (id int);".to_owned()), ("b.sql".to_owned(), String::new())];
        let archive = export::zip(&files);
        assert!(is_archive(&archive));
        assert_eq!(unpack(&archive), Ok(files));
    }

    #[test]
    fn deflated_files_come_out() {
        let text = "ALTER TABLE a ADD b text;\n".repeat(50);
        let packed = compress_to_vec(text.as_bytes(), 6);
        let mut archive =
            export::zip(&[("x.sql".to_owned(), String::from_utf8_lossy(&vec![b'x'; packed.len()]).into_owned())]);
        // The stored bytes are replaced by the deflated ones, and both headers say so.
        let data = 30 + "x.sql".len();
        archive[data..data + packed.len()].copy_from_slice(&packed);
        let directory = data + packed.len();
        archive[directory + 10] = 8;
        archive[directory + 24..directory + 28]
            .copy_from_slice(&u32::try_from(text.len()).unwrap_or_default().to_le_bytes());
        assert_eq!(unpack(&archive), Ok(vec![("x.sql".to_owned(), text)]));
    }

    #[test]
    fn broken_archives_are_refused() {
        let archive = export::zip(&[("x.sql".to_owned(), "SELECT 1;".to_owned())]);
        for length in 0..archive.len() {
            assert!(unpack(&archive[..length]).is_err(), "{length} of {} bytes", archive.len());
        }
        let mut hostile = archive.clone();
        for at in 0..hostile.len() {
            hostile[at] ^= 0xff;
            // Whatever comes out, it must come.
            let _ = unpack(&hostile);
            hostile[at] ^= 0xff;
        }
    }
}
