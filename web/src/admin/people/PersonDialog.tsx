import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  ACCOUNT_ROLES,
  type AccountRole,
  type PersonContent,
  type StoredPerson,
  UNIT_ROLES,
} from '../../../../core/contract/api/adminPeople.ts';
import { call } from '../../api/call.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { toast } from '../../parts/Toast.tsx';

const NEW_PERSON: PersonContent = {
  name: '',
  role: 'liaison',
  unit: null,
  areas: [],
  beat: null,
  trusted: false,
  disabled: false,
};

interface PersonDialogProps {
  /** Null: a new one. */
  readonly person: StoredPerson | null;
  readonly onSecret: (secret: { login: string; secret: string }) => void;
  readonly onClose: () => void;
}

/** An account: name, role, unit, areas; disabled or with a new password. */
export function PersonDialog({ person, onSecret, onClose }: PersonDialogProps) {
  const { t, lang } = useWords();
  const city = useCity();
  const client = useQueryClient();
  const [login, setLogin] = useState(person?.login ?? '');
  const [content, setContent] = useState<PersonContent>(person ? contentOf(person) : NEW_PERSON);
  const [newPassword, setNewPassword] = useState(false);
  const set = (change: Partial<PersonContent>) => setContent({ ...content, ...change });
  const ofUnit = UNIT_ROLES.includes(content.role);
  const ready = login.trim() !== '' && content.name.trim() !== '' && (!ofUnit || content.unit !== null);
  const beats = (city.directory?.areas ?? []).filter((area) => area.kind === 'beat');
  const save = async () => {
    const wish = { ...content, areas: [...content.areas], unit: ofUnit ? content.unit : null };
    try {
      if (!person) {
        const { secret } = await call('createPerson', { login: login.trim(), ...wish });
        onSecret({ login: login.trim(), secret });
      } else {
        if (JSON.stringify(wish) !== JSON.stringify(contentOf(person))) {
          await call('savePerson', { id: person.id, base: person.version, ...wish });
          toast({ text: t('admin.saved') });
        }
        if (newPassword) {
          const { secret } = await call('resetPassword', { id: person.id });
          onSecret({ login: person.login, secret });
        }
      }
      onClose();
    } finally {
      await client.invalidateQueries({ queryKey: ['adminPeople'] });
    }
  };
  return (
    <Dialog
      wide
      title={person ? `${person.login} · v${person.version}` : t('admin.person.add')}
      act={t('admin.save')}
      onAct={save}
      ready={ready}
      onClose={onClose}
    >
      <div className="grid">
        {!person && (
          <label className="field wide">
            <span>{t('admin.person.login')}</span>
            <input
              name="newLogin"
              data-first
              value={login}
              onChange={(event) => setLogin(event.target.value)}
            />
          </label>
        )}
        <label className="field">
          <span>{t('admin.person.name')}</span>
          <input name="name" value={content.name} onChange={(event) => set({ name: event.target.value })} />
        </label>
        <label className="field">
          <span>{t('admin.person.role')}</span>
          <select value={content.role} onChange={(event) => set({ role: event.target.value as AccountRole })}>
            {ACCOUNT_ROLES.map((role) => (
              <option key={role} value={role}>
                {t(`role.${role}`)}
              </option>
            ))}
          </select>
        </label>
        {ofUnit && (
          <label className="field">
            <span>{t('word.unit')}</span>
            <select
              name="unit"
              value={content.unit ?? ''}
              onChange={(event) => set({ unit: event.target.value || null })}
            >
              <option value="">–</option>
              {city.units.map((unit) => (
                <option key={unit.code} value={unit.code}>
                  {city.unit(unit.code)}
                </option>
              ))}
            </select>
          </label>
        )}
        {content.role === 'collector' && (
          <label className="field">
            <span>{t('admin.person.beat')}</span>
            <select
              value={content.beat ?? ''}
              onChange={(event) => set({ beat: event.target.value || null })}
            >
              <option value="">–</option>
              {beats.map((beat) => (
                <option key={beat.code} value={beat.code}>
                  {beat[lang]}
                </option>
              ))}
            </select>
          </label>
        )}
        <label className="field wide">
          <span>{t('admin.person.areas')}</span>
          <input
            value={content.areas.join(' ')}
            onChange={(event) => set({ areas: event.target.value.split(/[\s,]+/).filter(Boolean) })}
          />
        </label>
        {content.role === 'collector' && (
          <label>
            <input
              type="checkbox"
              checked={content.trusted}
              onChange={(event) => set({ trusted: event.target.checked })}
            />{' '}
            {t('admin.person.trusted')}
          </label>
        )}
        {person && (
          <>
            <label>
              <input
                type="checkbox"
                checked={content.disabled}
                onChange={(event) => set({ disabled: event.target.checked })}
              />{' '}
              {t('admin.person.disable')}
            </label>
            <label>
              <input
                name="newPassword"
                type="checkbox"
                checked={newPassword}
                onChange={(event) => setNewPassword(event.target.checked)}
              />{' '}
              {t('admin.person.newPassword')}
            </label>
          </>
        )}
      </div>
    </Dialog>
  );
}

function contentOf({ name, role, unit, areas, beat, trusted, disabled }: StoredPerson): PersonContent {
  return { name, role, unit, areas, beat, trusted, disabled };
}
