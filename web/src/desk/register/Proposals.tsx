import './register.css';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ComponentProposalRow } from '../../../../core/contract/api/records.ts';
import { useAnswer } from '../../api/answers.ts';
import { useWords } from '../../parts/i18n.ts';
import { useKeys } from '../../parts/keys.ts';
import { useCity } from '../../parts/names.tsx';
import { EmptyState, ErrorState, Loading } from '../../parts/States.tsx';
import { useMinute } from '../../parts/ticker.ts';
import { DecideProposal } from './DecideProposal.tsx';
import { ProposalDetail } from './ProposalDetail.tsx';
import { useProposalWords } from './proposal.ts';
import { addRegisterWords } from './words.ts';

addRegisterWords();

const AGAIN_MS = 30_000;
const MAY_DECIDE = new Set(['acceptance-officer', 'shift-lead']);

/** What collectors propose to change in the register: one after the other, decided by key. */
export function Proposals() {
  const { t } = useWords();
  const { me } = useCity();
  const client = useQueryClient();
  const [show, setShow] = useState<'open' | 'decided'>('open');
  const [picked, setPicked] = useState<string | null>(null);
  const [deciding, setDeciding] = useState<{ one: ComponentProposalRow; accept: boolean } | null>(null);
  const input = show === 'open' ? {} : { show };
  const answer = useAnswer('componentProposals', input, { refetchInterval: AGAIN_MS, staleTime: 0 });
  const rows = answer.data?.proposals ?? [];
  const index = Math.max(
    0,
    rows.findIndex(({ id }) => id === picked),
  );
  const shown = rows[index];
  const mayDecide = show === 'open' && MAY_DECIDE.has(me.user?.role ?? '');
  const step = (by: 1 | -1) =>
    setPicked(rows[Math.min(rows.length - 1, Math.max(0, index + by))]?.id ?? null);
  const decide = (accept: boolean) => shown && mayDecide && setDeciding({ one: shown, accept });
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    a: () => decide(true) ?? false,
    x: () => decide(false) ?? false,
  });
  const done = async () => {
    // The next one stands where this one stood.
    setPicked(rows[index + 1]?.id ?? null);
    await client.invalidateQueries({ queryKey: ['componentProposals'] });
    setDeciding(null);
  };
  return (
    <div className="register">
      <header>
        <h1>{t('register.title')}</h1>
        <span className="tabs">
          {(['open', 'decided'] as const).map((one) => (
            <button
              key={one}
              type="button"
              className="btn"
              aria-pressed={one === show}
              onClick={() => setShow(one)}
            >
              {t(`register.${one}`)}
            </button>
          ))}
        </span>
      </header>
      <p className="q">{t('register.lead')}</p>
      {answer.isPending && <Loading />}
      {answer.isError && !answer.data && <ErrorState error={answer.error} onRetry={answer.refetch} />}
      {answer.data && rows.length === 0 && (
        <EmptyState
          title={t(show === 'open' ? 'register.emptyOpen' : 'register.emptyDecided')}
          hint={show === 'open' ? t('register.emptyOpenHint') : undefined}
        />
      )}
      {shown && (
        <div className="split">
          <ProposalList rows={rows} picked={shown.id} onPick={setPicked} />
          <ProposalDetail key={shown.id} one={shown} onDecide={mayDecide ? decide : null} />
        </div>
      )}
      {deciding && <DecideProposal {...deciding} onDone={done} onClose={() => setDeciding(null)} />}
    </div>
  );
}

interface ProposalListProps {
  readonly rows: readonly ComponentProposalRow[];
  readonly picked?: string;
  readonly onPick?: (id: string) => void;
}

/** Proposals, one a line: what, which component, when. */
export function ProposalList({ rows, picked, onPick }: ProposalListProps) {
  const { t } = useWords();
  const city = useCity();
  const now = useMinute();
  const what = useProposalWords();
  return (
    <ul className="proposals">
      {rows.map((one) => (
        <li key={one.id}>
          <button
            type="button"
            disabled={!onPick}
            aria-current={one.id === picked ? 'true' : undefined}
            onClick={() => onPick?.(one.id)}
          >
            <span className="q">{t(`register.kind.${one.kind}`)}</span>
            <span className="cut">
              <b>{city.category(one.categoryKey, true)}</b> {what(one)}
            </span>
            <span className="qq">
              {one.state === 'open' ? city.time.past(one.proposedAt, now) : t(`register.state.${one.state}`)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
