import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const DIST = fileURLToPath(new URL('../../web/dist/', import.meta.url));
const read = (name: string) => readFileSync(`${DIST}${name}`, 'utf8');

/** Scripts that the browser has to load before /field stands: those the page names and all they import at once. */
function initialScripts(): string[] {
  const html = read('field.html');
  const waiting = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map((match) => match[1]!);
  const all = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (all.has(name)) continue;
    all.add(name);
    // Loaded later: `import("./x.js")`; loaded now: `from"./x.js"` and the bare `import"./x.js"`.
    for (const [, next] of read(name).matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
      waiting.push(`assets/${next}`);
  }
  return [...all];
}

test('the scripts of /field are at most 150 KB gzipped, the map is not among them', () => {
  const scripts = initialScripts();
  const bytes = scripts.reduce((sum, name) => sum + gzipSync(read(name), { level: 9 }).length, 0);
  console.log(
    `/field: ${(bytes / 1024).toFixed(1)} KB of initial JavaScript, gzipped, in ${scripts.length} files`,
  );
  expect(scripts.length).toBeGreaterThan(3);
  expect(bytes).toBeLessThanOrEqual(150 * 1024);
  for (const name of scripts) expect(read(name)).not.toContain('maplibregl-canvas');
});

test('all that a shift without a network needs is fetched when the page is opened first, the map behind it', () => {
  const worker = read('field-sw.js');
  const named = [...worker.matchAll(/\/assets\/[^"'`]+/g)].map((match) => match[0].slice(1));
  for (const name of named) expect(existsSync(`${DIST}${name}`), name).toBe(true);
  for (const name of initialScripts()) expect(named).toContain(name);
  const map = named.filter((name) => name.endsWith('.js') && read(name).includes('maplibregl-canvas'));
  expect(map.length).toBeGreaterThan(0);
});
