import { z } from 'zod';

const flag = z
  .enum(['0', '1', 'true', 'false', ''])
  .default('')
  .transform((value) => value === '1' || value === 'true');

const hosts = (given: string) =>
  z
    .string()
    .default(given)
    .transform((list) =>
      list
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
    );

/** Every variable that server and workers read; docker-compose.yml is checked against it. */
export const configShape = z
  .object({
    /** Any login to the database; the application itself works as city_app. */
    DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres://'),
    REDIS_URL: z.string().regex(/^rediss?:\/\//, 'must begin with redis://'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
    /** With demo accounts the server listens on 127.0.0.1 unless this is set. */
    HOST: z.string().default('127.0.0.1'),
    /** Photos lie in its folder `photos`. */
    DATA_DIR: z.string().default('.data'),
    /** A font file with Chinese for case sheets on paper; empty: the system's own (fonts-noto-cjk). */
    PDF_FONT: z.string().default(''),
    /** `smtp://user:password@host:port`; empty: no e-mail. */
    SMTP_URL: z
      .union([z.literal(''), z.string().regex(/^smtps?:\/\//, 'must begin with smtp://')])
      .default(''),
    MAIL_FROM: z.string().default('city@localhost'),
    /** Hosts (with a port where it is unusual) that signed webhooks may go to, with commas; empty: none. */
    WEBHOOK_HOSTS: hosts(''),
    /** Hosts (with a port where it is unusual) that camera frames may be fetched from, with commas; empty: none. */
    CAMERA_HOSTS: hosts(''),
    /** How long an officer waits for a frame; a camera that takes longer is said not to answer. */
    CAMERA_WITHIN_MS: z.coerce.number().int().min(100).max(60_000).default(6_000),
    /** Push services of browsers; a name that begins with a dot stands for all below it. */
    PUSH_HOSTS: hosts(
      'fcm.googleapis.com,.push.services.mozilla.com,.notify.windows.com,web.push.apple.com,.push.apple.com',
    ),
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
    /** With it Prometheus may read /metrics from another machine (Authorization: Bearer …). */
    METRICS_TOKEN: z.union([z.string().min(16), z.literal('')]).default(''),
    POOL_SIZE: z.coerce.number().int().min(2).max(100).default(10),
    /** The map under everything: the city's own layers, a PMTiles file, tiles from elsewhere, or Tianditu. */
    BASEMAP: z.enum(['city', 'pmtiles', 'raster', 'vector', 'tianditu']).default('city'),
    /** The PMTiles file. */
    BASEMAP_FILE: z.string().default(''),
    /** Raster or vector: the address of a tile with {z}, {x} and {y}; vector tiles in the OpenMapTiles or Protomaps schema. */
    BASEMAP_URL: z.string().default(''),
    BASEMAP_SCHEMA: z.enum(['openmaptiles', 'protomaps']).default('openmaptiles'),
    BASEMAP_MAX_ZOOM: z.coerce.number().int().min(8).max(22).default(18),
    /** Whose data it is; shown on the map, as most licences ask. */
    BASEMAP_ATTRIBUTION: z.string().max(200).default(''),
    /** Raster or vector: whether its licence lets phones keep the tiles of a beat for work without a network. */
    BASEMAP_KEEP: z.stringbool().default(true),
    TIANDITU_KEY: z
      .string()
      .regex(/^[0-9a-zA-Z]*$/, 'has signs that no key has')
      .default(''),
  })
  .superRefine((config, context) => {
    const wrong = baseMapFault(config);
    if (wrong) context.addIssue({ code: 'custom', path: [wrong[0]], message: wrong[1] });
  });
/** What is missing for the base map that was chosen: the variable and the reason. */
function baseMapFault(config: {
  BASEMAP: string;
  BASEMAP_FILE: string;
  BASEMAP_URL: string;
  TIANDITU_KEY: string;
}): [string, string] | null {
  const { BASEMAP, BASEMAP_FILE, BASEMAP_URL, TIANDITU_KEY } = config;
  if (BASEMAP === 'pmtiles' && !BASEMAP_FILE)
    return ['BASEMAP_FILE', 'BASEMAP=pmtiles needs the path of its file'];
  if (BASEMAP === 'tianditu' && !TIANDITU_KEY)
    return ['TIANDITU_KEY', 'BASEMAP=tianditu needs a key of Tianditu'];
  if (BASEMAP !== 'raster' && BASEMAP !== 'vector') return null;
  const isAddress = /^https?:\/\/[^\s"';,]+$/.test(BASEMAP_URL) && URL.canParse(BASEMAP_URL);
  if (isAddress && ['{z}', '{x}', '{y}'].every((part) => BASEMAP_URL.includes(part))) return null;
  return ['BASEMAP_URL', `BASEMAP=${BASEMAP} needs an http(s) address of tiles with {z}, {x} and {y}`];
}

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
