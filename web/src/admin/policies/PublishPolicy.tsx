import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { PolicyPreview } from '../../../../core/contract/api/admin.ts';
import { POLICY_FIELDS, type PolicyKind } from '../../../../core/contract/api/policyFields.ts';
import { asHouseError, call } from '../../api/call.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useErrorWords } from '../../parts/errorWords.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { toast } from '../../parts/Toast.tsx';
import { RehearsalView } from '../RehearsalView.tsx';
import { useFieldWords } from './PolicyFieldInput.tsx';

interface PublishPolicyProps {
  readonly kind: PolicyKind;
  readonly base: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly firstNote: string;
  readonly onClose: () => void;
}

/** What will change, before it is published; then the new version with who, when and why. */
export function PublishPolicy({ kind, base, data, firstNote, onClose }: PublishPolicyProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const [preview, setPreview] = useState<PolicyPreview | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [note, setNote] = useState(firstNote);
  const [from, setFrom] = useState('');
  const say = useErrorWords();
  const { time } = useCity();
  useEffect(() => {
    const stop = new AbortController();
    call('previewPolicy', { kind, base, data: { ...data } }, { signal: stop.signal }).then(
      setPreview,
      (error) => {
        if (!stop.signal.aborted) setFault(error);
      },
    );
    return () => stop.abort();
  }, [kind, base, data]);
  const publish = async () => {
    const validFrom = from === '' ? null : time.startOfDay(Date.parse(`${from}T12:00:00Z`));
    try {
      const { version } = await call('publishPolicy', { kind, base, data: { ...data }, note, validFrom });
      toast({ text: t('admin.published', { version }) });
      onClose();
    } finally {
      await client.invalidateQueries({ queryKey: ['adminPolicies'] });
      void client.invalidateQueries({ queryKey: ['directory'] });
    }
  };
  return (
    <Dialog
      wide
      title={t('admin.publishTitle', { kind: t(`admin.kind.${kind}`), version: base + 1 })}
      act={t('admin.publish')}
      onAct={publish}
      ready={preview !== null && preview.changed.length > 0}
      onClose={onClose}
    >
      {fault !== null && <p role="alert">{say(asHouseError(fault))}</p>}
      {!preview && fault === null && <p className="q">{t('admin.reckoning')}</p>}
      {preview && <Effects kind={kind} preview={preview} />}
      <label className="field">
        <span>{t('admin.validFrom')}</span>
        <input type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
      </label>
      <label className="field">
        <span>{t('admin.note')}</span>
        <input value={note} maxLength={300} onChange={(event) => setNote(event.target.value)} />
      </label>
    </Dialog>
  );
}

function Effects({ kind, preview }: { kind: PolicyKind; preview: PolicyPreview }) {
  const { t } = useWords();
  const city = useCity();
  const say = useFieldWords();
  const fields = new Map(POLICY_FIELDS[kind].map((field) => [field.path, field]));
  if (preview.changed.length === 0) return <p>{t('admin.nothingChanges')}</p>;
  return (
    <>
      <table className="effects">
        <thead>
          <tr>
            <th>{t('admin.number')}</th>
            <th>{t('admin.before')}</th>
            <th>{t('admin.after')}</th>
          </tr>
        </thead>
        <tbody>
          {preview.changed.map(({ path, from, to }) => (
            <tr key={path} data-change={path}>
              <td>{t(`admin.field.${path.replaceAll('.', '-')}`)}</td>
              <td className="q">{say(fields.get(path)!, from)}</td>
              <td>
                <b>{say(fields.get(path)!, to)}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {kind === 'case' && (
        <p data-open={preview.openCases}>
          {t('admin.keepClocks', {
            n: preview.openCases,
            running: preview.runningClocks.reduce((sum, one) => sum + one.cases, 0),
          })}
        </p>
      )}
      {preview.routing && <RehearsalView rehearsal={preview.routing} />}
      {preview.scores && preview.scores.length === 0 && <p>{t('admin.noScores')}</p>}
      {preview.scores && preview.scores.length > 0 && (
        <table className="effects">
          <thead>
            <tr>
              <th>{t('admin.openPeriod')}</th>
              <th className="num">{t('admin.before')}</th>
              <th className="num">{t('admin.after')}</th>
            </tr>
          </thead>
          <tbody>
            {preview.scores.map(({ unit, before, after, rankBefore, rankAfter }) => (
              <tr key={unit} data-unit={unit}>
                <td>{city.unit(unit, true)}</td>
                <td className="num q">
                  {before ?? '–'} ({rankBefore ?? '–'})
                </td>
                <td className="num">
                  <b>{after ?? '–'}</b> ({rankAfter ?? '–'})
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
