import { useState } from 'react';
import type { AdminRules, StoredRule } from '../../../../core/contract/api/adminRouting.ts';
import { useAnswer } from '../../api/answers.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { EmptyState, ErrorState, Loading } from '../../parts/States.tsx';
import { RouteTester } from './RouteTester.tsx';
import { RuleDialog } from './RuleDialog.tsx';
import { useRuleWords } from './ruleWords.ts';

const SHOWN = 200;
type Show = 'live' | 'faulty' | 'withdrawn';

/** Routing rules with what is wrong with them; who would get this, on the map beside them. */
export function Rules() {
  const { t } = useWords();
  const answer = useAnswer('adminRules', {});
  const [typed, setTyped] = useState('');
  const [show, setShow] = useState<Show>('live');
  const [open, setOpen] = useState<StoredRule | 'new' | null>(null);
  const say = useRuleWords();
  if (answer.isPending) return <Loading />;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  const { rules, report, overrides } = answer.data;
  const faults = new Map<string, string[]>();
  const add = (id: string, text: string) => faults.set(id, [...(faults.get(id) ?? []), text]);
  for (const one of report.unreachable) add(one.ruleId, say.unreachable(one));
  for (const one of report.conflicts) for (const id of one.ruleIds) add(id, say.conflict(one, id));
  const fits = (rule: StoredRule) => say.whole(rule).toLowerCase().includes(typed.trim().toLowerCase());
  const lists: Record<Show, StoredRule[]> = {
    live: rules.filter((rule) => !rule.withdrawn),
    faulty: rules.filter((rule) => !rule.withdrawn && faults.has(String(rule.id))),
    withdrawn: rules.filter((rule) => rule.withdrawn),
  };
  const found = lists[show].filter(fits);
  return (
    <>
      <header className="head">
        <h2>{t('admin.section.rules')}</h2>
        <nav className="tabs" aria-label={t('admin.section.rules')}>
          {(['live', 'faulty', 'withdrawn'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={show === one} onClick={() => setShow(one)}>
              {t(`admin.rules.${one}`, { n: lists[one].length })}
            </button>
          ))}
        </nav>
        <input
          className="input find"
          type="search"
          aria-label={t('word.search')}
          placeholder={t('word.search')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <button type="button" className="btn pri" onClick={() => setOpen('new')}>
          {t('admin.rules.add')}
        </button>
      </header>
      <div className="two map">
        <RuleTable rules={found} faults={faults} overrides={overrides} onOpen={setOpen} />
        <RouteTester />
      </div>
      {open && <RuleDialog rule={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </>
  );
}

function RuleTable({
  rules,
  faults,
  overrides,
  onOpen,
}: {
  rules: readonly StoredRule[];
  faults: ReadonlyMap<string, readonly string[]>;
  overrides: AdminRules['overrides'];
  onOpen: (rule: StoredRule) => void;
}) {
  const { t } = useWords();
  const city = useCity();
  const say = useRuleWords();
  const sumOf = (id: number) => {
    const own = overrides.filter((one) => one.ruleId === String(id));
    const sum = (of: 'decided' | 'overridden') => own.reduce((total, one) => total + one[of], 0);
    return own.length === 0 ? '–' : `${sum('overridden')} / ${sum('decided')}`;
  };
  if (rules.length === 0)
    return <EmptyState title={t('admin.rules.none')} hint={t('admin.rules.noneHint')} />;
  return (
    <div className="scroll">
      <table className="list">
        <thead>
          <tr>
            <th>{t('admin.rules.about')}</th>
            <th>{t('admin.rules.area')}</th>
            <th>{t('word.unit')}</th>
            <th>{t('admin.rules.valid')}</th>
            <th className="num">{t('admin.rules.overridden')}</th>
          </tr>
        </thead>
        <tbody>
          {rules.slice(0, SHOWN).map((rule) => {
            const wrong = faults.get(String(rule.id)) ?? [];
            return (
              <tr key={rule.id} data-rule={rule.id} className={wrong.length ? 'bad' : undefined}>
                <td>
                  <button type="button" className="link" onClick={() => onOpen(rule)}>
                    {say.about(rule)}
                  </button>
                  {wrong.map((text) => (
                    <p key={text} className="q">
                      {text}
                    </p>
                  ))}
                </td>
                <td>{rule.area === null ? t('admin.rules.city') : city.area(rule.area)}</td>
                <td>{city.unit(rule.unit, true)}</td>
                <td className="q">{say.valid(rule)}</td>
                <td className="num" data-overridden>
                  {sumOf(rule.id)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {rules.length > SHOWN && <p className="q">{t('admin.rules.more', { n: rules.length - SHOWN })}</p>}
    </div>
  );
}
