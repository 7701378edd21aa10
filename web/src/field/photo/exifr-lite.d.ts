declare module 'exifr/dist/lite.esm.mjs' {
  export function parse(
    file: Blob,
    options: Readonly<Record<string, unknown>>,
  ): Promise<Record<string, unknown> | undefined>;
}
