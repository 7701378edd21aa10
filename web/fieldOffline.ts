import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { Plugin, Rolldown } from 'vite';

const WORKER = 'field-sw';
const PAGE = 'field.html';
/** Beyond this a file is fetched after the page stands. */
const LARGE_BYTES = 200_000;
/** Served beside the page from web/public. */
const PUBLIC_CORE = ['/field.webmanifest', '/icon.svg', '/field-192.png'];

/**
 * Builds the worker that opens /field without a network, as one classic script at the root, and writes into
 * it which files this version of the page is made of.
 */
export function fieldOffline(root: string): Plugin {
  return {
    name: 'field-offline',
    apply: 'build',
    enforce: 'post',
    config: () => ({
      build: {
        rolldownOptions: {
          input: { [WORKER]: resolve(root, 'src/field/sw/worker.ts') },
          output: {
            entryFileNames: (chunk: { name: string }) =>
              chunk.name === WORKER ? `${WORKER}.js` : 'assets/[name]-[hash].js',
          },
        },
      },
    }),
    generateBundle(_options, bundle) {
      const worker = bundle[`${WORKER}.js`];
      if (worker?.type !== 'chunk') throw new Error('the worker of /field was not built');
      if (worker.imports.length > 0) throw new Error('the worker of /field must be one file');
      const files = filesOf(bundle);
      const page = bundle[PAGE];
      const html = page?.type === 'asset' ? String(page.source) : '';
      const version = createHash('sha256')
        .update(JSON.stringify(files))
        .update(html)
        .update(worker.code)
        .digest('hex');
      worker.code = worker.code.replace(
        '__FIELD_FILES__',
        JSON.stringify({ version: version.slice(0, 12), ...files }),
      );
    },
  };
}

/** What the page loads at once, and what it loads later. */
function filesOf(bundle: Rolldown.OutputBundle): { core: string[]; later: string[] } {
  const entry = Object.values(bundle).find(
    (one) => one.type === 'chunk' && one.isEntry && one.facadeModuleId?.endsWith(PAGE),
  );
  if (entry?.type !== 'chunk') throw new Error('the page of /field was not built');
  const core = new Set<string>();
  const later = new Set<string>();
  walk(bundle, entry.fileName, core, later);
  for (const name of [...later]) walkLater(bundle, name, core, later);
  // The map is large and can wait; everything else a page without a network cannot do without.
  const large = [...later].filter((name) => !core.has(name) && sizeOf(bundle[name]) > LARGE_BYTES);
  const rest = [...later].filter((name) => !large.includes(name));
  const url = (name: string) => `/${name}`;
  return {
    core: [...new Set([...core, ...rest])].map(url).concat(PUBLIC_CORE).sort(),
    later: large.map(url).sort(),
  };
}

function sizeOf(one: Rolldown.OutputBundle[string] | undefined): number {
  return one?.type === 'chunk' ? one.code.length : (one?.source.length ?? 0);
}

function walk(bundle: Rolldown.OutputBundle, name: string, core: Set<string>, later: Set<string>): void {
  const chunk = bundle[name];
  if (core.has(name) || chunk?.type !== 'chunk') return;
  core.add(name);
  for (const file of ownFiles(chunk)) core.add(file);
  for (const next of chunk.imports) walk(bundle, next, core, later);
  for (const next of chunk.dynamicImports) later.add(next);
}

function walkLater(bundle: Rolldown.OutputBundle, name: string, core: Set<string>, later: Set<string>): void {
  const chunk = bundle[name];
  if (core.has(name) || chunk?.type !== 'chunk') return;
  later.add(name);
  for (const file of ownFiles(chunk)) later.add(file);
  for (const next of [...chunk.imports, ...chunk.dynamicImports])
    if (!later.has(next)) walkLater(bundle, next, core, later);
}

/** Style sheets and files that a chunk brings along. */
function ownFiles(chunk: Rolldown.OutputChunk): string[] {
  const meta = (chunk as { viteMetadata?: { importedCss: Set<string>; importedAssets: Set<string> } })
    .viteMetadata;
  return [...(meta?.importedCss ?? []), ...(meta?.importedAssets ?? [])];
}
