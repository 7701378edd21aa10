import type { House } from '../../actions/house.ts';
import { machine, turnLights } from '../../actions/machine.ts';
import { run } from '../../actions/run.ts';

/** turn-light: records the turns whose instant has passed; the next timer follows from the fact. */
export async function turnLight(house: House, { caseId }: { caseId: string }): Promise<number> {
  const { turned } = await run(house, turnLights, { caseId }, { actor: machine('turn-light') });
  return turned;
}
