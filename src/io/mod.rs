//! Reading and writing that knows nothing of news: JSON text, sorting and keeping of more than memory
//! holds.

pub(crate) mod external_sort;
pub(crate) mod json;
pub(crate) mod text_store;
