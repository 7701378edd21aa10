import { useState } from 'react';
import { useAnswer } from '../../api/answers.ts';
import { useWords } from '../../parts/i18n.ts';
import { Consent } from '../duty/Consent.tsx';
import { LangChoice, ThemeChoice } from '../leave/Choices.tsx';
import { LogoutDialog } from '../leave/LogoutDialog.tsx';
import { useUser } from '../session.ts';
import { Top } from '../Top.tsx';
import { CaseView } from './CaseView.tsx';
import { History } from './History.tsx';
import { InstallChoice } from './install.tsx';
import { SunChoice } from './sun.tsx';

/** One's own figures, reports and settings; `open` is a case to look at. */
export function MinePage({ open }: { open: string | null }) {
  const { t } = useWords();
  const user = useUser();
  const [asking, setAsking] = useState<'logout' | 'notice' | null>(null);
  const close = () => setAsking(null);
  return (
    <main className="page">
      <Top title={t('field.tab.mine')} beside={`${user.name} · ${t(`role.${user.role}`)}`} />
      <div className="page-body">
        {user.role === 'collector' && <Figures />}
        <History />
        <section className="sec settings">
          <h2>{t('field.mine.settings')}</h2>
          <ThemeChoice />
          <SunChoice />
          <InstallChoice />
          <LangChoice />
          <button type="button" className="btn" onClick={() => setAsking('notice')}>
            {t('field.consent.read')}
          </button>
          <button type="button" className="btn" onClick={() => setAsking('logout')}>
            {t('field.logout.title')}
          </button>
        </section>
      </div>
      {asking === 'logout' && <LogoutDialog onClose={close} />}
      {asking === 'notice' && <Consent onClose={close} />}
      {open !== null && <CaseView id={open} />}
    </main>
  );
}

function Figures() {
  const { t } = useWords();
  const { data } = useAnswer('myDay', {});
  if (!data) return null;
  const share = (part: number, all: number) =>
    all === 0 ? t('field.mine.none') : `${Math.round((100 * part) / all)} %`;
  const rows = [
    ['reports', data.today.reports, data.month.reports],
    ['valid', share(data.today.valid, data.today.reports), share(data.month.valid, data.month.reports)],
    ['tasks', data.today.tasks, data.month.tasks],
    [
      'onTime',
      share(data.today.tasksOnTime, data.today.tasks),
      share(data.month.tasksOnTime, data.month.tasks),
    ],
    ['coverage', share(data.walked.length, data.cells), t('field.mine.none')],
  ] as const;
  return (
    <section className="sec">
      <table className="figures">
        <thead>
          <tr>
            <td />
            <th scope="col">{t('field.mine.today')}</th>
            <th scope="col">{t('field.mine.month')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([key, today, month]) => (
            <tr key={key}>
              <th scope="row">{t(`field.mine.${key}`)}</th>
              <td className="num">{today}</td>
              <td className="num">{month}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="qq">{t('field.mine.coverageWhy')}</p>
    </section>
  );
}
