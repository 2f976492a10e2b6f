//! Categories of goods, ranked, and the words that lead to them.

use crate::content::{Description, Phrase};
use crate::error::{ErrorCode, FieldError, message};
use crate::nearest::instead;
use crate::node::Node;
use crate::parcel::CategoryFrom;
use crate::read::{Fault, Faults, Fields, FromNode, Path, Slug, each, quoted, text};

/// A category by its rank: the lower the number, the higher it ranks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CategoryId(pub(crate) usize);

/// One category: its name in data, its name for people, and the phrases that mean it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Such as `jewelry-watches`.
    pub id: String,
    /// In English, as a person would say it: `Jewelry and watches`.
    pub name: String,
    pub(crate) phrases: Vec<Phrase>,
}

/// All categories, the highest rank first. The last one is what everything else is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Categories(Vec<Category>);

/// What a description was taken to be, and from what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Classified {
    /// The category.
    pub category: CategoryId,
    /// Where it comes from.
    pub from: CategoryFrom,
}

impl Categories {
    /// Reads a list of `{ id, name, phrases }`, the highest rank first.
    ///
    /// # Errors
    /// All faults at once.
    pub fn read(node: &Node) -> Result<Self, Vec<FieldError>> {
        let mut faults = Faults::default();
        let mut list: Vec<Category> = Vec::new();
        each(node, Path::Field(&Path::Root, "category"), &mut faults, &mut |node, path, faults| {
            let Some(mut fields) = Fields::open(node, path, faults) else { return };
            let id = fields.required::<Slug>("id", faults).map(|Slug(id)| id);
            let name = fields.required::<String>("name", faults);
            let phrases = fields.list::<Phrase>("phrases", faults);
            fields.close(faults);
            let (Some(id), Some(name)) = (id, name) else { return };
            if list.iter().any(|known| known.id == id) {
                faults.add(
                    path,
                    ErrorCode::DuplicateField,
                    message!("{} stands twice: keep one", quoted(&id)),
                );
            }
            list.push(Category { id, name, phrases });
        });
        if list.is_empty() {
            faults.add(Path::Root, ErrorCode::EmptyList, message!("at least one category is needed"));
        }
        faults.finish(Some(Self(list)))
    }

    /// The category of a name in data, such as `jewelry-watches`.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<CategoryId> {
        self.0.iter().position(|category| category.id == id).map(CategoryId)
    }

    /// The category itself.
    #[must_use]
    pub fn get(&self, id: CategoryId) -> Option<&Category> {
        self.0.get(id.0)
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// The name in data.
    pub(crate) fn name(&self, id: CategoryId) -> String {
        self.get(id).map(|category| category.id.clone()).unwrap_or_default()
    }

    /// What a free description is: of the things that it names the highest-ranked, or the last category where it names none.
    #[must_use]
    pub fn classify(&self, content: Option<&str>) -> Classified {
        content.and_then(|content| self.named_in(content)).unwrap_or_else(|| self.unnamed())
    }

    /// What is not described is of the last category.
    pub(crate) fn unnamed(&self) -> Classified {
        Classified { category: CategoryId(self.0.len().saturating_sub(1)), from: CategoryFrom::Default }
    }

    /// The highest-ranked of the things that a description names.
    pub(crate) fn named_in(&self, content: &str) -> Option<Classified> {
        let description = Description::of(content);
        let mut phrases = Vec::new();
        for (rank, category) in self.0.iter().enumerate() {
            for phrase in &category.phrases {
                if description.has(phrase) {
                    phrases.push((CategoryId(rank), phrase));
                }
            }
        }
        let category = description.best_of(phrases)?;
        Some(Classified { category, from: CategoryFrom::Content })
    }

    /// All names in data.
    fn ids(&self) -> Vec<&str> {
        self.0.iter().map(|category| category.id.as_str()).collect()
    }

    /// Reads the name of a category.
    pub(crate) fn read_id(&self, node: &Node) -> Result<CategoryId, Fault> {
        let given = text(node)?;
        self.find(given).ok_or_else(|| {
            Fault::of(
                ErrorCode::UnknownCategory,
                message!("{} is not a category of this tariff{}", quoted(given), instead(given, &self.ids())),
            )
        })
    }

    /// Reads a list of names of categories; absent is empty.
    pub(crate) fn list_in(
        &self,
        fields: &mut Fields<'_, '_>,
        name: &'static str,
        faults: &mut Faults,
    ) -> Vec<CategoryId> {
        let mut found = Vec::new();
        if let Some(node) = fields.node(name) {
            each(node, Path::Field(fields.path(), name), faults, &mut |node, path, faults| {
                if let Some(id) = faults.keep(path, self.read_id(node)) {
                    found.push(id);
                }
            });
        }
        found
    }
}

impl FromNode for Phrase {
    const WANTED: &'static str = "a phrase such as `gold ring`";

    fn from_node(node: &Node) -> Result<Self, Fault> {
        Self::parse(text(node)?)
            .ok_or_else(|| Fault::of(ErrorCode::UnknownValue, message!("a phrase needs at least one word")))
    }
}
