//! Reading and writing that knows nothing of news: JSON text, and sorting of more than memory
//! holds.

pub(crate) mod external_sort;
pub(crate) mod json;
