import { Dialog } from './Dialog.tsx';
import { useWords } from './i18n.ts';

/** All keys of a page, each with what it does. */
export function KeyHelp({
  keys,
  onClose,
}: {
  keys: readonly (readonly [string, string])[];
  onClose: () => void;
}) {
  const { t } = useWords();
  return (
    <Dialog title={t('word.keys')} onClose={onClose}>
      <dl className="keyhelp">
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              {key.split(' ').map((one) => (
                <kbd key={one}>{one}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
