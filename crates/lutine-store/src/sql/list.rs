//! Lists: what a merchant has of something, the latest first.

use sqlx::{Encode, QueryBuilder, Type};

use super::{Connection, Db, Row};

/// A statement that lists. What is not asked for is not in its text: where a condition may hold of everything
/// (`$2 IS NULL OR …`), SQLite goes by no index and reads all that the merchant has.
pub(super) struct List(QueryBuilder<Db>);

impl List {
    /// All of a merchant, of a statement that has no `WHERE` yet.
    pub(super) fn of(select: &'static str, merchant: &str) -> Self {
        let mut statement = QueryBuilder::new(select);
        statement.push(" WHERE merchant = ").push_bind(merchant.to_owned());
        Self(statement)
    }

    /// Only what fulfils a condition; `?` stands for what is asked for, if anything is.
    pub(super) fn only<T>(mut self, condition: &'static str, asked: Option<T>) -> Self
    where
        T: for<'q> Encode<'q, Db> + Type<Db> + Send + 'static,
    {
        if let Some(asked) = asked {
            let (before, behind) = condition.split_once('?').unwrap_or((condition, ""));
            self.0.push(" AND ").push(before).push_bind(asked).push(behind);
        }
        self
    }

    /// At most so many, those with the greatest first.
    pub(super) async fn greatest(
        mut self,
        column: &'static str,
        limit: u32,
        connection: &mut Connection,
    ) -> Result<Vec<Row>, sqlx::Error> {
        self.0.push(" ORDER BY ").push(column).push(" DESC LIMIT ").push_bind(i64::from(limit));
        self.0.build().fetch_all(connection).await
    }
}
