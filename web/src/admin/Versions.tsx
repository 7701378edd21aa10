import type { VersionLine } from '../../../core/contract/api/admin.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';

interface VersionsProps<V extends VersionLine> {
  readonly versions: readonly V[];
  /** What stands beside a version, e.g. that it is in force. */
  readonly mark: (version: V) => string | null;
  /** Takes a version's content up again, as a new version. */
  readonly onBack?: (version: V) => void;
  readonly mayBack?: (version: V) => boolean;
  readonly empty: string;
}

/** Versions, newest first: who, when, why, and the way back. */
export function Versions<V extends VersionLine>({
  versions,
  mark,
  onBack,
  mayBack,
  empty,
}: VersionsProps<V>) {
  const { t } = useWords();
  return (
    <aside className="versions" aria-label={t('admin.versions')}>
      <h3>{t('admin.versions')}</h3>
      {versions.length === 0 && <p className="q">{empty}</p>}
      <ol>
        {versions.map((version) => (
          <li key={version.version} data-version={version.version}>
            <span className="row">
              <b>v{version.version}</b>
              {mark(version) && <em>{mark(version)}</em>}
              {onBack && (mayBack?.(version) ?? true) && (
                <button type="button" className="link" onClick={() => onBack(version)}>
                  {t('admin.back')}
                </button>
              )}
            </span>
            <When line={version} />
            {version.note && <p>{version.note}</p>}
          </li>
        ))}
      </ol>
    </aside>
  );
}

function When({ line }: { line: VersionLine }) {
  const { t } = useWords();
  const { time } = useCity();
  const by = line.by === 'seed' ? t('admin.bySeed') : line.by;
  return (
    <p className="q">
      {time.isoDate(line.at)} {time.time(line.at)} · {by}
    </p>
  );
}
