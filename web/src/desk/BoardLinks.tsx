import type { Role } from '../../../core/rules/case/people.ts';
import { useAnswer } from '../api/answers.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { BOARDS, type Board } from './place.ts';

const OFFICERS: readonly Role[] = ['acceptance-officer', 'supervision-officer', 'shift-lead'];
const CENTRE: readonly Role[] = [
  'acceptance-officer',
  'dispatcher',
  'supervision-officer',
  'shift-lead',
  'evaluator',
  'leader',
  'leading-office',
];
/** Who works with a board; the server decides all the same. */
const FOR: Readonly<Record<Board, readonly Role[] | 'all'>> = {
  coordination: 'all',
  shift: 'all',
  register: OFFICERS,
  surveys: OFFICERS,
  fund: CENTRE,
};

/** Gaps and proposals come without a hint: looked for this often. */
const AGAIN_MS = 60_000;

interface BoardLinksProps {
  readonly board: Board | null;
  readonly onBoard: (board: Board) => void;
}

/** Screens of their own beside the queues, each with what waits there. */
export function BoardLinks({ board, onBoard }: BoardLinksProps) {
  const { t } = useWords();
  const role = useCity().me.user?.role;
  const mine = BOARDS.filter((one) => {
    const roles = FOR[one];
    return roles === 'all' || (role !== undefined && roles.includes(role));
  });
  const waiting = useWaiting(mine);
  return (
    <>
      <h2>
        <span>{t('desk.boards')}</span>
      </h2>
      <ul>
        {mine.map((one) => (
          <li key={one}>
            <button
              type="button"
              aria-current={one === board ? 'true' : undefined}
              onClick={() => onBoard(one)}
            >
              <span className="cut name">{t(`desk.boardOf.${one}`)}</span>
              {waiting[one] && <span className="waits">{waiting[one]}</span>}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function useWaiting(mine: readonly Board[]): Partial<Record<Board, string>> {
  const { t } = useWords();
  const posts = useAnswer('posts', {}, { refetchInterval: AGAIN_MS });
  const proposals = useAnswer(
    'componentProposals',
    {},
    { refetchInterval: AGAIN_MS, enabled: mine.includes('register') },
  );
  const missing = (posts.data?.posts ?? []).some(
    ({ unit, holder, onDuty }) => holder === null || (unit === null && onDuty === null),
  );
  const toSign = (posts.data?.posts ?? []).some(
    ({ handover }) => handover !== null && handover.takenAt === null,
  );
  const open = proposals.data?.proposals.length ?? 0;
  return {
    shift: missing ? t('desk.gap') : toSign ? t('desk.toSign') : undefined,
    register: open > 0 ? String(open) : undefined,
  };
}
