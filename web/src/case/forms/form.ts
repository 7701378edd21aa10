import type { CaseDetail } from '../../../../core/contract/api/answers.ts';
import type { CaseCommandInput, CaseCommandName } from '../../../../core/contract/api/caseCommands.ts';

/** Gives the command of a form on its case, with the version that the person saw. */
export type Submit = <C extends CaseCommandName>(name: C, body: CaseCommandInput<C>) => Promise<void>;

/** What every form of an act gets. `submit` throws what the server refuses; the form keeps what was typed. */
export interface FormProps {
  readonly detail: CaseDetail;
  readonly command: CaseCommandName;
  readonly submit: Submit;
  readonly onClose: () => void;
}

/** A text for the wire: absent when nothing was typed. */
export function textOf(text: string): string | undefined {
  return text.trim() === '' ? undefined : text.trim();
}
