//! Where everything is kept, as it is named on a command line.

use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::TypedValueParser;
use clap::error::ErrorKind;
use lutine_booking::{Store, StoreError};
use lutine_store::{PostgresStore, SqliteStore, Versions};

/// A database. Neither `Debug` nor `Display` tells its password.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Database {
    /// A file.
    Sqlite(PathBuf),
    /// A server, by its URL.
    Postgres(String),
}

/// What cannot be a database. The text is not repeated, for there may be a password in it.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoDatabase {
    #[error("no database is named: write a path, `sqlite:PATH` or `postgres://…`")]
    Empty,
    #[error("there is no database of the kind `{0}`: write a path, `sqlite:PATH` or `postgres://…`")]
    Kind(String),
    #[error("a SQLite file takes no options after `?`")]
    Options,
    #[error("PostgreSQL's address is written postgres://USER:PASSWORD@HOST/NAME")]
    Address,
    #[error("`:memory:` would keep nothing: write a path")]
    Memory,
    #[error("PostgreSQL's address has no option `{0}`")]
    Option(String),
}

/// What may stand after `?` in PostgreSQL's address. Of anything else its library would log the value.
const POSTGRES_OPTIONS: [&str; 18] = [
    "application_name",
    "dbname",
    "host",
    "hostaddr",
    "options",
    "password",
    "port",
    "ssl-ca",
    "ssl-cert",
    "ssl-key",
    "ssl-mode",
    "ssl-root-cert",
    "sslcert",
    "sslkey",
    "sslmode",
    "sslrootcert",
    "statement-cache-capacity",
    "user",
];

impl Database {
    /// Whether there is one to open already, as far as that can be seen from here.
    pub(crate) fn is_there(&self) -> bool {
        match self {
            Self::Sqlite(path) => path.is_file(),
            Self::Postgres(_) => true,
        }
    }

    fn read(named: &OsStr) -> Result<Self, NoDatabase> {
        let Some(text) = named.to_str() else { return Ok(Self::Sqlite(named.into())) };
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return if path.contains('?') { Err(NoDatabase::Options) } else { Self::file(path) };
        }
        match text.split_once("://") {
            Some(("postgres" | "postgresql", place)) => {
                let options = place.split_once('?').map_or("", |(_, options)| options);
                for (name, _) in url::form_urlencoded::parse(options.as_bytes()) {
                    let is_setting = name.starts_with("options[") && name.ends_with(']');
                    if !is_setting && !POSTGRES_OPTIONS.contains(&&*name) {
                        return Err(NoDatabase::Option(name.into_owned()));
                    }
                }
                Ok(Self::Postgres(text.to_owned()))
            }
            Some((kind, _)) => Err(NoDatabase::Kind(kind.to_owned())),
            // What was meant for PostgreSQL would be a file's name, and its password shown as one.
            None if text.starts_with("postgres") && text.contains(':') || text.contains("host=") => {
                Err(NoDatabase::Address)
            }
            None => Self::file(text),
        }
    }

    fn file(path: &str) -> Result<Self, NoDatabase> {
        match path {
            "" => Err(NoDatabase::Empty),
            ":memory:" => Err(NoDatabase::Memory),
            path => Ok(Self::Sqlite(Path::new(path).into())),
        }
    }
}

impl fmt::Display for Database {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(formatter, "{}", path.display()),
            Self::Postgres(url) => {
                // What is before the last `@` may be a password, and so may an option.
                let (scheme, rest) = url.split_once("://").unwrap_or_default();
                let rest = rest.split(['?', '#']).next().unwrap_or_default();
                let place = rest.rsplit('@').next().unwrap_or_default();
                write!(formatter, "{scheme}://{place}")
            }
        }
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Database({self})")
    }
}

/// Reads a database for clap, which would repeat what it cannot read.
#[derive(Clone)]
pub(crate) struct DatabaseParser;

impl TypedValueParser for DatabaseParser {
    type Value = Database;

    fn parse_ref(
        &self,
        command: &clap::Command,
        _: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Database, clap::Error> {
        let refused = |error| clap::Error::raw(ErrorKind::ValueValidation, format!("--database: {error}\n"));
        Database::read(value).map_err(|error| refused(error).with_cmd(command))
    }
}

/// A database that is open.
#[derive(Clone)]
pub(crate) enum Opened {
    Sqlite(SqliteStore),
    Postgres(PostgresStore),
}

impl Opened {
    /// Opens a database.
    pub(crate) async fn of(database: &Database, versions: Versions) -> Result<Self, StoreError> {
        match database {
            Database::Sqlite(path) => SqliteStore::open_with(path, versions).await.map(Self::Sqlite),
            Database::Postgres(url) => PostgresStore::connect_with(url, versions).await.map(Self::Postgres),
        }
    }

    pub(crate) fn store(&self) -> Arc<dyn Store> {
        match self {
            Self::Sqlite(store) => Arc::new(store.clone()),
            Self::Postgres(store) => Arc::new(store.clone()),
        }
    }

    /// Lets go of it after what is being written is written.
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite(store) => store.close().await,
            Self::Postgres(store) => store.close().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use super::{Database, NoDatabase};

    fn read(named: &str) -> Result<Database, NoDatabase> {
        Database::read(OsStr::new(named))
    }

    #[test]
    fn a_database_is_named_in_three_ways() {
        for named in ["data/lutine.db", "sqlite:data/lutine.db", "sqlite://data/lutine.db"] {
            assert_eq!(read(named), Ok(Database::Sqlite("data/lutine.db".into())), "{named}");
        }
        for named in [
            "postgres://localhost/lutine",
            "postgresql://u:p@[::1]:5432/lutine?sslmode=require&statement-cache-capacity=0",
            "postgres://localhost/lutine?options[search_path]=lutine",
        ] {
            assert_eq!(read(named), Ok(Database::Postgres(named.to_owned())));
        }
    }

    #[test]
    fn what_is_no_database_is_refused() {
        for (named, refused) in [
            ("", NoDatabase::Empty),
            ("sqlite:", NoDatabase::Empty),
            ("sqlite::memory:", NoDatabase::Memory),
            ("sqlite:a.db?mode=ro", NoDatabase::Options),
            ("postgres://u@host/lutine?passwd=secret", NoDatabase::Option("passwd".to_owned())),
            ("postgres://u@host/lutine?sslmode=require&sslmod=x", NoDatabase::Option("sslmod".to_owned())),
            ("postgres:/u:secret@host/lutine", NoDatabase::Address),
            ("host=localhost password=secret", NoDatabase::Address),
            ("mysql://u:secret@host/lutine", NoDatabase::Kind("mysql".to_owned())),
        ] {
            assert_eq!(read(named), Err(refused), "{named}");
        }
    }

    #[test]
    fn a_password_is_never_told() {
        for url in [
            "postgres://lutine:secret@db:5432/lutine",
            "postgres://lutine:sec%40ret@db:5432/lutine?password=secret",
            "postgres://lutine:at@secret@db:5432/lutine",
        ] {
            let database = read(url).unwrap();
            assert_eq!(database.to_string(), "postgres://db:5432/lutine");
            assert_eq!(format!("{database:?}"), "Database(postgres://db:5432/lutine)");
        }
    }
}
