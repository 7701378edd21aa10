import { z } from 'zod';
import type { Role } from '../../rules/case/people.ts';
import { caseFilter } from './caseFilter.ts';
import {
  blurInput,
  type CameraFrame,
  type CameraRow,
  type CoordinationRow,
  cameraInput,
  type EmergencyRow,
  type ExportJob,
  frameInput,
  markInput,
} from './desk.ts';
import { CENTRE, type EndpointRow, UNIT } from './endpointRow.ts';
import { ROUTES } from './routes.ts';

/** Who sees the cameras and takes frames of them. */
const VIDEO = ['acceptance-officer', 'supervision-officer', 'shift-lead'] as const satisfies readonly Role[];

/** Officers' tools beside the commands of a case (spec 07, desk). */
export const DESK_ENDPOINTS = {
  /** Emergencies that nobody has acknowledged by name. */
  emergencies: {
    ...ROUTES.emergencies,
    right: ['acceptance-officer', 'dispatcher', 'supervision-officer', 'shift-lead', 'leader'],
    input: z.object({}),
  },
  /** Cases of unclear responsibility: candidates, why, who said what. */
  coordination: { ...ROUTES.coordination, right: CENTRE, input: z.object({}) },
  /** A blurred copy of a case's photo; only such a copy can be released. */
  blurPhoto: { ...ROUTES.blurPhoto, right: ['acceptance-officer', 'shift-lead'], input: blurInput },
  cameras: { ...ROUTES.cameras, right: [...VIDEO, 'administrator'], input: z.object({}) },
  keepCamera: { ...ROUTES.keepCamera, right: ['administrator'], input: cameraInput },
  /** A frame from the address that stands in the register, kept as a photo of who asks. */
  fetchFrame: { ...ROUTES.fetchFrame, right: VIDEO, input: frameInput },
  /** The box that the officer drew, kept with the frame; answers a copy with the box in it. */
  markFrame: { ...ROUTES.markFrame, right: VIDEO, input: markInput },
  /** Asks for a list as a file; `myExports` says how far it is, and a page may be left meanwhile. */
  startExport: {
    ...ROUTES.startExport,
    right: [...CENTRE, ...UNIT],
    input: caseFilter.extend({ format: z.enum(['xlsx', 'csv']), lang: z.enum(['zh', 'en']).default('zh') }),
  },
  myExports: { ...ROUTES.myExports, right: [...CENTRE, ...UNIT], input: z.object({}) },
  exportFile: { ...ROUTES.exportFile, right: [...CENTRE, ...UNIT], input: z.object({ id: z.uuid() }) },
  dropExport: { ...ROUTES.dropExport, right: [...CENTRE, ...UNIT], input: z.object({ id: z.uuid() }) },
} as const satisfies Record<string, EndpointRow>;

export interface DeskAnswers {
  emergencies: { readonly emergencies: readonly EmergencyRow[]; readonly serverTime: number };
  coordination: { readonly cases: readonly CoordinationRow[]; readonly serverTime: number };
  blurPhoto: { readonly blurred: string };
  cameras: { readonly cameras: readonly CameraRow[] };
  keepCamera: { readonly ok: true };
  fetchFrame: CameraFrame;
  markFrame: { readonly marked: string };
  startExport: { readonly id: string };
  myExports: { readonly exports: readonly ExportJob[] };
  exportFile: never;
  dropExport: { readonly ok: true };
}
