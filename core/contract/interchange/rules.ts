import { z } from 'zod';

const day = z.iso.date();

/** A rule set as a file: what `routing_rule` holds, without its keys; ids are the places in the file. */
export const ruleSetShape = z
  .array(
    z
      .strictObject({
        kind: z.enum(['component', 'incident']),
        level: z.enum(['minor', 'major', 'class']),
        scheme: z.string().min(1).nullable().default(null),
        code: z.string().min(1).nullable().default(null),
        areaId: z.string().min(1).nullable().default(null),
        unit: z.string().min(1),
        validFrom: day.default('1900-01-01'),
        validTo: day.nullable().default(null),
        order: z.number().int().default(0),
      })
      .refine((rule) => rule.level === 'class' || rule.code !== null, {
        path: ['code'],
        message: 'is missing: only a rule about a class has none',
      }),
  )
  .max(100_000);
