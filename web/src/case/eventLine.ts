import { explainReason } from '../../../core/rules/routing/explain.ts';
import { hasWord, type useWords } from '../parts/i18n.ts';
import type { City } from '../parts/names.tsx';
import type { DetailEvent } from './history.ts';

type T = ReturnType<typeof useWords>['t'];

/** One line about an event: what happened, then what matters of it. */
export function eventLine(event: DetailEvent, city: City, t: T): string {
  const parts = [t(`event.${eventWord(event)}`), ...details(event, city, t)];
  return parts.filter((part) => part !== '').join(' · ');
}

/** A reason code in words; a code of elsewhere shows as it is. */
export function reasonWord(code: string | null | undefined, t: T): string {
  if (!code) return '';
  return hasWord(`reason.${code}`) ? t(`reason.${code}`) : code;
}

function eventWord(event: DetailEvent): string {
  if (event.type === 'dispatched') {
    const words = {
      first: 'dispatched',
      repeat: 'dispatchedRepeat',
      'refused-return': 'dispatchedRefused',
      'other-unit': 'dispatchedOther',
    };
    return words[event.payload.kind] ?? 'dispatched';
  }
  if (event.type === 'returned' && event.payload.approved) return 'returnedApproved';
  if (event.type === 'checkFailed' && event.payload.by === 'send-back') return 'sentBack';
  return event.type;
}

function details(event: DetailEvent, city: City, t: T): string[] {
  const minutes = (n: number) => t('case.minutesLong', { n });
  const until = (at: number) => t('case.until', { date: city.time.isoDate(at) });
  switch (event.type) {
    case 'reported':
      return [
        t(`channel.${event.payload.channel}`),
        ...event.payload.flags.map((flag) => reasonOrFlag(flag, t)),
      ];
    case 'filed': {
      const entry = city.conditionEntry(event.payload.standard.conditionKey);
      return [city.condition(event.payload.standard.conditionKey), entry ? city.limit(entry) : ''];
    }
    case 'dispatched':
    case 'substituted':
      return [
        city.unit(event.payload.unit, true),
        'by' in event.payload && event.payload.by === 'machine' ? t('case.auto') : '',
      ];
    case 'passedOn':
      return [event.payload.crew];
    case 'extensionRequested':
      return [minutes(event.payload.minutes), reasonWord(event.payload.reason, t)];
    case 'extensionApproved':
      return [minutes(event.payload.minutes)];
    case 'deferralRequested':
      return [until(event.payload.until), reasonWord(event.payload.reason, t)];
    case 'deferralApproved':
      return [until(event.payload.until)];
    case 'turnedYellow':
    case 'turnedRed':
      return [t(`clock.${event.payload.clock}`)];
    case 'checkPassed':
      return [event.payload.how === 'video' ? t('channel.video') : ''];
    case 'costRecorded':
      return [
        (event.payload.amountCents / 100).toFixed(2),
        t(`ask.payer-${event.payload.payer}`),
        t(`ask.position-${event.payload.position}`),
      ];
    case 'rated': {
      const { stars, solved } = event.payload;
      const said = solved === null ? '' : t(solved ? 'ask.solved-yes' : 'ask.solved-no');
      return [t('ask.starsOf', { n: stars }), said];
    }
    case 'coordinationStarted':
      return [
        hasWord(`reason.${event.payload.reason}`)
          ? t(`reason.${event.payload.reason}`)
          : explainReason(event.payload.reason, city.lang),
      ];
    case 'amended':
      return [city.condition(event.payload.after.conditionKey)];
    default:
      return 'reason' in event.payload ? [reasonWord(event.payload.reason, t)] : [];
  }
}

function reasonOrFlag(flag: string, t: T): string {
  return hasWord(`case.flags.${flag}`) ? t(`case.flags.${flag}`) : flag;
}
