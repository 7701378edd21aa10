import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** A file of the shared data; null where it is not at hand, and the test is skipped with that reason. */
export function sharedFile(name: string): string | null {
  const file = path.resolve(ROOT, process.env.SHARED_DIR ?? '../shared', name);
  return existsSync(file) ? file : null;
}
