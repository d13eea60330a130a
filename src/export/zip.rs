//! Several files as one: a ZIP archive, stored without compression (PKWARE's APPNOTE, sections 4.3 and 4.4).

/// The archive's bytes. Paths have `/` between their parts; all files carry the same fixed date, so that the same files
/// always give the same archive.
pub fn zip(files: &[(String, String)]) -> Vec<u8> {
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    for (path, text) in files {
        let offset = archive.len();
        let entry = entry(path, text.as_bytes());
        archive.extend(0x0403_4b50_u32.to_le_bytes());
        archive.extend(&entry);
        archive.extend(path.as_bytes());
        archive.extend(text.as_bytes());

        directory.extend(0x0201_4b50_u32.to_le_bytes());
        directory.extend(20_u16.to_le_bytes());
        directory.extend(&entry);
        // Comment, disk, attributes: none.
        directory.extend([0; 10]);
        directory.extend(size(offset).to_le_bytes());
        directory.extend(path.as_bytes());
    }
    let count = u16::try_from(files.len()).unwrap_or(u16::MAX);
    let (start, length) = (size(archive.len()), size(directory.len()));
    archive.extend(directory);
    archive.extend(0x0605_4b50_u32.to_le_bytes());
    archive.extend([0; 4]);
    archive.extend(count.to_le_bytes());
    archive.extend(count.to_le_bytes());
    archive.extend(length.to_le_bytes());
    archive.extend(start.to_le_bytes());
    archive.extend([0; 2]);
    archive
}

/// What a file's local header and its line of the directory share: version, flags, method, date, sum, sizes.
fn entry(path: &str, content: &[u8]) -> Vec<u8> {
    let mut entry = Vec::new();
    entry.extend(20_u16.to_le_bytes());
    // Names are in UTF-8.
    entry.extend(0x0800_u16.to_le_bytes());
    // Stored; midnight of the first day of 1980, where the format's time begins.
    entry.extend([0, 0, 0, 0]);
    entry.extend(0x0021_u16.to_le_bytes());
    entry.extend(crc32(content).to_le_bytes());
    entry.extend(size(content.len()).to_le_bytes());
    entry.extend(size(content.len()).to_le_bytes());
    entry.extend(u16::try_from(path.len()).unwrap_or(u16::MAX).to_le_bytes());
    entry.extend([0; 2]);
    entry
}

fn size(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The cyclic redundancy check of ISO 3309, bit by bit: the files are small.
fn crc32(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg());
        }
    }
    !sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_the_standard_s() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn an_archive_has_its_files_and_their_directory() {
        let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
        let archive = zip(&[file("manifest.json", "{}"), file("up/größe.sql", "SELECT 1;\n")]);
        let at = |signature: u32| archive.windows(4).filter(|four| *four == signature.to_le_bytes()).count();
        assert_eq!((at(0x0403_4b50), at(0x0201_4b50), at(0x0605_4b50)), (2, 2, 1));
        let end = archive.len() - 22;
        assert_eq!(archive[end + 10..end + 12], 2_u16.to_le_bytes());
        let start = u32::from_le_bytes(archive[end + 16..end + 20].try_into().expect("four bytes"));
        let length = u32::from_le_bytes(archive[end + 12..end + 16].try_into().expect("four bytes"));
        assert_eq!(start as usize + length as usize, end);
        assert_eq!(archive[start as usize..][..4], 0x0201_4b50_u32.to_le_bytes());
    }

    #[test]
    fn no_files_are_an_archive_too() {
        assert_eq!(zip(&[]).len(), 22);
    }
}
