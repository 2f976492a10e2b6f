//! Words to the service manager, where one started us and wants to hear them (`sd_notify`).

/// Says how far it is. That nobody listens is no reason to stop.
#[cfg(target_os = "linux")]
pub(super) fn service_manager(state: &str) {
    use std::os::linux::net::SocketAddrExt;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::net::{SocketAddr, UnixDatagram};

    let Some(name) = std::env::var_os("NOTIFY_SOCKET") else { return };
    let address = match name.as_bytes() {
        [b'@', name @ ..] => SocketAddr::from_abstract_name(name),
        _ => SocketAddr::from_pathname(&name),
    };
    let told = address.and_then(|address| UnixDatagram::unbound()?.send_to_addr(state.as_bytes(), &address));
    if let Err(error) = told {
        tracing::warn!(%error, "cannot tell the service manager");
    }
}

/// Only Linux has one that wants to hear it.
#[cfg(not(target_os = "linux"))]
pub(super) fn service_manager(_: &str) {}
