import { ENDPOINTS, type EndpointAnswer } from '../core/contract/api/endpoints.ts';
import { HouseError } from '../core/contract/errors.ts';
import { refuseProposalDecision } from '../core/rules/component/proposal.ts';
import {
  changeStatus,
  enterComponent,
  lockComponent,
  lockProposal,
  moveComponent,
  type StoredProposal,
  settleProposal,
} from '../db/queries/components.ts';
import { refusalError } from './actOnCase.ts';
import type { Deed, DeedContext } from './run.ts';

/** An officer accepts a proposal, and the register changes, or refuses it with a reason (spec 02, Components). */
export const decideProposal: Deed<typeof ENDPOINTS.decideProposal.input, EndpointAnswer['decideProposal']> = {
  name: 'decide-proposal',
  right: ENDPOINTS.decideProposal.right,
  input: ENDPOINTS.decideProposal.input,
  async run(ctx, { id, accept, reason }) {
    const proposal = await lockProposal(ctx.tx, id);
    if (!proposal) throw new HouseError('not-found', 'There is no such proposal.');
    const by = ctx.actor.id;
    const refused = refuseProposalDecision(
      { state: proposal.state, by: proposal.proposedBy },
      { accept, reason, by },
    );
    if (refused) throw refusalError(refused, null);
    const component = accept ? await carryOut(ctx, proposal) : proposal.component;
    await settleProposal(ctx.tx, id, { accepted: accept, by, at: ctx.now, reason, component });
    return { id, state: accept ? 'accepted' : 'refused', component };
  },
};

async function carryOut(ctx: DeedContext, proposal: StoredProposal): Promise<string> {
  const { tx, now: at, actor, settings } = ctx;
  if (proposal.kind === 'new') return enterComponent(tx, settings.city.adcode, proposal, at);
  const code = proposal.component!;
  const recorded = await lockComponent(tx, code);
  if (!recorded)
    throw new HouseError('conflict', 'The component has left the register.', {
      clause: '02.decide-proposal.gone',
    });
  if (proposal.kind === 'moved') await moveComponent(tx, code, proposal, at);
  else if (recorded.status !== proposal.status)
    await changeStatus(tx, {
      code,
      from: recorded.status,
      to: proposal.status!,
      at,
      by: actor.id,
      proposalId: proposal.id,
    });
  return code;
}
