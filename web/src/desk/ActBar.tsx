import type { CaseDetail } from '../../../core/contract/api/answers.ts';
import { type Act, DESK_ACTS, possibleActs } from '../case/acts.tsx';
import { useWords } from '../parts/i18n.ts';

/** As many stand open as fit in one line on the narrowest desk: by number, and by the letters of their words. */
const OPEN_ACTS = { zh: { most: 4, letters: 24 }, en: { most: 3, letters: 27 } };

interface ActBarProps {
  readonly detail: CaseDetail;
  readonly more: boolean;
  readonly onMore: (open: boolean) => void;
  readonly onAct: (act: Act) => void;
}

/** What this person can decide on this case: one primary act, the rest secondary, each with its key. */
export function ActBar({ detail, more, onMore, onAct }: ActBarProps) {
  const { t, lang } = useWords();
  const acts = possibleActs(DESK_ACTS, detail);
  const { most, letters } = OPEN_ACTS[lang];
  let taken = 0;
  const fits = acts.slice(0, most).filter((act) => {
    taken += t(`act.${act.name}`).length;
    return taken <= letters;
  });
  const shown = acts.slice(0, Math.max(1, fits.length));
  const rest = acts.slice(shown.length);
  const button = (act: Act, primary: boolean) => (
    <button
      key={act.name}
      type="button"
      className={primary ? 'btn pri' : 'btn'}
      onClick={() => {
        onMore(false);
        onAct(act);
      }}
    >
      <kbd>{act.key.toUpperCase()}</kbd>
      {t(`act.${act.name}`)}
    </button>
  );
  return (
    <div className="actbar" role="toolbar" aria-label={t('desk.title')}>
      {shown.map((act, i) => button(act, i === 0 && act.name !== 'note' && act.name !== 'attach'))}
      {rest.length > 0 && (
        <div className="moreacts">
          <button type="button" className="btn" aria-expanded={more} onClick={() => onMore(!more)}>
            <kbd>.</kbd>
            {t('desk.more')}
          </button>
          {more && <div className="menu">{rest.map((act) => button(act, false))}</div>}
        </div>
      )}
    </div>
  );
}
