import { z } from 'zod';
import type { Tracked } from '../../rules/case/tracking.ts';
import type { Me } from './answers.ts';
import { CENTRE, type EndpointRow, STREET, UNIT } from './endpointRow.ts';
import { budgetInput, type Fund, fundInput } from './fund.ts';
import {
  absenceInput,
  coverInput,
  endInput,
  type HandoverMatters,
  handoverInput,
  mattersInput,
  type Posts,
  postInput,
  rosterInput,
  takeoverInput,
} from './posts.ts';
import {
  type ComponentProposalRow,
  proposalDecisionInput,
  proposalInput,
  proposalsQuestion,
  residentPhotoInput,
  residentReportInput,
  type SurveyCells,
  type SurveyRow,
  surveyCellInput,
  surveyInput,
  trackInput,
  trackNoteInput,
  trackRateInput,
} from './records.ts';
import { ROUTES } from './routes.ts';
import { caseId } from './shapes.ts';

/** Records of their own beside the cases: components, surveys, posts, reports followed by code. */
export const RECORD_ENDPOINTS = {
  proposeComponent: { ...ROUTES.proposeComponent, right: STREET, input: proposalInput },
  /** To officers the open ones; to the street what the person has proposed. */
  componentProposals: {
    ...ROUTES.componentProposals,
    right: [...STREET, 'acceptance-officer', 'supervision-officer', 'shift-lead'],
    input: proposalsQuestion,
  },
  decideProposal: {
    ...ROUTES.decideProposal,
    right: ['acceptance-officer', 'shift-lead'],
    input: proposalDecisionInput,
  },
  openSurvey: { ...ROUTES.openSurvey, right: ['supervision-officer', 'shift-lead'], input: surveyInput },
  /** To a collector those of the own beat, with what is still to be done there. */
  surveys: {
    ...ROUTES.surveys,
    right: ['collector', 'acceptance-officer', 'supervision-officer', 'shift-lead'],
    input: z.object({}),
  },
  surveyCells: {
    ...ROUTES.surveyCells,
    right: ['acceptance-officer', 'supervision-officer', 'shift-lead'],
    input: z.object({ id: z.uuid() }),
  },
  surveyCell: { ...ROUTES.surveyCell, right: ['collector'], input: surveyCellInput },
  /** Posts of the own unit; to the centre its own; to the administrator all. */
  posts: { ...ROUTES.posts, right: [...CENTRE, ...UNIT, 'administrator'], input: z.object({}) },
  keepPost: { ...ROUTES.keepPost, right: ['administrator'], input: postInput },
  announceAbsence: { ...ROUTES.announceAbsence, right: [...CENTRE, ...UNIT], input: absenceInput },
  endAbsence: { ...ROUTES.endAbsence, right: [...CENTRE, ...UNIT], input: endInput },
  cover: { ...ROUTES.cover, right: [...CENTRE, ...UNIT], input: coverInput },
  putOnDuty: { ...ROUTES.putOnDuty, right: ['shift-lead', 'unit-head'], input: rosterInput },
  takeOffDuty: { ...ROUTES.takeOffDuty, right: ['shift-lead', 'unit-head'], input: endInput },
  handoverMatters: { ...ROUTES.handoverMatters, right: [...CENTRE, ...UNIT], input: mattersInput },
  giveOver: { ...ROUTES.giveOver, right: [...CENTRE, ...UNIT], input: handoverInput },
  takeOver: { ...ROUTES.takeOver, right: [...CENTRE, ...UNIT], input: takeoverInput },
  /** The yearly fund for substituted work: budget, committed, recovered, balance. */
  fund: { ...ROUTES.fund, right: [...CENTRE, 'administrator'], input: fundInput },
  setBudget: { ...ROUTES.setBudget, right: ['leading-office', 'administrator'], input: budgetInput },
  trackingCode: {
    ...ROUTES.trackingCode,
    right: ['acceptance-officer', 'shift-lead'],
    input: z.object({ caseId }),
  },
  /** By code, in the body: a code never stands in an address. */
  track: { ...ROUTES.track, right: 'public', input: trackInput },
  trackNote: { ...ROUTES.trackNote, right: 'public', input: trackNoteInput },
  trackRate: { ...ROUTES.trackRate, right: 'public', input: trackRateInput },
  residentReport: { ...ROUTES.residentReport, right: 'public', input: residentReportInput },
  residentPhoto: { ...ROUTES.residentPhoto, right: 'public', input: residentPhotoInput },
} as const satisfies Record<string, EndpointRow>;

export interface RecordAnswers {
  proposeComponent: { readonly id: string; readonly state: ComponentProposalRow['state'] };
  componentProposals: { readonly proposals: readonly ComponentProposalRow[] };
  decideProposal: {
    readonly id: string;
    readonly state: ComponentProposalRow['state'];
    /** Of a new component: the code that it was entered under. */
    readonly component: string | null;
  };
  openSurvey: { readonly id: string };
  surveys: { readonly surveys: readonly SurveyRow[]; readonly serverTime: number };
  surveyCells: SurveyCells;
  surveyCell: { readonly done: true };
  posts: Posts;
  keepPost: { readonly ok: true };
  /** `gapAt`: from then on nobody holds the post, though it could not be planned so. */
  announceAbsence: { readonly id: string; readonly gapAt: number | null };
  cover: Me;
  putOnDuty: { readonly id: string };
  endAbsence: { readonly id: string };
  takeOffDuty: { readonly id: string };
  handoverMatters: HandoverMatters;
  giveOver: { readonly id: string };
  takeOver: { readonly id: string };
  fund: Fund;
  setBudget: { readonly version: number };
  trackingCode: { readonly code: string };
  /** With the unit's name: a stranger has no directory. */
  track: Tracked & {
    readonly unitNames: { readonly zh: string; readonly en: string } | null;
    readonly serverTime: number;
  };
  trackNote: { readonly ok: true };
  trackRate: { readonly ok: true };
  residentReport: { readonly number: string };
  residentPhoto: { readonly hash: string };
}
