import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RuleContent, RulePreview, StoredRule } from '../../../../core/contract/api/adminRouting.ts';
import { useAnswer } from '../../api/answers.ts';
import { call } from '../../api/call.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useErrorWords } from '../../parts/errorWords.ts';
import { useWords } from '../../parts/i18n.ts';
import { toast } from '../../parts/Toast.tsx';
import { RehearsalView } from '../RehearsalView.tsx';
import { usePreview } from '../usePreview.ts';
import { Versions } from '../Versions.tsx';
import { RuleFields } from './RuleFields.tsx';
import { useRuleWords } from './ruleWords.ts';

const NEW_RULE: RuleContent = {
  kind: 'incident',
  level: 'minor',
  scheme: null,
  code: null,
  area: null,
  unit: '',
  order: 0,
  validFrom: null,
  validTo: null,
  source: '',
};

/** A rule: what it says, who would be routed otherwise, its versions; publish, withdraw, or back to an earlier one. */
export function RuleDialog({ rule, onClose }: { rule: StoredRule | null; onClose: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const say = useErrorWords();
  const [content, setContent] = useState<RuleContent>(rule ? contentOf(rule) : NEW_RULE);
  const [withdraw, setWithdraw] = useState(false);
  const [note, setNote] = useState('');
  const id = rule?.id ?? null;
  const complete =
    content.unit !== '' && (content.level === 'class' ? content.area !== null : content.code !== null);
  const changed = !rule || rule.withdrawn || JSON.stringify(content) !== JSON.stringify(contentOf(rule));
  const wish = withdraw ? null : content;
  const preview = usePreview<RulePreview>(
    JSON.stringify(wish),
    complete || withdraw ? (signal) => call('previewRule', { id, rule: wish }, { signal }) : null,
  );
  const save = async () => {
    try {
      const { version } = await call('saveRule', { id, base: rule?.version ?? 0, rule: wish, note });
      toast({ text: t('admin.published', { version }) });
      onClose();
    } finally {
      await client.invalidateQueries({ queryKey: ['adminRules'] });
      void client.invalidateQueries({ queryKey: ['ruleVersions'] });
      void client.invalidateQueries({ queryKey: ['routeTest'] });
    }
  };
  const title = rule ? t('admin.rules.rule', { id: rule.id, version: rule.version }) : t('admin.rules.add');
  return (
    <Dialog
      wide
      title={title}
      act={t(withdraw ? 'admin.rules.withdraw' : 'admin.publish')}
      onAct={save}
      ready={preview.answer !== null && (withdraw || changed)}
      onClose={onClose}
    >
      <RuleFields rule={content} onChange={setContent} disabled={withdraw} />
      {rule && !rule.withdrawn && (
        <label className="row">
          <input type="checkbox" checked={withdraw} onChange={(event) => setWithdraw(event.target.checked)} />
          {t('admin.rules.withdrawLong')}
        </label>
      )}
      {preview.fault !== null && <p role="alert">{say(preview.fault)}</p>}
      {!preview.answer && preview.fault === null && (
        <p className="q">{t(complete || withdraw ? 'admin.reckoning' : 'admin.rules.fill')}</p>
      )}
      {preview.answer && <Effects preview={preview.answer} id={id} />}
      <label className="field">
        <span>{t('admin.note')}</span>
        <input value={note} maxLength={300} onChange={(event) => setNote(event.target.value)} />
      </label>
      {rule && (
        <History
          id={rule.id}
          newest={rule.version}
          onBack={(old, text) => {
            setContent(old);
            setNote(text);
          }}
        />
      )}
    </Dialog>
  );
}

function contentOf({
  id: _id,
  version: _version,
  withdrawn: _withdrawn,
  ...content
}: StoredRule): RuleContent {
  return content;
}

function Effects({ preview, id }: { preview: RulePreview; id: number | null }) {
  const say = useRuleWords();
  const { conflicts, unreachable } = preview.report;
  const own = id === null ? 'draft' : String(id);
  return (
    <>
      <RehearsalView rehearsal={preview.routing} />
      {conflicts.map((one) => (
        <p key={one.ruleIds.join()} className="warn" role="alert" data-conflict>
          {say.conflict(one, own)}
        </p>
      ))}
      {unreachable.map((one) => (
        <p key={one.ruleId} className="warn" role="alert">
          {one.ruleId === own ? '' : `${one.ruleId}: `}
          {say.unreachable(one)}
        </p>
      ))}
    </>
  );
}

function History({
  id,
  newest,
  onBack,
}: {
  id: number;
  newest: number;
  onBack: (rule: RuleContent, note: string) => void;
}) {
  const { t } = useWords();
  const answer = useAnswer('ruleVersions', { id });
  const mark = (withdrawn: boolean) => (withdrawn ? t('admin.rules.isWithdrawn') : null);
  return (
    <Versions
      versions={answer.data?.versions ?? []}
      empty={t('admin.rules.noVersions')}
      mark={({ rule }) => mark(rule.withdrawn)}
      mayBack={({ version }) => version !== newest}
      onBack={({ version, rule: { withdrawn: _withdrawn, ...old } }) =>
        onBack(old, t('admin.backNote', { version }))
      }
    />
  );
}
