//! Checksums of a bundle's files, in the form that `sha256sum --check` reads.

use super::File;
use sha2::{Digest, Sha256};

pub fn list(files: &[File]) -> String {
    files.iter().map(|file| format!("{}  {}\n", sha256(&file.text), file.path)).collect()
}

fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_digest_and_path() {
        let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(list(&[File::new("a/b.sql", "abc")]), format!("{digest}  a/b.sql\n"));
    }
}
