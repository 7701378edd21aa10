import { ENDPOINTS, type EndpointAnswer } from '../core/contract/api/endpoints.ts';
import { HouseError } from '../core/contract/errors.ts';
import { refuseProposal } from '../core/rules/component/proposal.ts';
import { categoryOf } from '../db/queries/catalogue.ts';
import { addProposal, hasOpenProposal, lockComponent, lockProposal } from '../db/queries/components.ts';
import { placeFacts } from '../db/queries/space.ts';
import { surveyExists } from '../db/queries/surveys.ts';
import { refusalError } from './actOnCase.ts';
import { refuseForeignPhotos } from './ownPhotos.ts';
import type { Deed } from './run.ts';

/** A collector says that the register is wrong (spec 02, Components). Sent twice is one proposal. */
export const proposeComponent: Deed<
  typeof ENDPOINTS.proposeComponent.input,
  EndpointAnswer['proposeComponent']
> = {
  name: 'propose-component',
  right: ENDPOINTS.proposeComponent.right,
  input: ENDPOINTS.proposeComponent.input,
  async run(ctx, input) {
    const { tx, actor, now } = ctx;
    const known = await lockProposal(tx, input.id);
    if (known?.proposedBy === actor.id) return { id: known.id, state: known.state };
    if (known)
      throw new HouseError('conflict', 'This key belongs to another proposal.', {
        clause: '02.propose-component.id',
      });
    await refuseForeignPhotos(ctx, input.photos);
    const recorded = input.component === null ? null : await lockComponent(tx, input.component);
    const where = input.place && (await placeFacts(tx, input.place.lon, input.place.lat));
    const category = input.categoryKey ? await categoryOf(tx, input.categoryKey) : null;
    const refused = refuseProposal(input, {
      recorded: recorded?.status ?? null,
      isComponentCategory: category?.kind === 'component',
      insideCity: where?.inside ?? true,
      open: input.component !== null && (await hasOpenProposal(tx, input.component, input.kind)),
    });
    if (refused) throw refusalError(refused, null);
    if (input.survey !== null && !(await surveyExists(tx, input.survey)))
      throw new HouseError('refused', 'There is no such survey.', { clause: '02.propose-component.survey' });
    await addProposal(tx, {
      ...input,
      // A known component keeps its category; the rule has seen that a new one brings its own.
      categoryKey: recorded?.categoryKey ?? category!.key,
      cell: where?.areas.cell ?? null,
      text: input.text ?? null,
      by: actor.id,
      at: now,
    });
    return { id: input.id, state: 'open' };
  },
};
