import { createElement, type ReactNode, useState } from 'react';
import type { CaseDetail } from '../../../core/contract/api/answers.ts';
import type { CaseCommandName } from '../../../core/contract/api/caseCommands.ts';
import { COMMANDS } from '../../../core/rules/case/table.ts';
import { asHouseError } from '../api/call.ts';
import { useErrorWords } from '../parts/errorWords.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { toast } from '../parts/Toast.tsx';
import type { Act } from './acts.tsx';
import { useGive } from './deed.ts';
import type { Submit } from './forms/form.ts';
import { useCaseTitle } from './title.ts';

/**
 * Starts acts on the case that is shown: asks with the act's form, or gives it at once. The version that
 * counts is the one on screen when the act began. Afterwards says what was done, offers undo where a
 * command takes it back and this person may give it, and opens the next case.
 */
export function useAct(
  detail: CaseDetail | null,
  onNext: () => void,
): { start: (act: Act) => void; form: ReactNode } {
  const { t } = useWords();
  const city = useCity();
  const give = useGive();
  const say = useErrorWords();
  const title = useCaseTitle();
  const [open, setOpen] = useState<{ act: Act; detail: CaseDetail } | null>(null);

  const submitOf =
    (act: Act, on: CaseDetail): Submit =>
    async (name, body) => {
      try {
        await give(on.card.id, name, { ...body, version: on.state.version });
      } catch (error) {
        // Somebody was faster: the question is moot, the newer state is what matters.
        if (asHouseError(error).code !== 'conflict') throw error;
        setOpen(null);
        toast({ text: say(error), urgent: true });
        return;
      }
      setOpen(null);
      toast({ text: done(name, on, body), undo: undoOf(name, on, body) });
      if (act.advance) onNext();
    };

  const done = (name: CaseCommandName, on: CaseDetail, body: object) => {
    const said = title(on.card);
    if (name === 'dispatch' && 'unit' in body)
      return t('done.dispatch', { unit: city.unit(String(body.unit), true), case: said });
    // Spec 02: who rejects may not reverse it; the one who may is named instead of an undo.
    if (name === 'reject') return t('done.reject', { case: said });
    return t('done.other', { act: t(`event.${COMMANDS[name].events[0]}`), case: said });
  };

  const undoOf = (name: CaseCommandName, on: CaseDetail, body: object) => {
    const role = city.me.user?.role;
    const back = COMMANDS[name].reverse;
    const before = (on.state.status === 'verifying' ? on.state.verification : on.state.check)?.collector;
    if (name === 'reassign-collector' && before)
      return async () => {
        await give(on.card.id, name, { collector: before });
        toast({ text: t('done.undone') });
      };
    const { crew } = on.state.assignment ?? {};
    if (name === 'pass-on' && crew)
      return async () => {
        await give(on.card.id, name, { crew });
        toast({ text: t('done.undone') });
      };
    if (name === 'amend')
      return async () => {
        const { conditionKey, place } = on.state;
        await give(on.card.id, name, { conditionKey, ...('place' in body && { place }) });
        toast({ text: t('done.undone') });
      };
    if (name !== 'approve-deferral' || !back || !role || !COMMANDS[back].by.includes(role)) return undefined;
    return async () => {
      await give(on.card.id, 'resume', {});
      toast({ text: t('done.undone') });
    };
  };

  const start = (act: Act) => {
    if (!detail) return;
    if (act.Form) setOpen({ act, detail });
    else
      void submitOf(act, detail)(act.name as 'acknowledge-emergency', {}).catch((error) =>
        toast({ text: say(error), urgent: true }),
      );
  };

  // A form keeps what it began with: one drawn before the names came would never know its category.
  const form =
    open?.act.Form && city.named
      ? createElement(open.act.Form, {
          key: `${open.act.name} ${open.detail.card.id}`,
          detail: open.detail,
          command: open.act.name === 'decide' ? 'approve-extension' : open.act.name,
          submit: submitOf(open.act, open.detail),
          onClose: () => setOpen(null),
        })
      : null;
  return { start, form };
}
