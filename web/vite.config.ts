import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { fieldChunks } from './fieldChunks.ts';
import { fieldOffline } from './fieldOffline.ts';
import { packedAssets } from './packedAssets.ts';

const root = import.meta.dirname;
const page = (name: string) => resolve(root, `${name}.html`);

/** One app, one entry per surface. The built pages hold no inline script or style: the CSP allows none. */
export default defineConfig({
  root,
  plugins: [react(), fieldChunks(), fieldOffline(root), packedAssets()],
  build: {
    outDir: resolve(root, 'dist'),
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    // A data: URL of a small font or picture would need a wider CSP.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: Object.fromEntries(
        ['index', 'desk', 'unit', 'field', 'wall', 'score', 'admin'].map((name) => [name, page(name)]),
      ),
    },
  },
});
