//! Prints the shipped data as JSON: `{ programmes, categories, carriers, premiumTaxes }`.

use lutine_programmes::Data;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    serde_json::to_writer(std::io::stdout().lock(), &Data::shipped()?.into_node())?;
    Ok(())
}
