//! What the first stages make of a description on standard input, line by line: for those who work on the rules, and
//! for `benches/train_spoken.py`.

use std::io::Read;

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    println!("{}", schema_architect::nl::trace(&text));
    Ok(())
}
