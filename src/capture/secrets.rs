//! What was stolen, as files: an NSS key log, RSA private keys.
