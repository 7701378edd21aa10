import type { House } from '../../actions/house.ts';
import { machine, stepCase as stepDeed } from '../../actions/machine.ts';
import { run } from '../../actions/run.ts';
import { failpoint } from '../failpoint.ts';

// A case has at most a few steps in a row (file, route); more would be a rule that turns in a circle.
const STEPS = 5;

/** dispatch-case and step-case: every step that the machine owes now, each in a transaction of its own. */
export async function stepCase(house: House, job: string, { caseId }: { caseId: string }): Promise<string[]> {
  const done: string[] = [];
  for (let left = STEPS; left > 0; left--) {
    failpoint('step.before');
    const { did } = await run(house, stepDeed, { caseId }, { actor: machine(job) });
    failpoint('step.after');
    if (did === null) break;
    done.push(did);
  }
  return done;
}
