import type { CaseDetail } from '../../../core/contract/api/answers.ts';
import type { CaseCommandName } from '../../../core/contract/api/caseCommands.ts';
import { DecideForm } from './forms/DecideForm.tsx';
import { DispatchForm } from './forms/DispatchForm.tsx';
import { FileForm } from './forms/FileForm.tsx';
import type { FormProps } from './forms/form.ts';
import { RateForm } from './forms/RateForm.tsx';
import { ReassignForm } from './forms/ReassignForm.tsx';
import { CostForm, MergeForm } from './forms/RecordForms.tsx';
import { ReleaseForm } from './forms/ReleaseForm.tsx';
import { PassOnForm, RequestForm } from './forms/RequestForms.tsx';
import { NoteForm, PhotoForm, PlainForm, ReasonForm } from './forms/SimpleForms.tsx';

/** `decide` stands for the six answers to what a unit asks for. */
export type ActName = CaseCommandName | 'decide';

/** An act of a person on a case: its key, its form, and whether the next case opens afterwards. */
export interface Act {
  readonly name: ActName;
  /** One key; acts that share one are never possible at the same time. */
  readonly key: string;
  /** Null: given at once, without a question. */
  readonly Form: ((props: FormProps) => React.ReactNode) | null;
  readonly advance: boolean;
}

const act = (name: ActName, key: string, Form: Act['Form'], advance: boolean): Act => ({
  name,
  key,
  Form,
  advance,
});

/** In order of weight: the first that is possible is the primary one. */
export const DESK_ACTS: readonly Act[] = [
  act('acknowledge-emergency', 'q', null, false),
  act('decide', 'e', DecideForm, true),
  act('file', 'f', FileForm, true),
  act('reject', 'x', ReasonForm, true),
  act('dispatch', 'd', DispatchForm, true),
  act('issue-check', 'c', PlainForm, true),
  act('close', 'c', PlainForm, true),
  act('supervise', 's', PlainForm, true),
  act('reverse-rejection', 'x', ReasonForm, true),
  act('resume', 'r', PlainForm, true),
  act('reassign-collector', 'r', ReassignForm, false),
  act('request-verification', 'v', PlainForm, true),
  act('coordinate', 'o', ReasonForm, true),
  act('send-back', 'w', ReasonForm, true),
  act('merge', 'm', MergeForm, true),
  act('amend', 'a', FileForm, false),
  act('substitute', 'b', DispatchForm, true),
  act('note', 'n', NoteForm, false),
  act('escalate', 'l', ReasonForm, true),
  act('attach', 'p', PhotoForm, false),
  act('release-photo', '=', ReleaseForm, false),
  act('pass', 'g', PhotoForm, true),
  act('fail', 'h', PhotoForm, true),
  act('close-unresolved', 't', ReasonForm, true),
  act('record-cost', 'y', CostForm, false),
  act('rate', 'r', RateForm, false),
  act('link', 'i', MergeForm, false),
  act('void', 'z', ReasonForm, true),
];

/** What a unit's people do, in order of weight. */
export const UNIT_ACTS: readonly Act[] = [
  act('answer-supervision', 's', PlainForm, false),
  act('acknowledge', 'a', null, false),
  act('return', 'r', ReasonForm, true),
  act('request-return', 'r', ReasonForm, false),
  act('request-extension', 'e', RequestForm, false),
  act('request-deferral', 'd', RequestForm, false),
  act('pass-on', 'i', PassOnForm, false),
  act('note', 'n', NoteForm, false),
  act('attach', 'p', PhotoForm, false),
];

/** The acts of a list that this person may give on this case now. */
export function possibleActs(acts: readonly Act[], { may, state, photos }: CaseDetail): Act[] {
  const ok = (name: CaseCommandName) => may[name]?.ok === true;
  return acts.filter(({ name }) => {
    if (name === 'decide') return ok('approve-return') || ok('approve-extension') || ok('approve-deferral');
    if (name === 'acknowledge-emergency') return ok(name) && state.emergency?.acknowledgedBy === null;
    if (name === 'release-photo') return ok(name) && photos.some(({ arrived }) => arrived);
    // A late return has to be asked for; the early one goes first where both are possible.
    if (name === 'request-return') return ok(name) && !ok('return');
    return ok(name);
  });
}
