import './noticeSettings.css';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { NoticeSettings as Choices, NoticeSettingsAnswer } from '../../../core/contract/api/notices.ts';
import { NOTICE_CHANNELS, type NoticeChannel, type NoticeKind } from '../../../core/contract/notices.ts';
import { useAnswer } from '../api/answers.ts';
import { call } from '../api/call.ts';
import { Dialog } from './Dialog.tsx';
import { useWords } from './i18n.ts';
import { usePush } from './push.ts';
import { toast } from './Toast.tsx';

/** Kinds that a unit's people are told; a centre's page would offer its own. */
const KINDS: readonly NoticeKind[] = [
  'case-new',
  'case-yellow',
  'case-red',
  'supervised',
  'check-failed',
  'decided',
  'post-gap',
  'digest',
  'post-gap',
];

/** How one is told: addresses, kinds by channel, quiet hours, this browser. */
export function NoticeSettings({ onClose }: { onClose: () => void }) {
  const settings = useAnswer('noticeSettings', {}, { staleTime: 0 });
  return settings.data ? <Form settings={settings.data} onClose={onClose} /> : null;
}

function Form({ settings, onClose }: { settings: NoticeSettingsAnswer; onClose: () => void }) {
  const { t, lang } = useWords();
  const client = useQueryClient();
  const push = usePush(settings.pushKey);
  const [choices, setChoices] = useState<Choices>(settings);
  const [secret, setSecret] = useState<string | null>(null);
  const set = (change: Partial<Choices>) => setChoices({ ...choices, ...change });
  const save = async () => {
    const { email, webhookUrl, off, quietFrom, quietTo } = choices;
    const body = { email, webhookUrl, off: mutable(off), quietFrom, quietTo, lang };
    const answer = await call('keepNoticeSettings', body);
    await client.invalidateQueries({ queryKey: ['noticeSettings'] });
    toast({ text: t('notice.saved') });
    if (answer.secret) setSecret(answer.secret);
    else onClose();
  };
  return (
    <Dialog
      title={t('notice.settings')}
      act={secret ? undefined : t('notice.save')}
      onAct={save}
      onClose={onClose}
    >
      {secret && (
        <p role="status">
          {t('notice.secret')} <code className="secret">{secret}</code>
        </p>
      )}
      <label className="field">
        <span>{t('notice.email')}</span>
        <input
          type="email"
          value={choices.email ?? ''}
          maxLength={120}
          onChange={(event) => set({ email: event.target.value.trim() || null })}
        />
        {!settings.mail && <small className="qq">{t('notice.noMail')}</small>}
      </label>
      <label className="field">
        <span>{t('notice.webhook')}</span>
        <input
          type="url"
          value={choices.webhookUrl ?? ''}
          maxLength={300}
          onChange={(event) => set({ webhookUrl: event.target.value.trim() || null })}
        />
        <small className="qq">
          {settings.webhookHosts.length > 0
            ? t('notice.hosts', { hosts: settings.webhookHosts.join(', ') })
            : t('notice.noHosts')}
        </small>
      </label>
      <fieldset className="field quiet">
        <legend>{t('notice.quiet')}</legend>
        <Minutes
          name={t('notice.quiet')}
          value={choices.quietFrom}
          onChange={(quietFrom) => set({ quietFrom })}
        />
        <span>{t('notice.to')}</span>
        <Minutes name={t('notice.to')} value={choices.quietTo} onChange={(quietTo) => set({ quietTo })} />
      </fieldset>
      <Kinds choices={choices} onChange={(off) => set({ off })} />
      {push.state === 'none' ? (
        <p className="qq">{t('notice.pushNo')}</p>
      ) : (
        <button type="button" className="btn" onClick={() => void push.toggle()}>
          {t(push.state === 'on' ? 'notice.pushOff' : 'notice.pushOn')}
        </button>
      )}
    </Dialog>
  );
}

function Kinds({ choices, onChange }: { choices: Choices; onChange: (off: Choices['off']) => void }) {
  const { t } = useWords();
  const isOff = (kind: NoticeKind, channel: NoticeChannel) => choices.off[kind]?.includes(channel) ?? false;
  const flip = (kind: NoticeKind, channel: NoticeChannel) => {
    const now = choices.off[kind] ?? [];
    const next = isOff(kind, channel) ? now.filter((one) => one !== channel) : [...now, channel];
    onChange({ ...choices.off, [kind]: next });
  };
  return (
    <table className="kinds">
      <thead>
        <tr>
          <th />
          {NOTICE_CHANNELS.map((channel) => (
            <th key={channel} scope="col">
              {t(`notice.channel.${channel}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {KINDS.map((kind) => (
          <tr key={kind}>
            <th scope="row">{t(`notice.kind.${kind}`)}</th>
            {NOTICE_CHANNELS.map((channel) => (
              <td key={channel}>
                <input
                  type="checkbox"
                  aria-label={`${t(`notice.kind.${kind}`)} ${t(`notice.channel.${channel}`)}`}
                  checked={!isOff(kind, channel)}
                  onChange={() => flip(kind, channel)}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface MinutesProps {
  readonly name: string;
  readonly value: number | null;
  readonly onChange: (minutes: number | null) => void;
}

function Minutes({ name, value, onChange }: MinutesProps) {
  const two = (n: number) => String(n).padStart(2, '0');
  const shown = value === null ? '' : `${two(Math.floor(value / 60))}:${two(value % 60)}`;
  return (
    <input
      type="time"
      aria-label={name}
      value={shown}
      onChange={({ target }) => {
        const [hour, minute] = target.value.split(':').map(Number);
        onChange(target.value === '' ? null : hour! * 60 + minute!);
      }}
    />
  );
}

function mutable(off: Choices['off']): Partial<Record<NoticeKind, NoticeChannel[]>> {
  return Object.fromEntries(Object.entries(off).map(([kind, channels]) => [kind, [...(channels ?? [])]]));
}
