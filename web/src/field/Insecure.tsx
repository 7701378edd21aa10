import '../parts/login.css';
import { useWords } from '../parts/i18n.ts';
import { LangChoice } from './leave/Choices.tsx';

/** On plain HTTP beyond localhost nothing here can work safely: says what and why, instead of half working. */
export function Insecure() {
  const { t } = useWords();
  const secure = `https://${location.host}${location.pathname}`;
  return (
    <main className="login">
      <div className="card">
        <h1>{t('field.insecure.title')}</h1>
        <p>{t('field.insecure.why')}</p>
        <ul className="points">
          {(['place', 'offline', 'hash', 'camera'] as const).map((key) => (
            <li key={key}>{t(`field.insecure.${key}`)}</li>
          ))}
        </ul>
        <p>{t('field.insecure.todo')}</p>
        <a className="btn pri" href={secure}>
          {t('field.insecure.go')}
        </a>
        <LangChoice />
      </div>
    </main>
  );
}
