//! A PostgreSQL of the tests' own: started once a process, on a folder and a port of its own, and gone with the process.
//!
//! It asks the disk for nothing (`fsync=off`), unless a test is about what a crash leaves behind.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{Connection, PgConnection};

/// Waits until its standard input ends, which it does with the process that started it, however that ends. Until then a
/// server that was killed is started again; after that nothing is left, neither server nor folder.
const KEEPER: &str = r#"
trap 'rm -rf "$2"' EXIT
"$1/initdb" -D "$2/data" -U lutine -A trust --no-sync -E UTF8 --locale=C >"$2/log" 2>&1 || { cat "$2/log" >&2; exit 1; }
(
  while [ ! -e "$2/ending" ]; do
    "$1/postgres" -D "$2/data" -p "$3" -h 127.0.0.1 -k "$2" $4 >>"$2/log" 2>&1
    sleep 0.1
  done
) </dev/null &
servers=$!
cat >/dev/null
touch "$2/ending"
while kill -0 $servers 2>/dev/null; do
  kill -QUIT "$(head -n 1 "$2/data/postmaster.pid" 2>/dev/null)" 2>/dev/null
  sleep 0.05
done
"#;

/// A server, for as long as this is there.
pub(crate) struct Cluster {
    port: u16,
    folder: PathBuf,
    _keeper: Child,
    // Held open: its end is the server's end.
    _stdin: ChildStdin,
}

/// The address of a new, empty database.
#[allow(dead_code, reason = "shared: not everybody who uses this file wants that one")]
pub(crate) async fn database() -> String {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| Cluster::start("-c fsync=off -c max_connections=300")).database().await
}

/// The same on a server that waits for the disk: for figures.
#[allow(dead_code, reason = "shared: not everybody who uses this file wants that one")]
pub(crate) async fn durable_database() -> String {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| Cluster::start("-c max_connections=300")).database().await
}

impl Cluster {
    /// Starts a server with these options.
    pub(crate) fn start(options: &str) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("lutine-postgres-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
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
        let stdin = keeper.stdin.take().unwrap();
        Self { port, folder, _keeper: keeper, _stdin: stdin }
    }

    /// The address of a new, empty database.
    pub(crate) async fn database(&self) -> String {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let mut server = self.connected("postgres").await;
        let create = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
        sqlx::raw_sql(create).execute(&mut server).await.unwrap();
        self.address(&name)
    }

    fn address(&self, database: &str) -> String {
        format!("postgres://lutine@127.0.0.1:{}/{database}", self.port)
    }

    /// A connection, once the server takes any.
    async fn connected(&self, database: &str) -> PgConnection {
        let mut tries = 0;
        loop {
            match PgConnection::connect(&self.address(database)).await {
                Ok(connection) => return connection,
                Err(error) if tries == 600 => panic!("PostgreSQL does not start: {error}"),
                Err(_) => tries += 1,
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    }

    /// Kills the server as a machine that loses its power does, and waits until the next one takes connections.
    #[allow(dead_code, reason = "shared: not everybody who uses this file wants that one")]
    pub(crate) async fn crash(&self) {
        let running = self.process();
        if let Some(process) = &running {
            let killed = Command::new("kill").args(["-KILL", process]).status();
            assert!(killed.is_ok_and(|status| status.success()), "PostgreSQL's process {process} is gone");
        }
        while self.process() == running {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        drop(self.connected("postgres").await);
    }

    /// The number of the server's first process.
    fn process(&self) -> Option<String> {
        let file = fs::read_to_string(self.folder.join("data/postmaster.pid")).ok()?;
        file.lines().next().map(str::to_owned)
    }
}

/// PostgreSQL refuses to run as root: then it runs as the user that its package made.
fn unprivileged(folder: &Path) -> Command {
    use std::os::unix::fs::MetadataExt;
    if fs::metadata(folder).unwrap().uid() != 0 {
        return Command::new("env");
    }
    let chown = Command::new("chown").arg("postgres").arg(folder).status();
    assert!(chown.is_ok_and(|status| status.success()), "the user `postgres` is missing");
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]);
    command
}

/// Where the programs are: named, or the newest of Debian's, or on PATH.
pub(crate) fn programs() -> PathBuf {
    let named = std::env::var_os("LUTINE_POSTGRES").map(PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut on_path = std::env::split_paths(&path).filter(|folder| folder.join("initdb").is_file());
    let found = named.or_else(newest).or_else(|| on_path.next());
    found.expect("PostgreSQL is not installed: `cargo xtask setup`")
}

fn newest() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
    let folders = versions.filter_map(|entry| {
        let version: u32 = entry.file_name().to_str()?.parse().ok()?;
        Some((version, entry.path().join("bin")))
    });
    folders.filter(|(_, folder)| folder.join("initdb").is_file()).max().map(|(_, folder)| folder)
}
