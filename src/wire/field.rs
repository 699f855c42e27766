//! Every byte has a name, once: the tree of named fields.

use serde::Serialize;

/// A run of bytes with a name. The leaves of a tree tile it: no gap, no overlap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Field {
    /// Dotted path in RFC words: `client_hello.random`.
    pub id: &'static str,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What the bytes mean, in a word or a number, where there is one.
    pub value: Option<String>,
    /// What it is made of; empty for a leaf.
    pub children: Vec<Field>,
}

impl Field {
    /// Id of the bytes that could not be understood.
    pub const UNPARSED: &'static str = "unparsed";

    /// A leaf.
    pub fn leaf(id: &'static str, start: usize, end: usize, value: Option<String>) -> Self {
        Self { id, start, end, value, children: Vec::new() }
    }

    /// All leaves in order. A branch without bytes has none.
    pub fn leaves(&self) -> Vec<&Field> {
        if self.children.is_empty() {
            return if self.start < self.end { vec![self] } else { Vec::new() };
        }
        self.children.iter().flat_map(Field::leaves).collect()
    }

    /// The same tree with every range moved by `offset` bytes.
    pub fn moved(mut self, offset: usize) -> Self {
        self.start += offset;
        self.end += offset;
        self.children = self.children.into_iter().map(|child| child.moved(offset)).collect();
        self
    }

    /// What of the tree is between two bytes, counted from the first of them; `None` where nothing
    /// is.
    pub fn clipped(mut self, start: usize, end: usize) -> Option<Self> {
        if self.start >= self.end {
            // Without bytes: where it stands.
            return (start..end).contains(&self.start).then(|| self.drawn_back(start));
        }
        let (from, to) = (self.start.max(start), self.end.min(end));
        if from >= to {
            return None;
        }
        (self.start, self.end) = (from - start, to - start);
        let children = std::mem::take(&mut self.children).into_iter();
        self.children = children.filter_map(|child| child.clipped(start, end)).collect();
        Some(self)
    }

    /// The same tree with every range moved back by `offset` bytes, which are before it.
    fn drawn_back(mut self, offset: usize) -> Self {
        self.start -= offset;
        self.end -= offset;
        self.children = self.children.into_iter().map(|child| child.drawn_back(offset)).collect();
        self
    }

    /// Calls `visit` on this field and all below it.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Field)) {
        visit(self);
        self.children.iter().for_each(|child| child.walk(visit));
    }
}
