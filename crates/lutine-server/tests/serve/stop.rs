//! Stopping under load: no request fails, and what was promised is there afterwards.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread;

use serde_json::json;

use crate::client::{Client, Reply, Unanswered, get};
use crate::process::Process;
use crate::shop::{book, quote};

/// So many answers before a client counts as busy.
const BUSY: usize = 20;

/// What a client asks over and over.
#[derive(Clone, Copy)]
enum Errand {
    Configure,
    Quote,
    /// Books; the number tells its orders from those of others.
    Book(usize),
}

/// When a client comes with a new connection.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Connects {
    /// Only when the old one is closed.
    WhenItMust,
    /// For each request.
    EachTime,
}

/// When a client goes.
#[derive(Clone)]
enum Leaves {
    /// When this says so: it is behind a balancer that asks whether the server is ready.
    WhenTold(Arc<AtomicBool>),
    /// When nobody opens any more.
    AtTheClosedDoor,
}

/// What came of a client's day.
#[derive(Debug, Default)]
struct Day {
    answered: usize,
    /// The ids of what it was told is booked.
    booked: Vec<String>,
    /// Requests that got no answer, or a wrong one.
    failed: Vec<String>,
    /// Whether it stood at the door, and somebody seemed to open.
    turned_away: usize,
}

/// A caller, who asks until it goes.
struct Caller {
    address: SocketAddr,
    errand: Errand,
    connects: Connects,
    leaves: Leaves,
    busy: Sender<()>,
}

impl Caller {
    fn day(self) -> Day {
        let mut day = Day::default();
        while !self.is_told_to_leave() && day.turned_away == 0 {
            let mut client = match (Client::connect(self.address), &self.leaves) {
                (Ok(client), _) => client,
                (Err(error), Leaves::AtTheClosedDoor) => {
                    day.turned_away += usize::from(error.kind() != ErrorKind::ConnectionRefused);
                    return day;
                }
                (Err(error), Leaves::WhenTold(_)) => {
                    day.failed.push(format!("cannot connect: {error}"));
                    return day;
                }
            };
            while let Some(closes) = self.once(&mut client, &mut day) {
                if closes || self.connects == Connects::EachTime {
                    break;
                }
            }
        }
        day
    }

    fn is_told_to_leave(&self) -> bool {
        matches!(&self.leaves, Leaves::WhenTold(away) if away.load(Ordering::SeqCst))
    }

    /// Whether the answer closes the connection; `None` where there is no connection any more.
    fn once(&self, client: &mut Client, day: &mut Day) -> Option<bool> {
        let reply = match self.errand {
            Errand::Configure => client.get("/v1/config", "pk_demo"),
            Errand::Quote => quote(client),
            Errand::Book(number) => self.book(client, number, day),
        };
        match reply {
            Ok(reply) => {
                if !matches!(reply.status, 200 | 201) {
                    day.failed.push(format!("{reply:?}"));
                }
                day.answered += 1;
                if day.answered == BUSY {
                    self.busy.send(()).unwrap();
                }
                Some(reply.closes())
            }
            // Nobody got it. It goes out again, where there is still somebody to ask.
            Err(Unanswered::Between) => None,
            Err(Unanswered::Never) => {
                day.turned_away += 1;
                None
            }
            Err(Unanswered::Failed(why)) => {
                day.failed.push(why);
                None
            }
        }
    }

    fn book(&self, client: &mut Client, number: usize, day: &mut Day) -> Result<Reply, Unanswered> {
        let quoted = quote(client)?;
        if quoted.closes() {
            return Ok(quoted);
        }
        let config = client.get("/v1/config", "pk_demo")?;
        if config.closes() {
            return Ok(config);
        }
        let reply = book(client, &quoted, &config, &format!("order-{number}-{}", day.answered))?;
        if reply.status == 201 {
            day.booked.push(reply.json()["id"].as_str().unwrap().to_owned());
        }
        Ok(reply)
    }
}

#[test]
fn a_server_stops_under_load_without_a_failed_request() {
    let mut server = Process::start(&["--sandbox-delay-ms", "20", "--log", "warn,lutine=info"]);
    let address = server.address;
    let away = Arc::new(AtomicBool::new(false));
    let (busy, all_busy) = channel();
    let told = Leaves::WhenTold(away.clone());
    let callers = [
        (Errand::Configure, Connects::WhenItMust, told.clone()),
        (Errand::Quote, Connects::EachTime, told.clone()),
        (Errand::Book(1), Connects::WhenItMust, told.clone()),
        (Errand::Book(2), Connects::EachTime, told),
        (Errand::Quote, Connects::WhenItMust, Leaves::AtTheClosedDoor),
        (Errand::Configure, Connects::EachTime, Leaves::AtTheClosedDoor),
        (Errand::Book(3), Connects::WhenItMust, Leaves::AtTheClosedDoor),
        (Errand::Book(4), Connects::EachTime, Leaves::AtTheClosedDoor),
        (Errand::Book(5), Connects::EachTime, Leaves::AtTheClosedDoor),
    ];
    let callers = callers.map(|(errand, connects, leaves)| {
        let caller = Caller { address, errand, connects, leaves, busy: busy.clone() };
        thread::spawn(move || caller.day())
    });
    for _ in &callers {
        all_busy.recv().unwrap();
    }
    server.signal("TERM");
    // What a balancer does: it asks, and sends nobody any more once the answer is no.
    while get(address, "/readyz", "").status != 503 {}
    assert_eq!(get(address, "/livez", "").status, 200);
    away.store(true, Ordering::SeqCst);
    let days = callers.map(|caller| caller.join().unwrap());
    let (status, log) = server.ended();
    assert!(status.success(), "{log}");
    for (number, day) in days.iter().enumerate() {
        assert!(day.failed.is_empty(), "caller {number}: {:?}\n{log}", day.failed);
        assert!(day.answered >= BUSY, "caller {number}");
    }
    // Between the last look outside and the closing of the door one may have knocked, whom the system then turns away. Whoever is
    // inside is not sent out.
    let turned_away: Vec<usize> = days.iter().map(|day| day.turned_away).collect();
    assert!(turned_away.iter().sum::<usize>() <= 1 && turned_away[..4] == [0; 4], "{turned_away:?}");
    assert!(log.contains("everything was answered"), "{log}");
    let mut server = server.again(&[]);
    let (secret, mut client) = (server.secret(), Client::connect(server.address).unwrap());
    for id in days.iter().flat_map(|day| &day.booked) {
        let booking = client.get(&format!("/v1/bookings/{id}"), &secret).unwrap();
        assert_eq!(booking.json()["state"], "booked", "{id}");
    }
    drop(client);
    server.stop();
}

#[test]
fn a_request_that_is_being_answered_is_answered_to_its_end_however_the_server_is_stopped() {
    for signal in ["INT", "TERM"] {
        let mut server = Process::start(&["--sandbox-delay-ms", "700", "--drain-seconds", "0"]);
        let mut client = Client::connect(server.address).unwrap();
        let quoted = quote(&mut client).unwrap();
        let config = client.get("/v1/config", "pk_demo").unwrap();
        let (address, (sent, is_sent)) = (server.address, channel());
        let answer = thread::spawn(move || {
            let mut client = Client::connect(address).unwrap();
            client.get("/livez", "").unwrap();
            sent.send(()).unwrap();
            book(&mut client, &quoted, &config, "A-1")
        });
        is_sent.recv().unwrap();
        // It is in hand once the quote is booked, which takes an insurer that thinks.
        let path = "/v1/bookings?order=A-1";
        while client.get(path, &server.secret()).unwrap().json()["data"] == json!([]) {}
        server.signal(signal);
        let reply = answer.join().unwrap().unwrap();
        assert_eq!((reply.status, &reply.json()["state"]), (201, &json!("booked")), "{signal}");
        assert!(reply.closes(), "{}", reply.head);
        assert!(server.ended().0.success());
    }
}

#[test]
fn an_idle_connection_does_not_keep_a_server_from_stopping() {
    let mut server = Process::start(&["--drain-seconds", "0", "--stop-seconds", "60"]);
    let mut client = Client::connect(server.address).unwrap();
    client.get("/livez", "").unwrap();
    let never_asks = Client::connect(server.address).unwrap();
    server.signal("TERM");
    let (status, log) = server.ended();
    assert!(status.success() && log.contains("everything was answered"), "{log}");
    assert!(matches!(client.get("/livez", ""), Err(Unanswered::Between)));
    drop(never_asks);
}

#[cfg(target_os = "linux")]
#[test]
fn the_service_manager_hears_when_it_is_ready_and_when_it_stops() {
    use std::os::unix::net::UnixDatagram;
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("notify");
    let manager = UnixDatagram::bind(&place).unwrap();
    let mut server = Process::start_with(&[], &[("NOTIFY_SOCKET", place.to_str().unwrap())]);
    let heard = || {
        let mut word = [0; 64];
        let length = manager.recv(&mut word).unwrap();
        String::from_utf8_lossy(&word[..length]).into_owned()
    };
    assert_eq!(heard(), "READY=1");
    assert_eq!(get(server.address, "/readyz", "").status, 200);
    server.stop();
    assert_eq!(heard(), "STOPPING=1");
}
