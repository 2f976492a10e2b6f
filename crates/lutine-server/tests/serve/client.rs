//! An HTTP client that can tell a request that failed from a connection that ended between two.

use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

/// No answer takes so long but by a fault.
const PATIENCE: Duration = Duration::from_secs(30);

/// A connection.
pub(crate) struct Client {
    stream: BufReader<TcpStream>,
    /// Whether it was answered on this connection before.
    used: bool,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Whether the server said that it closes the connection.
    pub(crate) fn closes(&self) -> bool {
        self.head.to_ascii_lowercase().contains("\r\nconnection: close")
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum Unanswered {
    /// The connection had ended before the request reached anybody: it is sent again over another.
    Between,
    /// So did a connection that nothing was ever answered on: as if it had been refused.
    Never,
    /// It failed.
    Failed(String),
}

impl Client {
    pub(crate) fn connect(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream), used: false })
    }

    pub(crate) fn get(&mut self, path: &str, key: &str) -> Result<Reply, Unanswered> {
        self.ask(&format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {key}\r\n\r\n"))
    }

    /// Posts JSON; the path is followed by whatever headers there are.
    pub(crate) fn post(
        &mut self,
        path: &str,
        key: &str,
        headers: &str,
        body: &Value,
    ) -> Result<Reply, Unanswered> {
        let body = body.to_string();
        self.ask(&format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {key}\r\n\
             content-type: application/json\r\n{headers}content-length: {}\r\n\r\n{body}",
            body.len()
        ))
    }

    /// Sends a request as it stands.
    pub(crate) fn ask(&mut self, request: &str) -> Result<Reply, Unanswered> {
        let sent = self.stream.get_mut().write_all(request.as_bytes());
        // It may have been answered although not all of it was read.
        let read = self.read();
        let ended = if self.used { Unanswered::Between } else { Unanswered::Never };
        match (sent, read) {
            (_, Ok(Some(reply))) => {
                self.used = true;
                Ok(reply)
            }
            (_, Ok(None)) => Err(ended),
            (_, Err(error)) if has_ended(&error) => Err(ended),
            (sent, read) => Err(Unanswered::Failed(format!("sent: {sent:?}, read: {read:?}"))),
        }
    }

    /// `None` where the connection ended before the first byte.
    fn read(&mut self) -> io::Result<Option<Reply>> {
        let broken = || io::Error::other("the answer broke off");
        if self.stream.fill_buf()?.is_empty() {
            return Ok(None);
        }
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.stream.read_line(&mut head).map_err(|_| broken())? == 0 {
                return Err(broken());
            }
        }
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(broken)?;
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let mut body = vec![0; length.and_then(|length| length.parse().ok()).unwrap_or(0)];
        self.stream.read_exact(&mut body).map_err(|_| broken())?;
        let body = String::from_utf8(body).map_err(|_| broken())?;
        Ok(Some(Reply { status, head, body }))
    }
}

fn has_ended(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::ConnectionReset | ErrorKind::BrokenPipe | ErrorKind::ConnectionAborted)
}

/// One request over a connection of its own.
pub(crate) fn get(address: SocketAddr, path: &str, key: &str) -> Reply {
    Client::connect(address).unwrap().get(path, key).unwrap()
}
