// The names of all scenes, for who has to know them before they are here. Pure.

export const NAMES = [
  'parties', 'tcp', 'client-hello', 'client-hello-flight', 'server-hello', 'server-hello-flight',
  'certificate-check', 'asymmetric-keys', 'client-encrypts', 'pre-master-flight', 'server-decrypts',
  'ephemeral-keys', 'client-shares', 'client-share-flight', 'same-secret', 'prf-inputs', 'master-secret',
  'why-master', 'session-keys', 'session-keys-ready', 'client-finished', 'client-finished-flight',
  'server-checks-finished', 'server-finished-flight', 'handshake-finished', 'client-message',
  'client-message-flight', 'server-encrypts', 'server-message-flight', 'client-decrypts', 'close-notify',
  'client-alert-flight', 'server-alert-flight', 'silence', 'again', 'resume-hello', 'resume-hello-flight',
  'resume-answer', 'resume-answer-flight', 'fresh-keys', 'server-finished-first', 'server-finished-first-flight',
  'client-checks-finished', 'client-finished-last-flight', 'session-resumed',
];
