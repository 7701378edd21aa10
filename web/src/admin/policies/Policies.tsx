import { useState } from 'react';
import type { PolicyVersions } from '../../../../core/contract/api/admin.ts';
import {
  POLICY_DEFAULTS,
  POLICY_FIELDS,
  policyFaults,
  policyInForce,
  valueAt,
  withValueAt,
} from '../../../../core/contract/api/policyFields.ts';
import { useAnswer } from '../../api/answers.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { ErrorState, Loading } from '../../parts/States.tsx';
import { Versions } from '../Versions.tsx';
import { PolicyFieldInput } from './PolicyFieldInput.tsx';
import { PublishPolicy } from './PublishPolicy.tsx';

type Kind = PolicyVersions['kinds'][number];
type Data = Readonly<Record<string, unknown>>;

/** Every policy number with an editor; versions with who and when beside it. */
export function Policies() {
  const { t } = useWords();
  const [kind, setKind] = useState<Kind['kind']>('case');
  const answer = useAnswer('adminPolicies', {});
  if (answer.isPending) return <Loading />;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  const now = answer.data.kinds.find((one) => one.kind === kind)!;
  return (
    <>
      <header className="head">
        <h2>{t('admin.section.policies')}</h2>
        <nav className="tabs" aria-label={t('admin.section.policies')}>
          {answer.data.kinds.map((one) => (
            <button
              key={one.kind}
              type="button"
              aria-pressed={one.kind === kind}
              onClick={() => setKind(one.kind)}
            >
              {t(`admin.kind.${one.kind}`)}
            </button>
          ))}
        </nav>
      </header>
      <PolicyEditor key={`${kind} ${now.newest}`} now={now} />
    </>
  );
}

function PolicyEditor({ now }: { now: Kind }) {
  const { t } = useWords();
  const { time } = useCity();
  const [data, setData] = useState<Data>(now.data);
  const [publishing, setPublishing] = useState<{ data: Data; note: string } | null>(null);
  const fields = POLICY_FIELDS[now.kind];
  const faults = new Map(policyFaults(now.kind, data).map((fault) => [fault.path, fault.why]));
  const changed = fields.filter(({ path }) => valueAt(data, path) !== valueAt(now.data, path));
  const groups = [...new Set(fields.map((field) => field.group))];
  const back = (to: number, old: Data) =>
    setPublishing({ data: old, note: t('admin.backNote', { version: to }) });
  const markOf = ({ version, validFrom }: Kind['versions'][number]) => {
    if (version === now.inForce) return t('admin.inForce');
    return version > now.inForce
      ? t('admin.from', { at: `${time.isoDate(validFrom)} ${time.time(validFrom)}` })
      : null;
  };
  return (
    <div className="two">
      <form
        className="policy"
        onSubmit={(event) => {
          event.preventDefault();
          if (faults.size === 0 && changed.length > 0) setPublishing({ data, note: '' });
        }}
      >
        <p className="q lead">{t(`admin.lead.${now.kind}`)}</p>
        {groups.map((group) => (
          <fieldset key={group}>
            <legend>{t(`admin.group.${group}`)}</legend>
            {fields
              .filter((field) => field.group === group)
              .map((field) => (
                <PolicyFieldInput
                  key={field.path}
                  field={field}
                  value={valueAt(data, field.path)}
                  published={valueAt(now.data, field.path)}
                  standard={valueAt(POLICY_DEFAULTS[now.kind], field.path)}
                  fault={faults.get(field.path) ?? null}
                  onChange={(value) => setData(withValueAt(data, field.path, value))}
                />
              ))}
          </fieldset>
        ))}
        <footer className="bar">
          <button type="submit" className="btn pri" disabled={faults.size > 0 || changed.length === 0}>
            {t('admin.preview')}
          </button>
          <button
            type="button"
            className="btn"
            disabled={changed.length === 0}
            onClick={() => setData(now.data)}
          >
            {t('admin.discard')}
          </button>
          <span className="q" role="status">
            {faults.size > 0
              ? t('admin.faults', { n: faults.size })
              : t('admin.changes', { n: changed.length })}
          </span>
        </footer>
      </form>
      <Versions
        versions={now.versions}
        empty={t('admin.noVersions')}
        mark={markOf}
        mayBack={(version) => version.version !== now.newest}
        onBack={(version) => back(version.version, version.data)}
      />
      {now.versions.length > 0 && (
        <button
          type="button"
          className="link standards"
          onClick={() => back(0, policyInForce(now.kind, null))}
        >
          {t('admin.backToSpec')}
        </button>
      )}
      {publishing && (
        <PublishPolicy
          kind={now.kind}
          base={now.newest}
          data={publishing.data}
          firstNote={publishing.note}
          onClose={() => setPublishing(null)}
        />
      )}
    </div>
  );
}
