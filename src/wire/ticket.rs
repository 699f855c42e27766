//! Messages that our parties never write, named when others do: NewSessionTicket, CertificateRequest,
//! CertificateVerify and CertificateStatus.

use super::{
    codec::{Malformed, Reader, Width},
    key_exchange::read_signed,
    registry,
};

/// NewSessionTicket (RFC 5077 §3.3): the ticket, which only the server can read.
pub fn read_ticket<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], Malformed> {
    let hint: [u8; 4] = reader.array("new_session_ticket.lifetime_hint")?;
    reader.say(format!("{} s", u32::from_be_bytes(hint)));
    reader.opaque(
        "new_session_ticket.ticket.length",
        "new_session_ticket.ticket",
        Width::Two,
        0..=0xffff,
    )
}

/// CertificateRequest (RFC 5246 §7.4.4).
pub fn read_request(reader: &mut Reader<'_>) -> Result<(), Malformed> {
    reader.opaque(
        "certificate_request.types.length",
        "certificate_request.types",
        Width::One,
        1..=255,
    )?;
    reader.vector(
        "certificate_request.signature_algorithms.length",
        "certificate_request.signature_algorithms",
        Width::Two,
        2..=0xfffe,
        |reader| reader.codes("certificate_request.signature_algorithm", registry::signature_name),
    )?;
    reader.vector(
        "certificate_request.authorities.length",
        "certificate_request.authorities",
        Width::Two,
        0..=0xffff,
        |reader| {
            while reader.left() > 0 {
                reader.opaque(
                    "certificate_request.authority.length",
                    "certificate_request.authority",
                    Width::Two,
                    1..=0xffff,
                )?;
            }
            Ok(())
        },
    )
}

/// CertificateVerify (RFC 5246 §7.4.8).
pub fn read_verify(reader: &mut Reader<'_>) -> Result<(), Malformed> {
    read_signed(
        reader,
        "certificate_verify.algorithm",
        "certificate_verify.signature.length",
        "certificate_verify.signature",
    )
    .map(drop)
}

/// CertificateStatus (RFC 6066 §8).
pub fn read_status(reader: &mut Reader<'_>) -> Result<(), Malformed> {
    let kind = reader.u8("certificate_status.type")?;
    reader.say(if kind == 1 { "ocsp".to_owned() } else { kind.to_string() });
    reader.opaque(
        "certificate_status.response.length",
        "certificate_status.response",
        Width::Three,
        1..=0xff_ffff,
    )?;
    Ok(())
}
