//! What Leptos keeps its browser objects in, for a browser.
//!
//! The published crate of this name remembers the thread that a value belongs to and asks for the current one at every
//! use. WebAssembly without atomics has one thread, so that nothing can be in a wrong one; but the asking links the
//! standard library's threads and, for them, a second allocator: 6 KB that a shopper would download for nothing. The
//! workspace puts this in its place. Anywhere else it asks as the published one does, and ends the program where a value
//! is used by another thread.

use std::fmt;
use std::mem::ManuallyDrop;
use std::ops::{Deref, DerefMut};

#[cfg(all(target_family = "wasm", not(target_feature = "atomics")))]
mod home {
    /// The only thread there is.
    #[derive(Clone, Copy, PartialEq, Eq)]
    pub(crate) struct Home;

    pub(crate) const fn here() -> Home {
        Home
    }
}

#[cfg(not(all(target_family = "wasm", not(target_feature = "atomics"))))]
mod home {
    pub(crate) use std::thread::ThreadId as Home;

    pub(crate) fn here() -> Home {
        std::thread::current().id()
    }
}

/// A value for the thread that made it, whatever its type.
pub struct SendWrapper<T> {
    value: ManuallyDrop<T>,
    home: home::Home,
}

// Sound because every way to the value asks for the thread first, dropping included.
unsafe impl<T> Send for SendWrapper<T> {}
unsafe impl<T> Sync for SendWrapper<T> {}

impl<T> SendWrapper<T> {
    /// Wraps a value of this thread.
    pub fn new(value: T) -> Self {
        Self { value: ManuallyDrop::new(value), home: home::here() }
    }

    /// Whether this is the thread of the value.
    #[must_use]
    pub fn valid(&self) -> bool {
        self.home == home::here()
    }

    /// The value itself.
    #[must_use]
    pub fn take(self) -> T {
        self.check();
        let mut this = ManuallyDrop::new(self);
        // It is taken once: the wrapper is not dropped any more.
        unsafe { ManuallyDrop::take(&mut this.value) }
    }

    fn check(&self) {
        if !self.valid() {
            std::process::abort();
        }
    }
}

impl<T> Deref for SendWrapper<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.check();
        &self.value
    }
}

impl<T> DerefMut for SendWrapper<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.check();
        &mut self.value
    }
}

impl<T> Drop for SendWrapper<T> {
    fn drop(&mut self) {
        // In a wrong thread it is left as it is.
        if self.valid() {
            // Nothing has it any more.
            unsafe { ManuallyDrop::drop(&mut self.value) }
        }
    }
}

impl<T: Clone> Clone for SendWrapper<T> {
    fn clone(&self) -> Self {
        Self::new((**self).clone())
    }
}

impl<T: fmt::Debug> fmt::Debug for SendWrapper<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(formatter)
    }
}

#[cfg(feature = "futures")]
mod futures {
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use futures_core::Stream;

    use super::SendWrapper;

    impl<T> SendWrapper<T> {
        /// The pinned value of a pinned wrapper.
        fn pinned(self: Pin<&mut Self>) -> Pin<&mut T> {
            // The value does not move out of a wrapper that is pinned: `take` needs the wrapper itself.
            unsafe { self.map_unchecked_mut(|wrapper| &mut **wrapper) }
        }
    }

    impl<T: Future> Future for SendWrapper<T> {
        type Output = T::Output;

        fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
            self.pinned().poll(context)
        }
    }

    impl<T: Stream> Stream for SendWrapper<T> {
        type Item = T::Item;

        fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            self.pinned().poll_next(context)
        }

        fn size_hint(&self) -> (usize, Option<usize>) {
            (**self).size_hint()
        }
    }
}
