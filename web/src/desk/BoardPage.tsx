import './boardPage.css';
import { lazy, Suspense } from 'react';
import { CrashGuard, Loading } from '../parts/States.tsx';
import type { Board } from './place.ts';

type Page = Exclude<Board, 'coordination'>;

const PAGES = {
  shift: lazy(async () => ({ default: (await import('../posts/Posts.tsx')).Posts })),
  register: lazy(async () => ({ default: (await import('./register/Proposals.tsx')).Proposals })),
  surveys: lazy(async () => ({ default: (await import('./register/Surveys.tsx')).Surveys })),
  fund: lazy(async () => ({ default: (await import('./fund/Fund.tsx')).Fund })),
} as const satisfies Record<Page, unknown>;

/** Records beside the cases, in place of list, case and map; each is loaded when it is first opened. */
export function BoardPage({ board }: { board: Page }) {
  const Shown = PAGES[board];
  return (
    <main className="deskpage">
      <CrashGuard key={board}>
        <Suspense fallback={<Loading />}>
          <Shown />
        </Suspense>
      </CrashGuard>
    </main>
  );
}
