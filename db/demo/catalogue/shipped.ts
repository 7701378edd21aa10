import { z } from 'zod';
import calendarsJson from '../data/calendars.json' with { type: 'json' };
import catalogueJson from '../data/catalogue.json' with { type: 'json' };
import extensionsJson from '../data/extensions.json' with { type: 'json' };
import marksJson from '../data/marks.json' with { type: 'json' };
import phrasesJson from '../data/phrases.json' with { type: 'json' };
import responsibilitiesJson from '../data/responsibilities.json' with { type: 'json' };
import unitsJson from '../data/units.json' with { type: 'json' };
import { LIMIT_UNITS, SCHEMES, URGENCIES } from './seeds.ts';

/** The data files as shipped, each checked once when it is first asked for; a broken file is a ZodError. */
export const shippedCatalogue = once(() => catalogueShape.parse(catalogueJson));
export const shippedPhrases = once(() => phrasesShape.parse(phrasesJson));
export const shippedExtensions = once(() => extensionsShape.parse(extensionsJson));
export const shippedMarks = once(() => marksShape.parse(marksJson));
export const shippedUnits = once(() => z.array(unitShape).parse(unitsJson));
export const shippedResponsibilities = once(() => responsibilitiesShape.parse(responsibilitiesJson));
export const shippedCalendars = once(() => calendarsShape.parse(calendarsJson));

export type ShippedCategory = z.infer<typeof categoryShape>;
export type ShippedCondition = z.infer<typeof ownConditionShape>;

const kind = z.enum(['component', 'incident']);
const names = { zh: z.string(), en: z.string() };
const namesWithShort = { ...names, shortZh: z.string(), shortEn: z.string() };

const categoryShape = z.object({
  scheme: z.enum(SCHEMES),
  kind,
  code: z.string(),
  majorCode: z.string(),
  ...namesWithShort,
  pinyin: z.string(),
  now: z.string().optional(),
  conditions: z.array(z.tuple([z.string(), z.number(), z.enum(LIMIT_UNITS), z.string()])),
});

const catalogueShape = z.object({
  majors: z.array(z.object({ scheme: z.enum(SCHEMES), kind, code: z.string(), ...names })),
  categories: z.array(categoryShape),
});

const phrasesShape = z.object({
  conditions: z.record(z.string(), z.string()),
  closings: z.record(z.string(), z.string()),
});

const ownConditionShape = z
  .tuple([z.string(), z.string(), z.number(), z.enum(LIMIT_UNITS), z.string(), z.string()])
  .rest(z.object({ urgency: z.enum(URGENCIES).optional(), photoRequired: z.boolean().optional() }));

const extensionsShape = z.object({
  categories: z.array(
    z.object({
      kind,
      code: z.string(),
      ...namesWithShort,
      pinyin: z.string(),
      conditions: z.array(ownConditionShape),
    }),
  ),
  conditions: z.record(z.string(), z.array(ownConditionShape)),
});

const marks = {
  territorial: z.array(z.string()),
  openToResidents: z.array(z.string()),
  urgency: z.record(z.string(), z.enum(URGENCIES)),
  photoNotRequired: z.array(z.string()),
};
const marksShape = z.object({ ...marks, older: z.object(marks) });

const unitShape = z.object({
  code: z.string(),
  ...namesWithShort,
  type: z.enum(['bureau', 'utility', 'subdistrict', 'office']),
  level: z.enum(['district', 'municipal', 'private']),
  commandDuty: z.boolean(),
  neverResponsible: z.boolean(),
});

const expectShape = z.union([
  z.strictObject({ unit: z.string(), by: z.enum(['rule', 'component']) }),
  z.strictObject({ by: z.literal('territory') }),
  z.strictObject({ uncertain: z.literal('rules-disagree'), candidates: z.array(z.string()) }),
  z.strictObject({ uncertain: z.literal('no-rule') }),
]);

const responsibilitiesShape = z.object({
  validFrom: z.string(),
  entries: z.array(
    z.object({
      sort: z.enum(['component', 'incident', 'assist', 'custody', 'emergency', 'special']),
      unit: z.string().nullable(),
      ...names,
      targets: z.array(
        z.object({ category: z.string(), condition: z.number(), expect: expectShape.optional() }),
      ),
      expect: expectShape.optional(),
      rule: z.enum(['major', 'none']).optional(),
      major: z.string().optional(),
      note: z.string().optional(),
    }),
  ),
});

const periods = z.array(z.tuple([z.string(), z.string()]));
const calendarShape = z.object({
  timezone: z.string(),
  restWeekdays: z.array(z.number()),
  seasons: z.array(z.object({ from: z.string(), to: z.string(), periods })),
  holidays: z.array(z.string()),
  makeupWorkdays: z.array(z.string()),
  workdayMinutes: z.number(),
  knownUntil: z.string(),
});
const calendarsShape = z.object({ qilihe: calendarShape, boston: calendarShape });

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
