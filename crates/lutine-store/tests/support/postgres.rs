//! A PostgreSQL of the tests' own: started once a process, on a folder and a port of its own, and gone with the process.
//!
//! But for figures it asks the disk for nothing (`fsync=off`): what a crash leaves behind is another test's subject.

use std::io::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{Connection, PgConnection};

/// Waits until its standard input ends, which it does with the process that started it, however that ends.
const KEEPER: &str = r#"
"$1/initdb" -D "$2/data" -U lutine -A trust --no-sync -E UTF8 --locale=C >"$2/log" 2>&1 || { cat "$2/log" >&2; exit 1; }
"$1/postgres" -D "$2/data" -p "$3" -h 127.0.0.1 -k "$2" $4 >>"$2/log" 2>&1 &
server=$!
cat >/dev/null
kill -QUIT $server
wait $server
rm -rf "$2"
"#;

struct Cluster {
    port: u16,
    // Held open: its end is the server's end.
    _keeper: (Child, ChildStdin),
}

/// The address of a new, empty database.
#[allow(dead_code, reason = "shared: not everybody who uses this file wants that one")]
pub(crate) async fn database() -> String {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    new_database(CLUSTER.get_or_init(|| start("-c fsync=off -c max_connections=300"))).await
}

/// The same on a server that waits for the disk: for figures.
#[allow(dead_code, reason = "shared: not everybody who uses this file wants that one")]
pub(crate) async fn durable_database() -> String {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    new_database(CLUSTER.get_or_init(|| start("-c max_connections=300"))).await
}

async fn new_database(cluster: &Cluster) -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let mut server = connected(cluster.port).await;
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut server).await.unwrap();
    format!("postgres://lutine@127.0.0.1:{}/{name}", cluster.port)
}

/// A connection, once the server takes any.
async fn connected(port: u16) -> PgConnection {
    let url = format!("postgres://lutine@127.0.0.1:{port}/postgres");
    let mut tries = 0;
    loop {
        match PgConnection::connect(&url).await {
            Ok(connection) => return connection,
            Err(error) if tries == 600 => panic!("PostgreSQL does not start: {error}"),
            Err(_) => tries += 1,
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

fn start(options: &str) -> Cluster {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let folder = std::env::temp_dir().join(format!("lutine-postgres-{}-{port}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut command = unprivileged(&folder);
    command
        .args(["sh", "-c", KEEPER, "keeper"])
        .arg(programs())
        .arg(&folder)
        .arg(port.to_string())
        .arg(options);
    // A group of its own: Ctrl-C is for the tests, and the keeper cleans up after them.
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut keeper = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let mut stdin = keeper.stdin.take().unwrap();
    stdin.flush().unwrap();
    Cluster { port, _keeper: (keeper, stdin) }
}

/// PostgreSQL refuses to run as root: then it runs as the user that its package made.
fn unprivileged(folder: &Path) -> Command {
    use std::os::unix::fs::MetadataExt;
    if std::fs::metadata(folder).unwrap().uid() != 0 {
        return Command::new("env");
    }
    let chown = Command::new("chown").arg("postgres").arg(folder).status();
    assert!(chown.is_ok_and(|status| status.success()), "the user `postgres` is missing");
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]);
    command
}

/// Where the newest of the installed servers has its programs.
pub(crate) fn programs() -> PathBuf {
    let versions =
        std::fs::read_dir("/usr/lib/postgresql").expect("PostgreSQL is not installed: `cargo xtask setup`");
    let bins = versions.map(|version| version.unwrap().path().join("bin"));
    let newest = bins.filter(|bin| bin.join("initdb").exists()).max();
    newest.expect("PostgreSQL's `initdb` is missing: `cargo xtask setup`")
}
