//! Writes the seeds of every target into `corpus/`, where cargo-fuzz looks for them.

#[allow(dead_code, reason = "only the names are needed here")]
mod targets;

mod seeds;

use std::{fs, io, path::Path};

fn main() -> io::Result<()> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for (target, _) in targets::TARGETS {
        let dir = corpus.join(target);
        fs::create_dir_all(&dir)?;
        let seeds = seeds::seeds(target);
        for (index, seed) in seeds.iter().enumerate() {
            fs::write(dir.join(format!("seed-{index:02}")), seed)?;
        }
        println!("{target}: {} seeds", seeds.len());
    }
    Ok(())
}
