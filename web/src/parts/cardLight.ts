import type { CaseCard } from '../../../core/contract/api/answers.ts';
import type { LightOf } from './Light.tsx';
import type { City } from './names.tsx';

/** The light of a card: the worse of its stage and the whole process. */
export function lightOfCard(card: CaseCard, city: City): LightOf {
  return {
    yellowAt: card.yellowFrom,
    redAt: card.redFrom,
    parkedAt: card.parkedAt,
    dueAt: card.dueAt ?? null,
    clock: card.clock ?? clockOf(card, city),
  };
}

/** The light of a request that waits for a decision (spec 02: 30 min). */
export function lightOfRequest({ requestYellow, requestRed, urgency }: CaseCard): LightOf {
  const clock = urgency === 'emergency' ? 'continuous' : 'working';
  return { yellowAt: requestYellow ?? null, redAt: requestRed ?? null, clock };
}

/** Stage clocks of emergencies run day and night; handling runs on the limit's own clock (spec 03). */
function clockOf(card: CaseCard, city: City) {
  if (card.status === 'handling' || card.status === 'deferred') return city.clockOf(card.conditionKey);
  return card.urgency === 'emergency' ? ('continuous' as const) : ('working' as const);
}
