import { parentPort } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

// A thread is begun without the loader of its process, and Node 20 runs no TypeScript by itself.
register();
const { drawSheet } = await import('./drawSheet.ts');

/** The thread that draws: a sheet in, its bytes or why not out. */
parentPort?.on('message', async ({ id, sheet }) => {
  try {
    parentPort?.postMessage({ id, pdf: await drawSheet(sheet) });
  } catch (error) {
    parentPort?.postMessage({ id, error: String(error) });
  }
});
