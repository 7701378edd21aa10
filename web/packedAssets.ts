import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const WORTH_BYTES = 1_024;
// One step below the best: a hundredth larger, and the build does not wait for it.
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
const GZIP = { level: 9 };

/** Lays every script and style sheet beside itself as `.br` and `.gz`, for the server to hand out. */
export function packedAssets(): Plugin {
  let outDir = '';
  return {
    name: 'packed-assets',
    apply: 'build',
    configResolved({ root, build }) {
      outDir = resolve(root, build.outDir);
    },
    async closeBundle() {
      const folder = join(outDir, 'assets');
      const names = (await readdir(folder)).filter((name) => /\.(js|mjs|css)$/.test(name));
      await Promise.all(names.map((name) => pack(join(folder, name))));
    },
  };
}

async function pack(file: string): Promise<void> {
  const bytes = await readFile(file);
  if (bytes.length < WORTH_BYTES) return;
  await Promise.all([
    promisify(brotliCompress)(bytes, BROTLI).then((packed) => writeFile(`${file}.br`, packed)),
    promisify(gzip)(bytes, GZIP).then((packed) => writeFile(`${file}.gz`, packed)),
  ]);
}
