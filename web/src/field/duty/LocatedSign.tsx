import { useWords } from '../../parts/i18n.ts';

/** Seen whenever this phone is being located (spec 06, Persons). */
export function LocatedSign({ short = false }: { short?: boolean }) {
  const { t } = useWords();
  return (
    <span className="located" title={t('field.duty.locatedWhy')}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="4.5" />
        <path d="M8 0v4M8 12v4M0 8h4M12 8h4" />
      </svg>
      <span className={short ? 'vh' : ''}>{t('field.duty.located')}</span>
    </span>
  );
}
