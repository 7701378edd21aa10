import type { Refusal } from '../case/policy.ts';
import { badInput, firstRefusal, notNow } from '../case/refusal.ts';
import type { ComponentStatus } from './status.ts';

/** A register that is wrong: another status, another place, or a component that it does not have. */
export const PROPOSAL_KINDS = ['status', 'moved', 'new'] as const;
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];

export interface Proposal {
  readonly kind: ProposalKind;
  /** Null for a new one, and only for it. */
  readonly component: string | null;
  readonly categoryKey: string | null;
  readonly status: ComponentStatus | null;
  readonly place: { readonly lon: number; readonly lat: number } | null;
  readonly photos: readonly string[];
}

interface ProposalFacts {
  /** Status in the register; null: it has no such component. */
  readonly recorded: ComponentStatus | null;
  readonly isComponentCategory: boolean;
  readonly insideCity: boolean;
  /** An open proposal of this kind on the same component. */
  readonly open: boolean;
}

/** Whether a collector may propose it (spec 02, Components); null when nothing is against it. */
export function refuseProposal(proposal: Proposal, facts: ProposalFacts): Refusal | null {
  const { kind, component, status, place, photos } = proposal;
  return firstRefusal(
    photos.length === 0 && badInput('propose-component', 'photo', 'A photo is obligatory here.'),
    (kind === 'new') !== (component === null) &&
      badInput('propose-component', 'component', 'A new component has no code yet; every other one has.'),
    kind !== 'new' &&
      facts.recorded === null &&
      badInput('propose-component', 'unknown', 'The register has no such component.'),
    (kind === 'status') !== (status !== null) &&
      badInput('propose-component', 'status', 'A status is proposed, and only where it is the status.'),
    kind === 'status' &&
      status === facts.recorded &&
      badInput('propose-component', 'same', 'The register says so already.'),
    (kind !== 'status') !== (place !== null) &&
      badInput('propose-component', 'place', 'A place belongs to a new or moved component.'),
    place !== null &&
      !facts.insideCity &&
      badInput('propose-component', 'outside-city', 'The place lies outside the city.'),
    kind === 'new' &&
      !facts.isComponentCategory &&
      badInput('propose-component', 'category', 'This is no category of components.'),
    facts.open && notNow('propose-component', 'open', 'The same has been proposed and is being looked at.'),
  );
}

/** Whether an officer may decide it: once; a refusal needs a reason, and nobody decides on the own proposal. */
export function refuseProposalDecision(
  proposal: { readonly state: 'open' | 'accepted' | 'refused'; readonly by: string },
  decision: { readonly accept: boolean; readonly reason: string | null; readonly by: string },
): Refusal | null {
  return firstRefusal(
    proposal.state !== 'open' &&
      notNow('decide-proposal', 'decided', 'Somebody has decided on this proposal.'),
    proposal.by === decision.by && badInput('decide-proposal', 'own', 'Another person decides on this.'),
    !decision.accept &&
      !decision.reason?.trim() &&
      badInput('decide-proposal', 'reason', 'A refusal needs a reason.'),
  );
}
