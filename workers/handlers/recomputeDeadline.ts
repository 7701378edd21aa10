import type { House } from '../../actions/house.ts';
import { recomputeDeadline as deed, machine } from '../../actions/machine.ts';
import { run } from '../../actions/run.ts';

/** recompute-deadline: the case's running clocks by the calendar in force. */
export async function recomputeDeadline(house: House, { caseId }: { caseId: string }): Promise<boolean> {
  const { recomputed } = await run(house, deed, { caseId }, { actor: machine('recompute-deadline') });
  return recomputed;
}
