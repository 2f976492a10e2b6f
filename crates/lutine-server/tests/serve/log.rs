//! The log: one line a request, for people and for programs, and nothing in it that is nobody's business.

use serde_json::Value;

use crate::client::Client;
use crate::process::Process;
use crate::shop::{book, quote};

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

#[test]
fn a_request_is_one_line_of_json_with_its_ids() {
    let mut server = Process::start(&["--log-format", "json"]);
    let mut client = Client::connect(server.address).unwrap();
    let request = format!(
        "GET /v1/bookings/booking_77?page=2 HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer pk_demo\r\n\
         x-request-id: mine-1\r\ntraceparent: 00-{TRACE}-00f067aa0ba902b7-01\r\n\r\n"
    );
    let reply = client.ask(&request).unwrap();
    assert!(reply.head.contains("\r\nx-request-id: mine-1\r\n"), "{}", reply.head);
    client.get("/livez", "").unwrap();
    drop(client);
    let log = server.stop();
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let requests: Vec<&Value> = lines.iter().filter(|line| line["target"] == "lutine::request").collect();
    let [request] = requests[..] else { panic!("{log}") };
    let said = ["level", "method", "route", "status", "problem", "request_id", "trace_id"]
        .map(|name| &request[name]);
    let expected = ["INFO", "GET", "/v1/bookings/{id}", "403", "forbidden", "mine-1", TRACE];
    assert_eq!(said.map(|value| value.to_string().replace('"', "")), expected);
    assert!(request["latency_ms"].as_f64().unwrap() > 0.0);
}

#[test]
fn a_line_for_people_is_one_line() {
    let mut server = Process::start(&[]);
    let mut client = Client::connect(server.address).unwrap();
    client.get("/v1/config", "pk_demo").unwrap();
    let log = server.stop();
    let line = log.lines().find(|line| line.contains("/v1/config")).unwrap();
    let words: Vec<&str> = line.split_whitespace().skip(1).collect();
    assert_eq!(words[..4], ["INFO", "200", "GET", "/v1/config"]);
    assert!(!log.contains('\u{1b}'), "no colours where there is no terminal");
}

#[test]
fn nobodys_name_key_or_path_is_logged_however_much_is_logged() {
    let mut server = Process::start(&["--log", "debug"]);
    let mut client = Client::connect(server.address).unwrap();
    let secret = server.secret();
    let quoted = quote(&mut client).unwrap();
    let config = client.get("/v1/config", "pk_demo").unwrap();
    let booked = book(&mut client, &quoted, &config, "order-4711").unwrap();
    assert_eq!(booked.status, 201, "{booked:?}");
    let booked = booked.json();
    let id = booked["id"].as_str().unwrap();
    for (path, key, status) in [
        (format!("/v1/bookings/{id}"), secret.as_str(), 200),
        (format!("/v1/bookings/{id}"), booked["shopperToken"].as_str().unwrap(), 200),
        ("/embed/v1/frame?key=pk_somebody".to_owned(), "sk_guessed", 404),
    ] {
        assert_eq!(client.get(&path, key).unwrap().status, status, "{path}");
    }
    let log = server.stop();
    let shopper = booked["shopperToken"].as_str().unwrap();
    let quoted = quoted.json();
    let token = quoted["offers"][0]["quote"]["token"].as_str().unwrap();
    let private = ["Lovelace", "ada@", "order-4711", "key-of-", "pk_somebody", "sk_guessed", "frame?"];
    for private in private.into_iter().chain([secret.as_str(), shopper, token, id]) {
        assert!(!log.contains(private), "`{private}` is in\n{log}");
    }
    assert!(log.contains("/v1/bookings/{id}") && log.contains("DEBUG"), "{log}");
}

/// Nobody who books pays for a log that has no reader, or a full disk under it.
#[test]
fn a_log_that_cannot_be_written_costs_nobody_an_answer() {
    let mut server = Process::start_deaf(&[]);
    let mut client = Client::connect(server.address).unwrap();
    for _ in 0..50 {
        let config = client.get("/v1/config", "pk_demo").unwrap();
        assert_eq!((config.status, quote(&mut client).unwrap().status), (200, 200));
    }
    drop(client);
    server.signal("TERM");
    assert!(server.ended().0.success());
}
