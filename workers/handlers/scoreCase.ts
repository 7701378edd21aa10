import type { House } from '../../actions/house.ts';
import { machine } from '../../actions/machine.ts';
import { run } from '../../actions/run.ts';
import { scoreCase as scoreDeed } from '../../actions/scoreCase.ts';

/** score-case: the case's assignments and its units' open periods. */
export async function scoreCase(house: House, { caseId }: { caseId: string }): Promise<string[]> {
  const { units } = await run(house, scoreDeed, { caseId }, { actor: machine('score-case') });
  return units;
}
