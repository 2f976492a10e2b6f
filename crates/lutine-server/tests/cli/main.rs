//! The command line, as it is typed: the binary, what it says, and the code that it ends with.

mod answers;
mod batch;
mod check;
mod merchants;
mod programmes;
mod session;
mod typed;
