// The shapes that cross from Rust, mirrored for the type checker. The source of truth, with the
// meaning of every field, is src/exchange/transcript.rs; nothing runs in this file.

/** @typedef {'client'|'server'|'ca'|'eavesdropper'} Who */

/**
 * @typedef {object} Transcript
 * @property {number} version
 * @property {Chosen} scenario
 * @property {Suite|null|undefined} suite
 * @property {Party[]} parties
 * @property {Certificate[]} certificates
 * @property {Letter[]} letters
 * @property {Artifact[]} artifacts
 * @property {Beat[]} beats
 * @property {SceneSpan[]} scenes
 * @property {Knowledge[]} ledger
 * @property {Reach[]} reach
 * @property {Outcome} outcome
 * @property {Origin} [origin]    where it was captured; left out where it was played here
 * @property {Closed[]} [closed]  cards that stay closed; left out where there are none
 * @property {boolean} [resumed]  left out where nothing was resumed
 * @property {Middle} [middle]    left out where nobody stood between the two
 */

/**
 * Somebody in the middle.
 * @typedef {object} Middle
 * @property {'relay'|'own_certificate'|'stolen_authority'} manner
 * @property {boolean} seated     whether it sits at the server's desk
 * @property {'client'|'server'} [desk]  at whose desk it sits; left out where it sits at none
 * @property {Transcript|null|undefined} behind  its own connection to the real server
 */

/**
 * Where a captured exchange comes from (src/exchange/transcript.rs).
 * @typedef {object} Origin
 * @property {string} client
 * @property {string} server
 * @property {number} start   microseconds since 1970
 * @property {number} offset
 * @property {string|null|undefined} preamble
 * @property {string|null|undefined} secret
 * @property {string|null|undefined} why
 * @property {boolean} resumed
 * @property {boolean} encryptThenMac
 * @property {number} renegotiations
 * @property {string|null|undefined} clientCertificate
 * @property {number[]} times  microseconds after start, a letter each
 * @property {number} leftOut
 * @property {number} leftOutBytes
 * @property {Trouble[]} troubles
 */

/** @typedef {{kind: string, from: Who, offset: number, bytes: number, found?: string|null}} Trouble */

/**
 * What is in a file of packets (src/capture/tls/library.rs).
 * @typedef {object} Listing
 * @property {string|null|undefined} format
 * @property {number} packets
 * @property {number} others
 * @property {Listed[]} connections
 * @property {{reason: string, number: number, count: number, first: number}[]} passed
 * @property {BadPlace|null|undefined} broken
 * @property {number} logged
 * @property {number} keys
 * @property {BadPlace[]} complaints
 * @property {number} complained
 */

/**
 * A place in a file, and what is wrong there.
 * @typedef {object} BadPlace
 * @property {number} offset
 * @property {number} line
 * @property {string|null|undefined} part
 * @property {string} kind
 * @property {string|null|undefined} foreign
 * @property {Map<string, number>|Record<string, number>} numbers
 * @property {string} says
 */

/**
 * A connection in the list.
 * @typedef {object} Listed
 * @property {number} index
 * @property {string} protocol
 * @property {string|null|undefined} version
 * @property {'open'|'closed'|'refused'} state
 * @property {string|null|undefined} why
 * @property {string[]} missing
 * @property {string} client
 * @property {string} server
 * @property {string|null|undefined} serverName
 * @property {string[]} names
 * @property {{code: number, name: string}|null|undefined} suite
 * @property {{code: number, name: string}[]} offered
 * @property {string[]} inside
 * @property {number} clientBytes
 * @property {number} serverBytes
 * @property {number} start
 * @property {number} offset
 * @property {string|null|undefined} preamble
 * @property {boolean} resumed
 * @property {boolean} clientCertificate
 * @property {string|null|undefined} alert
 * @property {Trouble[]} troubles
 */
/** @typedef {{beat: number, who: Who, name: string}} Closed */

/**
 * A run as files (src/capture/write/mod.rs, src/wasm.rs).
 * @typedef {object} Home
 * @property {{pcapng: Uint8Array, pcap: Uint8Array, keyLog: string, client: string, server: string, packets: number, parcels: {letter: number, first: number, last: number}[]}} files
 * @property {string} serverKey  PKCS#8 PEM
 */

/**
 * @typedef {object} Chosen
 * @property {string} seed
 * @property {string} serverName
 * @property {string[]} suites
 * @property {string[]} [groups]  ECDHE only
 * @property {string} message
 * @property {string} reply
 * @property {boolean} extendedMasterSecret
 * @property {number} time
 * @property {boolean} [stolenKey]     left out where nobody stole it
 * @property {string} [identity]       left out where it was honest
 * @property {Tampering[]} [tampering] left out where nothing happened
 * @property {string} [resume]         left out in a first connection
 * @property {string} [middle]         left out where nobody stood there
 * @property {string} [altered]        left out where nothing was changed
 * @property {boolean} [ownKey]        left out where it is the teaching key
 * @property {string} [hand]           the published connection that was dealt
 */

/**
 * What the reader may choose; everything is optional.
 * @typedef {object} Scenario
 * @property {string} [seed]
 * @property {string} [serverName]
 * @property {string[]} [suites]
 * @property {string[]} [groups]
 * @property {string} [message]
 * @property {string} [reply]
 * @property {boolean} [extendedMasterSecret]
 * @property {number} [time]
 * @property {boolean} [stolenKey]
 * @property {string} [identity]     honest, or the papers that a client should refuse
 * @property {Tampering[]} [tampering]  what happens to letters on the way, in this order
 * @property {string} [resume]       the second connection: known, or forgotten by the server
 * @property {string} [middle]       relay, own_certificate, stolen_authority
 * @property {string} [altered]      what the middle tells the server in place of the message
 * @property {{key: string, certificate?: string}} [ownKey]  PEM, in place of the teaching key
 * @property {Record<string, string>|string} [hand]  a published connection (src/exchange/hand.rs), or the name of one
 */

/**
 * A change to a letter; `change` says which of the other fields it has (src/exchange/touch.rs).
 * @typedef {object} Tampering
 * @property {number} letter
 * @property {string} change
 * @property {number} [offset]
 * @property {number} [length]
 * @property {number} [mask]
 * @property {number} [record]
 * @property {string} [bytes]  hex
 */

/**
 * @typedef {object} Suite
 * @property {number} code
 * @property {string} name
 * @property {string} [group]  ECDHE only: x25519, secp256r1
 * @property {'cbc'|'gcm'|'chacha20_poly1305'|'other'} kind
 * @property {string} cipher
 * @property {string|null|undefined} mac
 * @property {string} prfHash
 * @property {number} macKeyLength
 * @property {number} encKeyLength
 * @property {number} fixedIvLength
 * @property {number} recordIvLength
 * @property {number} tagLength
 * @property {number} keyBlockLength
 */

/**
 * @typedef {object} Party
 * @property {string} id
 * @property {string|null|undefined} name
 * @property {number|null|undefined} port
 */

/**
 * @typedef {object} Certificate
 * @property {string} id
 * @property {string} subject
 * @property {string} issuer
 * @property {string} serial
 * @property {string} notBefore
 * @property {string} notAfter
 * @property {string[]} names
 * @property {number} rsaBits
 * @property {Uint8Array} der
 * @property {string} pem
 * @property {Field} fields
 */

/**
 * @typedef {object} Letter
 * @property {number} index
 * @property {string} id
 * @property {'client'|'server'} from
 * @property {'client'|'server'} to
 * @property {Uint8Array} bytes
 * @property {WireRecord[]} records
 * @property {Arrived|null|undefined} arrived  where somebody tampered with it
 * @property {number} beat
 */

/** @typedef {{bytes: Uint8Array, records: WireRecord[]}} Arrived */

/**
 * @typedef {object} WireRecord
 * @property {number} start
 * @property {number} end
 * @property {string} contentType
 * @property {boolean} protected
 * @property {string[]} messages
 * @property {Field} fields
 * @property {Sealed|null|undefined} sealed
 */

/**
 * @typedef {object} Sealed
 * @property {number} sequenceNumber
 * @property {string} key
 * @property {string|null|undefined} macKey
 * @property {string|null|undefined} salt
 * @property {Uint8Array} iv
 * @property {Uint8Array} nonce
 * @property {Field} nonceFields
 * @property {Uint8Array} additionalData
 * @property {Field} covered
 * @property {Uint8Array} plaintext
 * @property {Uint8Array|null|undefined} mac
 * @property {Uint8Array|null|undefined} padding
 * @property {Uint8Array} ciphertext
 * @property {Uint8Array|null|undefined} tag
 * @property {Field} fields
 * @property {Uint8Array|null|undefined} macInput
 * @property {{innerKey: Uint8Array, inner: Uint8Array, outerKey: Uint8Array}|null|undefined} hmac
 * @property {Uint8Array|null|undefined} chained
 * @property {Uint8Array|null|undefined} counter
 * @property {Uint8Array} whole
 * @property {Field} opened
 * @property {boolean} [encryptThenMac]  left out where it is not so
 */

/**
 * One named range of bytes and what is inside it (src/wire/field.rs).
 * @typedef {object} Field
 * @property {string} id
 * @property {number} start
 * @property {number} end
 * @property {*} [value]
 * @property {Field[]} [children]
 */

/**
 * @typedef {object} Artifact
 * @property {string} id
 * @property {string} name
 * @property {Who} holder
 * @property {Uint8Array} bytes
 * @property {string} recipe
 * @property {string|null|undefined} detail
 * @property {string[]} from
 * @property {Working[]} working
 * @property {string} rfc
 * @property {number} beat
 * @property {{role: string, id: string}[]} inputs
 * @property {Expansion|null|undefined} expansion
 * @property {string|null|undefined} decimal
 * @property {Covered[]} covers
 */

/** @typedef {{id: string, bytes: Uint8Array, inner?: Uint8Array|null}} Working */

/**
 * @typedef {object} Expansion
 * @property {string} hash
 * @property {string} label
 * @property {Uint8Array} seed
 * @property {number} length
 * @property {Uint8Array} surplus
 * @property {Uint8Array} innerKey
 * @property {Uint8Array} outerKey
 */

/**
 * @typedef {object} Covered
 * @property {string} message
 * @property {Place[]} places
 * @property {Uint8Array|null|undefined} bytes
 * @property {Uint8Array} after
 */

/** @typedef {{letter: number, record: number, sealed: boolean, start: number, end: number}} Place */

/**
 * @typedef {object} Beat
 * @property {number} index
 * @property {string} scene
 * @property {string} kind
 * @property {Who} who
 * @property {string} about
 * @property {number|null|undefined} letter
 * @property {string[]} artifacts
 * @property {Check|null|undefined} check
 * @property {Failure|null|undefined} fault
 */

/** @typedef {{id: string, ok: boolean, expected: string, found: string}} Check */
/** @typedef {{fault: string, says: string, alert: string, code: number, rfc: string}} Failure */

/**
 * @typedef {object} SceneSpan
 * @property {number} number
 * @property {string} id
 * @property {string} chapter
 * @property {number} start
 * @property {number} end
 * @property {number|null|undefined} letter
 */

/**
 * @typedef {object} Knowledge
 * @property {number} beat
 * @property {Who} who
 * @property {string} name
 * @property {'made'|'computed'|'received'|'overheard'|'derived'|'given'|'kept'|'stolen'} how
 * @property {string|null|undefined} artifact
 */

/**
 * What somebody who does not have a value could make of what it has, or lacks.
 * @typedef {object} Reach
 * @property {number} beat
 * @property {Who} who
 * @property {string} name
 * @property {string|null|undefined} recipe
 * @property {string[]} inputs
 * @property {string[][]} missing
 * @property {string[][]} roots
 */

/**
 * @typedef {object} Outcome
 * @property {string} kind
 * @property {boolean} established
 * @property {Who|null|undefined} by
 * @property {Failure|null|undefined} failure
 * @property {string|null|undefined} serverRead
 * @property {string|null|undefined} clientRead
 * @property {string[]} eavesdropperRead
 * @property {string[]} eavesdropperMissing
 * @property {number[]} [unnoticed]  beats of the checks that held although something was wrong; left out where there are none
 */

/**
 * A drawing as data (shape.js).
 * @typedef {object} Shape
 * @property {string} tag
 * @property {Record<string, any>} attrs
 * @property {(Shape|string)[]} children
 */

/** @typedef {{x: number, y: number, w: number, h: number}} Box */

/**
 * Where the story is at one moment.
 * @typedef {object} Frame
 * @property {number} index   place of the scene in the timeline
 * @property {string} id      the scene
 * @property {string} chapter
 * @property {number} number  from 1; at most 27
 * @property {number} p       0 at the scene's start, 1 when its motion has ended
 * @property {number} t       milliseconds from the start of the story
 */

export {};
