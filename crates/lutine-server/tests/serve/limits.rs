//! What no caller can be without end.

use crate::client::{Client, get};
use crate::process::Process;

#[test]
fn a_head_may_have_a_hundred_headers_and_32_kib() {
    let server = Process::start(&[]);
    let ask = |headers: usize, bytes: usize| {
        let each = "x".repeat(bytes / headers.max(1));
        let headers: String = (0..headers).map(|number| format!("x-{number}: {each}\r\n")).collect();
        let mut client = Client::connect(server.address).unwrap();
        client.ask(&format!("GET /livez HTTP/1.1\r\nhost: localhost\r\n{headers}\r\n")).unwrap().status
    };
    assert_eq!(ask(99, 990), 200);
    assert_eq!(ask(100, 1000), 431);
    assert_eq!(ask(10, 30_000), 200);
    assert_eq!(ask(10, 33_000), 431);
}

/// Of 120 files a quarter is for connections; with one for each of these there would be none left.
#[test]
fn whoever_finds_no_room_waits_for_some() {
    let mut server = Process::start_with_files(120);
    let mut idle: Vec<Client> = (0..140).map(|_| Client::connect(server.address).unwrap()).collect();
    assert_eq!(idle[0].get("/readyz", "").unwrap().status, 200, "the database has its files");
    idle.drain(..130);
    let mut last = Client::connect(server.address).unwrap();
    assert_eq!(last.get("/livez", "").unwrap().status, 200);
    drop((idle, last));
    assert!(!server.stop().contains("cannot accept"));
}

#[test]
fn figures_have_an_address_of_their_own_where_one_is_given() {
    let server = Process::start(&["--metrics-listen", "127.0.0.1:0"]);
    assert_eq!(get(server.address, "/metrics", "").status, 404);
    let figures = server.told("metrics").strip_prefix("http://").unwrap().strip_suffix("/metrics").unwrap();
    let reply = get(figures.parse().unwrap(), "/metrics", "");
    assert_eq!(reply.status, 200);
    assert!(
        reply.body.contains("lutine_http_requests_total{route=\"/metrics\",method=\"GET\",status=\"404\"} 1")
    );
    assert!(reply.body.contains("\nlutine_http_connections "), "{}", reply.body);
    assert_eq!(get(figures.parse().unwrap(), "/v1/config", "pk_demo").status, 404);
}
