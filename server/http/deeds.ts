import { revokeApiKey } from '../../actions/admin/apiKeys.ts';
import { publishCalendar } from '../../actions/admin/publishCalendar.ts';
import { publishPolicy } from '../../actions/admin/publishPolicy.ts';
import { saveArea } from '../../actions/admin/saveArea.ts';
import {
  createCategory,
  createCondition,
  saveCategory,
  saveCondition,
} from '../../actions/admin/saveCategory.ts';
import { savePerson } from '../../actions/admin/savePerson.ts';
import { saveRule } from '../../actions/admin/saveRule.ts';
import { saveStandard } from '../../actions/admin/saveStandard.ts';
import { saveUnit } from '../../actions/admin/saveUnit.ts';
import { revokeKey } from '../../actions/admin/wallKeys.ts';
import { decideAppeal, fileAppeal } from '../../actions/appeals.ts';
import { decideProposal } from '../../actions/decideProposal.ts';
import { duty } from '../../actions/duty.ts';
import { setBudget } from '../../actions/fund.ts';
import { markPeriod, movePeriod } from '../../actions/movePeriod.ts';
import { readNotices, unsubscribePush } from '../../actions/noticeSettings.ts';
import { pinScene } from '../../actions/pinScene.ts';
import {
  announceAbsence,
  endAbsence,
  giveOver,
  keepPost,
  putOnDuty,
  takeOffDuty,
  takeOver,
} from '../../actions/posts.ts';
import { proposeComponent } from '../../actions/proposeComponent.ts';
import { reportCase } from '../../actions/reportCase.ts';
import { saveReport } from '../../actions/reports.ts';
import type { Deed } from '../../actions/run.ts';
import { dropFilter, saveFilter } from '../../actions/savedFilters.ts';
import { openSurvey, surveyCell } from '../../actions/survey.ts';
import { giveTrackingCode } from '../../actions/tracking.ts';
import type { EndpointName } from '../../core/contract/api/endpoints.ts';

/** Endpoints that are deeds; the commands of a case come from CASE_DEEDS. */
export const DEEDS: Partial<Record<EndpointName, Deed>> = {
  report: reportCase as Deed,
  duty: duty as Deed,
  pinScene: pinScene as Deed,
  publishPolicy: publishPolicy as Deed,
  publishCalendar: publishCalendar as Deed,
  movePeriod: movePeriod as Deed,
  markPeriod: markPeriod as Deed,
  fileAppeal: fileAppeal as Deed,
  decideAppeal: decideAppeal as Deed,
  savePaper: saveReport as Deed,
  saveFilter: saveFilter as Deed,
  dropFilter: dropFilter as Deed,
  unsubscribePush: unsubscribePush as Deed,
  readNotices: readNotices as Deed,
  proposeComponent: proposeComponent as Deed,
  decideProposal: decideProposal as Deed,
  openSurvey: openSurvey as Deed,
  surveyCell: surveyCell as Deed,
  keepPost: keepPost as Deed,
  announceAbsence: announceAbsence as Deed,
  endAbsence: endAbsence as Deed,
  putOnDuty: putOnDuty as Deed,
  takeOffDuty: takeOffDuty as Deed,
  giveOver: giveOver as Deed,
  takeOver: takeOver as Deed,
  setBudget: setBudget as Deed,
  trackingCode: giveTrackingCode as Deed,
  savePerson: savePerson as Deed,
  saveUnit: saveUnit as Deed,
  saveArea: saveArea as Deed,
  revokeApiKey: revokeApiKey as Deed,
  revokeWallKey: revokeKey as Deed,
  saveRule: saveRule as Deed,
  saveStandard: saveStandard as Deed,
  saveCategory: saveCategory as Deed,
  createCategory: createCategory as Deed,
  createCondition: createCondition as Deed,
  saveCondition: saveCondition as Deed,
};
