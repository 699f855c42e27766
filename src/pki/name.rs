//! Host names: what may be asked for, and what a certificate covers.

/// Why a text is not a host name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostNameError {
    /// It is empty.
    Empty,
    /// It is longer than 253 bytes.
    TooLong,
    /// A label is empty or longer than 63 bytes; the offset of the label.
    Label(usize),
    /// A character that is not a letter, digit, hyphen or dot, or a hyphen at the edge of a
    /// label; its byte offset.
    Character(usize),
    /// It is an IP address, which may not stand in server_name (RFC 6066 §3).
    Address,
}

impl std::fmt::Display for HostNameError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => out.write_str("the name is empty"),
            Self::TooLong => out.write_str("the name is longer than 253 bytes"),
            Self::Label(at) => write!(out, "the label at byte {at} must have 1 to 63 characters"),
            Self::Character(at) => write!(
                out,
                "the character at byte {at} may not stand there: letters, digits and inner hyphens only"
            ),
            Self::Address => out.write_str("an IP address is not a host name (RFC 6066 §3)"),
        }
    }
}

impl std::error::Error for HostNameError {}

/// Checks a host name by RFC 1123 §2.1 and RFC 6066 §3.
pub fn check_host_name(name: &str) -> Result<(), HostNameError> {
    if name.is_empty() {
        return Err(HostNameError::Empty);
    }
    if name.len() > 253 {
        return Err(HostNameError::TooLong);
    }
    let mut at = 0;
    for label in name.split('.') {
        for (index, character) in label.char_indices() {
            let edge = index == 0 || index + 1 == label.len();
            let allowed = character.is_ascii_alphanumeric() || (character == '-' && !edge);
            if !allowed {
                return Err(HostNameError::Character(at + index));
            }
        }
        if label.is_empty() || label.len() > 63 {
            return Err(HostNameError::Label(at));
        }
        at += label.len() + 1;
    }
    if name.parse::<std::net::Ipv4Addr>().is_ok() {
        return Err(HostNameError::Address);
    }
    Ok(())
}

/// Whether a dNSName of a certificate covers a host name (RFC 6125 §6.4): equal but for case, or
/// `*` for exactly one first label.
pub fn covers(pattern: &str, host: &str) -> bool {
    if pattern.eq_ignore_ascii_case(host) {
        return true;
    }
    let (Some(parent), Some((label, rest))) = (pattern.strip_prefix("*."), host.split_once('.'))
    else {
        return false;
    };
    !label.is_empty() && parent.contains('.') && parent.eq_ignore_ascii_case(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_names() {
        for good in
            ["a", "example.com", "EXAMPLE.com", "xn--bcher-kva.example", "1.example", "a-b.c"]
        {
            assert_eq!(check_host_name(good), Ok(()), "{good}");
        }
        let long_label = format!("{}.com", "a".repeat(64));
        for (bad, why) in [
            ("", HostNameError::Empty),
            ("a..b", HostNameError::Label(2)),
            ("example.com.", HostNameError::Label(12)),
            (&long_label, HostNameError::Label(0)),
            ("-a.com", HostNameError::Character(0)),
            ("a-.com", HostNameError::Character(1)),
            ("bücher.example", HostNameError::Character(1)),
            ("a b", HostNameError::Character(1)),
            ("<b>", HostNameError::Character(0)),
            ("127.0.0.1", HostNameError::Address),
            (&"a.".repeat(130), HostNameError::TooLong),
        ] {
            assert_eq!(check_host_name(bad), Err(why), "{bad}");
        }
    }

    #[test]
    fn wildcards_cover_one_label() {
        assert!(covers("Example.com", "example.COM"));
        assert!(covers("*.example.com", "www.example.com"));
        assert!(!covers("*.example.com", "example.com"));
        assert!(!covers("*.example.com", "a.b.example.com"));
        assert!(!covers("*.com", "example.com"));
        assert!(!covers("w*.example.com", "www.example.com"));
    }
}
