import { z } from 'zod';

const flag = z
  .enum(['0', '1', 'true', 'false', ''])
  .default('')
  .transform((value) => value === '1' || value === 'true');

/** Every variable that server and workers read; docker-compose.yml is checked against it. */
export const configShape = z.object({
  /** Any login to the database; the application itself works as city_app. */
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres://'),
  REDIS_URL: z.string().regex(/^rediss?:\/\//, 'must begin with redis://'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  /** With demo accounts the server listens on 127.0.0.1 unless this is set. */
  HOST: z.string().default('127.0.0.1'),
  /** Photos lie in its folder `photos`. */
  DATA_DIR: z.string().default('.data'),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  /** The address that browsers use, for origins and links; empty: the request's own host. */
  PUBLIC_URL: z.union([z.url(), z.literal('')]).default(''),
  /** Number of proxies in front, whose forwarded addresses are believed. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  /** Only local HTTP works without it: cookies then are not marked Secure. */
  HTTPS: flag,
  ALLOW_DEMO: flag,
  REDIS_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default('city'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  POOL_SIZE: z.coerce.number().int().min(2).max(100).default(10),
});
export type Config = z.infer<typeof configShape>;

/**
 * Reads the configuration once. A bad one ends the start with a readable list and exit code 78.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const result = configShape.safeParse(env);
  if (result.success) return result.data;
  console.error('The configuration has faults; nothing was started:');
  for (const issue of result.error.issues) console.error(`  ${issue.path.join('.')}: ${issue.message}`);
  process.exit(78);
}
