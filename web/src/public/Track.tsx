import { type FormEvent, useCallback, useEffect, useState } from 'react';
import type { EndpointAnswer } from '../../../core/contract/api/endpoints.ts';
import { call } from '../api/call.ts';
import { useErrorWords } from '../parts/errorWords.ts';
import { useWords } from '../parts/i18n.ts';
import { canBeCode } from './code.ts';
import { Tracked } from './Tracked.tsx';

/** A report looked up by its code. The code stays on this page: it is in no address and in no storage. */
export function Track({ given }: { given: string }) {
  const { t } = useWords();
  const say = useErrorWords();
  const [code, setCode] = useState(given);
  const [shown, setShown] = useState<EndpointAnswer['track'] | null>(null);
  const [state, setState] = useState<{ busy: boolean; error: string | null }>({ busy: false, error: null });
  const ask = useCallback(
    async (asked: string) => {
      setState({ busy: true, error: null });
      try {
        setShown(await call('track', { code: asked }));
        setState({ busy: false, error: null });
      } catch (error) {
        setState({ busy: false, error: say(error) });
      }
    },
    [say],
  );
  useEffect(() => {
    if (given) void ask(given);
  }, [given, ask]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canBeCode(code)) void ask(code.trim());
  };
  if (shown)
    return (
      <>
        <Tracked of={shown} code={code.trim()} onChanged={() => ask(code.trim())} />
        <button
          type="button"
          className="btn"
          onClick={() => {
            setShown(null);
            setCode('');
          }}
        >
          {t('public.forget')}
        </button>
      </>
    );
  return (
    <form className="panel" onSubmit={submit}>
      <label className="field">
        <span>{t('public.code')}</span>
        <input
          name="code"
          value={code}
          maxLength={40}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          aria-describedby="codehint"
          onChange={(event) => setCode(event.target.value)}
        />
      </label>
      <p id="codehint" className="q">
        {t('public.codeHint')} · {t('public.noCode')}
      </p>
      {state.error && <p role="alert">{state.error}</p>}
      <button type="submit" className="btn pri" disabled={state.busy || !canBeCode(code)}>
        {t('public.ask')}
      </button>
    </form>
  );
}
