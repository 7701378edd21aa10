import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { generate } from 'selfsigned';

const DAYS = 800;

/**
 * The certificate for phones: `tls/cert.pem` and `tls/key.pem` of the data folder if the city put its own
 * there, else one made for this machine's addresses and kept. Browsers warn of it once.
 */
export async function certificate(dataDir: string): Promise<{ cert: string; key: string }> {
  const folder = path.join(dataDir, 'tls');
  const files = { cert: path.join(folder, 'cert.pem'), key: path.join(folder, 'key.pem') };
  if (!existsSync(files.cert) || !existsSync(files.key)) await make(folder, files);
  const [cert, key] = await Promise.all([readFile(files.cert, 'utf8'), readFile(files.key, 'utf8')]);
  return { cert, key };
}

async function make(folder: string, files: { cert: string; key: string }): Promise<void> {
  await mkdir(folder, { recursive: true });
  const pems = await generate([{ name: 'commonName', value: 'city-dispatch' }], {
    notAfterDate: new Date(Date.now() + DAYS * 86_400_000),
    keySize: 2048,
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          ...ownAddresses().map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
  await writeFile(files.key, pems.private, { mode: 0o600 });
  await writeFile(files.cert, pems.cert);
}

/** Addresses of this machine by which a phone may reach it. */
export function ownAddresses(): string[] {
  return [
    '127.0.0.1',
    ...Object.values(networkInterfaces()).flatMap((list) =>
      (list ?? []).filter((one) => one.family === 'IPv4' && !one.internal).map((one) => one.address),
    ),
  ];
}
