/** Codes for more addresses than this only confuse: a machine has one or two by which phones reach it. */
const MOST_CODES = 2;
/** White on black whatever the terminal's own colours are: cameras want dark signs on a light ground. */
const COLOURS = ['\u001b[97;40m', '\u001b[0m'];

/**
 * The phone addresses as QR codes for a terminal, each with its address beneath.
 * @param {string[]} urls
 * @param {{ coloured?: boolean, indent?: string }} [look]
 * @returns {Promise<string[]>}
 */
export async function phoneCodes(urls, { coloured = false, indent = '  ' } = {}) {
  if (urls.length === 0) return [];
  // An installed package, loaded only here: the launcher itself must run before there are any.
  const { default: encodeQR } = await import('qr');
  const [on, off] = coloured ? COLOURS : ['', ''];
  return urls.slice(0, MOST_CODES).flatMap((url) => {
    const code = encodeQR(url, 'ascii', { ecc: 'low', border: 2 }).trimEnd().split('\n');
    return ['', ...code.map((line) => `${indent}${on}${line}${off}`), `${indent}On a phone: ${url}`];
  });
}
