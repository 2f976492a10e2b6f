//! Prints the shipped data as JSON: `{ programmes, categories, carriers, premiumTaxes }`. Of the wordings it prints the English
//! ones: a price needs none, and whoever sells gets them from the backend with their fingerprints.

use lutine_core::Node;
use lutine_programmes::Data;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut data = Data::shipped()?;
    for programme in &mut data.programmes {
        if let Some(english) = programme.get("texts").and_then(|texts| texts.get("en")).cloned() {
            programme.set("texts", Node::table([("en", english)]));
        }
    }
    serde_json::to_writer(std::io::stdout().lock(), &data.into_node())?;
    Ok(())
}
