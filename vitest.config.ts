import { defineConfig } from 'vitest/config';

/** Tests are projects by folder: each has its own needs, and `npm run check` runs only the rules. */
const project = (name: string, timeoutMs: number, extra: Record<string, unknown> = {}) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: timeoutMs,
    hookTimeout: 120_000,
    ...extra,
  },
});

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      project('rules', 60_000),
      project('actions', 60_000),
      project('flows', 120_000),
      project('conformance', 300_000),
      project('web', 240_000),
    ],
  },
});
