import './posts.css';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { PostRow, Posts as PostsAnswer } from '../../../core/contract/api/posts.ts';
import { useAnswer } from '../api/answers.ts';
import { call } from '../api/call.ts';
import { useErrorWords } from '../parts/errorWords.ts';
import { useWords } from '../parts/i18n.ts';
import { EmptyState, ErrorState, Loading } from '../parts/States.tsx';
import { toast } from '../parts/Toast.tsx';
import { AbsenceDialog } from './AbsenceDialog.tsx';
import { GiveDialog, TakeDialog } from './Handover.tsx';
import { type PostAct, PostCard } from './PostCard.tsx';
import { RosterDialog } from './Roster.tsx';
import { addPostWords } from './words.ts';

addPostWords();

/** Gaps begin without an event: asked for again this often. */
const AGAIN_MS = 60_000;

/** The posts of the own unit, or of the centre: who holds them, the roster, absences, handovers. */
export function Posts({ titled = true }: { titled?: boolean }) {
  const { t } = useWords();
  const posts = useAnswer('posts', {}, { refetchInterval: AGAIN_MS, staleTime: 5_000 });
  const say = useErrorWords();
  const client = useQueryClient();
  const [open, setOpen] = useState<{ act: PostAct; post: PostRow } | null>(null);
  if (posts.isPending) return <Loading />;
  if (!posts.data) return <ErrorState error={posts.error} onRetry={posts.refetch} />;
  const all = posts.data;
  const changed = () => client.invalidateQueries({ queryKey: ['posts'] });
  // Rights, lists and the socket follow the role: everything is asked for anew.
  const cover = (post: string | null) =>
    call('cover', { post }).then(
      () => location.reload(),
      (error) => toast({ text: say(error), urgent: true }),
    );
  const act = (which: PostAct, post: PostRow) =>
    which === 'cover' ? void cover(post.code) : setOpen({ act: which, post });
  const inUnit = all.posts.some(({ unit }) => unit !== null);
  return (
    <div className="posts">
      {titled && <h1>{t(inUnit ? 'posts.unitTitle' : 'posts.title')}</h1>}
      <p className="q">{t(inUnit ? 'posts.unitLead' : 'posts.lead')}</p>
      <Covering posts={all} onLetGo={() => void cover(null)} />
      {all.posts.length === 0 && <EmptyState title={t('posts.none')} hint={t('posts.noneHint')} />}
      {all.posts.map((post) => (
        <PostCard key={post.code} post={post} all={all} onAct={act} onChanged={changed} />
      ))}
      {open && <OpenDialog {...open} all={all} onClose={() => setOpen(null)} onChanged={changed} />}
    </div>
  );
}

function Covering({ posts, onLetGo }: { posts: PostsAnswer; onLetGo: () => void }): ReactNode {
  const { t, lang } = useWords();
  const post = posts.posts.find(({ code }) => code === posts.covering);
  if (!post) return null;
  return (
    <p className="postnote" role="status">
      <span>{t('posts.covering', { post: post[lang] })}</span>
      <button type="button" className="btn" onClick={onLetGo}>
        {t('posts.letGo')}
      </button>
    </p>
  );
}

interface OpenDialogProps {
  readonly act: PostAct;
  readonly post: PostRow;
  readonly all: PostsAnswer;
  readonly onClose: () => void;
  readonly onChanged: () => Promise<void>;
}

function OpenDialog({ act, ...rest }: OpenDialogProps): ReactNode {
  if (act === 'absence') return <AbsenceDialog {...rest} />;
  if (act === 'roster') return <RosterDialog {...rest} />;
  if (act === 'give') return <GiveDialog {...rest} />;
  return act === 'take' ? <TakeDialog {...rest} /> : null;
}
