// Which cards are black wherever they lie. Pure.

/** @param {string} name */
export const blackIf = (name) => (name === 'encrypted_pre_master_secret' ? { black: true } : undefined);
