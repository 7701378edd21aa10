import { ENDPOINTS, type EndpointAnswer } from '../core/contract/api/endpoints.ts';
import { HouseError } from '../core/contract/errors.ts';
import { refuseSurveyDone } from '../core/rules/component/survey.ts';
import { categoryOf } from '../db/queries/catalogue.ts';
import { finishSurveyTask, lockSurveyTask, openSurvey as open, surveyExists } from '../db/queries/surveys.ts';
import { refusalError } from './actOnCase.ts';
import type { Deed } from './run.ts';

/** A survey of a category of components in an area: a task a cell (spec 02, Components). Sent twice is one. */
export const openSurvey: Deed<typeof ENDPOINTS.openSurvey.input, EndpointAnswer['openSurvey']> = {
  name: 'open-survey',
  right: ENDPOINTS.openSurvey.right,
  input: ENDPOINTS.openSurvey.input,
  async run({ tx, actor, now }, input) {
    if (await surveyExists(tx, input.id)) return { id: input.id };
    const refuse = (rule: string, why: string) =>
      new HouseError('refused', `${why} Nothing was opened.`, { clause: `02.open-survey.${rule}` });
    if ((await categoryOf(tx, input.categoryKey))?.kind !== 'component')
      throw refuse('category', 'This is no category of components.');
    if (input.dueAt <= now) throw refuse('due', 'The survey would be due in the past.');
    const cells = await open(tx, { ...input, by: actor.id, at: now });
    if (cells === 0) throw refuse('area', 'There is no such area, or it has no cells.');
    return { id: input.id };
  },
};

/** A collector has looked at everything of the survey in a cell of the own beat. */
export const surveyCell: Deed<typeof ENDPOINTS.surveyCell.input, EndpointAnswer['surveyCell']> = {
  name: 'survey-cell',
  right: ENDPOINTS.surveyCell.right,
  input: ENDPOINTS.surveyCell.input,
  async run({ tx, actor, now }, { survey, cell, seen }) {
    const task = await lockSurveyTask(tx, survey, cell);
    if (!task) throw new HouseError('not-found', 'There is no such survey of this cell.');
    const refused = refuseSurveyDone(task, { ...task, seen }, actor.areas);
    if (refused) throw refusalError(refused, null);
    await finishSurveyTask(tx, { survey, cell, seen, by: actor.id, at: now });
    return { done: true };
  },
};
