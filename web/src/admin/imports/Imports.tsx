import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportLine } from '../../../../core/contract/api/adminImports.ts';
import { useAnswer } from '../../api/answers.ts';
import { call } from '../../api/call.ts';
import { useErrorWords } from '../../parts/errorWords.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { EmptyState, ErrorState, Loading } from '../../parts/States.tsx';
import { toast } from '../../parts/Toast.tsx';
import { SecretShown } from '../SecretShown.tsx';
import { isBusy } from './busy.ts';
import { ImportView } from './ImportView.tsx';
import { NewImport } from './NewImport.tsx';

const LOOK_EVERY_MS = 1_500;

/** Files brought into the city: checked first, imported as a whole, listed with what came of them. */
export function Imports() {
  const { t } = useWords();
  const [open, setOpen] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const answer = useAnswer('adminImports', {}, { staleTime: 0 });
  const busy = answer.data?.imports.some(isBusy) ?? false;
  useAnswer(
    'adminImports',
    {},
    { enabled: busy && open === null, refetchInterval: LOOK_EVERY_MS, staleTime: 0 },
  );
  if (open !== null) return <ImportView id={open} onLeave={() => setOpen(null)} />;
  if (answer.isPending) return <Loading />;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  const { imports, withoutPassword } = answer.data;
  return (
    <>
      <header className="head">
        <h2>{t('admin.section.imports')}</h2>
        <button type="button" className="btn pri" onClick={() => setAdding(true)}>
          {t('admin.imports.add')}
        </button>
      </header>
      {withoutPassword > 0 && <Passwords n={withoutPassword} />}
      {imports.length === 0 ? (
        <EmptyState title={t('admin.imports.none')} hint={t('admin.imports.noneHint')} />
      ) : (
        <ImportTable imports={imports} onOpen={setOpen} />
      )}
      {adding && <NewImport onClose={() => setAdding(false)} onSent={setOpen} />}
    </>
  );
}

function ImportTable({ imports, onOpen }: { imports: readonly ImportLine[]; onOpen: (id: string) => void }) {
  const { t } = useWords();
  const { time } = useCity();
  return (
    <table className="list wide">
      <thead>
        <tr>
          <th>{t('admin.imports.file')}</th>
          <th>{t('admin.imports.what')}</th>
          <th>{t('admin.imports.stateName')}</th>
          <th>{t('admin.imports.result')}</th>
          <th>{t('admin.imports.by')}</th>
        </tr>
      </thead>
      <tbody>
        {imports.map((one) => (
          <tr key={one.id} data-import={one.file}>
            <td>
              <button type="button" className="link" onClick={() => onOpen(one.id)}>
                {one.file}
              </button>
            </td>
            <td>{t(`admin.imports.of.${one.what}`)}</td>
            <td>{t(`admin.imports.state.${one.state}`)}</td>
            <td>
              {one.counts && one.counts.refused === 0 && t('admin.imports.counts', one.counts)}
              {one.counts && one.counts.refused > 0 && `${t('admin.imports.faults')}: ${one.counts.refused}`}
              {!one.counts && one.rowsRead > 0 && t('admin.imports.rowsRead', { n: one.rowsRead })}
            </td>
            <td className="q">
              {time.isoDate(one.at)} {time.time(one.at)} · {one.by}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** First passwords of imported people: made and shown once. */
function Passwords({ n }: { n: number }) {
  const { t } = useWords();
  const client = useQueryClient();
  const say = useErrorWords();
  const [made, setMade] = useState<string | null>(null);
  const make = async () => {
    try {
      const { people } = await call('firstPasswords', {});
      setMade(people.map(({ login, secret }) => `${login},${secret}`).join('\n'));
    } catch (error) {
      toast({ text: say(error), urgent: true });
    }
  };
  const close = () => {
    setMade(null);
    void client.invalidateQueries({ queryKey: ['adminImports'] });
  };
  return (
    <p className="warn row">
      {t('admin.imports.without', { n })}
      <button type="button" className="link" onClick={() => void make()}>
        {t('admin.imports.passwords')}
      </button>
      {made !== null && (
        <SecretShown
          title={t('admin.imports.passwords')}
          secret={made}
          hint={t('admin.imports.passwordsHint')}
          onClose={close}
        />
      )}
    </p>
  );
}
