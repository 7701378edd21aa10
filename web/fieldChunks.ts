import type { Plugin } from 'vite';

const ENTRY = /\/src\/field\/main\.tsx$/;
/** What stands behind the login form. */
const WORK = /\/src\/field\/FieldApp\.tsx$/;
const OWN = /\/src\/field\//;

/**
 * On a line with 300 ms of latency each file costs more than its bytes: what /field needs for its first
 * screen comes in two files, what it shares with the other pages and its own, and the pages behind the login in
 * two more, not in twenty.
 */
export function fieldChunks(): Plugin {
  const first = new Set<string>();
  const work = new Set<string>();
  const group = (name: string, needed: ReadonlySet<string>, isOwn: boolean) => ({
    name,
    test: (id: string) => needed.has(id) && OWN.test(id) === isOwn && !ENTRY.test(id),
  });
  return {
    name: 'field-chunks',
    apply: 'build',
    config: () => ({
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              groups: [
                group('base', first, false),
                group('field-base', first, true),
                group('base-work', work, false),
                group('field-work', work, true),
              ],
            },
          },
        },
      },
    }),
    renderStart() {
      const reached = (start: RegExp, into: Set<string>) => {
        const waiting = [...this.getModuleIds()].filter((id) => start.test(id));
        for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
          if (first.has(id) || into.has(id)) continue;
          into.add(id);
          waiting.push(...(this.getModuleInfo(id)?.importedIds ?? []));
        }
      };
      reached(ENTRY, first);
      reached(WORK, work);
    },
  };
}
