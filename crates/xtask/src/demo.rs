//! `cargo xtask demo`: from a fresh clone to a shop that answers.

use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Command, ExitCode};
use std::thread;
use std::time::Duration;

use crate::cli::{Demo, Shop};
use crate::command::Cmd;
use crate::error::Error;
use crate::workspace::Workspace;
use crate::{setup, ui, widget};

/// Builds what changed and becomes the server.
pub(crate) fn run(workspace: &Workspace, options: &Demo) -> Result<ExitCode, Error> {
    // Before minutes of building, not after.
    check_free(options.listen)?;
    setup::run(workspace, setup::Wants::default())?;
    ui::header("build", "the widget and the server");
    widget::build(workspace)?;
    build_server(workspace)?;
    if let Some(folder) = workspace.path(&options.database).parent() {
        std::fs::create_dir_all(folder).map_err(|source| Error::file("create", folder, source))?;
    }
    announce_later(options)?;
    serve(&server(workspace, options))
}

/// The server in release, as the demo and the browser tests run it.
pub(crate) fn build_server(workspace: &Workspace) -> Result<(), Error> {
    ui::step("server", |step| {
        step.doing("building");
        Cmd::new(workspace, "cargo build --release -p lutine-server").quiet(step)?;
        Ok("is built in target/release".to_owned())
    })
}

fn server<'w>(workspace: &'w Workspace, options: &Demo) -> Cmd<'w> {
    let listen = options.listen.to_string();
    Cmd::program(workspace, workspace.server())
        .args(["serve", "--listen", &listen, "--www", widget::WWW, "--database"])
        .arg(&options.database)
}

fn check_free(listen: SocketAddr) -> Result<(), Error> {
    let Err(error) = TcpListener::bind(listen) else { return Ok(()) };
    let other = SocketAddr::new(listen.ip(), listen.port().checked_add(1).unwrap_or(8080));
    let why = match error.kind() {
        io::ErrorKind::AddrInUse => "another program listens there".to_owned(),
        _ => error.to_string(),
    };
    Err(Error::Address { listen, why, other })
}

/// The server replaces this process, so that Ctrl-C and any signal are its own to end well.
#[cfg(unix)]
fn serve(server: &Cmd<'_>) -> Result<ExitCode, Error> {
    use std::os::unix::process::CommandExt;
    Err(server.start_error(server.command().exec()))
}

#[cfg(not(unix))]
fn serve(server: &Cmd<'_>) -> Result<ExitCode, Error> {
    let status = server.command().status().map_err(|source| server.start_error(source))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// Starts xtask once more beside the server: this process is about to become the server.
fn announce_later(options: &Demo) -> Result<(), Error> {
    let start_error = |source| Error::Start { line: "cargo xtask announce".to_owned(), source };
    let mut command = Command::new(std::env::current_exe().map_err(start_error)?);
    command.args(["announce", "--listen", &options.listen.to_string(), "--database"]).arg(&options.database);
    command.spawn().map(drop).map_err(start_error)
}

/// Prints where the shop is as soon as its server answers; a server that does not start speaks for itself.
pub(crate) fn announce(shop: &Shop) {
    let Shop { listen, database } = shop;
    let server = parent();
    let started = ui::now();
    while !answers(*listen).unwrap_or(false) {
        if parent() != server || started.elapsed() > Duration::from_secs(30) {
            return;
        }
        thread::sleep(Duration::from_millis(50));
    }
    let (bold, cyan, dim, green) = (ui::BOLD, ui::CYAN, ui::DIM, ui::GREEN);
    let url = format!("http://{}/", reachable(*listen));
    anstream::println!(
        "\n  {green}●{green:#} {bold}The demo shop is open{bold:#}\n\n    \
         shop       {cyan}{url}{cyan:#}\n    \
         sales      {}\n    \
         stop       Ctrl-C {dim}(what was sold stays){dim:#}\n",
        database.display()
    );
}

#[cfg(unix)]
fn parent() -> u32 {
    std::os::unix::process::parent_id()
}

#[cfg(not(unix))]
fn parent() -> u32 {
    0
}

/// Asks GET /livez by hand: one request is no reason for an HTTP client.
fn answers(listen: SocketAddr) -> io::Result<bool> {
    let mut stream = TcpStream::connect_timeout(&reachable(listen), Duration::from_millis(500))?;
    stream.set_read_timeout(Some(Duration::from_secs(2)))?;
    write!(stream, "GET /livez HTTP/1.1\r\nHost: {listen}\r\nConnection: close\r\n\r\n")?;
    let mut status = [0; 12];
    stream.read_exact(&mut status)?;
    Ok(status.ends_with(b" 200"))
}

/// Where a server that listens on every address is reached from here.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = if listen.ip().is_unspecified() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { listen.ip() };
    SocketAddr::new(ip, listen.port())
}
