// Crockford's alphabet: no letter that sounds or looks like another sign. 20 of 32 signs are 100 bits.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SIGNS = 20;
const SHORTEST = 16;

/** A new tracking code in groups of four; every sign is five random bits. */
export function newCode(): string {
  const signs = [...crypto.getRandomValues(new Uint8Array(SIGNS))].map((byte) => ALPHABET[byte & 31]);
  return signs.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/** Whether something typed can be a code at all: the server is asked only then. */
export function canBeCode(typed: string): boolean {
  return typed.replace(/[^0-9a-z]/gi, '').length >= SHORTEST;
}
