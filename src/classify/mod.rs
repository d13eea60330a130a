//! Personal and other sensitive data: which columns hold it, and what follows.
