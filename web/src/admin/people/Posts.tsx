import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ACCOUNT_ROLES, UNIT_ROLES } from '../../../../core/contract/api/adminPeople.ts';
import type { PostRow } from '../../../../core/contract/api/posts.ts';
import { useAnswer } from '../../api/answers.ts';
import { call } from '../../api/call.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { EmptyState, ErrorState, Loading } from '../../parts/States.tsx';
import { toast } from '../../parts/Toast.tsx';

/** Posts with their two holders; one without a holder now is marked. */
export function Posts() {
  const { t } = useWords();
  const city = useCity();
  const [open, setOpen] = useState<PostRow | 'new' | null>(null);
  const answer = useAnswer('posts', {});
  if (answer.isPending) return <Loading />;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  const { posts, names } = answer.data;
  const name = (id: string | null) => (id === null ? '–' : (names[id] ?? id));
  return (
    <>
      <header className="head">
        <h2>{t('admin.section.posts')}</h2>
        <button type="button" className="btn pri" onClick={() => setOpen('new')}>
          {t('admin.post.add')}
        </button>
      </header>
      {posts.length === 0 && <EmptyState title={t('admin.post.none')} hint={t('admin.post.noneHint')} />}
      {posts.length > 0 && (
        <table className="list">
          <thead>
            <tr>
              <th>{t('admin.post.name')}</th>
              <th>{t('admin.person.role')}</th>
              <th>{t('word.unit')}</th>
              <th>{t('admin.post.first')}</th>
              <th>{t('admin.post.second')}</th>
              <th>{t('admin.post.now')}</th>
            </tr>
          </thead>
          <tbody>
            {posts.map((post) => (
              <tr key={post.code} data-post={post.code} className={post.holder ? undefined : 'bad'}>
                <td>
                  <button type="button" className="link" onClick={() => setOpen(post)}>
                    {city.lang === 'zh' ? post.zh : post.en}
                  </button>
                </td>
                <td>{t(`role.${post.role}`)}</td>
                <td>{post.unit === null ? t('admin.post.centre') : city.unit(post.unit, true)}</td>
                <td>{name(post.first)}</td>
                <td>{name(post.second)}</td>
                <td>{post.holder ? name(post.holder.user) : t('admin.post.gap')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {open && <PostDialog post={open === 'new' ? null : open} names={names} onClose={() => setOpen(null)} />}
    </>
  );
}

interface PostDialogProps {
  readonly post: PostRow | null;
  readonly names: Readonly<Record<string, string>>;
  readonly onClose: () => void;
}

const NEW = { code: '', zh: '', en: '', role: 'dispatcher', unit: null, first: '', second: null } as const;

function PostDialog({ post, names, onClose }: PostDialogProps) {
  const { t } = useWords();
  const city = useCity();
  const client = useQueryClient();
  const [wish, setWish] = useState<Pick<PostRow, keyof typeof NEW>>(post ? contentOf(post) : NEW);
  const set = (change: Partial<typeof wish>) => setWish({ ...wish, ...change });
  const ofUnit = UNIT_ROLES.some((role) => role === wish.role);
  const ready =
    wish.code !== '' &&
    wish.zh.trim() !== '' &&
    wish.en.trim() !== '' &&
    wish.first !== '' &&
    wish.first !== wish.second &&
    (!ofUnit || wish.unit !== null);
  const save = async () => {
    await call('keepPost', { ...wish, unit: ofUnit ? wish.unit : null });
    toast({ text: t('admin.saved') });
    await client.invalidateQueries({ queryKey: ['posts'] });
    onClose();
  };
  return (
    <Dialog
      wide
      title={post ? post.code : t('admin.post.add')}
      act={t('admin.save')}
      onAct={save}
      ready={ready}
      onClose={onClose}
    >
      <div className="grid">
        {!post && (
          <label className="field wide">
            <span>{t('admin.post.code')}</span>
            <input
              name="code"
              data-first
              value={wish.code}
              onChange={(event) => set({ code: event.target.value })}
            />
          </label>
        )}
        <label className="field">
          <span>{t('admin.post.zh')}</span>
          <input name="zh" value={wish.zh} onChange={(event) => set({ zh: event.target.value })} />
        </label>
        <label className="field">
          <span>{t('admin.post.en')}</span>
          <input name="en" value={wish.en} onChange={(event) => set({ en: event.target.value })} />
        </label>
        <label className="field">
          <span>{t('admin.person.role')}</span>
          <select
            value={wish.role}
            onChange={(event) =>
              set({ role: event.target.value as PostRow['role'], first: '', second: null })
            }
          >
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
            <select value={wish.unit ?? ''} onChange={(event) => set({ unit: event.target.value || null })}>
              <option value="">–</option>
              {city.units.map((unit) => (
                <option key={unit.code} value={unit.code}>
                  {city.unit(unit.code)}
                </option>
              ))}
            </select>
          </label>
        )}
        <Holder
          label={t('admin.post.first')}
          value={wish.first}
          names={names}
          onPick={(id) => set({ first: id ?? '' })}
        />
        <Holder
          label={t('admin.post.second')}
          value={wish.second}
          names={names}
          onPick={(id) => set({ second: id })}
        />
      </div>
      {wish.first !== '' && wish.first === wish.second && (
        <p className="warn" role="alert">
          {t('admin.post.same')}
        </p>
      )}
    </Dialog>
  );
}

interface HolderProps {
  readonly label: string;
  readonly value: string | null;
  readonly names: Readonly<Record<string, string>>;
  readonly onPick: (id: string | null) => void;
}

/** A person found by name or login. */
function Holder({ label, value, names, onPick }: HolderProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const found = useAnswer('adminPeople', { q: typed.trim() }, { keep: true }).data?.people ?? [];
  const active = found.filter((person) => !person.disabled);
  const isListed = active.some((person) => person.id === value);
  return (
    <div className="field">
      <span>{label}</span>
      <input
        type="search"
        aria-label={`${label}: ${t('word.search')}`}
        placeholder={t('word.search')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <select aria-label={label} value={value ?? ''} onChange={(event) => onPick(event.target.value || null)}>
        <option value="">–</option>
        {value && !isListed && <option value={value}>{names[value] ?? value}</option>}
        {active.map((person) => (
          <option key={person.id} value={person.id}>
            {person.name} · {person.login}
          </option>
        ))}
      </select>
    </div>
  );
}

function contentOf({ code, zh, en, role, unit, first, second }: PostRow) {
  return { code, zh, en, role, unit, first, second };
}
