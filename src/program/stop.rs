//! The signals that ask a run to stop: the first is obeyed at the next good moment, the second at
//! once.

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The exit code of what was stopped, as a shell has it.
pub(crate) const CODE: u8 = 130;

/// Whether a run is asked to stop.
#[derive(Clone, Default)]
pub(crate) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Listens from now on. A signal that cannot be listened to ends the program as it does any
    /// other; that loses nothing but the message.
    pub(crate) fn listen() -> Self {
        let asked = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
            // In this order: the first signal sets what the second one finds.
            let _ =
                flag::register_conditional_shutdown(signal, i32::from(CODE), Arc::clone(&asked));
            let _ = flag::register(signal, Arc::clone(&asked));
        }
        Self(asked)
    }

    pub(crate) fn asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
