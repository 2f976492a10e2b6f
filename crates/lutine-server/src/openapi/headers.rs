//! Headers of answers that follow from where they come from or from what a route takes, so that no route need name them.

use serde_json::{Value, json};

/// The statuses of answers that may have been given before.
const REPEATABLE: [&str; 3] = ["200", "201", "202"];

/// Adds them to every operation.
pub(super) fn describe(document: &mut Value) {
    let Some(paths) = document["paths"].as_object_mut() else { return };
    for operation in paths.values_mut().filter_map(Value::as_object_mut).flat_map(|item| item.values_mut()) {
        let takes_a_key = takes_a_key(operation);
        let Some(answers) = operation["responses"].as_object_mut() else { continue };
        for (status, answer) in answers {
            answer["headers"]["x-request-id"] = json!({
                "description": "The request's own `x-request-id`, or one that it was given; the server's log has it too.",
                "schema": { "type": "string" },
            });
            if takes_a_key && REPEATABLE.contains(&status.as_str()) {
                answer["headers"]["idempotent-replayed"] = json!({
                    "description": "`true` where this was answered before.",
                    "schema": { "const": "true" },
                });
            }
        }
    }
}

fn takes_a_key(operation: &Value) -> bool {
    let parameters = operation["parameters"].as_array();
    parameters.is_some_and(|list| list.iter().any(|parameter| parameter["name"] == "Idempotency-Key"))
}
