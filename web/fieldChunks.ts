import type { Plugin } from 'vite';

const ENTRY = /\/src\/field\/main\.tsx$/;
const OWN = /\/src\/field\//;

/**
 * On a line with 300 ms of latency each file costs more than its bytes: what /field needs at once comes in
 * two files, what it shares with the other pages and its own, not in twenty.
 */
export function fieldChunks(): Plugin {
  const needed = new Set<string>();
  const group = (name: string, isOwn: boolean) => ({
    name,
    test: (id: string) => needed.has(id) && OWN.test(id) === isOwn && !ENTRY.test(id),
  });
  return {
    name: 'field-chunks',
    apply: 'build',
    config: () => ({
      build: {
        rolldownOptions: {
          output: { codeSplitting: { groups: [group('base', false), group('field-base', true)] } },
        },
      },
    }),
    renderStart() {
      const waiting = [...this.getModuleIds()].filter((id) => ENTRY.test(id));
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
        if (needed.has(id)) continue;
        needed.add(id);
        waiting.push(...(this.getModuleInfo(id)?.importedIds ?? []));
      }
    },
  };
}
